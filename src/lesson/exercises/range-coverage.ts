import { happens, pick, uniformWhole } from '../../demo/draws.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { defineExercise } from '../exercise.js'

interface ForecastMonth {
  readonly name: string
  readonly low: number
  readonly high: number
  readonly actual: number
}

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const rangeCoverage = defineExercise({
  id: 'backtest-1',
  lesson: 10,
  title: 'Did the ranges hold?',
  form: { unit: 'months', digits: 0, tolerance: 0.1 },
  hints: [
    'A forecast range is either kept or missed. Both ways of missing count.',
    'For each month ask: is what came at least the low end, and at most the high end?',
    'Count the months with low ≤ what came ≤ high.',
  ],
  takeaway:
    'Ranges of 90 % should hold in 10.8 of 12 months on average. Twelve months say little: honest ranges hold 9 or more in 97 of 100 such years.',
  draw: (random) => {
    const onTheEnd = uniformWhole(random, [0, 11])
    const months = shortMonths.map((name, place): ForecastMonth => {
      const low = 10 * uniformWhole(random, [20, 60])
      const high = low + 10 * uniformWhole(random, [6, 14])
      if (place === onTheEnd) return { name, low, high, actual: pick(random, [low, high]) }
      if (happens(random, 0.72)) return { name, low, high, actual: uniformWhole(random, [low + 1, high - 1]) }
      const beyond = uniformWhole(random, [2, 40])
      return { name, low, high, actual: happens(random, 0.5) ? low - beyond : high + beyond }
    })
    return { name: companyNames(random, 1)[0]!, months }
  },
  prompt: ({ name, months }) => [
    `A year ago ${name} forecast its cash of each month as a range that should hold in 90 of 100 months. This is what came, in thousand USD.`,
    {
      columns: ['Month', 'Low end', 'High end', 'What came'],
      rows: months.map((month) => [month.name, figure(month.low), figure(month.high), figure(month.actual)]),
    },
    'In how many of the 12 months does what came lie in its range? On an end counts as inside.',
  ],
  answer: ({ months }) => months.filter(isInside).length,
  mistakes: ({ months }) => {
    const count = (is: (month: ForecastMonth) => boolean) => months.filter(is).length
    return [
      {
        id: 'misses-counted',
        value: count((month) => !isInside(month)),
        explanation: 'You counted the misses. The question is about the months in which the range held.',
      },
      {
        id: 'ends-left-out',
        value: count(({ low, high, actual }) => low < actual && actual < high),
        explanation: 'One month lies exactly on an end of its range. That counts as inside.',
      },
      {
        id: 'low-end-forgotten',
        value: count(({ high, actual }) => actual <= high),
        explanation: 'You took months below their range for hits. Less cash than the low end is a miss too.',
      },
      {
        id: 'high-end-forgotten',
        value: count(({ low, actual }) => actual >= low),
        explanation:
          'You took months above their range for hits. More cash than the high end is welcome, but the range missed it.',
      },
    ]
  },
  solution: ({ months }) => {
    const count = (is: (month: ForecastMonth) => boolean) => months.filter(is).length
    const names = (is: (month: ForecastMonth) => boolean) => {
      const found = months.filter(is).map(({ name }) => name)
      return found.length === 0 ? 'none' : found.join(', ')
    }
    const below = ({ low, actual }: ForecastMonth) => actual < low
    const above = ({ high, actual }: ForecastMonth) => actual > high
    return [
      {
        label: `Below the low end: ${names(below)}; above the high end: ${names(above)}`,
        sum: `${count(below)} + ${count(above)}`,
        result: `${count((month) => !isInside(month))} months`,
      },
      {
        label: 'Months inside their range',
        sum: `12 − ${count((month) => !isInside(month))}`,
        result: `${count(isInside)} months`,
      },
    ]
  },
})

function isInside({ low, high, actual }: ForecastMonth): boolean {
  return low <= actual && actual <= high
}
