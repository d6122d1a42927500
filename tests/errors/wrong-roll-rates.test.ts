import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { absorbingChain, absorptionIn } from '../../src/roll-rates/absorbing-chain.js'
import { agingTransitions } from '../../src/roll-rates/aging-transitions.js'
import { forecastErrors } from '../../src/roll-rates/forecast-errors.js'
import { provision } from '../../src/roll-rates/provision.js'
import { provisionMatrix } from '../../src/roll-rates/provision-matrix.js'
import { rollForwardForecast } from '../../src/roll-rates/roll-forward-forecast.js'
import { runArlab } from '../cli/run-arlab.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { folderOf, soundInvoices } from './ledger-files.js'

const { data } = await ledgerFrom({ customers: [{ customer_id: 'C1', region: 'EMEA' }], invoices: soundInvoices })
const long = (
  await ledgerFrom({
    customers: [{ customer_id: 'C1', region: 'EMEA' }],
    invoices: `${soundInvoices}I2,C1,2024-06-30,2024-07-30,10.00\n`,
  })
).data

const chain = (transitions: readonly (readonly number[])[], states = ['a', 'b'], absorbing = ['paid', 'lost']) =>
  absorbingChain({ states, absorbing, transitions })
const sound = [
  [0.5, 0.2, 0.2, 0.1],
  [0, 0.4, 0.3, 0.3],
]

test.each<[string, () => unknown]>([
  [
    'Roll rates look back a whole number of months of at least 1, such as 12; got 0.',
    () => agingTransitions(long, { months: 0 }),
  ],
  [
    'Roll rates look back a whole number of months of at least 1, such as 12; got 1.5.',
    () => rollForwardForecast(long, 1, { historyMonths: 1.5 }),
  ],
  [
    'Roll rates compare a month end with the one before, and from the first invoice of 2024-01-10 through ' +
      '2024-01-10 there are no two; they need a longer ledger or a later day.',
    () => agingTransitions(data),
  ],
  [
    '"regin" is no attribute of this ledger\'s customers or invoices. Did you mean "region"?',
    () => agingTransitions(long, { by: ['regin'] }),
  ],
  [
    'An absorbing chain needs states, absorbing states and a row of shares for each state; got 2, ' + '2 and 1.',
    () => chain([sound[0]!]),
  ],
  [
    'An absorbing chain needs states, absorbing states and a row of shares for each state; got 0, ' + '2 and 0.',
    () => chain([], []),
  ],
  ['The state "b" needs 4 shares, one for each state; it has 3.', () => chain([sound[0]!, [0.5, 0.25, 0.25]])],
  [
    'The state "a" has the share -0.1; a share is a number of at least 0.',
    () => chain([[-0.1, 0.6, 0.4, 0.1], sound[1]!]),
  ],
  [
    'The state "a" has the share NaN; a share is a number of at least 0.',
    () => chain([[Number.NaN, 0.6, 0.4, 0.1], sound[1]!]),
  ],
  ['The shares of the state "b" add up to 0.9 and not to 1.', () => chain([sound[0]!, [0, 0.4, 0.3, 0.2]])],
  [
    'From the state "b" no way leads to an absorbing state, so that it never ends; ' +
      'give it, or a state that it leads to, a share that ends.',
    () => chain([sound[0]!, [0, 1, 0, 0]]),
  ],
  ['"gone" is no absorbing state of the chain; known: paid, lost.', () => absorptionIn(chain(sound), 'gone')],
  [
    'current: an open amount is a whole number of minor units of at least 0; got 0.5.',
    () => provisionMatrix([{ label: 'current', amount: 0.5, rate: 0.1 }]),
  ],
  [
    'current: a loss rate lies between 0 and 100 %; got 150 %.',
    () => provisionMatrix([{ label: 'current', amount: 5, rate: 1.5 }]),
  ],
  [
    'current: a forward-looking multiplier is a number of at least 0, such as 1.15; got -1.',
    () => provisionMatrix([{ label: 'current', amount: 5, rate: 0.5, forward: -1 }]),
  ],
  [
    'The ledger gives no loss rates: flow rates need four months of history. State them with --rates or in a settings file.',
    () => provision(data),
  ],
  [
    'A provision matrix needs 6 loss rates, from current to over 120 days; got 2.',
    () => provision(data, { rates: [0.1, 0.2] }),
  ],
  [
    'Forward-looking multipliers are one for all buckets, or 6 from current to over 120 days; got 2.',
    () => provision(long, { forward: [1, 2] }),
  ],
  ['A forecast needs a whole number of months ahead of at least 1; got 0.', () => rollForwardForecast(long, 0)],
  ['A forecast needs a whole number of months ahead of at least 1; got 2.5.', () => forecastErrors(long, 2.5)],
  [
    'Expected sales are amounts of at least 0 in minor units; got -1.',
    () => rollForwardForecast(long, 1, { sales: [-1] }),
  ],
  ['A forecast of 3 months needs the sales of each; got 2.', () => rollForwardForecast(long, 3, { sales: [1, 2] })],
])('%s', (message, act) => {
  expect(act).toThrow(new InputError(message))
})

describe('the command line', () => {
  const folder = folderOf({ 'invoices.csv': soundInvoices })
  writeFileSync(join(folder, 'settings.yaml'), 'target_dso: 40\n')

  test.each([
    ['roll-rates DIR', 'Roll rates compare a month end with the one before, and from the first invoice of 2024-01-10'],
    ['provision DIR --rates 0.3,1', '"0.3" is no rate from 0% to 100%; write per cent with the sign, such as 1.6%.'],
    ['provision DIR --rates 101%', '"101%" is no rate from 0% to 100%; write per cent with the sign, such as 1.6%.'],
    [
      'provision DIR --rates 1%,2%',
      'There must be 6 rates, from current to over 120 days, or 5 with the last for all over 90 days.',
    ],
    ['provision DIR --forward 15%', '"15%" is no multiplier such as 1.15.'],
    [
      'provision DIR --forward 1,2,3',
      'There must be 6 multipliers, from current to over 120 days, or 5 with the last for all over 90 days.',
    ],
    ['provision DIR --months 6', '--months goes with --method chain, not with other loss rates; leave it out.'],
    [
      'provision DIR --rates 1%,1%,1%,1%,1% --method flow',
      "option '--rates <rates>' cannot be used with option '--method",
    ],
    ['provision DIR --settings DIR/settings.yaml --method chain', 'cannot be used with option'],
    ['provision DIR --settings DIR/settings.yaml', 'The ledger gives no loss rates: flow rates need four months'],
    ['provision DIR --method guess', 'Allowed choices are flow, chain.'],
  ])('arlab %s', (command, message) => {
    const { code, stdout, stderr } = runArlab(...command.split(' ').map((word) => word.replace('DIR', folder)))
    expect(stderr).toContain(message)
    expect([code, stdout]).toEqual([2, ''])
  })
})
