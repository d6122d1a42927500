import { isoFromDay } from '../calendar/day.js'
import type { DemoTableName } from './demo-tables.js'
import type { CompanyTruth } from './demo-truth.js'

/** The README.md that lies beside a demo ledger: what it is, what each file holds, how it was made. */
export function demoReadme(truth: CompanyTruth, rows: Readonly<Record<DemoTableName, number>>): string {
  const { seed, start, end, writeOffDaysPastDue, ordersStopDaysAfterDefault, economy } = truth
  const { firstMonth, months } = economy.downturn
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
| customers.csv | ${rows.customers} | a customer: its segment, division, region, salesperson, collector, payment terms, credit limit, risk score (1 to 100, higher is riskier) |
| invoices.csv | ${rows.invoices} | an invoice; one with a \`contract_id\` bills a year of service in advance; a negative one is a credit note; \`rebills\` names the invoice that it replaces; \`margin\` is the gross margin in dollars |
| payments.csv | ${rows.payments} | what a customer paid on one day; a negative one is a refund |
| applications.csv | ${rows.applications} | the part of a payment that pays an invoice, on the payment's day unless \`applied_date\` says otherwise, and the discount granted beside it; the rest of a payment is unapplied cash. A credit note is applied under its invoice_id in the place of a payment_id |
| adjustments.csv | ${rows.adjustments} | a credit memo (a conceded dispute, a short payment), a write-off (${writeOffDaysPastDue} days past due, or a small balance), the reversal of one, or a recovery (cash on a written-off invoice) |
| disputes.csv | ${rows.disputes} | a dispute; the invoice is not paid from \`opened_on\` to the day before \`resolved_on\`; \`conceded\` is yes or no, empty while unresolved |
| activities.csv | ${rows.activities} | a contact about a past-due invoice; \`right_party\` of spoken ones only; \`kept\` is yes or no, empty without a promise or while its day is to come |
| surveys.csv | ${rows.surveys} | a customer's answer, 0 to 10 |
| truth.json | | the true parameters that made the ledger, for judging a fit; a fit must not read it |

On every day an open, undisputed invoice is paid with a probability that depends on the customer's segment and the days
from the due date, times the customer's own lasting multiplier, times what the economy and a contact of the last days do
to it. Some invoices are paid in two parts, some fall short by a little. Some customers take a discount for paying early, on every
invoice, because it beats their own hurdle. Some default: from that day they pay nothing, and
${ordersStopDaysAfterDefault} days later they no longer order. Defaults come together in the ${months} months of a downturn from the
${ordinal(firstMonth)} month on.
`
}

function ordinal(n: number): string {
  const isTeen = n % 100 >= 11 && n % 100 <= 13
  return `${n}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
}
