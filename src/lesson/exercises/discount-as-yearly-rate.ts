import { pick } from '../../demo/draws.js'
import { discountRate } from '../../money/discount-rate.js'
import { figure } from '../answer-form.js'
import { defineExercise } from '../exercise.js'

export const discountAsYearlyRate = defineExercise({
  id: 'discount-1',
  lesson: 5,
  title: 'The yearly rate of a discount',
  form: { unit: 'percent', digits: 1, tolerance: 0.1 },
  hints: [
    'The buyer who pays early lends you money for some days. How much, and for how many days?',
    'The interest is the discount; what is lent is what is paid, 100 less the discount; the days are those between the discount day and the due day.',
    '100 × discount ÷ (100 − discount) × 365 ÷ (net days − discount days).',
  ],
  takeaway: 'Small discounts for a few days are dear money: compare the rate with what a bank would take.',
  draw: (random) => ({
    percent: pick(random, [1.5, 2, 2.5, 3]),
    days: pick(random, [5, 7, 8, 10, 14]),
    net: pick(random, [25, 28, 30, 35, 40, 45]),
  }),
  prompt: ({ percent, days, net }) => [
    `A customer on net ${net} is offered a discount of ${percent} % for paying within ${days} days (${percent}/${days} net ${net}).`,
    {
      columns: ['Term', 'Figure'],
      rows: [
        ['Discount in per cent', String(percent)],
        ['Discount day', String(days)],
        ['Due day', String(net)],
      ],
    },
    'Suppose that customers who do not take it pay on the due day. What simple yearly rate of interest does the discount amount to, in per cent, on 365 days?',
  ],
  answer: ({ percent, days, net }) => 100 * discountRate(percent, net - days).simple,
  mistakes: ({ percent, days, net }) => {
    const gained = net - days
    return [
      {
        id: 'of-the-full-amount',
        value: (percent * 365) / gained,
        explanation: `You divided by 100. What is paid early is ${figure(100 - percent, 1)} of every 100, so the interest is on that.`,
      },
      {
        id: 'all-days',
        value: ((100 * percent) / (100 - percent)) * (365 / net),
        explanation: `You spread the discount over all ${net} days. The money comes in ${gained} days earlier; the first ${days} days are free either way.`,
      },
      {
        id: 'bank-year',
        value: ((100 * percent) / (100 - percent)) * (360 / gained),
        explanation: 'You took a year of 360 days. The question asks for 365.',
      },
      {
        id: 'compounded',
        value: 100 * discountRate(percent, gained).compounded,
        explanation:
          'This is the rate with interest on interest. The question asks for the simple one: rate of a period × periods of a year.',
      },
      {
        id: 'not-yearly',
        value: (100 * percent) / (100 - percent),
        explanation: `This is the interest for ${gained} days. A year has 365 ÷ ${gained} such spans.`,
      },
    ]
  },
  solution: ({ percent, days, net }) => [
    { label: 'Days gained', sum: `${net} − ${days}`, result: `${net - days} days` },
    { label: 'What is paid of 100', sum: `100 − ${percent}`, result: `${figure(100 - percent, 1)} USD` },
    {
      label: 'Yearly rate',
      sum: `100 × ${percent} ÷ ${figure(100 - percent, 1)} × 365 ÷ ${net - days}`,
      result: `${figure(100 * discountRate(percent, net - days).simple, 1)} %`,
    },
  ],
})
