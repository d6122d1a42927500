import { isoFromDay } from '../calendar/day.js'
import type { DemoCompany } from './demo-company.js'

/** The README.md that lies beside a demo ledger: what it is, what each file holds, how it was made. */
export function demoReadme(company: DemoCompany): string {
  const { seed, start, end, writeOffDaysPastDue, ordersStopDaysAfterDefault } = company.truth
  const first = isoFromDay(start)
  const last = isoFromDay(end)
  return `# A synthetic receivables ledger

Made by \`arlab demo\` from the seed ${JSON.stringify(seed)}. No company, person or amount in it is real. The same seed and
size give the same bytes.

The company opened on ${first} with no receivables, so receivables ramp up over the first months. The ledger is as
exported on the evening of ${last}: later payments are not in it, and what was open then is open. Amounts are US
dollars, days are calendar days, and customers order and pay on any day of the week.

| file | rows | one row is |
| --- | --- | --- |
| customers.csv | ${company.customers.length} | a customer: its segment, division, region, salesperson, payment terms |
| invoices.csv | ${company.invoices.length} | an invoice |
| payments.csv | ${company.payments.length} | what a customer paid on one day |
| applications.csv | ${company.applications.length} | the part of a payment that pays an invoice, on the payment's day; the rest of a payment is unapplied cash |
| adjustments.csv | ${company.adjustments.length} | a credit memo (a conceded dispute), a write-off (${writeOffDaysPastDue} days past due), or a recovery (cash on a written-off invoice) |
| disputes.csv | ${company.disputes.length} | a dispute; the invoice is not paid from \`opened_on\` to the day before \`resolved_on\`; \`conceded\` is yes or no, empty while unresolved |
| truth.json | | the true parameters that made the ledger, for judging a fit; a fit must not read it |

On every day an open, undisputed invoice is paid with a probability that depends on the customer's segment and the days
from the due date, times the customer's own lasting multiplier. Some invoices are paid in two parts. Some customers
default: from that day they pay nothing, and ${ordersStopDaysAfterDefault} days later they no longer order.
`
}
