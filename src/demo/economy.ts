import type { DemoParameters } from './demo-truth.js'
import { drawsOf, normal } from './draws.js'
import { sixDecimals } from './six-decimals.js'

/** The economy's factor in each of the first months of a seed's company; a longer ledger begins with the same ones. */
export function economyFactors(seed: string, economy: DemoParameters['economy'], months: number): number[] {
  const { persistence, deviation, downturn } = economy
  const draws = drawsOf(seed, 0, 'economy')
  const innovation = Math.sqrt(1 - persistence ** 2)
  const factors: number[] = []
  let deviate = 0
  for (let month = 1; month <= months; month++) {
    deviate = month === 1 ? normal(draws) : persistence * deviate + innovation * normal(draws)
    const inDownturn = month >= downturn.firstMonth && month < downturn.firstMonth + downturn.months
    // Rounded before use, so that truth.json says exactly what the simulation used.
    factors.push(sixDecimals((inDownturn ? downturn.depth : 0) + deviation * deviate))
  }
  return factors
}
