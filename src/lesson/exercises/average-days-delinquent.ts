import { figure } from '../answer-form.js'
import { drawQuarterCompany, quarterInWords } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'

export const averageDaysDelinquentOfAQuarter = defineExercise({
  id: 'add-1',
  lesson: 3,
  title: 'Average days delinquent',
  form: { unit: 'days', digits: 1, tolerance: 0.1 },
  hints: [
    'Part of DSO comes from the terms you granted, part from customers who are late. Which part is asked for?',
    'Best possible DSO is DSO with current receivables in place of all. What is left of DSO is lateness.',
    '(closing receivables − current receivables) ÷ credit sales × days of the quarter.',
  ],
  takeaway: 'This is the part of DSO that collection can move; the rest is the terms you agreed to.',
  draw: (random) => drawQuarterCompany(random),
  prompt: (company) => [
    `These are the figures of ${company.name} for ${quarterInWords(company)}.`,
    {
      columns: ['Figure', 'USD'],
      rows: [
        ['Credit sales of the quarter', figure(company.fact('credit_sales'))],
        ['Receivables at its end, total', figure(company.fact('receivables'))],
        ['of these not yet due (current)', figure(company.fact('current_receivables'))],
      ],
    },
    'How many days of DSO come from late payment alone? Give the average days delinquent: DSO minus best possible DSO.',
  ],
  answer: (company) => company.kpi('average_days_delinquent'),
  mistakes: (company) => {
    const [sales, closing, current] = [
      company.fact('credit_sales'),
      company.fact('receivables'),
      company.fact('current_receivables'),
    ]
    return [
      {
        id: 'dso-itself',
        value: (closing / sales) * company.days,
        explanation:
          'This is DSO as a whole. Take off the part that the terms cause: the best possible DSO, from current receivables.',
      },
      {
        id: 'best-possible-dso',
        value: (current / sales) * company.days,
        explanation:
          'This is the best possible DSO, the part that the terms cause. The question is about the other part: DSO minus this.',
      },
      {
        id: 'thirty-day-months',
        value: ((closing - current) / sales) * 90,
        explanation: `You took 30 days a month. The quarter has ${company.days} days on the calendar.`,
      },
      {
        id: 'share-of-receivables',
        value: ((closing - current) / closing) * company.days,
        explanation:
          'You divided what is past due by receivables. That is a share of the book; to get days, divide by the sales that made it.',
      },
    ]
  },
  solution: (company) => {
    const [sales, closing, current] = [
      company.fact('credit_sales'),
      company.fact('receivables'),
      company.fact('current_receivables'),
    ]
    const { days } = company
    return [
      {
        label: 'DSO',
        sum: `${figure(closing)} ÷ ${figure(sales)} × ${days}`,
        result: `${figure(company.kpi('dso'), 1)} days`,
      },
      {
        label: 'Best possible DSO',
        sum: `${figure(current)} ÷ ${figure(sales)} × ${days}`,
        result: `${figure(company.kpi('dso_best_possible'), 1)} days`,
      },
      {
        label: 'Average days delinquent, without rounding between',
        sum: `(${figure(closing)} − ${figure(current)}) ÷ ${figure(sales)} × ${days}`,
        result: `${figure(company.kpi('average_days_delinquent'), 1)} days`,
      },
    ]
  },
})
