import type { Plan } from '../../engine/plan.js'
import { type LedgerData, postingCode } from '../../ledger/ledger-data.js'
import type { CustomerGroups } from './customer-groups.js'

/**
 * What the ledger knows on its as-of day of the invoices that fall due in the simulated months, whether they are open or
 * were paid ahead of their time: by group and month, as the plan holds it.
 */
export function fallingDue(
  ledger: LedgerData | null,
  { groups, ofInvoice }: CustomerGroups,
  { monthEnds, firstMonthStart }: Pick<Plan, 'monthEnds' | 'firstMonthStart'>,
): Plan['fallingDue'] {
  const cells = groups.length * monthEnds.length
  const due = { value: new Float64Array(cells), collected: new Float64Array(cells), inMonth: new Float64Array(cells) }
  if (!ledger) return due
  const { invoices, postings, asOf } = ledger
  const horizon = monthEnds[monthEnds.length - 1]!
  for (let row = 0; row < invoices.count; row++) {
    const day = invoices.due[row]! - asOf
    const amount = invoices.amount[row]!
    if (day < 1 || day > horizon || amount <= 0) continue
    const month = monthEnds.findIndex((end) => day <= end)
    const cell = ofInvoice[row]! * monthEnds.length + month
    due.value[cell]! += amount
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      if (postings.kind[posting] !== postingCode.cash) continue
      due.collected[cell]! += postings.amount[posting]!
      if (month === 0 && postings.day[posting]! - asOf >= firstMonthStart)
        due.inMonth[cell]! += postings.amount[posting]!
    }
  }
  return due
}
