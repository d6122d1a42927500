import { z } from 'zod'
import { decimalStyles } from '../../../money/parse-amount.js'
import { type CanonicalTable, type ColumnKind, canonicalTables, type TableName } from '../../canonical-tables.js'
import { isDatePattern } from '../date-pattern.js'
import { type DateStyle, namedDateStyles } from '../parse-date.js'
import { sourceFormats } from '../source/source-options.js'

/*
 * The schema of a mapping file. Texts that stand for values of the export (in filters and value maps) must be texts in
 * YAML too: 0042 without quotes would be the number 42. Every key says what it means, for completion in editors.
 */

const text = z.string()
const filled = z.string().min(1)

const dates = z
  .union([
    z.enum(namedDateStyles),
    z.string().refine(isDatePattern, {
      error: ({ input }) =>
        `"${String(input)}" is no way to write dates; it must be one of ${namedDateStyles.join(', ')}, or a pattern like dd.MM.yyyy`,
    }),
  ])
  .transform((style) => style as DateStyle)
  .describe(
    'How dates are written: iso (2024-03-04), day-first (04/03/2024), month-first (03/04/2024), iso-timestamp ' +
      '(2024-03-04T10:11:12Z; the time is dropped), excel-serial (45355), unix-seconds (1709550672; the day in UTC), or a ' +
      'pattern of d, M, y such as dd.MM.yyyy, yyyyMMdd or d MMM yyyy, with HH:mm:ss if times are there and to be dropped. ' +
      'Left out, the file must prove the order of day and month.',
  )

const decimals = z
  .enum(decimalStyles)
  .describe('How amounts are written: point (1,234.50), comma (1.234,50), or minor-units (123450, whole cents).')

const file = z
  .union([filled, z.array(filled).min(1)])
  .describe('The file to read, relative to this mapping: one, a list, or a pattern like "invoices-*.csv".')

/** How a file is read, whatever is in it. */
const readingKeys = {
  format: z
    .enum(sourceFormats)
    .optional()
    .describe(
      'What the file is; left out, its name says so. delimited: CSV and its kin; json: lines or a list of objects.',
    ),
  delimiter: text
    .min(1)
    .optional()
    .describe('What stands between fields, e.g. ";"; left out, the header line shows it.'),
  quote: z
    .enum(['"', "'", ''])
    .optional()
    .describe('What encloses fields that hold the delimiter; a double quote if left out, nothing if empty.'),
  encoding: filled.optional().describe('How letters are encoded, e.g. windows-1252; UTF-8 or UTF-16 if left out.'),
  sheet: filled.optional().describe('The sheet of a workbook; the first if left out.'),
  header_line: z.int().min(1).optional().describe('The line with the column names, if a report title stands above it.'),
  dates: dates.optional(),
  decimals: decimals.optional(),
}

const source = z
  .strictObject({ file, ...readingKeys })
  .describe('A file, named once and used by several tables, and how it is read.')
  .meta({ id: 'source' })

const oneOrMore = z.union([text, z.array(text).min(1)])

const condition = z
  .union([
    text,
    z.array(text).min(1),
    z
      .strictObject({
        is: oneOrMore.optional().describe('The value, or one of the values.'),
        not: oneOrMore.optional().describe('Neither this value nor any of these.'),
        starts_with: oneOrMore.optional().describe('The value begins with this, or one of these.'),
        empty: z.boolean().optional().describe('true: nothing is there; false: something is there.'),
        greater_than: z.number().optional().describe('The number is greater than this.'),
        at_least: z.number().optional().describe('The number is this or greater.'),
        less_than: z.number().optional().describe('The number is less than this.'),
        at_most: z.number().optional().describe('The number is this or less.'),
      })
      .refine((keys) => Object.values(keys).some((value) => value !== undefined), 'it must state a condition'),
  ])
  .describe(
    'A value, a list of values (any of them), or keys such as { not: DRAFT }, { empty: true }, { greater_than: 0 }.',
  )
  .meta({ id: 'condition' })

const where = z
  .record(filled, condition)
  .describe(
    'Columns of the file and what must hold of each; all must hold. Values are compared exactly, without spaces around.',
  )
  .meta({ id: 'where' })

const columnList = z.union([filled, z.array(filled).min(1)])

const mappedColumn = z
  .strictObject({
    column: columnList.describe('The column of the file; of a list, the first that is not empty in the row.'),
    values: z.record(text, text).optional().describe('What values of the file become, e.g. { ZB30: net 30 }.'),
    otherwise: text
      .optional()
      .describe('What a value becomes that is not among `values`; left out, it stays as it is.'),
    default: text.optional().describe('The value where the file has none.'),
    prefix: text
      .optional()
      .describe('Put before a value that is there; keeps the ids of two kinds of documents apart.'),
    suffix: text.optional().describe('Put after a value that is there.'),
    minus: columnList
      .optional()
      .describe('Columns to subtract, e.g. a cash discount from what was cleared. Empty is 0.'),
    negate: z
      .union([z.literal(true), z.strictObject({ where })])
      .optional()
      .describe('Turn the sign of the amount, in every row or where a condition holds.'),
    dates: dates.optional(),
    decimals: decimals.optional(),
  })
  .meta({ id: 'column' })

