import { z } from 'zod'
import { normalQuantile } from '../../engine/random/normal-quantile.js'
import { betaQuantiles } from '../../statistics/beta-quantiles.js'

const pair = z.tuple([z.number(), z.number()])
const triple = z.tuple([z.number(), z.number(), z.number()])
const ascends = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value >= values[index - 1]!)

const distribution = z.union([
  z.strictObject({
    uniform: pair.refine(ascends, 'the least comes first').describe('Least and greatest, every value as likely.'),
  }),
  z.strictObject({
    triangular: triple.refine(ascends, 'least, likeliest and greatest ascend').describe('Least, likeliest, greatest.'),
  }),
  z.strictObject({
    pert: triple
      .refine(ascends, 'least, likeliest and greatest ascend')
      .describe('Least, likeliest, greatest; smoother than triangular, and nearer to the likeliest.'),
  }),
  z.strictObject({
    normal: pair
      .refine(([, deviation]) => deviation >= 0, 'the deviation must not be negative')
      .describe('Mean and standard deviation.'),
  }),
  z.strictObject({
    lognormal: pair
      .refine(
        ([median, deviation]) => median > 0 && deviation >= 0,
        'the median must be above 0, the deviation not negative',
      )
      .describe('Median, and standard deviation of the logarithm.'),
  }),
  z.strictObject({
    beta: pair
      .refine(([a, b]) => a > 0 && b > 0, 'both must be above 0')
      .describe('The two parameters of a beta distribution.'),
  }),
])

/** How customers respond to a lever: a number, or a distribution that every replicate draws from once. */
export type Response = number | z.output<typeof distribution>

/** A response whose values lie in a range. */
export function responseWithin(least: number, greatest: number): z.ZodType<Response, unknown> {
  const range = `it must be a number from ${least} to ${greatest}, without quotes, or a distribution of such numbers`
  return z
    .union([z.number(range), distribution], `${range}, like pert: [least, likeliest, greatest]`)
    .refine(
      (response) => quantilesOfResponse(response as Response, [0, 1]).every((end) => within(end, least, greatest)),
      range,
    ) as z.ZodType<Response, unknown>
}

function within(value: number, least: number, greatest: number): boolean {
  return value >= least && value <= greatest
}

/** Distributions with thin tails (normal, lognormal, beta) are cut where one draw in 10,000 would lie beyond. */
const outermost = 1e-4

/** The value that a response stays below with this probability. */
export function quantileOfResponse(response: Response, probability: number): number {
  return quantilesOfResponse(response, [probability])[0]!
}

/** The values that a response stays below with these probabilities, which ascend. */
export function quantilesOfResponse(response: Response, probabilities: readonly number[]): number[] {
  if (typeof response === 'number') return probabilities.map(() => response)
  const inner = probabilities.map((own) => Math.min(1 - outermost, Math.max(outermost, own)))
  if ('uniform' in response) {
    const [least, greatest] = response.uniform
    return probabilities.map((own) => least + own * (greatest - least))
  }
  if ('triangular' in response) return probabilities.map((own) => triangularQuantile(response.triangular, own))
  if ('pert' in response) return pertQuantiles(response.pert, probabilities)
  if ('normal' in response) {
    const [mean, deviation] = response.normal
    return inner.map((own) => mean + deviation * normalQuantile(own))
  }
  if ('lognormal' in response) {
    const [median, deviation] = response.lognormal
    return inner.map((own) => median * Math.exp(deviation * normalQuantile(own)))
  }
  return betaQuantiles(inner, ...response.beta)
}

function pertQuantiles(
  [least, likeliest, greatest]: readonly [number, number, number],
  probabilities: readonly number[],
): number[] {
  const width = greatest - least
  if (width === 0) return probabilities.map(() => least)
  const a = 1 + (4 * (likeliest - least)) / width
  const b = 1 + (4 * (greatest - likeliest)) / width
  return betaQuantiles(probabilities, a, b).map((own) => least + width * own)
}

function triangularQuantile(
  [least, likeliest, greatest]: readonly [number, number, number],
  probability: number,
): number {
  const width = greatest - least
  if (width === 0) return least
  const atMode = (likeliest - least) / width
  return probability < atMode
    ? least + Math.sqrt(probability * width * (likeliest - least))
    : greatest - Math.sqrt((1 - probability) * width * (greatest - likeliest))
}
