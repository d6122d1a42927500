import { z } from 'zod'
import { readDocument } from '../document/read-document.js'
import { estimateOf, stated } from './estimate.js'

const real = estimateOf(z.number())
const positive = estimateOf(z.number().min(0))
const probability = estimateOf(z.number().min(0).max(1))
const provenance = z.enum(['fitted', 'stated']).describe('fitted: learnt from the ledger; stated: an assumption.')

const hazardPiece = z.strictObject({
  from: z.int().describe('First day of the piece, in days relative to the due date (−10 is ten days before it).'),
  daily: z
    .number()
    .min(0)
    .max(1)
    .describe(
      'Probability that an open, undisputed invoice is paid on a day of the piece, by a customer of multiplier 1.',
    ),
  error: z.number().min(0).optional().describe('Standard error of daily; without it, daily is taken as exactly known.'),
  payments: z.number().optional().describe('Payments seen in the piece.'),
  exposure: z.number().optional().describe('Invoice-days at risk in the piece, each times the customer’s multiplier.'),
  provenance,
})

const hazard = z
  .array(hazardPiece)
  .min(1)
  .refine(
    (pieces) => pieces.every(({ from }, index) => index === 0 || from > pieces[index - 1]!.from),
    'from must ascend',
  )
  .describe('The daily probability of being paid, constant within pieces; 0 before the first one.')

const dispute = z
  .strictObject({
    probability: probability.describe(
      'Share of invoices that are disputed; a dispute blocks payment from the invoice date.',
    ),
    meanDays: positive.describe('Mean days from invoice date to resolution, exponentially distributed.'),
    conceded: probability.describe('Share of disputes that end with a credit memo.'),
    creditedShare: probability.describe('Share of the invoice that is credited then.'),
  })
  .describe('Disputes.')

const partial = z
  .strictObject({
    probability: probability.describe(
      'Share of invoices whose first payment is only a part; the rest is paid by the same habit.',
    ),
    fraction: z
      .strictObject({ mean: probability, deviation: positive })
      .describe('That part as a share of what is open: beta distributed, with this mean and standard deviation.'),
  })
  .describe('Part payments.')

const discount = z
  .strictObject({
    hurdleMedian: positive.describe(
      'Median yearly return that a discount must beat to be taken (0.37 for 2/10 net 30).',
    ),
    hurdleDeviation: positive.describe('Standard deviation of the logarithm of customers’ hurdles.'),
  })
  .describe('Which early-payment discounts customers take. Customers that are known to take theirs say so themselves.')

const billing = z
  .strictObject({ meanDays: positive.describe('Mean days from delivery to invoice, geometrically distributed.') })
  .describe('How long it takes to invoice what was delivered.')

const segment = z.strictObject({
  name: z.string(),
  reason: z.string().optional().describe('Why these customers are a segment.'),
  hazard,
  frailty: positive
    .default(stated(0))
    .describe('Variance of the customers’ multipliers, gamma distributed with mean 1.'),
  dispute: dispute.default({
    probability: stated(0),
    meanDays: stated(0),
    conceded: stated(0),
    creditedShare: stated(0),
  }),
  partial: partial.default({ probability: stated(0), fraction: { mean: stated(0.5), deviation: stated(0) } }),
  discount: discount.optional(),
  billing: billing.optional(),
  defaultsPerYear: positive.default(stated(0)).describe('Rate at which a customer stops paying for good.'),
  newCustomersPerYear: positive
    .default(stated(0))
    .describe('New customers of the segment; each is like one of those that are there.'),
})

const payDays = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('weekdays') }),
    z.strictObject({ kind: z.literal('weekly'), weekday: z.int().min(1).max(7).describe('1 is Monday.') }),
    z.strictObject({
      kind: z.literal('days of month'),
      days: z.array(z.int().min(1).max(31)).min(1).describe('31 is the month’s last day, however long it is.'),
    }),
  ])
  .describe('The calendar that the customer pays on: what it has decided to pay waits for the next of these days.')

const customer = z.strictObject({
  id: z.string(),
  segment: z.string(),
  netDays: z.int().min(0).max(365).describe('Days from invoice to due date.'),
  multiplier: positive
    .default(stated(1))
    .describe('Multiplier on the daily probability of paying; 1 is the segment’s.'),
  defaulted: probability
    .optional()
    .describe('Probability that it has stopped paying for good already, from its silence; 0 if left out.'),
  ordersPerDay: positive.describe('Invoices a day at today’s level, before season.'),
  logAmountMean: real.describe('Mean of the natural logarithm of an order’s amount in minor units.'),
  logAmountDeviation: z.number().min(0).describe('Standard deviation of that logarithm.'),
  discount: z
    .strictObject({
      percent: z.number().min(0).max(100),
      days: z.int().min(0).max(365),
      taken: z.boolean().describe('Whether it takes the discount that its terms offer.'),
      taker: z
        .strictObject({ taken: z.int(), offered: z.int() })
        .optional()
        .describe('On how many of its invoices it did.'),
    })
    .optional()
    .describe('The early-payment discount of its terms.'),
  payDays: payDays.optional(),
  marginRate: z.number().min(-1).max(1).optional().describe('Gross margin as a share of what is invoiced.'),
  riskScore: z.number().optional().describe('Its credit score, as the ledger has it: the higher, the better.'),
  attributes: z.record(z.string(), z.string()).default({}).describe('For `where` and `--by`: region, salesperson, …'),
})

