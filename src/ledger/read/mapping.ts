import { z } from 'zod'
import { readDocument } from '../../document/read-document.js'
import { canonicalTables, type TableName } from '../canonical-tables.js'

const tableMapping = z
  .strictObject({
    file: z.string().describe('The file to read, relative to this mapping.'),
    dates: z
      .enum(['iso', 'day-first', 'month-first'])
      .optional()
      .describe('How dates are written: 2024-03-04, 04/03/2024 (day first) or 03/04/2024 (month first).'),
    decimals: z.enum(['point', 'comma']).default('point').describe('1,234.50 is point; 1.234,50 is comma.'),
    columns: z
      .record(z.string(), z.string())
      .describe('From the canonical column (data/README.md lists them) to the column of the file.'),
    constants: z
      .record(z.string(), z.string())
      .default({})
      .describe('Canonical columns that have the same value in every row, e.g. terms: net 30.'),
    distinct: z
      .boolean()
      .default(false)
      .describe('Keep one of the rows that are equal in all mapped columns: makes customers out of an invoice file.'),
  })
  .describe('How one canonical table is read from one file.')

/** The schema of a mapping file; `data/mappings/mapping.schema.json` is made from it. */
export const mappingSchema = z
  .strictObject({
    $schema: z.string().optional(),
    currency: z.string().default('USD').describe('The ISO 4217 code of the ledger’s currency.'),
    tables: z.strictObject(
      Object.fromEntries(Object.keys(canonicalTables).map((name) => [name, tableMapping.optional()])) as Record<
        TableName,
        z.ZodOptional<typeof tableMapping>
      >,
    ),
  })
  .describe('An import mapping: where each table of the canonical ledger comes from in an export of another shape.')

export type Mapping = z.output<typeof mappingSchema>
export type TableMapping = z.output<typeof tableMapping>

/** Reads a mapping file; an InputError names file, line, column and fault. */
export function readMapping(file: string): Mapping {
  return readDocument(file, mappingSchema, 'the mapping')
}
