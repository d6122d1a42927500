import { figure } from '../answer-form.js'
import { drawQuarterCompany, quarterInWords } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'

export const cashByRollForward = defineExercise({
  id: 'roll-forward-1',
  lesson: 2,
  title: 'How much cash came in?',
  form: { unit: 'usd', digits: 0, tolerance: 1 },
  hints: [
    'Everything that makes receivables grow, and everything that makes them shrink, must lead from the opening to the closing.',
    'Only sales make them grow here. Cash is one of three things that make them shrink.',
    'Opening + credit sales − credit memos − write-offs − closing.',
  ],
  takeaway:
    'If the cash that you reckon so is not the cash that the bank saw, a posting is missing or has the wrong month: look for it before you compute any KPI.',
  draw: (random) => drawQuarterCompany(random, { credits: 0.4, writeOffs: 0.2 }),
  prompt: (company) => [
    `${company.name} has lost its list of payments. The rest of ${quarterInWords(company)} is known; there were no discounts, and no money is waiting to be applied:`,
    {
      columns: ['Figure', 'USD'],
      rows: [
        ['Receivables at the start', figure(company.fact('opening_receivables'))],
        ['Credit sales', figure(company.fact('credit_sales'))],
        ['Credit memos', figure(company.fact('credit_memos'))],
        ['Write-offs', figure(company.fact('write_offs'))],
        ['Receivables at the end', figure(company.fact('receivables'))],
      ],
    },
    'How much cash did customers pay on invoices in the quarter?',
  ],
  answer: (company) => company.fact('cash_collected'),
  mistakes: (company) => {
    const cash = company.fact('cash_collected')
    const [opening, closing] = [company.fact('opening_receivables'), company.fact('receivables')]
    const [credits, losses] = [company.fact('credit_memos'), company.fact('write_offs')]
    return [
      {
        id: 'write-offs-forgotten',
        value: cash + losses,
        explanation: 'You left out the write-offs. They lower receivables, but no cash came with them.',
      },
      {
        id: 'credits-forgotten',
        value: cash + credits,
        explanation: 'You left out the credit memos. They lower receivables, but no cash came with them.',
      },
      {
        id: 'both-forgotten',
        value: cash + credits + losses,
        explanation:
          'You took all that made receivables shrink for cash. Credit memos and write-offs make them shrink too.',
      },
      {
        id: 'ends-swapped',
        value: cash + 2 * (closing - opening),
        explanation:
          'You swapped the ends: what is open at the start can be collected, what is open at the end was not.',
      },
    ]
  },
  solution: (company) => {
    const [opening, sales] = [company.fact('opening_receivables'), company.fact('credit_sales')]
    const [credits, losses] = [company.fact('credit_memos'), company.fact('write_offs')]
    const closing = company.fact('receivables')
    return [
      {
        label: 'What could be collected',
        sum: `${figure(opening)} + ${figure(sales)}`,
        result: `${figure(opening + sales)} USD`,
      },
      {
        label: 'What left without cash',
        sum: `${figure(credits)} + ${figure(losses)}`,
        result: `${figure(credits + losses)} USD`,
      },
      {
        label: 'Cash',
        sum: `${figure(opening + sales)} − ${figure(credits + losses)} − ${figure(closing)}`,
        result: `${figure(company.fact('cash_collected'))} USD`,
      },
    ]
  },
})
