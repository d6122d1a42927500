import { addDays, type Day, isoFromDay } from '../../calendar/day.js'
import { monthOf, monthStart } from '../../calendar/month.js'
import { pick, uniformWhole } from '../../demo/draws.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { kpiTable } from '../../kpi/kpi-table.js'
import type { Ledger } from '../../ledger/ledger.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { dayInWords, monthOfDay } from '../company/day-words.js'
import { LedgerDraft } from '../company/ledger-draft.js'
import { drawMonthEnd } from '../company/month-ends.js'
import { shuffled } from '../company/shuffled.js'
import { totalDollars } from '../company/total-dollars.js'
import { defineExercise } from '../exercise.js'
import { none } from '../figure-table.js'

interface DueInvoice {
  readonly id: string
  readonly due: Day
  /** Null while it is open. */
  readonly paid: Day | null
  readonly dollars: number
}

export const paidOnTimeByValue = defineExercise({
  id: 'on-time-1',
  lesson: 4,
  title: 'Paid on time, by value',
  form: { unit: 'percent', digits: 1, tolerance: 0.1 },
  hints: [
    'By value means that a large invoice weighs more than a small one. And which invoices can be judged at all?',
    'Look only at invoices that were paid in the month. Payment on the due date is on time.',
    '100 × (amounts paid on or before the due date) ÷ (amounts of all invoices paid in the month).',
  ],
  takeaway:
    'The share speaks of invoices that were paid. The slowest are still open and not in it, so it is rosy: survival curves mend that.',
  draw: (random) => {
    const asOf = drawMonthEnd(random)
    const start = monthStart(monthOf(asOf))
    const draft = new LedgerDraft()
    const [name, ...customers] = companyNames(random, 4)
    const ids = customers.map((customer) => draft.customer(customer))
    const invoice = (due: Day, paid: Day | null): DueInvoice => {
      const dollars = 1000 * uniformWhole(random, [1, 18])
      const id = draft.invoice(pick(random, ids), addDays(due, -30), due, dollars)
      if (paid !== null) draft.pay(id, paid, dollars)
      return { id, due, paid, dollars }
    }
    const paidAfter = (days: number) => {
      const paid = addDays(start, uniformWhole(random, [0, 27]))
      return invoice(addDays(paid, -days), paid)
    }
    const paid = [
      0,
      -uniformWhole(random, [1, 5]),
      -uniformWhole(random, [2, 12]),
      -uniformWhole(random, [1, 9]),
      uniformWhole(random, [1, 6]),
      uniformWhole(random, [3, 15]),
      uniformWhole(random, [10, 40]),
    ].map(paidAfter)
    const open = [uniformWhole(random, [2, 10]), uniformWhole(random, [11, 30])].map((days) =>
      invoice(addDays(asOf, -days), null),
    )
    return { name: name!, asOf, invoices: shuffled(random, [...paid, ...open]), ledger: draft.ledgerAsOf(asOf) }
  },
  prompt: ({ name, asOf, invoices }) => [
    `These invoices of ${name} were paid in ${monthOfDay(asOf)}, each in full, or were past due and unpaid at the end of ${dayInWords(asOf)} (–).`,
    {
      columns: ['Invoice', 'Due date', 'Paid on', 'USD'],
      rows: invoices.map(({ id, due, paid, dollars }) => [
        `#${id}`,
        isoFromDay(due),
        paid === null ? none : isoFromDay(paid),
        figure(dollars),
      ]),
    },
    `Of the invoices paid in ${monthOfDay(asOf)}, what share was paid on time, by value, in per cent?`,
  ],
  answer: ({ ledger }) => onTimeOf(ledger),
  mistakes: ({ invoices }) => {
    const paid = invoices.filter((invoice) => invoice.paid !== null)
    const onTime = paid.filter((invoice) => invoice.paid! <= invoice.due)
    return [
      {
        id: 'by-count',
        value: (100 * onTime.length) / paid.length,
        explanation:
          'You counted invoices. By value means by their amounts: an invoice of 18,000 weighs eighteen times one of 1,000.',
      },
      {
        id: 'open-counted',
        value: (100 * totalDollars(onTime)) / totalDollars(invoices),
        explanation:
          'The invoices that are still open are in your denominator. The question is about those that were paid.',
      },
      {
        id: 'due-day-late',
        value: (100 * totalDollars(paid.filter((invoice) => invoice.paid! < invoice.due))) / totalDollars(paid),
        explanation: 'You took payment on the due date for late. The due date is the last day on which it is on time.',
      },
      {
        id: 'late-share',
        value: (100 * totalDollars(paid.filter((invoice) => invoice.paid! > invoice.due))) / totalDollars(paid),
        explanation: 'This is the share that was paid late. The share on time is the rest of the 100 %.',
      },
    ]
  },
  solution: ({ invoices, ledger }) => {
    const paid = invoices.filter((invoice) => invoice.paid !== null)
    const onTime = paid.filter((invoice) => invoice.paid! <= invoice.due)
    const sum = (of: readonly DueInvoice[]) => of.map(({ dollars }) => figure(dollars)).join(' + ')
    return [
      { label: 'Paid on or before the due date', sum: sum(onTime), result: `${figure(totalDollars(onTime))} USD` },
      { label: 'Paid in the month', sum: sum(paid), result: `${figure(totalDollars(paid))} USD` },
      {
        label: 'Paid on time by value',
        sum: `100 × ${figure(totalDollars(onTime))} ÷ ${figure(totalDollars(paid))}`,
        result: `${figure(onTimeOf(ledger), 1)} %`,
      },
    ]
  },
})

function onTimeOf(ledger: Ledger): number {
  return kpiTable(ledgerFacts(ledger.data)).at(-1)!.kpis.paid_on_time ?? Number.NaN
}
