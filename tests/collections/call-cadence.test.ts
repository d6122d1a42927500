import { expect, test } from 'vitest'
import { callCadence } from '../../src/collections/call-cadence.js'
import type { Group } from '../../src/facts/fact-table.js'
import { type Facts, groupedFacts } from './grouped-facts.js'

const division = (name: string, facts: Facts): [Group, Facts[]] => [{ division: name }, [{}, facts]]

test('a division is called by its share over 30 days, from the thresholds on', () => {
  const table = groupedFacts('2023-02-28', [
    [{}, [{}, { receivables: 4_000, past_due_over_120: 4_000 }]],
    division('Eight', { receivables: 10_000, past_due_1_30: 500, past_due_31_60: 400, past_due_61_90: 400 }),
    division('Five', { receivables: 10_000, current_receivables: 9_500, past_due_over_120: 500 }),
    division('Four', { receivables: 100_000, past_due_1_30: 95_001, past_due_91_120: 4_999 }),
    division('None', {}),
    division('Ten', { receivables: 10_000, past_due_31_60: 250, past_due_61_90: 250, past_due_91_120: 500 }),
    division('Twelve', { receivables: 10_000, past_due_61_90: 1_234 }),
    division('Under ten', { receivables: 10_000_000, past_due_61_90: 999_999 }),
    division('In credit', { receivables: -50, past_due_31_60: 50, credit_balances: 100 }),
  ])
  const rows = callCadence(table, 1)
  expect(rows.map(({ group, cadence, reason }) => [group.division, cadence, reason])).toEqual([
    ['Eight', 'biweekly', '8.0 % is more than 30 days past due; from 5 % on calls are biweekly'],
    ['Five', 'biweekly', '5.0 % is more than 30 days past due; from 5 % on calls are biweekly'],
    ['Four', 'monthly', '4.999 % is more than 30 days past due; under 5 % calls are monthly'],
    ['None', 'monthly', 'there are no receivables; calls are monthly'],
    ['Ten', 'weekly', '10.0 % is more than 30 days past due; from 10 % on calls are weekly'],
    ['Twelve', 'weekly', '12.3 % is more than 30 days past due; from 10 % on calls are weekly'],
    ['Under ten', 'biweekly', '9.99999 % is more than 30 days past due; from 5 % on calls are biweekly'],
    ['In credit', 'monthly', 'there are no receivables; calls are monthly'],
  ])
  expect(rows[0]).toEqual({
    group: { division: 'Eight' },
    receivables: 10_000,
    pastDue: 1_300,
    pastDueShare: 13,
    pastDueOver30: 800,
    pastDueOver30Share: 8,
    cadence: 'biweekly',
    reason: '8.0 % is more than 30 days past due; from 5 % on calls are biweekly',
  })
  expect(rows[3]).toMatchObject({ receivables: 0, pastDueShare: null, pastDueOver30Share: null })
})

test('other thresholds, and another period', () => {
  const facts = [
    { receivables: 1_000, past_due_31_60: 30 },
    { receivables: 1_000, past_due_31_60: 20 },
  ]
  const table = groupedFacts('2023-02-28', [[{}, facts]])
  const thresholds = { weekly: 3, biweekly: 2.5 }
  // A table of the portfolio alone has its row.
  expect(callCadence(table, 0, thresholds)).toMatchObject([
    { group: {}, cadence: 'weekly', reason: '3.0 % is more than 30 days past due; from 3 % on calls are weekly' },
  ])
  expect(callCadence(table, 1, thresholds)).toMatchObject([
    { cadence: 'monthly', reason: '2.0 % is more than 30 days past due; under 2.5 % calls are monthly' },
  ])
})
