/**
 * What is added up for each group and month of a replicate while invoices are worked off. The facts follow from it: stocks
 * are what has come less what has gone, so that an invoice costs only its few changes and not a visit at every month's end.
 *
 * An invoice's age at a day is one of seven classes: before due, on the due day, and the five buckets of past due.
 */
export const ageClasses = 7

/** Every invoice: by the month in which it is issued, or falls due. */
export const sales = 0
export const invoices = 1
export const salesTerms = 2
export const fellDue = 3

/** Invoices that are settled whole by one payment, which most are: by month of payment. */
export const wholeTerms = 4
/** Their cash by whether the month of payment is before, the same as or after that of the due day. */
export const wholeByDueMonth = 5
/** That of the first kind again, by the month of the due day; `nowhere` takes what is not of that kind. */
export const wholeBeforeDueMonth = 8
/** By age class. */
export const wholeValue = 9
export const wholeCount = wholeValue + ageClasses
/** Amount × days after due, of the early ones (negative) and of the late ones. */
export const wholeDaysLate = wholeCount + ageClasses

/** What was current and is not any more, because it is past due or because it left the books. */
export const leftCurrent = wholeDaysLate + 2
export const leftCurrentCount = leftCurrent + 1
/** What went over 30, 60, 90 and 120 days past due. */
export const crossed = leftCurrent + 2
/** A place that nobody reads, so that a hot loop adds without asking. */
export const nowhere = crossed + 4

/** Invoices that are there on the as-of day: all, and those past due by bucket from 1–30 days on. */
export const openedAmount = nowhere + 1
export const openedCount = openedAmount + 1
export const openedTerms = openedAmount + 2
export const openedPastDueCount = openedAmount + 3
export const openedPastDue = openedAmount + 4

/** What leaves the books otherwise than by one whole payment, by bucket from current on. */
export const left = openedPastDue + 5
export const leftTerms = left + 6
/** Invoices that end so, while current and past due. */
export const leftCountCurrent = left + 7
export const leftCountPastDue = left + 8

/** Flows beside whole payments. */
export const cash = left + 9
export const discounts = cash + 1
export const creditMemos = cash + 2
export const writeOffs = cash + 3
export const recoveries = cash + 4
export const collectedOfDue = cash + 5
export const collectedOnDue = cash + 6
/** Invoices settled by the last of several payments, or less a discount. */
export const settledValue = cash + 7
export const settledCount = settledValue + ageClasses
export const settledDaysLate = settledCount + ageClasses
export const settledDays = settledDaysLate + 2

export const disputesOpened = settledDays + 1
export const disputedValue = disputesOpened + 1
export const disputesResolved = disputesOpened + 2
export const disputeDays = disputesOpened + 3
/** A stock, taken at each month's end. */
export const disputedReceivables = disputesOpened + 4

export const margin = disputedReceivables + 1
export const lagInvoices = margin + 1
export const lagDays = margin + 2

/** Contacts by kind: copies, e-mails, calls, sales calls, others. */
export const contacts = lagDays + 1
export const rightParties = contacts + 5
export const promises = rightParties + 1
export const promisesDue = rightParties + 2
export const promisesKept = rightParties + 3
export const collections = rightParties + 4
export const collectionCost = rightParties + 5

export const tallyWidth = collectionCost + 1
