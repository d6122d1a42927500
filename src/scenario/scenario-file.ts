import { basename, extname } from 'node:path'
import { z } from 'zod'
import { dayFromIso } from '../calendar/day.js'
import { readDocument } from '../document/read-document.js'

const where = z
  .record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]))
  .default({})
  .describe('Which customers: an attribute and its value, or a list of values. All customers if left out.')

const termsLever = z
  .strictObject({
    where,
    net: z
      .int('it must be a whole number of days from 0 to 365')
      .min(0, 'it must be a whole number of days from 0 to 365')
      .max(365, 'it must be a whole number of days from 0 to 365')
      .describe('Days from invoice to due date on new invoices.'),
    pass_through: z
      .number('it must be a number from 0 to 1, without quotes; distributions are not read yet')
      .min(0, 'it must be from 0 to 1')
      .max(1, 'it must be from 0 to 1')
      .default(1)
      .describe('How much of the change customers follow: 1 moves their habit by all of it, 0 leaves it.'),
  })
  .describe('New payment terms for invoices issued from the scenario’s date on.')

const collectionsLever = z
  .strictObject({
    where,
    hazard_multiplier: z
      .number('it must be a number from 0 to 100, without quotes; distributions are not read yet')
      .min(0, 'it must be from 0 to 100')
      .max(100, 'it must be from 0 to 100')
      .describe('Multiplies the daily probability of paying, of open and new invoices alike.'),
    from_days_past_due: z
      .int()
      .min(-365)
      .max(365)
      .default(1)
      .describe('First day relative to due on which it acts: 1 is the first day past due, −5 five days before.'),
  })
  .describe('Collection effort, stated by what it does to the daily probability of paying.')

const writeOffLever = z
  .strictObject({ days_past_due: z.int().min(0).max(3650).describe('Age past due at which invoices are written off.') })
  .describe('A new write-off policy.')

/** The schema of a scenario file; `scenarios/scenario.schema.json` is made from it. */
export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1).max(80).optional().describe('Shown in tables and charts; the file’s name if left out.'),
    note: z.string().default('').describe('Why anyone would do this, in a sentence.'),
    from: z
      .string()
      .refine((text) => dayFromIso(text) !== null, 'from must be a date like 2025-01-01')
      .optional()
      .describe('First day on which the levers act; the first simulated day if left out.'),
    levers: z
      .strictObject({
        terms: z.array(termsLever).default([]),
        collections: z.array(collectionsLever).default([]),
        write_off: writeOffLever.optional(),
      })
      .default({ terms: [], collections: [] }),
  })
  .describe('A what-if: the levers to pull, on whom and from when.')

/** A scenario as read, with its name filled in. */
export interface Scenario extends Omit<z.output<typeof scenarioSchema>, '$schema' | 'name' | 'from'> {
  readonly name: string
  readonly from?: string
  /** The file it came from, for messages. */
  readonly file: string
}

export type Where = z.output<typeof where>

/** The name under which the unchanged company stands in every result. */
export const baselineName = 'baseline'

/** Reads a scenario file; an InputError names file, line, column, fault and the nearest known key. */
export function readScenario(file: string): Scenario {
  const { $schema: _, name, from, ...rest } = readDocument(file, scenarioSchema, 'the scenario')
  return { ...rest, name: name ?? basename(file, extname(file)), ...(from === undefined ? {} : { from }), file }
}
