import { z } from 'zod'
import { expectationsSchema } from './expectation.js'
import { isoDay, leversSchema } from './lever-schemas.js'
import { variantsSchema } from './variants.js'

const fileName = z.string().min(1)

/** The schema of a scenario file; `scenarios/scenario.schema.json` is made from it. */
export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1).max(80).optional().describe('Shown in tables and charts; the file’s name if left out.'),
    note: z.string().default('').describe('Why anyone would do this, in a sentence.'),
    expect: expectationsSchema.optional(),
    extends: z
      .union([fileName, z.array(fileName).min(1)])
      .optional()
      .describe(
        'Other scenario files, seen from this one’s folder, whose levers are pulled too. The levers written here come after theirs; collectors, ' +
          'write_off and economy written here replace theirs.',
      ),
    from: isoDay
      .optional()
      .describe('First day on which the levers written here act; the first simulated day if left out.'),
    levers: leversSchema,
    variants: variantsSchema.optional(),
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

export type WrittenScenario = z.output<typeof scenarioSchema>
