import { pick, uniformWhole } from '../../demo/draws.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { defineExercise } from '../exercise.js'

interface Customer {
  readonly name: string
  /** A multiple of 36,500, so that a day's sales are whole hundreds. */
  readonly yearlySales: number
  /** In per cent. */
  readonly passThrough: number
}

export const cashTiedUpByTerms = defineExercise({
  id: 'terms-1',
  lesson: 1,
  title: 'Cash tied up by longer terms',
  form: { unit: 'usd', digits: 0, tolerance: 1 },
  hints: [
    'Every day that a customer pays later leaves one day of its sales with it. How many days later do they really pay?',
    'Take each customer’s sales of one day, and the days by which its payments move: the extra days × the share of them that it takes.',
    'Σ of yearly sales ÷ 365 × (new net days − old net days) × pass-through.',
  ],
  takeaway: 'What ties up cash is the days that payments move, not the days on paper: some customers pay as before.',
  draw: (random) => {
    const [old, extra] = [pick(random, [15, 30]), pick(random, [10, 15, 20, 30])]
    const [name, ...others] = companyNames(random, 5)
    const customers = others.map(
      (customer, place): Customer => ({
        name: customer,
        yearlySales: 36_500 * uniformWhole(random, [4, 40]),
        passThrough: place === 0 ? 0 : pick(random, [40, 50, 60, 80, 100]),
      }),
    )
    return { name: name!, old, next: old + extra, customers }
  },
  prompt: ({ name, old, next, customers }) => [
    `${name} thinks of moving these customers from net ${old} to net ${next}. Pass-through is the share of the ${next - old} extra days by which a customer will really pay later.`,
    {
      columns: ['Customer', 'Credit sales a year, USD', 'Pass-through'],
      rows: customers.map((own) => [own.name, figure(own.yearlySales), `${own.passThrough} %`]),
    },
    'How much more cash will be tied up in receivables once the change has worked through, in USD? A year has 365 days; sales do not change.',
  ],
  answer: ({ customers, old, next }) => tiedUp(customers, next - old),
  mistakes: ({ customers, old, next }) => {
    const fully = customers.map((own) => ({ ...own, passThrough: 100 }))
    const answer = tiedUp(customers, next - old)
    const plainMean = customers.reduce((sum, own) => sum + own.passThrough, 0) / customers.length
    return [
      {
        id: 'everybody-follows',
        value: tiedUp(fully, next - old),
        explanation:
          'You let every customer take all of the extra days. Multiply each one’s days by its pass-through: some will pay as they do today.',
      },
      {
        id: 'bank-year',
        value: (answer * 365) / 360,
        explanation: 'You took a year of 360 days. The question asks for 365.',
      },
      {
        id: 'all-net-days',
        value: tiedUp(customers, next),
        explanation: `You took all ${next} days. Today’s ${old} days are tied up already; the question is about the ${next - old} that come on top.`,
      },
      {
        id: 'mean-pass-through',
        value: tiedUp(
          customers.map((own) => ({ ...own, passThrough: plainMean })),
          next - old,
        ),
        explanation:
          'You applied the mean pass-through to all sales. Large customers weigh more, so reckon customer by customer and add up.',
      },
    ]
  },
  solution: ({ customers, old, next }) => {
    const extra = next - old
    return [
      { label: 'Extra days', sum: `${next} − ${old}`, result: `${extra} days` },
      ...customers.map((own) => ({
        label: own.name,
        sum: `${figure(own.yearlySales)} ÷ 365 × ${extra} × ${own.passThrough} ÷ 100`,
        result: `${figure(tiedUp([own], extra))} USD`,
      })),
      {
        label: 'Cash tied up',
        sum: customers.map((own) => figure(tiedUp([own], extra))).join(' + '),
        result: `${figure(tiedUp(customers, extra))} USD`,
      },
    ]
  },
})

/** Little's law: what stands in receivables is what comes in a day × the days that it stays. */
function tiedUp(customers: readonly Customer[], extraDays: number): number {
  return customers.reduce((sum, own) => sum + ((own.yearlySales / 365) * extraDays * own.passThrough) / 100, 0)
}
