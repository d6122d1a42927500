import { addDays } from '../../calendar/day.js'
import { pick, uniformWhole } from '../../demo/draws.js'
import type { Ledger } from '../../ledger/ledger.js'
import { survivalAt } from '../../survival/curve-readings.js'
import { kaplanMeier } from '../../survival/kaplan-meier.js'
import { daysToPay } from '../../survival/ledger-durations.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { dayInWords } from '../company/day-words.js'
import { LedgerDraft } from '../company/ledger-draft.js'
import { drawMonthEnd } from '../company/month-ends.js'
import { shuffled } from '../company/shuffled.js'
import { defineExercise } from '../exercise.js'

interface SeenInvoice {
  readonly id: string
  /** Days from its date to its payment, or to the day of the ledger. */
  readonly days: number
  readonly isPaid: boolean
}

export const shareOpenAfter30Days = defineExercise({
  id: 'survival-1',
  lesson: 4,
  title: 'Share still open after 30 days',
  form: { unit: 'percent', digits: 1, tolerance: 0.1 },
  hints: [
    'An invoice that is open for 12 days so far has not been paid late. It has just not been seen any longer.',
    'Go from payment to payment. On each, ask how many invoices were still being watched that day, and what share of them was not paid.',
    'Multiply, over all payments up to day 30: (invoices seen for at least so many days − 1) ÷ (invoices seen for at least so many days).',
  ],
  takeaway:
    'Kaplan–Meier lets every invoice count for as long as it was seen, and no longer. Settled invoices alone look faster than they are.',
  draw: (random) => {
    const asOf = drawMonthEnd(random)
    const draft = new LedgerDraft()
    const [name, ...customers] = companyNames(random, 4)
    const ids = customers.map((customer) => draft.customer(customer))
    // No two on one day, and none on day 30 itself: what comes first on a day is a convention, and not the point.
    const early = shuffled(
      random,
      Array.from({ length: 24 }, (_, index) => index + 5),
    )
    const late = shuffled(
      random,
      Array.from({ length: 24 }, (_, index) => index + 33),
    )
    const seen = [
      ...early.slice(0, 4).map((days) => ({ days, isPaid: true })),
      ...early.slice(4, 7).map((days) => ({ days, isPaid: false })),
      ...late.slice(0, 2).map((days) => ({ days, isPaid: true })),
      ...late.slice(2, 4).map((days) => ({ days, isPaid: false })),
    ]
    const invoices = shuffled(random, seen).map(({ days, isPaid }): SeenInvoice => {
      const issued = addDays(asOf, -days - (isPaid ? uniformWhole(random, [0, 20]) : 0))
      const dollars = 1000 * uniformWhole(random, [1, 9])
      const id = draft.invoice(pick(random, ids), issued, addDays(issued, 30), dollars)
      if (isPaid) draft.pay(id, addDays(issued, days), dollars)
      return { id, days, isPaid }
    })
    return { name: name!, asOf, invoices, ledger: draft.ledgerAsOf(asOf) }
  },
  prompt: ({ name, asOf, invoices }) => [
    `${name} wants to know how fast its customers pay. These invoices were watched until ${dayInWords(asOf)}; days count from the invoice date.`,
    {
      columns: ['Invoice', 'Days', 'What happened'],
      rows: invoices.map(({ id, days, isPaid }) => [
        `#${id}`,
        figure(days),
        isPaid ? 'paid on that day' : 'still open, last seen that day',
      ]),
    },
    'What share of invoices is still open 30 days after the invoice date, by the Kaplan–Meier estimate, in per cent? Each invoice counts alike, whatever its amount.',
  ],
  answer: ({ ledger }) => shareOpen(ledger),
  mistakes: ({ invoices }) => {
    const count = (is: (invoice: SeenInvoice) => boolean) => invoices.filter(is).length
    const all = invoices.length
    return [
      {
        id: 'settled-only',
        value: (100 * count(({ isPaid, days }) => isPaid && days > 30)) / count(({ isPaid }) => isPaid),
        explanation:
          'You looked at paid invoices only. The slow ones are still open, so those that are left look faster than customers are.',
      },
      {
        id: 'open-taken-as-paid',
        value: (100 * count(({ days }) => days > 30)) / all,
        explanation:
          'You took invoices that are open for fewer than 30 days as paid. Nobody knows yet: let each count up to its last day, and drop out then.',
      },
      {
        id: 'open-for-ever',
        value: 100 - (100 * count(({ isPaid, days }) => isPaid && days <= 30)) / all,
        explanation:
          'You took every invoice that is open as open on day 30. Some would have been paid by then; they count only for as long as they were seen.',
      },
      {
        id: 'open-left-out',
        value: (100 * count(({ days }) => days > 30)) / (all - count(({ isPaid, days }) => !isPaid && days <= 30)),
        explanation:
          'You left out the invoices that are open for fewer than 30 days. They say something too: each went unpaid for as long as it was seen.',
      },
    ]
  },
  solution: ({ invoices, ledger }) => {
    const payments = invoices.filter(({ isPaid, days }) => isPaid && days <= 30).sort((a, b) => a.days - b.days)
    const atRisk = (day: number) => invoices.filter(({ days }) => days >= day).length
    const factors = payments.map(({ days }) => ({ days, count: atRisk(days) }))
    return [
      ...factors.map(({ days, count }) => ({
        label: `Day ${days}: ${count} still watched, 1 paid`,
        sum: `${count - 1} ÷ ${count}`,
        result: figure((count - 1) / count, 4),
      })),
      {
        label: 'Still open after day 30',
        sum: `100 × ${factors.map(({ count }) => `${count - 1} ÷ ${count}`).join(' × ')}`,
        result: `${figure(shareOpen(ledger), 1)} %`,
      },
    ]
  },
})

function shareOpen(ledger: Ledger): number {
  return 100 * (survivalAt(kaplanMeier(daysToPay(ledger.data)), 30)?.survival ?? Number.NaN)
}
