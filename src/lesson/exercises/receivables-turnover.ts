import { figure } from '../answer-form.js'
import { drawQuarterCompany, quarterInWords } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'

export const receivablesTurnover = defineExercise({
  id: 'turnover-1',
  lesson: 3,
  title: 'Receivables turnover',
  form: { unit: 'times', digits: 2, tolerance: 0.02 },
  hints: [
    'Turnover sets the sales of a span of time against the balance that was there during it. One balance or two?',
    'Take net credit sales and the mean of the opening and the closing receivables; then bring a quarter up to a year.',
    '(credit sales − credit memos) ÷ ((opening + closing) ÷ 2) × 365 ÷ days of the quarter.',
  ],
  takeaway:
    'Turnover takes the mean balance and net sales, DSO the closing balance and gross sales: the two do not convert exactly.',
  draw: (random) => drawQuarterCompany(random, { credits: 0.35 }),
  prompt: (company) => [
    `${company.name} reports its receivables turnover for ${quarterInWords(company)}.`,
    {
      columns: ['Figure', 'USD'],
      rows: [
        ['Receivables at the start', figure(company.fact('opening_receivables'))],
        ['Receivables at the end', figure(company.fact('receivables'))],
        ['Credit sales (gross)', figure(company.fact('credit_sales'))],
        ['Credit memos', figure(company.fact('credit_memos'))],
      ],
    },
    'What is the turnover of receivables, on net credit sales and the mean of the two balances? Bring it to a year by 365 ÷ the days of the quarter.',
  ],
  answer: (company) => company.kpi('ar_turnover'),
  mistakes: (company) => {
    const [opening, closing] = [company.fact('opening_receivables'), company.fact('receivables')]
    const [sales, credits] = [company.fact('credit_sales'), company.fact('credit_memos')]
    const mean = (opening + closing) / 2
    const toYear = 365 / company.days
    return [
      {
        id: 'closing-not-average',
        value: ((sales - credits) / closing) * toYear,
        explanation:
          'You divided by the closing balance. Sales came in over the whole quarter, so take the mean of the opening and the closing balance.',
      },
      {
        id: 'not-annualised',
        value: (sales - credits) / mean,
        explanation: `This is how often receivables turned over in the quarter. For a year multiply by 365 ÷ ${company.days}.`,
      },
      {
        id: 'gross-sales',
        value: (sales / mean) * toYear,
        explanation:
          'You took gross sales. What was credited is no sale any more: turnover takes credit sales less credit memos.',
      },
      {
        id: 'sum-for-mean',
        value: ((sales - credits) / (opening + closing)) * toYear,
        explanation:
          'You divided by the sum of the two balances. Their mean is half of that, so the turnover is twice yours.',
      },
    ]
  },
  solution: (company) => {
    const [opening, closing] = [company.fact('opening_receivables'), company.fact('receivables')]
    const net = company.fact('credit_sales') - company.fact('credit_memos')
    const mean = figure((opening + closing) / 2, Number.isInteger((opening + closing) / 2) ? 0 : 1)
    return [
      {
        label: 'Net credit sales',
        sum: `${figure(company.fact('credit_sales'))} − ${figure(company.fact('credit_memos'))}`,
        result: `${figure(net)} USD`,
      },
      { label: 'Mean receivables', sum: `(${figure(opening)} + ${figure(closing)}) ÷ 2`, result: `${mean} USD` },
      {
        label: 'Turnover of a year',
        sum: `${figure(net)} ÷ ${mean} × 365 ÷ ${company.days}`,
        result: `${figure(company.kpi('ar_turnover'), 2)} times`,
      },
    ]
  },
})
