import fc from 'fast-check'
import { dayFromIso } from '../../src/calendar/day.js'
import type { ExportColumn, ExportTable } from '../../src/export/export-table.js'

type Values = { readonly kind: ExportColumn['kind']; readonly values: readonly (string | number | null)[] }

const first = dayFromIso('1900-01-01')!
const last = dayFromIso('2199-12-31')!

/** Texts that are hard on formats: quotes, separators, line breaks, formulas, controls, letters of any script. */
export const hardText = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\t', "'", '=', '+', '-', '@', ' ', '0', '＝', '_', 'x'),
  }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '007', '-5', '=1+1', ' =1', '"=1', 'NULL', 'null', 'NaN', 'true', '_x0041_', '\u0007', '1e5'),
)

const cells = {
  identifier: hardText,
  text: hardText,
  date: fc.integer({ min: first, max: last }),
  amount: fc.oneof(fc.integer({ min: -200, max: 200 }), fc.maxSafeInteger()),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  integer: fc.maxSafeInteger(),
} as const satisfies Record<ExportColumn['kind'], fc.Arbitrary<string | number>>

/** The values of a random table beside it, column by column. */
export interface RandomTable {
  readonly table: ExportTable
  readonly columns: readonly (Values & { readonly name: string })[]
}

/** Tables of up to 6 columns and 8 rows; a currency has 0 to 3 decimals. */
export const randomTable: fc.Arbitrary<RandomTable> = fc
  .record({ rows: fc.nat(8), decimals: fc.nat(3) })
  .chain(({ rows, decimals }) =>
    fc
      .array(
        fc.constantFrom(...(Object.keys(cells) as ExportColumn['kind'][])).chain((kind) =>
          fc.record({
            kind: fc.constant(kind),
            values: fc.array(fc.option(cells[kind] as fc.Arbitrary<string | number>, { nil: null }), {
              minLength: rows,
              maxLength: rows,
            }),
          }),
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((list) => {
        const columns = list.map((column, index) => ({ ...column, name: `column ${index}` }))
        return { columns, table: tableOf(columns, rows, decimals) }
      }),
  )

/** A table of given values. */
export function tableOf(columns: readonly (Values & { name: string })[], rows: number, decimals = 2): ExportTable {
  return {
    name: 'sample',
    rows,
    currency: { code: 'XXX', decimals },
    columns: columns.map(
      ({ name, kind, values }) => ({ name, kind, at: (row: number) => values[row] ?? null }) as ExportColumn,
    ),
  }
}

/** What a cell must read as text, by an arithmetic of its own: BigInt for money, Date for days. */
export function expectedText(
  kind: ExportColumn['kind'],
  value: string | number | null,
  decimals: number,
): string | null {
  if (value === null || typeof value === 'string') return value
  if (kind === 'date') return new Date(value * 86_400_000).toISOString().slice(0, 10)
  if (kind !== 'amount') return String(value)
  const [minor, unit] = [BigInt(value), 10n ** BigInt(decimals)]
  const absolute = minor < 0n ? -minor : minor
  const fraction = decimals === 0 ? '' : `.${String(absolute % unit).padStart(decimals, '0')}`
  return `${minor < 0n ? '-' : ''}${absolute / unit}${fraction}`
}
