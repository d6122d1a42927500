import { figure } from '../answer-form.js'
import { drawQuarterCompany, quarterInWords } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'

export const badDebtOfAQuarter = defineExercise({
  id: 'bad-debt-1',
  lesson: 9,
  title: 'Bad debt to sales',
  form: { unit: 'percent', digits: 2, tolerance: 0.01 },
  hints: [
    'Not all that was written off stayed lost. And what share of what is asked for?',
    'Take the recoveries off the write-offs, and set what is left against credit sales.',
    '100 × (write-offs − recoveries) ÷ credit sales of the quarter.',
  ],
  takeaway:
    'Write-offs come months after the sales that caused them, so growing sales make this share look better than it is.',
  draw: (random) => drawQuarterCompany(random, { writeOffs: 0.2 }),
  prompt: (company) => [
    `${company.name} closes ${quarterInWords(company)}.`,
    {
      columns: ['Figure', 'USD'],
      rows: [
        ['Credit sales', figure(company.fact('credit_sales'))],
        ['Written off', figure(company.fact('write_offs'))],
        ['Cash recovered on invoices written off', figure(company.fact('recoveries'))],
        ['Receivables at the end', figure(company.fact('receivables'))],
      ],
    },
    'What is the net bad debt of the quarter in per cent of its credit sales?',
  ],
  answer: (company) => company.kpi('bad_debt_to_sales'),
  mistakes: (company) => {
    const [losses, back] = [company.fact('write_offs'), company.fact('recoveries')]
    const sales = company.fact('credit_sales')
    return [
      {
        id: 'recoveries-forgotten',
        value: (100 * losses) / sales,
        explanation:
          'You took all write-offs. Some of that cash came in after all: net bad debt is write-offs less recoveries.',
      },
      {
        id: 'receivables-for-sales',
        value: (100 * (losses - back)) / company.fact('receivables'),
        explanation:
          'You divided by receivables. That is a KPI too, but the question asks for a share of credit sales.',
      },
      {
        id: 'recoveries-added',
        value: (100 * (losses + back)) / sales,
        explanation: 'You added the recoveries. They are cash that came in, so they lower the loss.',
      },
    ]
  },
  solution: (company) => {
    const [losses, back] = [company.fact('write_offs'), company.fact('recoveries')]
    return [
      { label: 'Net bad debt', sum: `${figure(losses)} − ${figure(back)}`, result: `${figure(losses - back)} USD` },
      {
        label: 'Bad debt to sales',
        sum: `100 × ${figure(losses - back)} ÷ ${figure(company.fact('credit_sales'))}`,
        result: `${figure(company.kpi('bad_debt_to_sales'), 2)} %`,
      },
    ]
  },
})
