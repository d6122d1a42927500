import { addDays } from '../../calendar/day.js'
import { pick, uniformWhole } from '../../demo/draws.js'
import { agingBuckets } from '../../facts/columns.js'
import type { Ledger } from '../../ledger/ledger.js'
import { type Provision, provision } from '../../roll-rates/provision.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { dayInWords } from '../company/day-words.js'
import { LedgerDraft } from '../company/ledger-draft.js'
import { drawMonthEnd } from '../company/month-ends.js'
import { totalDollars } from '../company/total-dollars.js'
import { defineExercise } from '../exercise.js'

interface Bucket {
  readonly label: string
  readonly dollars: number
  /** In per cent. */
  readonly rate: number
}

/** Days past due of an invoice of each bucket, from and to. */
const lateDays = [
  [-25, 0],
  [1, 30],
  [31, 60],
  [61, 90],
  [91, 120],
  [121, 200],
] as const

export const provisionMatrixAllowance = defineExercise({
  id: 'allowance-1',
  lesson: 9,
  title: 'Allowance by a provision matrix',
  form: { unit: 'usd', digits: 0, tolerance: 1 },
  hints: [
    'Does an old invoice risk as much as a new one? Is what is not yet due safe?',
    'Each bucket has a loss rate of its own, the current one too.',
    'Σ of open amount × loss rate ÷ 100 over all six buckets.',
  ],
  takeaway:
    'Under IFRS 9 even current receivables carry an expected loss; it is small in per cent, but the bucket is large.',
  draw: (random) => {
    const asOf = drawMonthEnd(random)
    const draft = new LedgerDraft()
    const [name, ...customers] = companyNames(random, 4)
    const ids = customers.map((customer) => draft.customer(customer))
    const choices = [
      [0.3, 0.5, 0.8],
      [1.5, 2, 2.5],
      [4, 5, 6],
      [9, 10, 12],
      [18, 20, 25],
      [35, 40, 50],
    ]
    const buckets = agingBuckets.map(({ label }, place): Bucket => {
      const count = place < 2 ? 3 : uniformWhole(random, [1, 2])
      let dollars = 0
      for (let invoice = 0; invoice < count; invoice++) {
        const due = addDays(asOf, -uniformWhole(random, lateDays[place]!))
        const own = 1000 * uniformWhole(random, place < 2 ? [10, 60] : [2, 12])
        draft.invoice(pick(random, ids), addDays(due, -30), due, own)
        dollars += own
      }
      return { label, dollars, rate: pick(random, choices[place]!) }
    })
    return { name: name!, asOf, buckets, ledger: draft.ledgerAsOf(asOf) }
  },
  prompt: ({ name, asOf, buckets }) => [
    `This is the aging of ${name} at the end of ${dayInWords(asOf)}, and the loss rates that it applies.`,
    {
      columns: ['Days past due', 'Open USD', 'Loss rate'],
      rows: buckets.map(({ label, dollars, rate }) => [label, figure(dollars), `${rate} %`]),
    },
    'What allowance for expected credit losses does the provision matrix give, in USD?',
  ],
  answer: (company) => provisionOf(company).provision / 100,
  mistakes: ({ buckets }) => {
    const loss = (of: readonly Bucket[]) => of.reduce((sum, { dollars, rate }) => sum + (dollars * rate) / 100, 0)
    const mean = buckets.reduce((sum, { rate }) => sum + rate, 0) / buckets.length
    return [
      {
        id: 'one-rate',
        value: (totalDollars(buckets) * mean) / 100,
        explanation:
          'You applied the mean of the rates to the total. Most of the money is in buckets with low rates: take each bucket by its own rate.',
      },
      {
        id: 'current-left-out',
        value: loss(buckets.slice(1)),
        explanation:
          'The current bucket is missing. Some of what is not yet due will be lost too, and the matrix has a rate for it.',
      },
      {
        id: 'percent-slip',
        value: 100 * loss(buckets),
        explanation: 'You took per cent for whole numbers: 2 % is 0.02. Divide by 100.',
      },
      {
        id: 'over-90-only',
        value: loss(buckets.slice(4)),
        explanation:
          'You provided only for what is more than 90 days past due. Expected losses are of the whole book, bucket by bucket.',
      },
    ]
  },
  solution: (company) => {
    const { buckets } = company
    const matrix = provisionOf(company)
    const part = ({ dollars, rate }: Bucket) => `${figure(dollars)} × ${rate} ÷ 100`
    return [
      ...buckets.map((bucket, place) => ({
        label: bucket.label,
        sum: part(bucket),
        result: `${figure(matrix.whole.rows[place]!.provision / 100)} USD`,
      })),
      {
        label: 'Allowance',
        sum: matrix.whole.rows.map((row) => figure(row.provision / 100)).join(' + '),
        result: `${figure(matrix.provision / 100)} USD`,
      },
    ]
  },
})

function provisionOf({ ledger, buckets }: { readonly ledger: Ledger; readonly buckets: readonly Bucket[] }): Provision {
  return provision(ledger.data, { rates: buckets.map(({ rate }) => rate / 100) })
}
