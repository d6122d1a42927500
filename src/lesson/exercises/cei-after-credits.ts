import { figure } from '../answer-form.js'
import { drawQuarterCompany, quarterInWords } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'

export const ceiAfterCredits = defineExercise({
  id: 'goal-1',
  lesson: 8,
  title: 'How much of a CEI is credits?',
  form: { unit: 'points', digits: 1, tolerance: 0.1 },
  hints: [
    'Receivables fall when customers pay. What else makes them fall, without a cent coming in?',
    'Compute CEI twice: as it is reported, and with credit memos and write-offs added back to the closing receivables. The line below stays as it is.',
    '100 × (credit memos + write-offs) ÷ (opening + credit sales − closing current).',
  ],
  takeaway:
    'When CEI is somebody’s goal, look at the CEI by cash beside it: the distance is what credits and write-offs did.',
  draw: (random) => drawQuarterCompany(random, { credits: 0.4, writeOffs: 0.15 }),
  prompt: (company) => [
    `The sales team of ${company.name} has a goal on CEI, and gave many credits this time. Figures of ${quarterInWords(company)}:`,
    {
      columns: ['Figure', 'USD'],
      rows: [
        ['Receivables at the start', figure(company.fact('opening_receivables'))],
        ['Credit sales (gross)', figure(company.fact('credit_sales'))],
        ['Credit memos', figure(company.fact('credit_memos'))],
        ['Write-offs', figure(company.fact('write_offs'))],
        ['Receivables at the end, total', figure(company.fact('receivables'))],
        ['of these not yet due (current)', figure(company.fact('current_receivables'))],
      ],
    },
    'CEI by cash is CEI with credit memos and write-offs added back to the closing total above the line. By how many percentage points is the reported CEI above the CEI by cash?',
  ],
  answer: (company) => company.kpi('cei') - company.kpi('cei_cash'),
  mistakes: (company) => {
    const [opening, sales] = [company.fact('opening_receivables'), company.fact('credit_sales')]
    const [closing, current] = [company.fact('receivables'), company.fact('current_receivables')]
    const [credits, losses] = [company.fact('credit_memos'), company.fact('write_offs')]
    const collectable = opening + sales - current
    return [
      {
        id: 'write-offs-forgotten',
        value: (100 * credits) / collectable,
        explanation: 'You added back the credit memos only. A write-off lowers receivables without cash as well.',
      },
      {
        id: 'credits-forgotten',
        value: (100 * losses) / collectable,
        explanation: 'You added back the write-offs only. The credit memos lower receivables without cash as well.',
      },
      {
        id: 'credits-to-sales',
        value: (100 * (credits + losses)) / sales,
        explanation:
          'You set the credits against sales. CEI divides by all that could have been collected: opening + credit sales − closing current.',
      },
      {
        id: 'added-below-too',
        value:
          100 *
          ((opening + sales - closing) / collectable -
            (opening + sales - closing - credits - losses) / (collectable - credits - losses)),
        explanation:
          'You took the credits off below the line too. What was credited could have been collected until then, so the denominator stays as it is.',
      },
      {
        id: 'cei-itself',
        value: company.kpi('cei'),
        explanation: 'This is the reported CEI. The question is how far it lies above the CEI by cash.',
      },
    ]
  },
  solution: (company) => {
    const [opening, sales] = [figure(company.fact('opening_receivables')), figure(company.fact('credit_sales'))]
    const [credits, losses] = [figure(company.fact('credit_memos')), figure(company.fact('write_offs'))]
    const [closing, current] = [figure(company.fact('receivables')), figure(company.fact('current_receivables'))]
    const below = `(${opening} + ${sales} − ${current})`
    return [
      {
        label: 'CEI as reported',
        sum: `100 × (${opening} + ${sales} − ${closing}) ÷ ${below}`,
        result: `${figure(company.kpi('cei'), 1)} %`,
      },
      {
        label: 'CEI by cash',
        sum: `100 × (${opening} + ${sales} − ${closing} − ${credits} − ${losses}) ÷ ${below}`,
        result: `${figure(company.kpi('cei_cash'), 1)} %`,
      },
      {
        label: 'Difference, without rounding between',
        sum: `100 × (${credits} + ${losses}) ÷ ${below}`,
        result: `${figure(company.kpi('cei') - company.kpi('cei_cash'), 1)} points`,
      },
    ]
  },
})
