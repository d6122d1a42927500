import { noDay } from '../../ledger/no-day.js'
import type { Check } from '../check.js'
import { Tally } from '../check-context.js'
import { foundInvoices } from './invoice-balances.js'

const staleDays = 365

export const staleOpenItem: Check = {
  definition: {
    code: 'stale-open-item',
    unit: 'invoice',
    severity: 'warning',
    title: 'Invoices are still open more than a year past due',
    meaning:
      'A positive open amount is over 365 days past due on the ledger’s last day. The money is the open amount; the share that of open invoices.',
    effect:
      'They hold DSO and past due up for good and make CEI look bad; what will not be paid also overstates receivables.',
    whatToDo: 'Look for the payment or credit that was never posted; pursue the rest, reserve for it, or write it off.',
    threshold: 'One year: most allowance policies reserve for such items in full.',
  },
  run(context) {
    const { ledger, open } = context
    const { count, due } = ledger.invoices
    const tally = new Tally()
    for (let row = 0; row < count; row++) {
      if (open[row]! > 0 && ledger.asOf - due[row]! > staleDays) tally.add(row, open[row]!)
    }
    return foundInvoices(
      context,
      tally,
      (row) => `${context.invoice(row)}: ${context.money(open[row]!)} open, ${ledger.asOf - due[row]!} days past due`,
      context.openTotal > 0 ? { share: tally.amount / context.openTotal } : {},
    )
  },
}

const gravelyDisputed = 0.05

export const disputedShare: Check = {
  definition: {
    code: 'disputed-share',
    unit: 'invoice',
    severity: 'note',
    title: 'Open invoices are disputed',
    meaning:
      'Open invoices that are under an unresolved dispute, or flagged as disputed without a date. The money is their open amount; the share that of open invoices.',
    effect:
      'A customer who disputes does not pay by the due date: past due and DSO are up for a reason that collectors cannot mend, and credits that are conceded will lower sales.',
    whatToDo: 'Settle the largest first, with those who can: pricing, delivery, billing.',
    threshold:
      'A note from the first invoice; a warning above 5 % of open invoices, where disputes explain more of DSO than one day in twenty.',
  },
  run(context) {
    const { ledger, open } = context
    const { invoices, disputes, asOf } = ledger
    const disputed = invoices.disputed.slice()
    for (let row = 0; row < disputes.invoice.length; row++) {
      const resolved = disputes.resolved[row]!
      if (disputes.opened[row]! <= asOf && (resolved === noDay || asOf < resolved)) disputed[disputes.invoice[row]!] = 1
    }
    const tally = new Tally()
    for (let row = 0; row < invoices.count; row++) {
      if (disputed[row] === 1 && open[row]! > 0) tally.add(row, open[row]!)
    }
    if (tally.count === 0) return null
    const share = tally.amount / context.openTotal
    return foundInvoices(context, tally, (row) => `${context.invoice(row)}: ${context.money(open[row]!)} open`, {
      share,
      ...(share > gravelyDisputed ? { severity: 'warning' as const } : {}),
    })
  },
}
