import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { plainNumberText } from '../../src/export/cell-text.js'
import { csvChunks } from '../../src/export/csv-chunks.js'
import { type FrameLike, type Frames, ledgerTablesFromFrames } from '../../src/export/frame-tables.js'
import { ledgerTable } from '../../src/export/ledger-tables.js'
import { Ledger } from '../../src/ledger/ledger.js'
import { viewTables } from '../../src/ledger/table-view.js'
import { parseAmount } from '../../src/money/parse-amount.js'
import { handMadeLedger } from './hand-made-ledger.js'
import { plainCsv } from './plain-csv.js'

const currency = { code: 'USD', decimals: 2 }
const ledger = handMadeLedger()
const modest = { ...ledger, invoices: { ...ledger.invoices, amount: Float64Array.of(123_450, 1, -2_000) } }

function csvOf(name: string, frame: FrameLike): string {
  const [table] = ledgerTablesFromFrames({ [name]: frame }, currency)
  return [...csvChunks(table!, { raw: true })].join('')
}

describe('Frames as tables', () => {
  test('identifiers keep their zeros, money its digits, and the missing is empty', () => {
    const frame = {
      columns: ['customer_id', 'name', 'credit_limit', 'onboarded_on', 'mine'],
      values: [
        ['007', '=1', 1234.5, '2024-01-31', 7],
        ['7', '', Number.NaN, null, undefined],
        ['8', 'x', 0.1 + 0.2, '', true],
      ],
    }
    expect(csvOf('customers', frame)).toBe(
      'customer_id,name,credit_limit,onboarded_on,mine\n007,=1,1234.5,2024-01-31,7\n7,,,,\n8,x,0.30000000000000004,,true\n',
    )
  })

  test.each(viewTables.filter((name) => name !== 'postings'))(
    '%s: the frame of a ledger is its table again',
    (name) => {
      const [header, ...rows] = plainCsv(csvOf(name, new Ledger(modest).frame(name)))
      const [expectedHeader, ...expected] = plainCsv([...csvChunks(ledgerTable(modest, name), { raw: true })].join(''))
      expect(header).toEqual(expectedHeader)
      // 1234.5 and 1234.50 are one amount; all else is the same text.
      const kinds = ledgerTable(modest, name).columns.map(({ kind }) => kind)
      const canonical = (cells: readonly (string | null)[]) =>
        cells.map((cell, index) => (cell !== null && kinds[index] === 'amount' ? parseAmount(cell, 2) : cell))
      expect(rows.map(canonical)).toEqual(expected.map(canonical))
    },
  )

  test('money through a frame and back is the same to the minor unit, up to 2^52 of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.nat(3), (minor, decimals) => {
        const major = minor / 10 ** decimals
        expect(parseAmount(plainNumberText(major), decimals)).toBe(minor === 0 ? 0 : minor)
      }),
      { numRuns: 5000 },
    )
    for (const minor of [2 ** 52, 2 ** 52 - 1, -(2 ** 52) + 1]) {
      expect(parseAmount(plainNumberText(minor / 100), 2)).toBe(minor)
    }
  })

  test.each([
    [1e-7, '0.0000001'],
    [-1.5e-9, '-0.0000000015'],
    [1e21, '1000000000000000000000'],
    [1.25e22, '12500000000000000000000'],
    [123.25, '123.25'],
    [0, '0'],
  ])('%d is written as %s', (value, text) => {
    expect(plainNumberText(value)).toBe(text)
    expect(Number(text)).toBe(value)
  })

  test('any number is written without an exponent and read back as itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plainNumberText(value)
        expect(text).toMatch(/^-?\d+(\.\d+)?$/)
        expect(Number(text)).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

describe('Frames that are refused', () => {
  test.each([
    [
      'a number as identifier has lost its zeros',
      { customers: { columns: ['customer_id'], values: [['007'], [7]] } },
      'frame customers, row 1, column customer_id: it holds the number 7, but must be text; as a number 007 is 7, so read identifiers as strings.',
    ],
    [
      'a Date has a time zone',
      { invoices: { columns: ['invoice_date'], values: [[new Date(0)]] } },
      'frame invoices, row 0, column invoice_date: it holds a Date, which has a time and a zone; give the day as text like 2024-03-31.',
    ],
    [
      'an unknown table',
      { invoice: { columns: ['a'], values: [] } },
      'frame invoice: this is no table of a ledger. Did you mean "invoices"?',
    ],
  ])('%s', (_, frames, sentence) => {
    const write = () =>
      ledgerTablesFromFrames(frames as Frames, currency).map((table) => [...csvChunks(table, { raw: true })])
    expect(write).toThrow(new InputError(sentence))
  })
})
