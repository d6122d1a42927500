import { uniform, uniformWhole } from '../../demo/draws.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { defineExercise } from '../exercise.js'

interface TriedTerms {
  readonly net: number
  /** Median DSO of the futures, in days. */
  readonly median: number
  /** Futures that reach the target, in per cent. */
  readonly share: number
}

/** In what share of futures the target is to be reached, in per cent. */
const asked = 80
const step = 3

export const longestTermsForATarget = defineExercise({
  id: 'seek-1',
  lesson: 11,
  title: 'The longest terms that keep a target',
  form: { unit: 'days', digits: 0, tolerance: 0.1 },
  hints: [
    'A target that is met on average is missed half of the time. How sure is sure enough here?',
    `Look at the column with the share of futures, not at the median: it must be ${asked} % or more.`,
    `Go down the table to the last line that still has ${asked} % or more, and read its net days.`,
  ],
  takeaway:
    'A target with a confidence asks more than a target on average: the days between the two are the price of being sure.',
  draw: (random) => {
    const target = uniformWhole(random, [44, 52])
    const [atThirty, slope, spread] = [
      target - uniform(random, [7, 13]),
      uniform(random, [0.6, 0.9]),
      uniform(random, [2.2, 3.4]),
    ]
    const tried = Array.from({ length: 9 }, (_, place): TriedTerms => {
      const net = 30 + step * place
      const median = atThirty + slope * step * place
      return {
        net,
        median: Number(median.toFixed(1)),
        share: Math.round(100 / (1 + Math.exp((median - target) / spread))),
      }
    })
    return { name: companyNames(random, 1)[0]!, target, tried }
  },
  prompt: ({ name, target, tried }) => [
    `${name} simulated longer terms for its customers, each setting in the same 1,000 futures.`,
    {
      columns: ['Net days', 'Median DSO in days', `Futures with DSO ≤ ${target}`],
      rows: tried.map(({ net, median, share }) => [figure(net), figure(median, 1), `${share} %`]),
    },
    `Which are the longest terms in the table that keep DSO at or below ${target} days in at least ${asked} % of futures? Give the net days.`,
  ],
  answer: ({ tried }) => last(tried, ({ share }) => share >= asked),
  mistakes: ({ tried, target }) => {
    const answer = last(tried, ({ share }) => share >= asked)
    return [
      {
        id: 'median-for-confidence',
        value: last(tried, ({ median }) => median <= target),
        explanation: `You went by the median: with these terms DSO stays at or below ${target} in about half of the futures only. The question asks for ${asked} %.`,
      },
      {
        id: 'first-that-fails',
        value: answer + step,
        explanation: `These are the first terms that fail: fewer than ${asked} % of futures reach the target. The last line before is asked for.`,
      },
      {
        id: 'shortest',
        value: tried[0]!.net,
        explanation: 'These terms keep the target, but they are the shortest. Sales asks how far one can go.',
      },
      {
        id: 'share-for-days',
        value: tried.find(({ net }) => net === answer)?.share ?? Number.NaN,
        explanation: 'This is the share of futures. The question asks for the net days in that line.',
      },
    ]
  },
  solution: ({ tried, target }) => {
    const answer = last(tried, ({ share }) => share >= asked)
    const [kept, failed] = [answer, answer + step].map((net) => tried.find((own) => own.net === net))
    return [
      {
        label: `At net ${answer}, ${kept?.share} % of futures keep DSO ≤ ${target}; beyond the ${asked} % asked for by`,
        sum: `${kept?.share} − ${asked}`,
        result: `${figure((kept?.share ?? Number.NaN) - asked)} points`,
      },
      {
        label: `At net ${answer + step}, only ${failed?.share} % do; beyond by`,
        sum: `${failed?.share} − ${asked}`,
        result: `${figure((failed?.share ?? Number.NaN) - asked)} points`,
      },
      { label: 'Longest terms', sum: `${answer + step} − ${step}`, result: `${answer} days` },
    ]
  },
})

/** The net days of the last line for which something holds; NaN where it holds for none, so that the company is drawn again. */
function last(tried: readonly TriedTerms[], holds: (own: TriedTerms) => boolean): number {
  return [...tried].reverse().find(holds)?.net ?? Number.NaN
}
