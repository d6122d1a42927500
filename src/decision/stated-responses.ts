import { InputError } from '../document/input-error.js'
import { withSetting } from '../scenario/file/lever-setting.js'
import type { Response } from '../scenario/file/response.js'
import { isLeftOut, type Scenario } from '../scenario/file/scenario.js'

/** A response that a scenario states as a distribution, named as a setting: `terms.1.pass_through`. */
export interface StatedResponse {
  readonly setting: string
  readonly response: Exclude<Response, number>
}

const distributions = ['uniform', 'triangular', 'pert', 'normal', 'lognormal', 'beta']

/** All uncertain responses of the levers that a scenario pulls. */
export function statedResponses(scenario: Scenario): StatedResponse[] {
  return Object.entries(scenario.levers).flatMap(([kind, own]) => {
    const levers = Array.isArray(own) ? own : own === undefined ? [] : [own]
    return levers.flatMap((lever, index) => {
      if (isLeftOut(scenario, ['levers', kind, index])) return []
      return Object.entries(lever as object).flatMap(([key, value]) =>
        isDistribution(value)
          ? [{ setting: Array.isArray(own) ? `${kind}.${index + 1}.${key}` : `${kind}.${key}`, response: value }]
          : [],
      )
    })
  })
}

/** The scenario with a setting at a number. Throws an InputError where it cannot be. */
export function withSettingAt(scenario: Scenario, setting: string, value: number): Scenario {
  const changed = withSetting(scenario, setting, value)
  if ('fault' in changed) throw new InputError(`The setting ${setting} cannot be ${value}: ${changed.fault}`)
  return changed.scenario
}

function isDistribution(value: unknown): value is Exclude<Response, number> {
  return typeof value === 'object' && value !== null && Object.keys(value).some((key) => distributions.includes(key))
}