const kindWords: Readonly<Record<ColumnKind, string>> = {
  identifier: 'an identifier, kept as text',
  text: 'a text',
  date: 'a day',
  amount: 'an amount of money',
  number: 'a number that is no money',
  flag: 'yes or no (true, 1, y; false, 0, n)',
  terms: 'payment terms such as net 30 or 2/10 net 30',
  currency: 'an ISO 4217 code',
}

const join = z
  .strictObject({
    source: filled.describe('The name of the source (under `sources`) whose rows are looked up.'),
    match: columnList.describe(
      'The column of this table’s own file that holds the key; a list for a key of several columns.',
    ),
    key: columnList.describe('The column of the looked-up file that holds the key.'),
    where: where.optional().describe('Rows of the looked-up file that count, by its own columns.'),
    required: z
      .boolean()
      .default(false)
      .describe('true: leave out rows whose key is not found; false: the looked-up columns are then empty.'),
    duplicates: z
      .enum(['error', 'first'])
      .default('error')
      .describe(
        'What to do if the looked-up file has a key twice: refuse it, or take its first row. Rows never multiply.',
      ),
  })
  .describe('Rows of another file by key; its columns are then named "alias.Column".')
  .meta({ id: 'join' })

function partOf(name: TableName) {
  const schema: CanonicalTable = canonicalTables[name]
  const described = Object.entries(schema).map(([column, { kind, required, oneOf }]) => {
    const meaning = `${oneOf ? `one of ${oneOf.join(', ')}` : kindWords[kind]}${required ? '; needed' : ''}`
    return [column, meaning] as const
  })
  const columns = Object.fromEntries(
    described.map(([column, meaning]) => [
      column,
      z.union([filled, mappedColumn]).optional().describe(`Where ${column} comes from: ${meaning}.`),
    ]),
  )
  const constants = Object.fromEntries(
    described.map(([column, meaning]) => [column, text.optional().describe(`${column} of every row: ${meaning}.`)]),
  )
  return z
    .strictObject({
      source: filled.optional().describe('The name of a source (under `sources`).'),
      file: file.optional(),
      ...readingKeys,
      where: where.optional().describe('Which rows of the file count; the others are left out and counted.'),
      join: z
        .record(z.string().regex(/^[\p{L}_][\p{L}\d_-]*$/u), join)
        .optional()
        .describe('Other sources, by the alias they get.'),
      columns: z
        .strictObject(columns)
        .describe('From the canonical column to the column of the file, by name or with what is done to its values.'),
      constants: z
        .strictObject(constants)
        .default({})
        .describe('Canonical columns that have the same value in every row, e.g. terms: net 30.'),
      distinct: z
        .boolean()
        .default(false)
        .describe('Keep one of the rows that are equal in all mapped columns: makes customers out of an invoice file.'),
    })
    .superRefine((part, context) => {
      if ((part.source === undefined) === (part.file === undefined)) {
        context.addIssue({
          code: 'custom',
          message: 'it must have either source (a name under `sources`) or file',
          path: [],
        })
      }
      if (part.source === undefined) return
      for (const key of ['format', 'delimiter', 'quote', 'encoding', 'sheet', 'header_line'] as const) {
        if (part[key] === undefined) continue
        context.addIssue({ code: 'custom', message: `${key} belongs to the source, under \`sources\``, path: [key] })
      }
    })
    .describe(`How rows of the table ${name} are read from one source.`)
    .meta({ id: `${name}-part` })
}

function tableOf(name: TableName) {
  const part = partOf(name)
  return z
    .union([part, z.array(part).min(1)])
    .optional()
    .describe(`How the table ${name} is read; a list of parts if its rows come from several sources.`)
}

type PartSchema = ReturnType<typeof partOf>

/** The schema of a mapping file; `data/mappings/mapping.schema.json` is made from it. */
export const mappingSchema = z
  .strictObject({
    $schema: z.string().optional(),
    currency: z
      .string()
      .default('USD')
      .transform((code) => code.toUpperCase())
      .describe('The ISO 4217 code of the ledger’s currency.'),
    sources: z.record(filled, source).default({}).describe('Files by name, for tables that share one or look one up.'),
    tables: z.strictObject(
      Object.fromEntries((Object.keys(canonicalTables) as TableName[]).map((name) => [name, tableOf(name)])) as Record<
        TableName,
        ReturnType<typeof tableOf>
      >,
    ),
  })
  .describe('An import mapping: where each table of the canonical ledger comes from in an export of another shape.')

/** A mapping as it is written, before defaults. */
export type MappingInput = z.input<typeof mappingSchema>
export type PartMapping = z.output<PartSchema>
export type ColumnMapping = z.output<typeof mappedColumn>
export type JoinMapping = z.output<typeof join>
export type Condition = z.output<typeof condition>
export type Conditions = z.output<typeof where>
/** How one file (or several of the same shape) is read. */
export type SourceMapping = z.output<typeof source>
