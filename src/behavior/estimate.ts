import { z } from 'zod'

/** Where a number comes from: learnt from the ledger, or stated by a person (or by default). */
export type Provenance = 'fitted' | 'stated'

/** A number of the behaviour with where it comes from and how sure it is. */
export interface Estimate {
  readonly value: number
  /** Standard error; not given, the number is taken as exactly known. */
  readonly error?: number
  /** Of a stated number: the range that holds the truth nine times in ten, in the eyes of whoever stated it. */
  readonly low?: number
  readonly high?: number
  readonly provenance: Provenance
  /** How many cases it was learnt from. */
  readonly evidence?: number
  /** Where a stated number comes from. */
  readonly source?: string
}

/** A standard normal variable lies between −z and z nine times in ten. */
export const normalOf90Percent = 1.6448536269514722

/**
 * The schema of an estimate: an object that says where the number comes from, or just the number, which is then stated and
 * exactly known.
 */
export function estimateOf(number: z.ZodNumber) {
  return z
    .union([
      number,
      z
        .strictObject({
          value: number,
          error: z
            .number()
            .min(0)
            .optional()
            .describe('Standard error. Without it the number is taken as exactly known.'),
          low: z
            .number()
            .optional()
            .describe('Of a stated number: with high, the range that holds the truth 9 times in 10.'),
          high: z.number().optional(),
          provenance: z.enum(['fitted', 'stated']).describe('fitted: learnt from the ledger; stated: an assumption.'),
          evidence: z.number().min(0).optional().describe('How many cases it was learnt from.'),
          source: z.string().optional().describe('Where a stated number comes from.'),
        })
        .refine(({ low, high }) => (low === undefined) === (high === undefined), 'low and high belong together')
        .refine(
          ({ low, high }) => low === undefined || high === undefined || low <= high,
          'low must not be above high',
        ),
    ])
    .transform((given): Estimate => (typeof given === 'number' ? stated(given) : (given as Estimate)))
}

/** A stated number, exactly known. */
export function stated(value: number): Estimate {
  return { value, provenance: 'stated' }
}

/** A stated number with the range that holds the truth nine times in ten, and where it comes from. */
export function statedRange(value: number, low: number, high: number, source: string): Estimate {
  return { value, low, high, provenance: 'stated', source }
}

/** A learnt number, its standard error and the number of cases that it rests on. */
export function fitted(value: number, error: number, evidence: number): Estimate {
  return { value, error, provenance: 'fitted', evidence }
}

/** The standard error, that of a stated range by the normal distribution; 0 for an exactly known number. */
export function errorOf({ error, low, high }: Estimate): number {
  if (error !== undefined) return error
  return low !== undefined && high !== undefined ? Math.max(0, high - low) / (2 * normalOf90Percent) : 0
}
