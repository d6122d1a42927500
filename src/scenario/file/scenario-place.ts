import { placeInDocument } from '../../document/read-document.js'
import type { LeverOrigin, Scenario } from './scenario.js'

/** Where something of a scenario was written, for messages: `file, line 7, column 5`, or the setting itself where no file says it. */
export function scenarioPlace(scenario: Scenario, path: readonly PropertyKey[]): string {
  const origin = leverOrigin(scenario, path)
  const { file, path: at } = origin ?? { file: scenario.file, path }
  return file === '' ? `The setting ${at.slice(1).map(String).join('.')}` : placeInDocument(file, at)
}

/** Where another file states the lever that a path leads to or into; null if this one does. */
function leverOrigin({ origins }: Scenario, path: readonly PropertyKey[]): LeverOrigin | null {
  for (const depth of [2, 3]) {
    const origin = origins?.get(path.slice(1, depth).map(String).join('.'))
    if (origin) return { file: origin.file, path: [...origin.path, ...path.slice(depth)] }
  }
  return null
}
