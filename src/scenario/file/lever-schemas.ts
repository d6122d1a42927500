import { z } from 'zod'
import { dayFromIso } from '../../calendar/day.js'
import { responseWithin } from './response.js'
import { stressPathNames } from './stress-paths.js'

export const isoDay = z.string().refine((text) => dayFromIso(text) !== null, 'from must be a date like 2025-01-01')
const wholeDays = (least: number, greatest: number) => {
  const range = `it must be a whole number of days from ${least} to ${greatest}`
  return z.int(range).min(least, range).max(greatest, range)
}
const share = z
  .number('it must be a share from 0 to 1')
  .min(0, 'it must be from 0 to 1')
  .max(1, 'it must be from 0 to 1')

const bounds = z
  .strictObject({ at_least: z.number().optional(), below: z.number().optional() })
  .refine(({ at_least, below }) => at_least !== undefined || below !== undefined, 'say at_least, below or both')
  .describe('Numbers from one on, below another, or both.')

const where = z
  .record(z.string(), z.union([z.string(), z.array(z.string()).min(1), bounds]))
  .default({})
  .describe(
    'Which customers: an attribute and its value, a list of values, or for numbers such as risk_score their bounds. All customers if left out.',
  )

/** What every lever may say: on whom it acts, from when, and how it is brought in. */
const timing = {
  from: isoDay.optional().describe('First day on which it acts; the scenario’s if left out.'),
  phase_in_days: wholeDays(0, 1000)
    .default(0)
    .describe('Days over which customers are moved to it one after the other, evenly; 0 moves all at once.'),
}
const aimed = { where, ...timing }

const terms = z
  .strictObject({
    ...aimed,
    net: wholeDays(0, 365).optional().describe('Days from invoice to due date on new invoices.'),
    end_of_month: z
      .boolean()
      .optional()
      .describe('Whether those days are counted from the end of the invoice’s month.'),
    discount: z
      .union([z.literal('none'), z.strictObject({ percent: z.number().gt(0).lt(100), days: wholeDays(0, 365) })])
      .optional()
      .describe(
        'The early-payment discount that new invoices offer, or none. Customers take it where its yearly return beats their hurdle.',
      ),
    pass_through: responseWithin(0, 1)
      .default(1)
      .describe('How much of the change customers follow: 1 moves their habit by all of it, 0 leaves it.'),
    order_lift: responseWithin(-1, 10)
      .default(0)
      .describe('Orders that the terms bring, as a share of the customer’s own.'),
    adverse_selection: responseWithin(1, 100)
      .default(1)
      .describe('How many times less likely those added orders are paid on a day than the customer’s own.'),
  })
  .refine(
    ({ net, end_of_month, discount }) => net !== undefined || end_of_month !== undefined || discount !== undefined,
    'say what changes: net, end_of_month or discount',
  )
  .describe('New payment terms for invoices issued from then on.')

const credit = z
  .strictObject({
    ...aimed,
    limit: z.number().gt(0).optional().describe('What a customer may owe, in units of currency.'),
    limit_months: z.number().gt(0).optional().describe('The limit as so many months of the customer’s expected sales.'),
    hold_when_past_due_days: wholeDays(0, 3650)
      .optional()
      .describe('Orders are held while an invoice is more than so many days past due.'),
    lost_after_days: wholeDays(1, 3650)
      .optional()
      .describe('A held order is lost when it has waited so long; 30 if left out.'),
    deposit: share.optional().describe('Share of each invoice that is paid with the order; 1 is prepayment.'),
    minimum_score: z.number().optional().describe('New customers with a lower credit score are refused.'),
  })
  .refine(
    ({ limit, limit_months }) => limit === undefined || limit_months === undefined,
    'give limit or limit_months, not both',
  )
  .describe('Credit limits, holds, deposits and the screening of new customers.')

const contactStep = z.strictObject({
  kind: z.string().describe('A kind of contact that the behaviour knows: email, call, sales_call, …'),
  day: wholeDays(-365, 3650).describe('Days past due; negative before due.'),
  every: wholeDays(1, 365).optional().describe('Done again after so many days, until the next step.'),
})

const collections = z
  .strictObject({
    ...aimed,
    hazard_multiplier: responseWithin(0, 100)
      .optional()
      .describe('Multiplies the daily probability of paying, of open and new invoices alike.'),
    from_days_past_due: wholeDays(-365, 365)
      .default(1)
      .describe('First day relative to due on which it acts: 1 is the first day past due, −5 five days before.'),
    contacts: z
      .array(contactStep)
      .min(1)
      .refine(
        (steps) => steps.every(({ day }, index) => index === 0 || day > steps[index - 1]!.day),
        'the days must ascend',
      )
      .optional()
      .describe('Whom to contact when. Comes on top of the contacts that the fitted habits know of.'),
  })
  .refine(
    ({ hazard_multiplier, contacts }) => hazard_multiplier !== undefined || contacts !== undefined,
    'say what changes: hazard_multiplier or contacts',
  )
  .describe('Collection effort, stated by what it does to the daily probability of paying, or contact by contact.')

