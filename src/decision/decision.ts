import type { LeverAttribution } from './attribute-levers.js'
import type { Frontier } from './frontier.js'
import type { GoalTest } from './goal/goal-result.js'
import type { SeekResult } from './seek.js'
import type { Sensitivity } from './sensitivity.js'

/** An answer to a question about what to do, told apart by its schema. */
export type Decision = LeverAttribution | Sensitivity | SeekResult | Frontier | GoalTest

/** The schemas of answers, in the order in which a reader asks. */
export const decisionSchemas = [
  'arlab/waterfall/1',
  'arlab/sensitivity/1',
  'arlab/seek/1',
  'arlab/frontier/1',
  'arlab/goal/1',
] as const satisfies readonly Decision['schema'][]
