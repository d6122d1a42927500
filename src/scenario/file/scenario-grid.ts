import type { Scenario } from './scenario.js'
import { variantsOf } from './variants.js'

/** A scenario at every combination of some settings' values. */
export interface ScenarioGrid {
  readonly settings: readonly { readonly setting: string; readonly values: readonly number[] }[]
  readonly cells: readonly GridCell[]
}

export interface GridCell {
  /** The value of each setting, in their order. */
  readonly values: readonly number[]
  readonly scenario: Scenario
}

/**
 * The grid of a scenario: `scenarioGrid(noLevers, { 'terms.net': [15, 30, 45] })`. Simulate its `cells`’ scenarios, and a
 * chart with sliders shows them all. Throws an InputError for a setting or a value that cannot be, and for more than 100 cells.
 */
export function scenarioGrid(scenario: Scenario, settings: Readonly<Record<string, readonly number[]>>): ScenarioGrid {
  const axes = Object.entries(settings).map(([setting, values]) => ({ setting, values }))
  const scenarios = variantsOf(
    scenario,
    Object.fromEntries(axes.map(({ setting, values }) => [setting, [...values]])),
    false,
  )
  let combinations: (readonly number[])[] = [[]]
  for (const { values } of axes) {
    combinations = combinations.flatMap((before) => values.map((value) => [...before, value]))
  }
  return {
    settings: axes,
    cells: combinations.map((values, index) => ({ values, scenario: scenarios[index]! })),
  }
}
