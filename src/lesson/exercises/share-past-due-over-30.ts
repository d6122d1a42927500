import { addDays, type Day, isoFromDay } from '../../calendar/day.js'
import { pick, uniformWhole } from '../../demo/draws.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { kpiTable } from '../../kpi/kpi-table.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { dayInWords } from '../company/day-words.js'
import { LedgerDraft } from '../company/ledger-draft.js'
import { drawMonthEnd } from '../company/month-ends.js'
import { shuffled } from '../company/shuffled.js'
import { totalDollars } from '../company/total-dollars.js'
import { defineExercise } from '../exercise.js'

interface OpenInvoice {
  readonly id: string
  readonly issued: Day
  readonly due: Day
  readonly dollars: number
}

export const sharePastDueOver30 = defineExercise({
  id: 'aging-1',
  lesson: 3,
  title: 'Share past due by more than 30 days',
  form: { unit: 'percent', digits: 1, tolerance: 0.1 },
  hints: [
    'From which day on is an invoice late: the day it was sent, or another?',
    'Days past due count from the day after the due date. Sort out the invoices with more than 30 of them, and set them against all that is open.',
    '100 × (open amounts with due date more than 30 days before the month end) ÷ (all open amounts, those not yet due too).',
  ],
  takeaway: 'Aging by invoice date calls customers late who are within their terms; aging by due date does not.',
  draw: (random) => {
    const asOf = drawMonthEnd(random)
    const draft = new LedgerDraft()
    const [name, ...customers] = companyNames(random, 4)
    const ids = customers.map((customer) => draft.customer(customer))
    // One is exactly 30 days past due, and one is old but within its terms, or the usual slips would not show.
    const late = [
      -uniformWhole(random, [1, 8]),
      -uniformWhole(random, [10, 25]),
      0,
      uniformWhole(random, [3, 12]),
      uniformWhole(random, [14, 28]),
      30,
      uniformWhole(random, [32, 55]),
      uniformWhole(random, [62, 85]),
    ]
    const invoices = shuffled(random, late).map((days): OpenInvoice => {
      const due = addDays(asOf, -days)
      const issued = addDays(due, -pick(random, [30, 45, 60]))
      const dollars = 1000 * uniformWhole(random, [2, 20])
      return { id: draft.invoice(pick(random, ids), issued, due, dollars), issued, due, dollars }
    })
    return { name: name!, asOf, invoices, ledger: draft.ledgerAsOf(asOf) }
  },
  prompt: ({ name, asOf, invoices }) => [
    `These are all the open invoices of ${name} at the end of ${dayInWords(asOf)}.`,
    {
      columns: ['Invoice', 'Invoice date', 'Due date', 'Open USD'],
      rows: invoices.map(({ id, issued, due, dollars }) => [
        `#${id}`,
        isoFromDay(issued),
        isoFromDay(due),
        figure(dollars),
      ]),
    },
    'What share of the receivables is more than 30 days past due, in per cent of all that is open? Day 1 past due is the day after the due date.',
  ],
  answer: ({ ledger }) => kpiTable(ledgerFacts(ledger.data)).at(-1)!.kpis.past_due_over_30 ?? Number.NaN,
  mistakes: ({ invoices, asOf }) => {
    const all = totalDollars(invoices)
    const over = (isOver: (invoice: OpenInvoice) => boolean) => totalDollars(invoices.filter(isOver))
    const late = over(({ due }) => asOf - due > 30)
    return [
      {
        id: 'by-invoice-date',
        value: (100 * over(({ issued }) => asOf - issued > 30)) / all,
        explanation:
          'You counted from the invoice date. A customer on net 45 is not late on day 31: count from the due date.',
      },
      {
        id: 'due-day-counted',
        value: (100 * over(({ due }) => asOf - due + 1 > 30)) / all,
        explanation:
          'You counted the due day itself as a day past due. Paying on it is still on time: day 1 is the day after, so one invoice here is exactly 30 days past due and not more.',
      },
      {
        id: 'past-due-only',
        value: (100 * late) / over(({ due }) => asOf > due),
        explanation:
          'You divided by what is past due. The share is of all that is open, the invoices that are not yet due too.',
      },
      {
        id: 'all-past-due',
        value: (100 * over(({ due }) => asOf > due)) / all,
        explanation: 'This is the share that is past due at all. The question is about more than 30 days.',
      },
    ]
  },
  solution: ({ invoices, asOf, ledger }) => {
    const late = invoices.filter(({ due }) => asOf - due > 30)
    const sum = (of: readonly OpenInvoice[]) => of.map(({ dollars }) => figure(dollars)).join(' + ')
    return [
      {
        label: `More than 30 days past due (${late.map(({ id }) => `#${id}`).join(', ')})`,
        sum: sum(late),
        result: `${figure(totalDollars(late))} USD`,
      },
      { label: 'All that is open', sum: sum(invoices), result: `${figure(totalDollars(invoices))} USD` },
      {
        label: 'Share past due over 30 days',
        sum: `100 × ${figure(totalDollars(late))} ÷ ${figure(totalDollars(invoices))}`,
        result: `${figure(kpiTable(ledgerFacts(ledger.data)).at(-1)!.kpis.past_due_over_30!, 1)} %`,
      },
    ]
  },
})
