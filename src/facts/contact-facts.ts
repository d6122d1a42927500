import type { LedgerData, TextColumn } from '../ledger/ledger-data.js'
import { noDay } from '../ledger/no-day.js'
import type { Closings } from '../ledger/settlement.js'
import { type FlowFact, factColumn, factCount } from './columns.js'
import type { FactTable } from './fact-table.js'
import type { Grouping } from './ledger-groups.js'
import type { PeriodOfDay } from './period-by-day.js'

const factOfKind: Readonly<Record<string, FlowFact>> = {
  invoice_copy: 'invoice_copies',
  email: 'emails',
  call: 'calls',
  sales_call: 'sales_calls',
}

/** Contacts with customers, what they brought and cost, and surveys. What lies before the first period is left out. */
export function addContacts(
  table: FactTable,
  ledger: LedgerData,
  grouping: Grouping,
  closings: Closings,
  periodOf: PeriodOfDay,
): void {
  const { activities, surveys } = ledger
  const { values, periods } = table
  const width = periods.length * factCount
  const [firstDay, lastDay] = [periods[0]!.start, periods.at(-1)!.end]
  const cellOf = (group: number, day: number, fact: FlowFact) =>
    group * width + periodOf(day) * factCount + factColumn[fact]
  const isIn = (day: number) => day >= firstDay && day <= lastDay

  const kinds = valuesByRow(activities.attributes.get('kind'))
  const isRightParty = isYes(activities.attributes.get('right_party'))
  const isKept = isYes(activities.attributes.get('kept'))
  const promisedOn = activities.days.get('promised_on')
  const costs = activities.amounts.get('cost')
  for (let row = 0; row < activities.count; row++) {
    const invoice = activities.invoice[row]!
    const group = invoice >= 0 ? grouping.ofInvoice[invoice]! : grouping.ofCustomer[activities.customer[row]!]!
    const day = activities.day[row]!
    const due = promisedOn?.[row] ?? noDay
    if (due !== noDay && isIn(due)) {
      values[cellOf(group, due, 'promises_due')]! += 1
      if (isKept(row)) values[cellOf(group, due, 'promises_kept')]! += 1
    }
    if (!isIn(day)) continue
    const kind = kinds(row)
    const fact = kind === undefined ? undefined : factOfKind[kind]
    if (fact !== undefined) values[cellOf(group, day, fact)]! += 1
    if ((fact === 'calls' || fact === 'sales_calls') && isRightParty(row)) {
      values[cellOf(group, day, 'right_party_contacts')]! += 1
      if (due !== noDay) values[cellOf(group, day, 'promises')]! += 1
    }
    const cost = costs?.[row] ?? Number.NaN
    if (!Number.isNaN(cost)) values[cellOf(group, day, 'collection_cost')]! += cost
  }

  for (let row = 0; row < surveys.count; row++) {
    const day = surveys.day[row]!
    if (!isIn(day)) continue
    const group = grouping.ofCustomer[surveys.customer[row]!]!
    values[cellOf(group, day, 'surveys')]! += 1
    values[cellOf(group, day, 'survey_scores')]! += surveys.score[row]!
  }

  const collected = collectedInvoices(ledger, closings)
  for (let row = 0; row < collected.length; row++) {
    const invoice = collected[row]!
    values[cellOf(grouping.ofInvoice[invoice]!, closings.settled[invoice]!, 'collections')]! += 1
  }
}

/**
 * The invoices that were settled late after a contact between their due date and their settlement: one that named the
 * invoice, or one with its customer that named none.
 */
function collectedInvoices(ledger: LedgerData, { settled }: Closings): number[] {
  const { invoices, activities, asOf } = ledger
  if (activities.count === 0) return []
  const contactedInvoice = new Uint8Array(invoices.count)
  const daysOfCustomer = new Map<number, number[]>()
  for (let row = 0; row < activities.count; row++) {
    const day = activities.day[row]!
    const invoice = activities.invoice[row]!
    if (invoice < 0) {
      const customer = activities.customer[row]!
      const days = daysOfCustomer.get(customer)
      if (days) days.push(day)
      else daysOfCustomer.set(customer, [day])
    } else if (day > invoices.due[invoice]! && day <= settled[invoice]!) contactedInvoice[invoice] = 1
  }
  for (const days of daysOfCustomer.values()) days.sort((a, b) => a - b)
  const found: number[] = []
  for (let row = 0; row < invoices.count; row++) {
    const [due, on] = [invoices.due[row]!, settled[row]!]
    if (on > asOf || on <= due) continue
    if (contactedInvoice[row] === 1 || hasDayIn(daysOfCustomer.get(invoices.customer[row]!), due + 1, on)) {
      found.push(row)
    }
  }
  return found
}

/** Whether one of the ascending days lies between two days, both included. */
function hasDayIn(days: readonly number[] | undefined, from: number, to: number): boolean {
  if (days === undefined) return false
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]! < from) low = middle + 1
    else high = middle
  }
  return low < days.length && days[low]! <= to
}

function valuesByRow(column: TextColumn | undefined): (row: number) => string | undefined {
  if (column === undefined) return () => undefined
  const values = Array.from({ length: column.values.length }, (_, code) => column.values.at(code))
  return (row) => values[column.codes[row]!]
}

function isYes(column: TextColumn | undefined): (row: number) => boolean {
  const value = valuesByRow(column)
  return (row) => value(row) === 'yes'
}
