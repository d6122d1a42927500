import { pick } from '../../demo/draws.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { defineExercise } from '../exercise.js'

export const breakEvenDefaultRate = defineExercise({
  id: 'credit-1',
  lesson: 6,
  title: 'The default rate that a margin can bear',
  form: { unit: 'percent', digits: 1, tolerance: 0.1 },
  hints: [
    'A sale that is paid earns its margin. What does a sale lose that is not paid?',
    'Of 100 of sales that default, the goods are gone for their cost, and the recovery comes back. Set what the payers earn against what the others lose.',
    'Break-even rate = margin ÷ (100 − recovery), times 100, with both in per cent of sales.',
  ],
  takeaway: 'No default at all means that good business is turned away: credit pays up to this rate.',
  draw: (random) => ({
    name: companyNames(random, 1)[0]!,
    margin: pick(random, [8, 10, 12, 15, 18, 20, 24, 25, 30]),
    recovery: pick(random, [5, 10, 15, 20, 25, 30, 40]),
  }),
  prompt: ({ name, margin, recovery }) => [
    `${name} could sell on credit to a class of customers whom it turned away so far.`,
    {
      columns: ['In per cent of the sale', 'Figure'],
      rows: [
        ['Margin, if it is paid', figure(margin)],
        ['Cost of the goods', figure(100 - margin)],
        ['Recovered in the end, if it is not paid', figure(recovery)],
      ],
    },
    'What share of its sales to the class, in per cent, may go unpaid before the company loses money on it? Leave out collection cost and interest.',
  ],
  answer: ({ margin, recovery }) => (100 * margin) / (100 - recovery),
  mistakes: ({ margin, recovery }) => [
    {
      id: 'margin-alone',
      value: margin,
      explanation:
        'This is the margin. It would be the answer if nothing were recovered; each default gives back the recovery, so more of them can be borne.',
    },
    {
      id: 'loss-on-cost-alone',
      value: (100 * margin) / (100 - margin - recovery),
      explanation:
        'You set the margin against what a default loses. That gives defaults per sale that is paid. Of all sales it is less, since a sale that defaults earns no margin either.',
    },
    {
      id: 'recovery-kept',
      value: (margin * (100 - recovery)) / 100,
      explanation:
        'You multiplied where you must divide: the recovery makes each default cheaper, so the rate that can be borne rises above the margin.',
    },
    {
      id: 'recovery-added',
      value: margin + recovery,
      explanation:
        'You added the recovery to the margin. The margin is earned on sales that are paid, the recovery comes only from the others.',
    },
  ],
  solution: ({ margin, recovery }) => [
    {
      label: 'Lost on 100 of sales that default',
      sum: `100 − ${margin} − ${recovery}`,
      result: `${100 - margin - recovery} USD`,
    },
    {
      label: 'At break-even, rate × loss = (100 − rate) × margin; so rate',
      sum: `100 × ${margin} ÷ (${100 - margin - recovery} + ${margin})`,
      result: `${figure((100 * margin) / (100 - recovery), 1)} %`,
    },
  ],
})
