import { plotHeight } from './theme.js'

/** The lowest and highest value on an axis. */
export type ValueDomain = readonly [number, number]

/**
 * An axis's domain that holds all values and ends on round numbers: computed here and not by Vega, so that labels
 * can be placed by their distance in pixels. It does not begin at 0: these charts show change, and lines may.
 */
export function valueDomain(values: readonly number[]): ValueDomain {
  if (values.length === 0) return [0, 1]
  let low = Math.min(...values)
  let high = Math.max(...values)
  if (high - low < 1e-9) {
    const margin = Math.max(Math.abs(high) * 0.1, 0.5)
    ;[low, high] = [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin]
  }
  const step = roundStep((high - low) / 5)
  return [roundTo(Math.floor(low / step) * step), roundTo(Math.ceil(high / step) * step)]
}

/**
 * Where to write the labels of some values so that they are at least `pixels` apart, each as near to its value as
 * that allows; in the order given.
 */
export function labelPositions(values: readonly number[], domain: ValueDomain, pixels: number): number[] {
  const gap = (pixels / plotHeight) * (domain[1] - domain[0])
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]! || a - b)
  const upwards: number[] = []
  order.forEach((index, rank) => upwards.push(rank === 0 ? values[index]! : Math.max(values[index]!, upwards[rank - 1]! + gap)))
  const downwards: number[] = []
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const value = values[order[rank]!]!
    downwards[rank] = rank === order.length - 1 ? value : Math.min(value, downwards[rank + 1]! - gap)
  }
  // Both keep the gap, one by pushing up only and one by pushing down only; so does their mean, which is fair to all.
  const positions: number[] = []
  order.forEach((index, rank) => {
    positions[index] = roundTo((upwards[rank]! + downwards[rank]!) / 2)
  })
  return positions
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10
  return factor * power
}

/** Takes off the tail that binary fractions leave: 0.30000000000000004. */
function roundTo(value: number): number {
  return Number(value.toFixed(6))
}
