import { expect, test } from 'vitest'
import { readScenarios } from '../../../src/scenario/file/scenario-file.js'
import { scenarioFile } from '../scenario-of.js'

const variants = (yaml: string) => readScenarios(scenarioFile(yaml))

test('one scenario for each value, named by it', () => {
  const made = variants('name: Net\nlevers:\n  terms:\n    - net: 30\nvariants:\n  terms.net: [15, 45]\n')
  expect(made.map(({ name, levers }) => [name, levers.terms[0]!.net])).toEqual([
    ['Net: net 15', 15],
    ['Net: net 45', 45],
  ])
})

test('with several settings every combination, the last one changing fastest', () => {
  const made = variants(
    'name: Offer\nlevers:\n  terms:\n    - discount: { percent: 1, days: 10 }\nvariants:\n' +
      '  terms.net: [30, 45]\n  terms.discount.percent: { from: 1, to: 2, step: 0.5 }\n',
  )
  expect(made.map(({ name }) => name)).toEqual([
    'Offer: net 30, percent 1',
    'Offer: net 30, percent 1.5',
    'Offer: net 30, percent 2',
    'Offer: net 45, percent 1',
    'Offer: net 45, percent 1.5',
    'Offer: net 45, percent 2',
  ])
  expect(made[4]!.levers.terms[0]).toMatchObject({ net: 45, discount: { percent: 1.5, days: 10 } })
})

test('a range ends where it says, whatever its steps add up to', () => {
  const made = variants('levers: {}\nvariants:\n  billing.accuracy: { from: 0.9, to: 1, step: 0.02 }\n')
  expect(made.map(({ levers }) => levers.billing[0]!.accuracy)).toEqual([0.9, 0.92, 0.94, 0.96, 0.98, 1])
})

test('settings that end alike are named in full; values may be words and distributions', () => {
  const made = variants(
    'name: V\nlevers:\n  terms:\n    - net: 30\n    - where: { region: EMEA }\n      net: 45\nvariants:\n' +
      '  terms.1.net: [20]\n  terms.2.net: [60]\n  terms.1.pass_through: [{ pert: [0.5, 0.8, 1] }]\n  economy.stress: [recession]\n',
  )
  expect(made.map(({ name }) => name)).toEqual([
    'V: terms.1.net 20, terms.2.net 60, pass through pert 0.5 0.8 1, stress recession',
  ])
  expect(made[0]!.levers.terms[1]).toMatchObject({ net: 60, where: { region: 'EMEA' } })
  expect(made[0]!.levers.economy!.stress).toBe('recession')
})

test('a lever that is not there yet is pulled; what is written stays as it is', () => {
  const made = variants('levers:\n  terms:\n    - net: 45\nvariants:\n  collectors.people: [1, 2]\n')
  expect(made.map(({ levers }) => [levers.terms[0]!.net, levers.collectors!.people])).toEqual([
    [45, 1],
    [45, 2],
  ])
})
