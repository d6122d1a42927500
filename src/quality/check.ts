import type { CheckContext } from './check-context.js'
import type { FindingDefinition, Found } from './finding.js'

/** One thing to look for in a ledger that was read. `run` gives null where there is nothing to say. */
export interface Check {
  readonly definition: FindingDefinition
  run(context: CheckContext): Found | null
}
