import type { Day } from '../calendar/day.js'
import { adjustmentKindOf } from './adjustment-kind.js'
import { type LedgerData, type Postings, postingKinds } from './ledger-data.js'
import { balanceWarningCodes, ledgerWarnings } from './link/ledger-warnings.js'
import { noDay } from './no-day.js'
import { pickBytes, pickDoubles, pickIntegers, pickOptional, pickTexts, type Rows, rowsWhere } from './pick-rows.js'

/**
 * The ledger as it was known at the end of a day: no invoice, posting, payment, dispute, activity or survey of a later
 * day; a dispute that was resolved later is open, and whether a promise was kept is not known before it fell due. What
 * carries no date (a customer's attributes, a dispute flag on an invoice) stands as it is today.
 */
export function viewAsOf(ledger: LedgerData, day: Day): LedgerData {
  if (day >= ledger.asOf) return { ...ledger, asOf: day }
  const { invoices, payments, unapplied, disputes, activities, surveys } = ledger
  const kept = rowsWhere(invoices.count, (row) => invoices.issued[row]! <= day)
  const invoiceRow = newRows(invoices.count, kept)
  const keptPayments = rowsWhere(payments.count, (row) => payments.day[row]! <= day)
  const { postings, applications, adjustmentRows } = postingsUpTo(ledger, kept, invoiceRow, keptPayments, day)
  const keptChanges = rowsWhere(unapplied.day.length, (row) => unapplied.day[row]! <= day)
  const keptDisputes = rowsWhere(
    disputes.count,
    (row) => disputes.opened[row]! <= day && invoiceRow[disputes.invoice[row]!]! >= 0,
  )
  const keptActivities = rowsWhere(activities.count, (row) => activities.day[row]! <= day)
  const keptSurveys = rowsWhere(surveys.count, (row) => surveys.day[row]! <= day)

  const view = {
    ...ledger,
    asOf: day,
    invoices: {
      ...pickOptional(invoices, kept),
      count: kept.length,
      ids: pickTexts(invoices.ids, kept),
      customer: pickIntegers(invoices.customer, kept),
      issued: pickIntegers(invoices.issued, kept),
      due: pickIntegers(invoices.due, kept),
      amount: pickDoubles(invoices.amount, kept),
      disputed: pickBytes(invoices.disputed, kept),
    },
    postings,
    payments: {
      ...pickOptional(payments, keptPayments),
      count: keptPayments.length,
      ids: pickTexts(payments.ids, keptPayments),
      customer: pickIntegers(payments.customer, keptPayments),
      day: pickIntegers(payments.day, keptPayments),
      amount: pickDoubles(payments.amount, keptPayments),
    },
    applications,
    adjustments: {
      ...pickOptional(ledger.adjustments, adjustmentRows),
      count: adjustmentRows.length,
      ids: pickTexts(ledger.adjustments.ids, adjustmentRows),
    },
    unapplied: {
      customer: pickIntegers(unapplied.customer, keptChanges),
      day: pickIntegers(unapplied.day, keptChanges),
      amount: pickDoubles(unapplied.amount, keptChanges),
    },
    disputes: disputesUpTo(ledger, keptDisputes, invoiceRow, day),
    activities: activitiesUpTo(ledger, keptActivities, invoiceRow, day),
    surveys: {
      count: keptSurveys.length,
      customer: pickIntegers(surveys.customer, keptSurveys),
      day: pickIntegers(surveys.day, keptSurveys),
      score: pickDoubles(surveys.score, keptSurveys),
    },
  }
  // What is odd about balances is judged as of the day too; what was odd about the files stays.
  const ofFiles = ledger.warnings.filter(({ code }) => !balanceWarningCodes.includes(code))
  return { ...view, warnings: [...ofFiles, ...ledgerWarnings(view)] }
}

/** The new row of each old one, −1 where it is not kept. */
function newRows(count: number, kept: Rows): Int32Array {
  const rows = new Int32Array(count).fill(-1)
  for (let index = 0; index < kept.length; index++) rows[kept[index]!] = index
  return rows
}

