import { basename, extname } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../../document/read-document.js'
import { goalLeverShape, goalMetrics, leversSchema } from '../../scenario/file/lever-schemas.js'

const share = z
  .number('it must be a share from 0 to 1')
  .min(0, 'it must be from 0 to 1')
  .max(1, 'it must be from 0 to 1')

/** The schema of a goal file: `arlab schema goal`. */
export const goalSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1).max(80).optional().describe('Shown in tables and charts; the file’s name if left out.'),
    note: z.string().default('').describe('Why anyone would set it, in a sentence.'),
    metric: goalLeverShape.metric,
    over_days: goalLeverShape.over_days,
    target: goalLeverShape.target,
    per: goalLeverShape.per,
    period: goalLeverShape.period,
    weight: share.optional().describe('The share of variable pay that hangs on it; for the words alone.'),
    // Without the levers' default: nothing said is not the same as no lever.
    effort: leversSchema
      .unwrap()
      .omit({ goal: true })
      .optional()
      .describe(
        'What full honest effort is, as levers: who calls whom when, how much sooner disputes are resolved. If left out, calls by salespeople from the 30th day past due, for an hour a day, and disputes ' +
          'resolved a fifth sooner.',
      ),
    gaming: z
      .strictObject({
        propensity: goalLeverShape.propensity,
        tricks: goalLeverShape.tricks,
        most: goalLeverShape.most,
        billed_again_after: goalLeverShape.billed_again_after,
        hold_days: goalLeverShape.hold_days,
        pull_days: goalLeverShape.pull_days,
        extra_days: goalLeverShape.extra_days,
        extra_days_taken: goalLeverShape.extra_days_taken,
      })
      .partial()
      .default({})
      .describe(
        'How owners play with the books. By gaming alone means that all who would miss the goal do; propensity is for what is likely.',
      ),
    candidates: z
      .array(z.enum(goalMetrics))
      .default([...goalMetrics])
      .describe('Metrics to compare it with: which of them tells effort from luck best for this book of customers.'),
  })
  .describe('A KPI goal, to be tested before it is assigned to Sales.')

/** A goal as read, with its name filled in. */
export interface Goal extends Omit<z.output<typeof goalSchema>, '$schema' | 'name'> {
  readonly name: string
  /** The file it came from, for messages. */
  readonly file: string
}

/** Reads a goal file; an InputError names file, line, column, fault and the nearest known key. */
export function readGoal(file: string): Goal {
  const { $schema: _, name, ...rest } = readDocument(file, goalSchema, 'the goal')
  return { ...rest, name: name ?? basename(file, extname(file)), file }
}
