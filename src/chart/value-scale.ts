import { plotHeight } from './theme.js'

/** A value axis: its lowest and highest value, and the round numbers on it, both ends included. */
export interface ValueScale {
  readonly domain: readonly [number, number]
  readonly ticks: readonly number[]
}

/**
 * A scale that holds all values and ends on round numbers: computed here and not by Vega, so that labels can be
 * placed by their distance in pixels. It need not begin at 0: these charts show change, and lines may.
 */
export function valueScale(values: readonly number[]): ValueScale {
  if (values.length === 0) return { domain: [0, 1], ticks: [0, 1] }
  let low = Math.min(...values)
  let high = Math.max(...values)
  if (high - low < 1e-9) {
    const margin = Math.max(Math.abs(high) * 0.1, 0.5)
    low = low >= 0 ? Math.max(0, low - margin) : low - margin
    high += margin
  }
  const step = roundStep(high - low)
  const first = Math.floor(low / step + 1e-12)
  const last = Math.ceil(high / step - 1e-12)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => withoutTail((first + index) * step))
  return { domain: [ticks[0]!, ticks.at(-1)!], ticks }
}

/**
 * Where to write the labels of some values so that they are at least `pixels` apart, each as near to its value as
 * that allows; in the order given.
 */
export function labelPositions(values: readonly number[], { domain }: ValueScale, pixels: number): number[] {
  const gap = (pixels / plotHeight) * (domain[1] - domain[0])
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]! || a - b)
  const upwards: number[] = []
  for (const [rank, index] of order.entries()) {
    upwards[rank] = rank === 0 ? values[index]! : Math.max(values[index]!, upwards[rank - 1]! + gap)
  }
  const downwards: number[] = []
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const value = values[order[rank]!]!
    downwards[rank] = rank === order.length - 1 ? value : Math.min(value, downwards[rank + 1]! - gap)
  }
  // Both keep the gap, one by pushing up only and one by pushing down only; so does their mean, which is fair to all.
  const positions: number[] = []
  for (const [rank, index] of order.entries()) positions[index] = withoutTail((upwards[rank]! + downwards[rank]!) / 2)
  return positions
}

/** A step of 1, 2 or 5 times a power of ten that cuts the span into at most five parts. */
function roundStep(span: number): number {
  const rough = span / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9))!
}

/** Takes off the tail that binary fractions leave: 0.30000000000000004. */
function withoutTail(value: number): number {
  return Number(value.toPrecision(10))
}
