import type { CompiledPlan } from './compile-plan.js'
import type { PairedDifference } from './result.js'

/**
 * Findings about one scenario in words. With a terms lever: how many days of DSO the change is worth once every open
 * invoice is on new terms, and how far that has come by the horizon.
 */
export function scenarioNotes(compiled: CompiledPlan, differences: readonly PairedDifference[]): string[] {
  const shift = compiled.expectedClockShift
  if (shift === 0) return []
  const horizon = compiled.periods[compiled.periods.length - 1]!.label
  const atHorizon = differences.find(
    (difference) =>
      difference.kpi === 'dso' && difference.month === horizon && Object.keys(difference.group).length === 0,
  )
  if (!atHorizon || atHorizon.mean === null || atHorizon.se === null) return []
  const share = Math.round((100 * atHorizon.mean) / shift)
  return [
    `Payment habits move by ${signed(shift)} days (weighted by expected sales, pass-through included), and so does DSO ` +
      `in the long run if sales are steady. By ${horizon} the DSO is ${signed(atHorizon.mean)} days from the baseline ` +
      `(standard error ${atHorizon.se.toFixed(2)}): ${share} % of it.`,
  ]
}

function signed(days: number): string {
  return `${days < 0 ? '−' : '+'}${Math.abs(days).toFixed(1)}`
}
