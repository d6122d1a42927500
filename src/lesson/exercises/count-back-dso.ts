import { figure } from '../answer-form.js'
import { dayInWords } from '../company/day-words.js'
import { drawQuarterCompany, type QuarterCompany } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'

export const countBackDso = defineExercise({
  id: 'countback-1',
  lesson: 3,
  title: 'DSO by counting back',
  form: { unit: 'days', digits: 1, tolerance: 0.1 },
  hints: [
    'Suppose that the newest invoices are the unpaid ones. How far back must you go until their sum is what is open?',
    'Take the newest month’s sales off the receivables and count its days; go on with the month before. The last month you need only in part.',
    'Days of each month that is used up, plus (what is left ÷ sales of the next month) × days of that month.',
  ],
  takeaway:
    'Count-back looks at the months one by one, so a strong or weak month of sales does not bend it as it bends plain DSO.',
  draw: (random) => drawQuarterCompany(random),
  prompt: (company) => [
    `On ${dayInWords(company.end)}, ${figure(company.fact('receivables'))} USD of the receivables of ${company.name} are open. Its credit sales, in USD:`,
    {
      columns: ['Month', 'Credit sales', 'Days'],
      rows: company.months.map(({ name, sales, days }) => [name, figure(sales), figure(days)]),
    },
    'What is the DSO by the count-back (exhaustion) method, from the newest month backwards?',
  ],
  answer: (company) => company.kpi('dso_countback'),
  mistakes: (company) => {
    const steps = countBack(company)
    const closing = company.fact('receivables')
    const countedWhole = steps.reduce((sum, { days }) => sum + days, 0)
    const inThirties = steps.reduce((sum, { taken, sales }) => sum + (taken / sales) * 30, 0)
    return [
      {
        id: 'period-end-method',
        value: company.kpi('dso'),
        explanation:
          'This is plain DSO: receivables ÷ the quarter’s sales × its days. Counting back goes month by month, from the newest.',
      },
      {
        id: 'thirty-day-months',
        value: inThirties,
        explanation: 'You counted 30 days for every month. Take the days that each month has on the calendar.',
      },
      {
        id: 'last-month-whole',
        value: countedWhole,
        explanation:
          'The last month that you needed counts only in part: what is left of the receivables ÷ that month’s sales × its days.',
      },
      {
        id: 'oldest-first',
        value: daysUsed(closing, [...company.months]),
        explanation:
          'You began with the oldest month. Begin with the newest: what was sold last is what is most likely still open.',
      },
    ]
  },
  solution: (company) => {
    const steps = countBack(company)
    const lines = steps.map(({ name, days, sales, taken, left }, index) =>
      index < steps.length - 1
        ? {
            label: `Left after ${name}, ${days} days`,
            sum: `${figure(left)} − ${figure(sales)}`,
            result: `${figure(left - sales)} USD`,
          }
        : {
            label: `Part of ${name}`,
            sum: `${figure(taken)} ÷ ${figure(sales)} × ${days}`,
            result: `${figure((taken / sales) * days, 1)} days`,
          },
    )
    const whole = steps.slice(0, -1).map(({ days }) => `${days} + `)
    const part = steps.at(-1)!
    return [
      ...lines,
      {
        label: 'DSO by counting back',
        sum: `${whole.join('')}${figure(part.taken)} ÷ ${figure(part.sales)} × ${part.days}`,
        result: `${figure(company.kpi('dso_countback'), 1)} days`,
      },
    ]
  },
})

/** The months of the quarter that are used, newest first, and what was left before each. */
function countBack(company: QuarterCompany) {
  let left = company.fact('receivables')
  const steps = [...company.months].reverse().map((month) => {
    const step = { ...month, left, taken: Math.min(left, month.sales) }
    left -= step.taken
    return step
  })
  // Receivables beyond the quarter's sales cannot be counted back with the figures of the prompt: such a company is drawn again.
  if (left > 0) return [{ ...steps[0]!, taken: Number.NaN }]
  return steps.filter(({ taken }) => taken > 0)
}

function daysUsed(receivables: number, months: readonly { readonly sales: number; readonly days: number }[]): number {
  let left = receivables
  let days = 0
  for (const month of months) {
    const taken = Math.min(left, month.sales)
    days += (taken / month.sales) * month.days
    left -= taken
  }
  return days
}
