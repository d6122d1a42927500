import { placeInDocument } from '../../document/read-document.js'
import { type LeverOrigin, leverPlace, type Scenario } from './scenario.js'

/** Where something of a scenario was written, for messages: `file, line 7, column 5`, or the setting itself where no file says it. */
export function scenarioPlace(scenario: Scenario, path: readonly PropertyKey[]): string {
  const origin = leverOrigin(scenario, path)
  const { file, path: at } = origin ?? { file: scenario.file, path }
  return file === '' ? `The setting ${leverPlace(at)}` : placeInDocument(file, at)
}

/** Where another file states the lever that a path leads to or into; null if this one does. */
function leverOrigin({ origins }: Scenario, path: readonly PropertyKey[]): LeverOrigin | null {
  for (const depth of [1, 2]) {
    const origin = origins?.get(leverPlace(path, depth))
    if (origin) return { file: origin.file, path: [...origin.path, ...path.slice(depth + 1)] }
  }
  return null
}
