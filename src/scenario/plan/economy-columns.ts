import type { Behavior } from '../../behavior/behavior.js'
import type { Plan } from '../../engine/plan.js'
import { isLeftOut } from '../file/scenario.js'
import { stressPath } from '../file/stress-paths.js'
import { type LeverSetting, leverFrom } from './policy-changes.js'
import { normalError, type ParameterMode } from './segment-columns.js'

/** The economy as the behaviour has it, and what a scenario puts on top of it. */
export function economyColumns(
  { economy }: Behavior,
  setting: LeverSetting | null,
  monthEnds: Int32Array,
  mode: ParameterMode,
): Plan['economy'] {
  return {
    persistence: economy.persistence.value,
    now: economy.now.value,
    nowError: normalError(economy.now, mode),
    paymentLoading: economy.paymentLoading.value,
    paymentLoadingError: normalError(economy.paymentLoading, mode),
    defaultLoading: economy.defaultLoading.value,
    stress: stressColumn(setting, monthEnds),
  }
}

/** What a scenario adds to the economy's factor, month by month from the one on in which it begins. */
function stressColumn(setting: LeverSetting | null, monthEnds: Int32Array): Float64Array {
  const stress = new Float64Array(monthEnds.length)
  const lever = setting?.scenario.levers.economy
  if (!setting || !lever || isLeftOut(setting.scenario, ['levers', 'economy'])) return stress
  const from = leverFrom(setting, lever.from, ['levers', 'economy'])
  const first = monthEnds.findIndex((end) => from <= end)
  const path = stressPath(lever.stress)
  for (let month = first; month < stress.length; month++) {
    stress[month] = path[Math.min(month - first, path.length - 1)]!
  }
  return stress
}