const collectors = z
  .strictObject({
    from: timing.from,
    people: z.number().min(0).max(10_000).describe('People who collect.'),
    minutes_a_day: z
      .number()
      .min(0)
      .max(1440)
      .default(360)
      .describe('Minutes of contacts that each has on a working day.'),
    order_of_work: z.enum(['oldest', 'largest', 'riskiest']).default('oldest').describe('Which invoices come first.'),
    salesperson_minutes_a_day: z
      .number()
      .min(0)
      .max(1440)
      .optional()
      .describe('Minutes that each salesperson has for sales calls on a working day; without it nobody counts them.'),
  })
  .describe('How much time there is for contacts. What is not worked waits.')

const billing = z
  .strictObject({
    ...aimed,
    lag_days: z.number().min(0).max(365).optional().describe('Mean days from delivery to invoice.'),
    accuracy: share.optional().describe('Share of invoices that nobody disputes.'),
    delivery_days_saved: wholeDays(-365, 365)
      .optional()
      .describe('Days by which invoices reach customers sooner than today.'),
    dispute_multiplier: responseWithin(0, 100).optional().describe('Multiplies the probability of a dispute.'),
    dispute_days_multiplier: responseWithin(0, 100)
      .optional()
      .describe('Multiplies the days until a dispute is resolved.'),
  })
  .describe('Quicker and better invoices; fewer and quicker disputes.')

const writeOff = z
  .strictObject({
    from: timing.from,
    days_past_due: wholeDays(0, 3650).optional().describe('Age past due at which invoices are written off.'),
    recovery_multiplier: responseWithin(0, 1000)
      .optional()
      .describe('Multiplies the share that is recovered afterwards.'),
    recovery_days_multiplier: responseWithin(0, 100).optional().describe('Multiplies the days until then.'),
    agency_fee: share.optional().describe('Share of what is recovered that an agency keeps.'),
  })
  .describe('A new write-off policy, and what is done with what is written off.')

const sales = z
  .strictObject({
    ...aimed,
    growth: responseWithin(-1, 10).describe(
      'Orders added, as a share of the customer’s own; negative takes some away.',
    ),
    credit_quality_price: responseWithin(1, 100)
      .default(1)
      .describe('How many times less likely the added orders are paid on a day than the customer’s own.'),
  })
  .describe('A growth target for Sales, and what it costs in the quality of credit.')

const economy = z
  .strictObject({
    from: timing.from,
    stress: z
      .union(
        [
          z.enum(stressPathNames).describe('A course that arlab knows by name.'),
          z.array(z.number().min(-10).max(10)).min(1),
        ],
        `it must be a list of numbers, or one of ${stressPathNames.join(', ')}`,
      )
      .describe(
        'Added to the economy’s factor month by month (−2 is a bad recession), the last one holds on; or the name of such a course.',
      ),
  })
  .describe('A stress path that all customers feel.')

const goalTricks = ['credit_and_rebill', 'write_off', 'hold', 'pull', 'extend_terms'] as const
export type GoalTrick = (typeof goalTricks)[number]

/** The metrics that a goal may be set on. */
export const goalMetrics = ['dso', 'cei', 'past_due_share', 'paid_on_time'] as const
export type GoalMetric = (typeof goalMetrics)[number]

/** What a goal says, for goal files too. */
export const goalLeverShape = {
  metric: z.enum(goalMetrics).describe('The KPI that the goal is set on, over its period.'),
  over_days: z
    .union([z.literal(0), z.literal(30), z.literal(60), z.literal(90)], 'it must be 0, 30, 60 or 90')
    .default(30)
    .describe('Of past_due_share: days past due beyond which a receivable counts.'),
  target: z
    .number()
    .describe('What it must not be above (dso, past_due_share) or below (cei, paid_on_time); days or per cent.'),
  per: z.string().default('salesperson').describe('The attribute of customers by whose value the goal is owned.'),
  period: z.enum(['month', 'quarter', 'year']).default('quarter').describe('At whose end it is measured.'),
  propensity: responseWithin(0, 1)
    .default(0)
    .describe('The probability that an owner who would miss the goal plays with the books in a period.'),
  tricks: z
    .array(z.enum(goalTricks))
    .optional()
    .describe(
      'What they do: credit and bill again, write off early, hold bills back, pull bills forward, extend terms. If left out, what the metric invites.',
    ),
  most: share.default(0.1).describe('The share of its receivables that an owner moves at most at the end of a period.'),
  billed_again_after: wholeDays(1, 60).default(5).describe('Days from a credit memo to the new bill.'),
  hold_days: wholeDays(1, 27).default(5).describe('Days before the end of a period from which bills are held back.'),
  pull_days: wholeDays(1, 28)
    .default(5)
    .describe('Days after the end of a period from which bills are pulled forward.'),
  extra_days: wholeDays(0, 120).default(15).describe('Days of terms that are granted on top.'),
  extra_days_taken: responseWithin(0, 1).default(0.7).describe('How much of them customers take.'),
}

const goal = z
  .strictObject(goalLeverShape)
  .describe('A goal for Sales, and how its owners play with the books to meet it. Effort is what other levers do.')

/** The levers of a scenario. */
export const leversSchema = z
  .strictObject({
    terms: z.array(terms).default([]),
    credit: z.array(credit).default([]),
    collections: z.array(collections).default([]),
    collectors: collectors.optional(),
    billing: z.array(billing).default([]),
    write_off: writeOff.optional(),
    sales: z.array(sales).default([]),
    economy: economy.optional(),
    goal: goal.optional(),
  })
  .default({ terms: [], credit: [], collections: [], billing: [], sales: [] })

export type Levers = z.output<typeof leversSchema>
export type Where = z.output<typeof where>
