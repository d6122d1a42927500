import { figure } from '../answer-form.js'
import { drawQuarterCompany, type QuarterCompany, quarterInWords } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'

export const ceiOfAQuarter = defineExercise({
  id: 'cei-1',
  lesson: 3,
  title: 'CEI of a quarter',
  form: { unit: 'percent', digits: 1, tolerance: 0.1 },
  hints: [
    'CEI asks: of all that could have been collected, how much is no longer open?',
    'What could have been collected is the opening balance plus new sales, less what is not yet due. What is gone is the same, less all that is still open.',
    '100 × (opening + credit sales − closing total) ÷ (opening + credit sales − closing current).',
  ],
  takeaway: 'The denominator leaves out what is not yet due: nobody can be blamed for not collecting that.',
  draw: (random) => drawQuarterCompany(random, { credits: 0.25 }),
  prompt: (company) => [
    `${company.name} looks at its collections in ${quarterInWords(company)}. Figures in USD.`,
    {
      columns: ['Figure', 'USD'],
      rows: [
        ['Receivables at the start', figure(company.fact('opening_receivables'))],
        ['Credit sales (gross)', figure(company.fact('credit_sales'))],
        ['Credit memos', figure(company.fact('credit_memos'))],
        ['Receivables at the end, total', figure(company.fact('receivables'))],
        ['of these not yet due (current)', figure(company.fact('current_receivables'))],
      ],
    },
    'What is the collection effectiveness index (CEI) of the quarter by the balance method, in per cent? Take gross credit sales.',
  ],
  answer: (company) => company.kpi('cei'),
  mistakes: (company) => {
    const { opening, sales, closing, current, credits } = figuresOf(company)
    const cei = (above: number, below: number) => (100 * above) / below
    return [
      {
        id: 'total-for-current',
        value: cei(opening + sales - closing, opening + sales - closing),
        explanation:
          'You took the closing total below the line as well, and so got 100 % whatever happened. Below the line only what is not yet due is left out: the current receivables.',
      },
      {
        id: 'opening-left-out',
        value: cei(sales - closing, sales - current),
        explanation:
          'The opening receivables are missing. They were there to be collected too, so they stand above and below the line.',
      },
      {
        id: 'past-due-for-current',
        value: cei(opening + sales - closing, opening + sales - (closing - current)),
        explanation:
          'You took off what is past due below the line. Turn it round: the past-due part could have been collected and stays in; the current part could not and goes out.',
      },
      {
        id: 'net-sales',
        value: cei(opening + sales - credits - closing, opening + sales - credits - current),
        explanation:
          'You took the credit memos off the sales. Closing receivables are already lower by them, and the balance method takes gross credit sales as they were billed.',
      },
      {
        id: 'monthly-sales',
        value: cei(opening + sales / 3 - closing, opening + sales / 3 - current),
        explanation:
          'You took a third of the sales, one month’s, while the balances span three. Opening and closing are of the quarter, so the sales must be too.',
      },
    ]
  },
  solution: (company) => {
    const { opening, sales, closing, current } = figuresOf(company)
    const [gone, collectable] = [opening + sales - closing, opening + sales - current]
    return [
      {
        label: 'No longer open',
        sum: `${figure(opening)} + ${figure(sales)} − ${figure(closing)}`,
        result: `${figure(gone)} USD`,
      },
      {
        label: 'Could have been collected',
        sum: `${figure(opening)} + ${figure(sales)} − ${figure(current)}`,
        result: `${figure(collectable)} USD`,
      },
      {
        label: 'CEI',
        sum: `100 × ${figure(gone)} ÷ ${figure(collectable)}`,
        result: `${figure(company.kpi('cei'), 1)} %`,
      },
    ]
  },
})

function figuresOf(company: QuarterCompany) {
  return {
    opening: company.fact('opening_receivables'),
    sales: company.fact('credit_sales'),
    closing: company.fact('receivables'),
    current: company.fact('current_receivables'),
    credits: company.fact('credit_memos'),
  }
}
