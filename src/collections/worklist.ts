import type { Day } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import { type Grouping, groupLedger } from '../facts/ledger-groups.js'
import { disputedInvoices } from '../ledger/disputed-invoices.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { openAmounts } from '../ledger/open-amounts.js'
import { textAt } from '../ledger/text-at.js'
import { viewAsOf } from '../ledger/view-as-of.js'
import { type LastContact, lastContacts } from './last-contacts.js'
import { hasAttribute } from './ledger-attributes.js'
import { type OpenPromise, openPromises } from './open-promises.js'

/** The invoice of an account that is longest past due. */
interface OldestInvoice {
  readonly invoiceId: string
  readonly dueDate: Day
  readonly daysPastDue: number
  /** Minor units. */
  readonly openAmount: number
}

/** A customer that its owner should call. Money in minor units; an account is a customer's invoices of one owner. */
export interface WorklistAccount {
  readonly customerId: string
  /** Null where the ledger does not say. */
  readonly name: string | null
  /** The salesperson, or another value of the attribute asked for; `(none)` where it is empty. */
  readonly owner: string
  /** That of the oldest invoice, `(none)` where it is empty; null where the ledger has no divisions. */
  readonly division: string | null
  /** What is open of the invoices that are late enough. */
  readonly pastDue: number
  /** How many those are. */
  readonly invoices: number
  readonly oldest: OldestInvoice
  /** What is open of them under an unresolved dispute: a call about it needs an answer first. */
  readonly disputed: number
  /** All that is open of the account, late or not; what the customer has to its credit is not taken off. */
  readonly totalOpen: number
  /** What the account has to its credit: credit notes and over-payments not used up. */
  readonly creditBalance: number
  /** The latest activity with the customer, whatever the invoice and the owner; null if there was none. */
  readonly lastContact: LastContact | null
  /** The customer's promise that is still to be kept; null if there is none. */
  readonly openPromise: OpenPromise | null
}

/** The accounts of one owner, the largest first. */
export interface WorklistOwner {
  readonly owner: string
  readonly pastDue: number
  readonly disputed: number
  readonly invoices: number
  readonly accounts: readonly WorklistAccount[]
}

export interface WorklistOptions {
  /** An invoice is late enough from the day after so many days past its due date. 30 if not given. */
  readonly moreThanDays?: number
  /** The attribute of an invoice, or else of its customer, that says who calls. `salesperson` if not given. */
  readonly by?: string
}

/**
 * The accounts to call: one for each owner and customer with an invoice whose open amount is positive and more than 30 days
 * past due at the end of a day, by the ledger as it was known then. The owner with most money past due comes first, with
 * its largest account first; equals by the age of the oldest invoice, then by name. Throws an InputError for an attribute
 * that the ledger lacks and for a number of days that is none.
 */
export function worklist(ledger: LedgerData, day: Day, options: WorklistOptions = {}): WorklistAccount[] {
  const { moreThanDays = 30, by = 'salesperson' } = options
  if (!(Number.isInteger(moreThanDays) && moreThanDays >= 0)) {
    throw new InputError(
      `A worklist needs a whole number of days past due of at least 0, such as 30; got ${moreThanDays}.`,
    )
  }
  const known = viewAsOf(ledger, day)
  const { customers, invoices } = known
  const owners = groupLedger(known, [by])
  const open = openAmounts(known, day)
  const isDisputed = disputedInvoices(known, day)
  const accounts = new Map<number, OpenAccount>()
  for (let row = 0; row < invoices.count; row++) {
    const amount = open[row]!
    if (amount === 0) continue
    const key = owners.ofInvoice[row]! * customers.count + invoices.customer[row]!
    const account = accounts.get(key) ?? new OpenAccount(row)
    accounts.set(key, account)
    if (amount < 0) account.creditBalance -= amount
    else {
      account.totalOpen += amount
      if (day - invoices.due[row]! > moreThanDays) account.addLate(known, row, open, isDisputed[row] === 1)
    }
  }

  const contacts = lastContacts(known)
  const promises = openPromises(known, open)
  const divisions = hasAttribute(known, 'division') ? groupLedger(known, ['division']) : null
  const names = customers.attributes.get('name')
  const rows = [...accounts.values()].flatMap((account): WorklistAccount[] => {
    const { oldest: row, totalOpen, creditBalance, pastDue, disputed } = account
    if (account.invoices === 0) return []
    const customer = invoices.customer[row]!
    const dueDate = invoices.due[row]! as Day
    return [
      {
        customerId: customers.ids.at(customer)!,
        name: (names && textAt(names, customer)) ?? null,
        owner: attributeOf(owners, by, row),
        division: divisions && attributeOf(divisions, 'division', row),
        pastDue,
        invoices: account.invoices,
        oldest: { invoiceId: invoices.ids.at(row)!, dueDate, daysPastDue: day - dueDate, openAmount: open[row]! },
        disputed,
        totalOpen,
        creditBalance,
        lastContact: contacts.get(customer) ?? null,
        openPromise: promises.get(customer) ?? null,
      },
    ]
  })
  return worklistByOwner(rows).flatMap((owner) => owner.accounts)
}

/** The accounts of a worklist by owner, with totals, in the order of the worklist. */
export function worklistByOwner(accounts: readonly WorklistAccount[]): WorklistOwner[] {
  const byOwner = new Map<string, WorklistAccount[]>()
  for (const account of accounts) {
    const same = byOwner.get(account.owner)
    if (same) same.push(account)
    else byOwner.set(account.owner, [account])
  }
  const sum = (rows: readonly WorklistAccount[], of: 'pastDue' | 'disputed' | 'invoices') =>
    rows.reduce((total, row) => total + row[of], 0)
  return [...byOwner]
    .map(([owner, rows]) => ({
      owner,
      pastDue: sum(rows, 'pastDue'),
      disputed: sum(rows, 'disputed'),
      invoices: sum(rows, 'invoices'),
      accounts: rows.sort(
        (a, b) =>
          b.pastDue - a.pastDue ||
          b.oldest.daysPastDue - a.oldest.daysPastDue ||
          compareTexts(a.customerId, b.customerId),
      ),
    }))
    .sort((a, b) => b.pastDue - a.pastDue || compareTexts(a.owner, b.owner))
}

/** What is open of a customer's invoices of one owner, while it is being added up. */
class OpenAccount {
  totalOpen = 0
  creditBalance = 0
  pastDue = 0
  disputed = 0
  invoices = 0

  /** `oldest` is the row of an invoice of the account; of the one longest past due as soon as one is late. */
  constructor(public oldest: number) {}

  addLate({ invoices }: LedgerData, row: number, open: Float64Array, isDisputed: boolean): void {
    const older =
      invoices.due[this.oldest]! - invoices.due[row]! ||
      open[row]! - open[this.oldest]! ||
      compareTexts(invoices.ids.at(this.oldest)!, invoices.ids.at(row)!)
    if (this.invoices === 0 || older > 0) this.oldest = row
    this.invoices++
    this.pastDue += open[row]!
    if (isDisputed) this.disputed += open[row]!
  }
}

function attributeOf({ groups, ofInvoice }: Grouping, attribute: string, invoice: number): string {
  return groups[ofInvoice[invoice]!]![attribute]!
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
