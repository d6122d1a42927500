import type { Day } from '../../calendar/day.js'
import { type Month, monthEnd } from '../../calendar/month.js'
import { type Draws, uniformWhole } from '../../demo/draws.js'

/** The last day of some month of 2023 to 2025. */
export function drawMonthEnd(random: Draws): Day {
  return monthEnd((2023 * 12 + uniformWhole(random, [0, 35])) as Month)
}
