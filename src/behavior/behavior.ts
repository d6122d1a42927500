import { z } from 'zod'
import { readDocument } from '../document/read-document.js'

/** Where a number comes from: learnt from the ledger, or stated by a person (or by default). */
const provenance = z.enum(['fitted', 'stated']).describe('fitted: learnt from the ledger; stated: an assumption.')
const probability = z.number().min(0).max(1)

const hazard = z
  .strictObject({
    from: z
      .array(z.int())
      .min(1)
      .describe('First day of each piece, in days relative to the due date (−10 is ten days before it), ascending.'),
    daily: z
      .array(probability)
      .min(1)
      .describe(
        'Probability that an open, undisputed invoice is paid on a day of the piece. 0 before the first piece.',
      ),
    payments: z.array(z.number()).optional().describe('Payments seen in each piece.'),
    exposure: z.array(z.number()).optional().describe('Invoice-days at risk in each piece.'),
    provenance,
  })
  .refine((value) => value.from.length === value.daily.length, 'from and daily must have one entry per piece')
  .refine((value) => value.from.every((day, index) => index === 0 || day > value.from[index - 1]!), 'from must ascend')

const dispute = z.strictObject({
  probability: probability.describe(
    'Share of invoices that are disputed; a dispute blocks payment from the invoice date.',
  ),
  meanDays: z.number().min(0).describe('Mean days from invoice date to resolution, exponentially distributed.'),
  concededShare: probability.describe('Share of a disputed invoice that is credited when the dispute is resolved.'),
  provenance,
})

const segment = z.strictObject({
  name: z.string(),
  hazard,
  dispute,
})

const customer = z.strictObject({
  id: z.string(),
  segment: z.string(),
  netDays: z.int().min(0).max(365).describe('Days from invoice to due date.'),
  multiplier: z
    .number()
    .min(0)
    .default(1)
    .describe('Multiplier on the daily probability of paying; 1 is the segment’s.'),
  ordersPerDay: z.number().min(0),
  logAmountMean: z.number().describe('Mean of the natural logarithm of an order’s amount in minor units.'),
  logAmountDeviation: z.number().min(0).describe('Standard deviation of that logarithm.'),
  attributes: z.record(z.string(), z.string()).default({}).describe('For `where` and `--by`: region, salesperson, …'),
})

/** The schema of a behaviour file, arlab/behavior/1. */
export const behaviorSchema = z
  .strictObject({
    schema: z.literal('arlab/behavior/1'),
    currency: z.string(),
    fittedFrom: z
      .strictObject({ ledgerHash: z.string(), asOf: z.string(), invoices: z.int() })
      .optional()
      .describe('The ledger that fitted numbers were learnt from.'),
    writeOff: z.strictObject({
      daysPastDue: z.int().min(0).describe('Days past due at which an unpaid invoice is written off.'),
      provenance,
    }),
    segments: z.array(segment).min(1),
    customers: z.array(customer).min(1),
  })
  .refine(
    (value) => value.customers.every((entry) => value.segments.some(({ name }) => name === entry.segment)),
    'every customer’s segment must be one of the segments',
  )
  .refine(
    (value) => new Set(value.customers.map(({ id }) => id)).size === value.customers.length,
    'a customer is there twice; identifiers must be unique',
  )

export type Behavior = z.output<typeof behaviorSchema>
export type SegmentBehavior = Behavior['segments'][number]
export type CustomerBehavior = Behavior['customers'][number]
export type HazardPieces = SegmentBehavior['hazard']

/** Reads a behaviour file; an InputError names file, line, column and fault. */
export function readBehavior(file: string): Behavior {
  return readDocument(file, behaviorSchema, 'the behaviour file')
}

/** The daily probability of paying on a day relative to due; 0 before the first piece. */
export function dailyHazard(hazard: HazardPieces, day: number): number {
  let piece = hazard.from.length - 1
  while (piece >= 0 && hazard.from[piece]! > day) piece--
  return piece < 0 ? 0 : hazard.daily[piece]!
}
