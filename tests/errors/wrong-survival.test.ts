import { expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import { InputError } from '../../src/document/input-error.js'
import { survivalQuantile } from '../../src/survival/curve-readings.js'
import { durationsByPeriod } from '../../src/survival/duration-groups.js'
import { durationsOf } from '../../src/survival/durations.js'
import { kaplanMeier } from '../../src/survival/kaplan-meier.js'
import { daysToPay } from '../../src/survival/ledger-durations.js'
import { logRank } from '../../src/survival/log-rank.js'
import { nelsonAalen } from '../../src/survival/nelson-aalen.js'
import { paymentSurvival } from '../../src/survival/payment-survival.js'
import { restrictedMean } from '../../src/survival/restricted-mean.js'
import { runArlab } from '../cli/run-arlab.js'
import { ledgerFrom, writeLedger } from '../ledger/ledger-folder.js'

const tables = {
  customers: [
    { customer_id: 'C1', segment: 'small' },
    { customer_id: 'C2', segment: 'large' },
  ],
  invoices: [
    'I1,C1,2024-01-10,2024-02-09,10.00,2024-02-20',
    'I2,C2,2024-02-10,2024-02-29,20.00,',
    'I3,C1,2024-04-30,2024-05-30,5.00,',
  ]
    .map((line) => line.split(','))
    .map(([invoice_id, customer_id, invoice_date, due_date, amount, settled_date]) => ({
      invoice_id: invoice_id!,
      customer_id: customer_id!,
      invoice_date: invoice_date!,
      due_date: due_date!,
      amount: amount!,
      settled_date: settled_date!,
    })),
}
const { data } = await ledgerFrom(tables)
const folder = writeLedger(tables)
const day = (text: string) => dayFromIso(text)!
const paid = (...time: number[]) => durationsOf({ time, paid: time.map(() => true) })
const group = (name: string, durations: ReturnType<typeof durationsOf>) => ({ name, durations })
const confidence = 'A confidence lies between 0 and 1, such as 0.95; got '

test.each<[string, () => unknown]>([
  ['Durations need lists of equal length; the times are 2.', () => durationsOf({ time: [1, 2], paid: [true] })],
  [
    'Durations need whole days and an entry by the end; row 1 is from 0 to 2.5.',
    () => durationsOf({ time: [1, 2.5], paid: [1, 1] }),
  ],
  [
    'Durations need whole days and an entry by the end; row 0 is from 3 to 1.',
    () => durationsOf({ time: [1], paid: [1], entered: [3] }),
  ],
  [
    'Durations need whole customer numbers from 0; row 0 has -1.',
    () => durationsOf({ time: [1], paid: [1], customer: [-1] }),
  ],
  ['There are no invoices to estimate from.', () => kaplanMeier(paid())],
  [`${confidence}95.`, () => kaplanMeier(paid(1, 2), { confidence: 95 })],
  [`${confidence}NaN.`, () => nelsonAalen(paid(1, 2), { confidence: Number.NaN, byCustomer: true })],
  [
    'An interval by customer needs at least two customers; take the invoices as independent here.',
    () => kaplanMeier(durationsOf({ time: [1, 2], paid: [1, 1], customer: [3, 3] }), { byCustomer: true }),
  ],
  [
    'A quantile needs a share between 0 and 1, such as 0.5 for the median; got 50.',
    () => survivalQuantile(kaplanMeier(paid(1, 2)), 50),
  ],
  [
    'A mean up to day 9 is not known; give a whole day from 0 to 5.',
    () => restrictedMean(durationsOf({ time: [2, 4], paid: [1, 0] }), 9),
  ],
  ['A mean up to day 1.5 is not known; give a whole day from 0 to 3.', () => restrictedMean(paid(1, 2), 1.5)],
  [
    'A comparison needs at least two groups of invoices; here is only small.',
    () => logRank([group('small', paid(1, 2))]),
  ],
  ['A comparison needs at least two groups of invoices.', () => logRank([])],
  [
    'The groups cannot be compared: nothing was paid while invoices of two of them were open.',
    () => logRank([group('a', paid(1, 2)), group('b', durationsOf({ time: [8], paid: [1], entered: [5] }))]),
  ],
  [
    'A comparison by customer needs more customers, at least two in each group; take the invoices as independent here.',
    () =>
      logRank([group('a', paid(1, 2)), group('b', durationsOf({ time: [2, 3], paid: [1, 1], customer: [9, 9] }))], {
        byCustomer: true,
      }),
  ],
  [
    'Invoices from 2024-02-01 to 2024-01-01: the first day is the later one.',
    () => daysToPay(data, { from: day('2024-02-01'), to: day('2024-01-01') }),
  ],
  [
    '"segmnt" is no attribute of this ledger\'s customers or invoices. Did you mean "segment"?',
    () => daysToPay(data, { where: { segmnt: 'small' } }),
  ],
  [
    'The ledger has no invoices of segment smal. Did you mean "segment small"?',
    () => daysToPay(data, { where: { segment: 'smal' } }),
  ],
  [
    'No invoice with a positive amount is chosen; choose other attributes or days, or fewer.',
    () => daysToPay(data, { from: day('2025-01-01') }),
  ],
  [
    '"2024-13" is no month, quarter or year of the ledger, which has 2024-01 to 2024-04. Did you mean "2024-03"?',
    () => paymentSurvival(data, { periods: ['2024-13', '2024-02'] }),
  ],
  [
    '2024-Q1 and 2024 overlap; compare periods that have no day in common.',
    () => paymentSurvival(data, { periods: ['2024-Q1', '2024'] }),
  ],
  [
    'None of the invoices that are chosen is dated in 2024-03.',
    () => durationsByPeriod(data, daysToPay(data), ['2024-01', '2024-03']),
  ],
  [
    'Groups and periods are two comparisons; choose the group by where, or leave one of them out.',
    () => paymentSurvival(data, { by: ['segment'], periods: ['2024-01', '2024-02'] }),
  ],
  [
    'Nothing was paid yet of the 1 invoice chosen, so that there is no time to payment to show.',
    () => paymentSurvival(data, { where: { segment: 'large' } }),
  ],
  [
    'A comparison needs at least two groups of invoices; here is only small.',
    () => paymentSurvival(data, { by: ['segment'], where: { customer_id: 'C1' } }),
  ],
])('%s', (message, act) => {
  expect(act).toThrow(new InputError(message))
})

test.each([
  [
    ['--by', 'segment', '--compare-periods', '2024-01,2024-02'],
    "option '--compare-periods <labels>' cannot be used with",
  ],
  [['--at', '20,x'], 'It is no list of whole days like 20,30,40.'],
  [['--at', ''], 'It is no list of whole days like 20,30,40.'],
  [['--confidence', '100%'], 'It is no confidence like 90% or 0.9.'],
  [['--confidence', 'high'], 'It is no confidence like 90% or 0.9.'],
  [['--by', ','], '--by names no attribute; leave it out for all invoices together.'],
  [['--compare-periods', ','], '--compare-periods names no period; leave it out for all invoices together.'],
  [['--where', 'segment'], 'It is not attribute=value, such as region=EMEA or region=EMEA,segment=small.'],
  [
    ['-o', 'curves.gif'],
    '-o curves.gif: a chart is written as .svg, .png, .html or .json; name the file by one of these.',
  ],
  [['--clock', 'order'], 'Allowed choices are invoice, due.'],
])('arlab survival %j', (options, message) => {
  const { code, stdout, stderr } = runArlab('survival', folder, ...options)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})
