import { ledgerFacts } from '../../facts/ledger-facts.js'
import { kpiTable } from '../../kpi/kpi-table.js'
import { figure } from '../answer-form.js'
import { drawQuarterCompany, quarterInWords } from '../company/quarter-company.js'
import { defineExercise } from '../exercise.js'

export const dsoOfThreeCustomers = defineExercise({
  id: 'dso-2',
  lesson: 3,
  title: 'DSO of a company from its customers',
  form: { unit: 'days', digits: 1, tolerance: 0.1 },
  hints: [
    'May a small customer and a large one count alike in the company’s DSO?',
    'A ratio of a whole is made of the whole’s sums, not of the parts’ ratios.',
    'Add up the receivables, add up the sales, then divide and multiply by the days of the quarter.',
  ],
  takeaway: 'A KPI of a group is computed from the group’s sums; an average of its members’ ratios is another number.',
  draw: (random) => {
    const company = drawQuarterCompany(random)
    const rows = kpiTable(ledgerFacts(company.ledger.data, ['name']), { every: 'quarter' }).slice(-3)
    const customers = rows.map((row) => ({
      name: row.group.name!,
      sales: row.facts.credit_sales! / 100,
      closing: row.facts.receivables! / 100,
      dso: row.kpis.dso ?? Number.NaN,
    }))
    return { ...company, customers }
  },
  prompt: (company) => [
    `${company.name} has three customers. These are its figures for ${quarterInWords(company)}, which has ${company.days} days; amounts in USD.`,
    {
      columns: ['Customer', 'Credit sales', 'Receivables at the end', 'DSO in days'],
      rows: company.customers.map(({ name, sales, closing, dso }) => [
        name,
        figure(sales),
        figure(closing),
        figure(dso, 1),
      ]),
    },
    'What is the DSO of the company as a whole for the quarter, by the period-end method?',
  ],
  answer: (company) => company.kpi('dso'),
  mistakes: (company) => {
    const { customers } = company
    const closing = company.fact('receivables')
    const largest = customers.reduce((most, own) => (own.sales > most.sales ? own : most))
    return [
      {
        id: 'average-of-customers',
        value: customers.reduce((sum, { dso }) => sum + dso, 0) / customers.length,
        explanation:
          'You averaged the customers’ DSOs, so that the smallest customer counts as much as the largest. Add up receivables and sales first, then divide once.',
      },
      {
        id: 'weighted-by-receivables',
        value: customers.reduce((sum, { dso, closing: own }) => sum + (dso * own) / closing, 0),
        explanation:
          'You weighted the customers’ DSOs by their receivables, so that slow payers count twice. The weights that give the company’s DSO are sales; adding up first is simpler.',
      },
      {
        id: 'largest-customer',
        value: largest.dso,
        explanation: `This is the DSO of ${largest.name} alone, the largest customer. The company is all three together.`,
      },
      {
        id: 'thirty-day-months',
        value: (closing / company.fact('credit_sales')) * 90,
        explanation: `You took 90 days. The quarter has ${company.days}.`,
      },
    ]
  },
  solution: (company) => {
    const [sales, closing] = [figure(company.fact('credit_sales')), figure(company.fact('receivables'))]
    return [
      {
        label: 'Receivables',
        sum: company.customers.map((own) => figure(own.closing)).join(' + '),
        result: `${closing} USD`,
      },
      {
        label: 'Credit sales',
        sum: company.customers.map((own) => figure(own.sales)).join(' + '),
        result: `${sales} USD`,
      },
      { label: 'DSO', sum: `${closing} ÷ ${sales} × ${company.days}`, result: `${figure(company.kpi('dso'), 1)} days` },
    ]
  },
})
