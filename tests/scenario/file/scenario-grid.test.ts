import { describe, expect, test } from 'vitest'
import { noLevers } from '../../../src/scenario/file/lever-setting.js'
import { scenarioGrid } from '../../../src/scenario/file/scenario-grid.js'
import { scenarioOf } from '../scenario-of.js'

describe('a grid of scenarios', () => {
  const grid = scenarioGrid(noLevers, { 'terms.net': [15, 45], 'collections.hazard_multiplier': [1, 1.2, 1.4] })

  test('has a cell for each combination, with its values and its levers', () => {
    expect(grid.cells).toHaveLength(6)
    for (const { values, scenario } of grid.cells) {
      expect(scenario.levers.terms?.[0]?.net).toBe(values[0])
      expect(scenario.levers.collections?.[0]?.hazard_multiplier).toBe(values[1])
      expect(scenario.name).toBe(`net ${values[0]}, hazard multiplier ${values[1]}`)
    }
    expect(new Set(grid.cells.map(({ values }) => values.join())).size).toBe(6)
  })

  test('keeps the other levers and the name of its scenario', () => {
    const scenario = scenarioOf('name: Calls\nlevers: { collections: [{ hazard_multiplier: 1.5 }] }\n')
    const { cells } = scenarioGrid(scenario, { 'terms.net': [60] })
    expect(cells[0]!.scenario.name).toBe('Calls: net 60')
    expect(cells[0]!.scenario.levers.collections).toEqual(scenario.levers.collections)
  })

  test('refuses a setting that there is not, and too many cells', () => {
    expect(() => scenarioGrid(noLevers, { 'term.net': [1] })).toThrow('The setting term.net: there is no lever "term".')
    const many = Array.from({ length: 101 }, (_, value) => value)
    expect(() => scenarioGrid(noLevers, { 'terms.net': many })).toThrow('at most 100')
  })
})
