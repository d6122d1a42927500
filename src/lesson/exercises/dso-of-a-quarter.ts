import { uniformWhole } from '../../demo/draws.js'
import { figure } from '../answer-form.js'
import { drawQuarterCompany, quarterInWords } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'
import { none } from '../figure-table.js'

export const dsoOfAQuarter = defineExercise({
  id: 'dso-1',
  lesson: 3,
  title: 'DSO of a quarter',
  form: { unit: 'days', digits: 1, tolerance: 0.1 },
  hints: [
    'DSO asks how many days of sales are still waiting to be paid. Which sales can be waiting at all?',
    'Cash sales are never receivables. Take the receivables at the end of the quarter, the credit sales of the whole quarter, and its days.',
    'Closing receivables ÷ credit sales of the three months × days of the three months, counted on the calendar.',
  ],
  takeaway:
    'DSO compares one day’s receivables with a whole period’s credit sales, so both must be of the same period.',
  draw: (random) => {
    const company = drawQuarterCompany(random)
    const cash = company.months.map(() => 1000 * uniformWhole(random, [4, 15]))
    return { ...company, cash }
  },
  prompt: (company) => [
    `${company.name} sells on credit, and for cash over the counter. These are its figures in USD.`,
    {
      columns: ['Month', 'Credit sales', 'Cash sales', 'Receivables at month end'],
      rows: [
        ['The month before', none, none, figure(company.fact('opening_receivables'))],
        ...company.months.map(({ name, sales, closing }, month) => [
          name,
          figure(sales),
          figure(company.cash[month]!),
          figure(closing),
        ]),
      ],
    },
    `What is the DSO of ${quarterInWords(company)}, by the period-end method?`,
  ],
  answer: (company) => company.kpi('dso'),
  mistakes: (company) => {
    const { days } = company
    const [closing, opening] = [company.fact('receivables'), company.fact('opening_receivables')]
    const sales = company.fact('credit_sales')
    const cash = company.cash.reduce((sum, own) => sum + own, 0)
    const last = company.months.at(-1)!
    return [
      {
        id: 'total-sales',
        value: (closing / (sales + cash)) * days,
        explanation:
          'Cash sales are in your denominator. They were paid on the spot and cannot be waiting, so they make DSO look better than it is. Divide by credit sales alone.',
      },
      {
        id: 'thirty-day-months',
        value: (closing / sales) * 90,
        explanation: `You took 30 days a month, 90 in all. The quarter has ${days} days on the calendar; the sales are of all of them.`,
      },
      {
        id: 'average-receivables',
        value: ((opening + closing) / 2 / sales) * days,
        explanation:
          'You took the mean of opening and closing receivables. That belongs to receivables turnover; the period-end method takes the balance at the end.',
      },
      {
        id: 'last-month-only',
        value: (closing / last.sales) * last.days,
        explanation:
          'You divided by the last month alone. That is the DSO of a month; the question is about the quarter, so take three months of sales and of days.',
      },
    ]
  },
  solution: (company) => {
    const sales = figure(company.fact('credit_sales'))
    return [
      {
        label: 'Credit sales of the quarter',
        sum: company.months.map((month) => figure(month.sales)).join(' + '),
        result: `${sales} USD`,
      },
      {
        label: 'Days of the quarter',
        sum: company.months.map((month) => figure(month.days)).join(' + '),
        result: `${company.days} days`,
      },
      {
        label: 'DSO',
        sum: `${figure(company.fact('receivables'))} ÷ ${sales} × ${company.days}`,
        result: `${figure(company.kpi('dso'), 1)} days`,
      },
    ]
  },
})
