import { InputError } from '../document/input-error.js'
import { baselineName, type Scenario } from './file/scenario.js'

/** Refuses scenarios that a result could not tell apart. */
export function refuseRepeatedNames(scenarios: readonly Scenario[]): void {
  const taken = scenarios.find((scenario) => scenario.name === baselineName)
  if (taken) {
    throw new InputError(`${taken.file}: "${baselineName}" is the name of the comparison itself; choose another name.`)
  }
  const names = [baselineName, ...scenarios.map((scenario) => scenario.name)]
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw new InputError(`Two scenarios are called "${repeated}"; give each file another name: line.`)
  }
}
