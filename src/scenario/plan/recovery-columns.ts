import type { Behavior } from '../../behavior/behavior.js'
import type { Plan } from '../../engine/plan.js'
import { betaCases, gammaShape, type ParameterMode } from './segment-columns.js'

/** What of written-off money comes in later. */
export function recoveryColumns({ recovery }: Behavior, mode: ParameterMode): Plan['recovery'] {
  if (recovery === undefined) return { share: 0, shareEvidence: 0, meanDays: 0, meanDaysShape: 0 }
  return {
    share: recovery.share.value,
    shareEvidence: betaCases(recovery.share, mode),
    meanDays: recovery.meanDays.value,
    meanDaysShape: gammaShape(recovery.meanDays, mode),
  }
}
