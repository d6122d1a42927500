import { expect, test } from 'vitest'
import { withSetting } from '../../../src/scenario/file/lever-setting.js'
import { scenarioOf } from '../scenario-of.js'

const scenario = () =>
  scenarioOf(
    'levers:\n  terms:\n    - net: 30\n    - net: 45\n  collections:\n    - contacts:\n        - { kind: email, day: 3 }\n        - { kind: call, day: 9 }\n',
  )
const changed = (setting: string, value: unknown) => {
  const made = withSetting(scenario(), setting, value)
  return 'fault' in made ? made.fault : made.scenario.levers
}

test('changes that one value, and the scenario at hand not at all', () => {
  const before = scenario()
  const made = withSetting(before, 'collections.contacts.2.day', 12)
  expect(made).toEqual({ scenario: { ...before, levers: expect.anything() } })
  expect('scenario' in made && made.scenario.levers.collections[0]!.contacts).toEqual([
    { kind: 'email', day: 3 },
    { kind: 'call', day: 12 },
  ])
  expect(before.levers.collections[0]!.contacts![1]!.day).toBe(9)
  expect(changed('collections.where.region', 'EMEA')).toMatchObject({ collections: [{ where: { region: 'EMEA' } }] })
  expect(changed('write_off.days_past_due', 90)).toMatchObject({ write_off: { days_past_due: 90 } })
})

test.each([
  ['term.net', 45, 'there is no lever "term". Did you mean "terms"?'],
  ['terms', 45, '"terms" is a lever; say which of its settings, like terms.….'],
  ['terms.net', 45, 'there are 2 entries of terms: say which, like terms.1.net.'],
  ['terms.3.net', 45, 'there is no terms.3: terms has 2 entries, counted from 1.'],
  ['terms.0.net', 45, 'there is no terms.0: terms has 2 entries, counted from 1.'],
  ['terms.1.net.days', 45, 'terms.1.net is a value and has no settings of its own.'],
  ['terms.1.nett', 45, '"nett" is not a key that the scenario knows here. Did you mean "net"?'],
  ['terms.1.net', 400, '"terms.1.net" is wrong: it must be a whole number of days from 0 to 365.'],
  ['collectors.minutes_a_day', 30, '"collectors.people" is wrong: it is missing and must be a number.'],
])('refuses %s at %s', (setting, value, fault) => {
  expect(changed(setting, value)).toBe(fault)
})
