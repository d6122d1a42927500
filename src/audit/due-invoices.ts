import type { Day } from '../calendar/day.js'
import { collectionEffectiveness } from '../kpi/collection-effectiveness.js'
import { postingCode } from '../ledger/ledger-data.js'
import { refuseOtherSum } from './adds-up.js'
import type { AuditWindow } from './audit-window.js'
import { byDateAndId } from './fact-line.js'

/** An invoice that counts as due in the collection effectiveness; money in minor units. */
export interface DueInvoice {
  readonly id: string
  readonly customerId: string
  readonly dated: Day
  readonly due: Day
  readonly amount: number
  /** The cash that counts as collected for it. */
  readonly collected: number
  /** Why cash does not count, where there is such. */
  readonly note?: string
}

/** The invoices that are due by the settings' `collection`, by date and identifier, with what was collected for each. */
export function dueInvoices(window: AuditWindow): DueInvoice[] {
  const { rows, facts, settings } = window
  const { overdue, partial, contracts } = settings.collection
  const { invoices, postings } = rows.ledger
  const [start, end] = [facts.periods[facts.first]!.start, facts.periods[facts.last]!.end]
  const from = overdue === 'include' ? Number.NEGATIVE_INFINITY : start
  const contract = invoices.attributes.get('contract_id')
  const found: DueInvoice[] = []
  for (let row = 0; row < invoices.count; row++) {
    const due = invoices.due[row]!
    if (due < from || due > end || invoices.amount[row]! <= 0 || !rows.hasInvoice(row)) continue
    const isOfContract = contract !== undefined && contract.codes[row]! >= 0
    if (contracts !== 'include' && isOfContract !== (contracts === 'only')) continue
    let cash = 0
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const day = postings.day[posting]!
      if (postings.kind[posting] === postingCode.cash && day >= from && day <= end) cash += postings.amount[posting]!
    }
    const counts = partial === 'count' || rows.closings.settled[row]! <= end
    found.push({
      id: rows.invoiceId(row),
      customerId: rows.customerId(invoices.customer[row]!),
      dated: invoices.issued[row]! as Day,
      due: due as Day,
      amount: invoices.amount[row]!,
      collected: counts ? cash : 0,
      ...(counts || cash === 0 ? {} : { note: `not settled, so ${rows.money(cash)} do not count` }),
    })
  }
  const known = (term: string) => collectionEffectiveness.terms[term]!.of(facts, settings)
  const [collected, due] = [known('payments received for them'), known('value of the invoices that are due')]
  const amounts = found.map(({ amount }) => amount)
  const cash = found.map((invoice) => invoice.collected)
  if (due !== null) refuseOtherSum('the value of the invoices that are due', amounts, due)
  if (collected !== null) refuseOtherSum('the payments received for them', cash, collected)
  return found.sort(byDateAndId)
}