function postingsUpTo(ledger: LedgerData, kept: Rows, invoiceRow: Int32Array, keptPayments: Rows, day: Day) {
  const { postings, applications, payments } = ledger
  const inTime = new Int32Array(postings.day.length)
  const start = new Int32Array(kept.length + 1)
  let count = 0
  for (let index = 0; index < kept.length; index++) {
    const row = kept[index]!
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.day[posting]! <= day) inTime[count++] = posting
    }
    start[index + 1] = count
  }
  const rows = inTime.slice(0, count)
  const kinds = pickBytes(postings.kind, rows)
  const isAdjustment = postingKinds.map((kind) => adjustmentKindOf(kind) !== null)
  const appliedBy = new Uint8Array(applications.count)
  const adjustedBy = new Uint8Array(ledger.adjustments.count)
  for (let index = 0; index < count; index++) {
    const source = postings.source[rows[index]!]!
    if (source >= 0) (isAdjustment[kinds[index]!] ? adjustedBy : appliedBy)[source] = 1
  }
  const applicationRows = rowsWhere(applications.count, (row) => appliedBy[row] === 1)
  const adjustmentRows = rowsWhere(ledger.adjustments.count, (row) => adjustedBy[row] === 1)
  const applicationRow = newRows(applications.count, applicationRows)
  const adjustmentRow = newRows(ledger.adjustments.count, adjustmentRows)
  const paymentRow = newRows(payments.count, keptPayments)
  const view: Postings = {
    start,
    day: pickIntegers(postings.day, rows),
    kind: kinds,
    amount: pickDoubles(postings.amount, rows),
    source: rows.map((posting, index) => {
      const source = postings.source[posting]!
      if (source < 0) return source
      return (isAdjustment[kinds[index]!] ? adjustmentRow : applicationRow)[source]!
    }),
  }
  const payment = applicationRows.map((row) => {
    const from = applications.payment[row]!
    return from >= 0 ? paymentRow[from]! : -1 - invoiceRow[-1 - from]!
  })
  return { postings: view, applications: { count: payment.length, payment }, adjustmentRows }
}

function disputesUpTo({ disputes }: LedgerData, kept: Rows, invoiceRow: Int32Array, day: Day): LedgerData['disputes'] {
  const resolved = pickIntegers(disputes.resolved, kept).map((on) => (on <= day ? on : noDay))
  const columns = pickOptional(disputes, kept)
  // How a dispute ended is known only when it has ended.
  const conceded = columns.attributes.get('conceded')
  const attributes = new Map(columns.attributes)
  if (conceded) {
    const codes = conceded.codes.map((code, row) => (resolved[row] === noDay ? -1 : code))
    attributes.set('conceded', { values: conceded.values, codes })
  }
  return {
    ...columns,
    attributes,
    count: kept.length,
    ids: pickTexts(disputes.ids, kept),
    invoice: pickIntegers(disputes.invoice, kept).map((row) => invoiceRow[row]!),
    opened: pickIntegers(disputes.opened, kept),
    resolved,
    amount: pickDoubles(disputes.amount, kept),
  }
}

function activitiesUpTo(
  { activities }: LedgerData,
  kept: Rows,
  invoiceRow: Int32Array,
  day: Day,
): LedgerData['activities'] {
  const columns = pickOptional(activities, kept)
  const promised = columns.days.get('promised_on')
  const isKept = columns.attributes.get('kept')
  const attributes = new Map(columns.attributes)
  if (promised && isKept) {
    const codes = isKept.codes.map((code, row) => (promised[row]! <= day ? code : -1))
    attributes.set('kept', { values: isKept.values, codes })
  }
  return {
    ...columns,
    attributes,
    count: kept.length,
    ids: pickTexts(activities.ids, kept),
    customer: pickIntegers(activities.customer, kept),
    invoice: pickIntegers(activities.invoice, kept).map((row) => (row < 0 ? -1 : invoiceRow[row]!)),
    day: pickIntegers(activities.day, kept),
  }
}