const economy = z
  .strictObject({
    persistence: probability.describe('Correlation of the factor between neighbouring months.'),
    now: real.describe('The factor in the month of the as-of day: 0 is usual, 1 is one standard deviation better.'),
    paymentLoading: positive.describe('Hazards are exp(this × factor) times as high.'),
    defaultLoading: positive.describe('Defaults are exp(−this × factor) times as frequent.'),
  })
  .describe('A monthly factor that all customers share.')

const orders = z
  .strictObject({
    yearlyGrowth: real.describe('Growth of the logarithm of customers’ order rates in a year.'),
    level: real.describe('Logarithm of the latest level against the customers’ own rates.'),
    season: z
      .array(real)
      .length(12)
      .describe('Logarithm of each calendar month’s factor on order rates, January first.'),
    monthlyDeviation: positive.describe(
      'Standard deviation of the logarithm of a month around that, all customers alike.',
    ),
  })
  .describe('How order rates move.')

const noOrderMoves = {
  yearlyGrowth: stated(0),
  level: stated(0),
  season: Array.from({ length: 12 }, () => stated(0)),
  monthlyDeviation: stated(0),
}

const contact = z
  .strictObject({
    multiplier: positive.describe('Multiplier on the daily probability of paying after the contact.'),
    effectDays: z.int().min(1).describe('For so many days from the day after it.'),
    naiveMultiplier: z
      .number()
      .optional()
      .describe(
        'What comparing contacted with other invoices would say, whatever their age: a wrong number, for comparison.',
      ),
    rightParty: probability.optional().describe('Of spoken contacts: share that reach who decides.'),
    promise: probability.optional().describe('Share of those that bring a promise to pay.'),
    kept: probability.optional().describe('Share of promises due that are kept.'),
    minutes: positive.optional().describe('Minutes of work.'),
    cost: positive.optional().describe('Cost in minor units.'),
  })
  .describe('What a kind of contact does.')

/** The schema of a behaviour file, arlab/behavior/1. */
export const behaviorSchema = z
  .strictObject({
    schema: z.literal('arlab/behavior/1'),
    currency: z.string(),
    fittedFrom: z
      .strictObject({
        ledgerHash: z.string(),
        asOf: z.string(),
        invoices: z.int(),
        contacts: z.int().optional().describe('Contacts that the ledger knows: their effect is in the fitted hazards.'),
      })
      .optional()
      .describe('The ledger that fitted numbers were learnt from.'),
    writeOff: z.strictObject({
      daysPastDue: estimateOf(z.int().min(0)).describe('Days past due at which an unpaid invoice is written off.'),
    }),
    recovery: z
      .strictObject({
        share: probability.describe('Share of written-off money that comes in later.'),
        meanDays: positive.describe('Mean days from write-off to recovery.'),
      })
      .optional(),
    economy: economy.default({
      persistence: stated(0),
      now: stated(0),
      paymentLoading: stated(0),
      defaultLoading: stated(0),
    }),
    orders: orders.default(noOrderMoves),
    holidays: z
      .strictObject({
        country: z.string().describe('Two capital letters, as US.'),
        state: z.string().optional().describe('Where its holidays differ, as by of DE.'),
      })
      .optional()
      .describe(
        'Whose public holidays are no working days: nobody makes contacts, and who pays on weekdays does not pay.',
      ),
    contacts: z.record(z.string(), contact).default({}).describe('By kind of contact: call, e-mail, …'),
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
export type HazardPiece = SegmentBehavior['hazard'][number]
export type PayDays = NonNullable<CustomerBehavior['payDays']>

/** Reads a behaviour file; an InputError names file, line, column and fault. */
export function readBehavior(file: string): Behavior {
  return readDocument(file, behaviorSchema, 'the behaviour file')
}

/** The daily probability of paying on a day relative to due; 0 before the first piece. */
export function dailyHazard(hazard: readonly HazardPiece[], day: number): number {
  let piece = hazard.length - 1
  while (piece >= 0 && hazard[piece]!.from > day) piece--
  return piece < 0 ? 0 : hazard[piece]!.daily
}
