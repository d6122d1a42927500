import { basename, extname } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../../document/read-document.js'
import { isoDay, leversSchema } from './lever-schemas.js'

/** The schema of a scenario file; `scenarios/scenario.schema.json` is made from it. */
export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1).max(80).optional().describe('Shown in tables and charts; the file’s name if left out.'),
    note: z.string().default('').describe('Why anyone would do this, in a sentence.'),
    from: isoDay.optional().describe('First day on which the levers act; the first simulated day if left out.'),
    levers: leversSchema,
    economics: z
      .strictObject({
        cost_of_capital: z
          .number()
          .min(0)
          .max(1)
          .describe('Yearly cost of the money tied up in receivables, as a fraction: 0.09 is 9 %.'),
      })
      .optional()
      .describe('What money costs in this scenario; the settings’ cost of capital if left out.'),
  })
  .describe('A what-if: the levers to pull, on whom and from when.')

/** A scenario as read, with its name filled in. */
export interface Scenario extends Omit<z.output<typeof scenarioSchema>, '$schema' | 'name' | 'from'> {
  readonly name: string
  readonly from?: string
  /** The file it came from, for messages. */
  readonly file: string
}

/** The name under which the unchanged company stands in every result. */
export const baselineName = 'baseline'

/** Reads a scenario file; an InputError names file, line, column, fault and the nearest known key. */
export function readScenario(file: string): Scenario {
  const { $schema: _, name, from, ...rest } = readDocument(file, scenarioSchema, 'the scenario')
  return { ...rest, name: name ?? basename(file, extname(file)), ...(from === undefined ? {} : { from }), file }
}
