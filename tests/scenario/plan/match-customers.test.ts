import { expect, test } from 'vitest'
import { behaviorSchema } from '../../../src/behavior/behavior.js'
import type { Where } from '../../../src/scenario/file/lever-schemas.js'
import { matchCustomers } from '../../../src/scenario/plan/match-customers.js'
import { scenarioOf } from '../scenario-of.js'

const customer = { segment: 'all', netDays: 30, ordersPerDay: 1, logAmountMean: 7, logAmountDeviation: 0 }
const behavior = behaviorSchema.parse({
  schema: 'arlab/behavior/1',
  currency: 'USD',
  writeOff: { daysPastDue: 180 },
  segments: [{ name: 'all', hazard: [{ from: 0, daily: 0.1, provenance: 'stated' }] }],
  customers: [
    { ...customer, id: 'C0', riskScore: 30, attributes: { region: 'EMEA', terms: 'net 30' } },
    { ...customer, id: 'C1', riskScore: 70, attributes: { region: 'AMER', terms: 'net 30' } },
    { ...customer, id: 'C2', attributes: { region: 'EMEA', terms: 'net 45' } },
  ],
})

test.each<[string, Where, number[]]>([
  ['nothing said', {}, [0, 1, 2]],
  ['a value', { region: 'EMEA' }, [0, 2]],
  ['a list', { customer_id: ['C0', 'C1'] }, [0, 1]],
  ['a crossing', { region: 'EMEA', terms: 'net 30' }, [0]],
  // Who has no score is on neither side.
  ['below', { risk_score: { below: 70 } }, [0]],
  ['from on', { risk_score: { at_least: 70 } }, [1]],
  ['between', { risk_score: { at_least: 30, below: 71 } }, [0, 1]],
])('%s', (_, where, rows) => {
  expect(matchCustomers(behavior, where, scenarioOf('levers: {}\n'), ['levers'])).toEqual(rows)
})
