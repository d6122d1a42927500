import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CellObject, utils, type WorkBook, write } from 'xlsx'
import { excelDate, excelNumber } from '../../../../src/ledger/read/source/excel-value.js'
import { zipDirectory } from '../../../../src/ledger/read/source/zip-directory.js'
import { read } from './reading-sources.js'

type Cell = CellObject | string | number | null

/** A workbook of sheets given cell by cell. */
function workbook(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>, date1904 = false): WorkBook {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(rows.map((row) => row.map((cell) => (typeof cell === 'object' ? null : cell))))
    for (const [row, cells] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (typeof cell === 'object' && cell) sheet[utils.encode_cell({ r: row, c: column })] = cell
      }
    }
    const width = Math.max(...rows.map((row) => row.length), 1)
    sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(rows.length - 1, 0), c: width - 1 } })
    utils.book_append_sheet(book, sheet, name)
  }
  if (date1904) book.Workbook = { ...book.Workbook, WBProps: { date1904: true } }
  return book
}

function bytes(sheets: Parameters<typeof workbook>[0], date1904 = false): Buffer {
  return write(workbook(sheets, date1904), { type: 'buffer', bookType: 'xlsx', compression: true })
}

const dated = (serial: number, format = 'yyyy-mm-dd'): CellObject => ({ t: 'n', v: serial, z: format })

describe('a workbook', () => {
  test('values as Excel shows them, formulas by their saved results', async () => {
    const table = await read(
      'x.xlsx',
      bytes({
        Invoices: [
          ['id', 'date', 'amount', 'note'],
          ['0001', dated(45_292), 0.1 + 0.2, { t: 'b', v: true }],
          [611_365, dated(45_292.5, 'd/m/yy h:mm'), { t: 'n', v: 1234.5, f: 'C2*2' }, { t: 'e', v: 42 }],
          [dated(611_365, '0000000000'), 45_292, 1e21, { t: 's', v: 'x', f: 'A1&""' }],
          ['ü,"x"\ny', dated(0.5, 'h:mm'), -5e-7, { t: 's', v: '' }],
        ],
      }),
    )
    expect(table.columns).toEqual(['id', 'date', 'amount', 'note'])
    expect(table.rows).toEqual([
      ['0001', '2024-01-01', '0.3', 'true'],
      ['611365', '2024-01-01 12:00:00', '1234.5', '#N/A'],
      ['0000611365', '45292', '1000000000000000000000', 'x'],
      ['ü,"x"\ny', '0.5', '-0.0000005', null],
    ])
    expect(table.lines).toEqual([2, 3, 4, 5])
    expect(table.spreadsheetDates).toBe(true)
  })

  test('dates that count from 1904', async () => {
    const table = await read('x.xlsx', bytes({ S: [['d'], [dated(45_292 - 1462)], [dated(0)]] }, true))
    expect(table.rows).toEqual([['2024-01-01'], ['1904-01-01']])
  })

  test('a formula without a saved result shows itself, so that it is not taken for empty', async () => {
    const table = await read(
      'x.xlsx',
      bytes({
        S: [
          ['a', 'b'],
          ['1', { t: 'n', f: 'A2*2' } as CellObject],
        ],
      }),
    )
    expect(table.rows).toEqual([['1', '=A2*2']])
  })

  test('empty rows are skipped, rows count as in Excel, and what is beside the table has no column name', async () => {
    const table = await read(
      'x.xlsx',
      bytes({ S: [[null], ['a', 'b'], [null, null], ['1', '2', null, 'a note'], [null], ['3', null]] }),
    )
    expect(table.columns).toEqual(['a', 'b', '', ''])
    expect(table.rows).toEqual([
      ['1', '2', null, 'a note'],
      ['3', null, null, null],
    ])
    expect(table.lines).toEqual([4, 6])
  })

  test('the header is where a mapping says', async () => {
    const rows = [['Open invoices of May'], ['a', 'b'], ['1', '2']]
    expect(await read('x.xlsx', bytes({ S: rows }), { headerLine: 2 })).toMatchObject({
      columns: ['a', 'b'],
      rows: [['1', '2']],
      lines: [3],
    })
  })

  test('a sheet by its name, else the first', async () => {
    const book = bytes({ First: [['a'], ['1']], 'Q1 2024': [['b'], ['2']] })
    expect((await read('x.xlsx', book)).rows).toEqual([['1']])
    expect((await read('x.xlsx', book, { sheet: 'Q1 2024' })).columns).toEqual(['b'])
    await expect(read('x.xlsx', book, { sheet: 'Q1-2024' })).rejects.toThrow(
      /x\.xlsx: there is no sheet "Q1-2024"\. Did you mean "Q1 2024"\? Sheets: First, Q1 2024\.$/,
    )
  })

  test('is known by its bytes whatever its name', async () => {
    expect((await read('x.csv', bytes({ S: [['a'], ['1']] }))).rows).toEqual([['1']])
  })

  test('random texts and numbers come back', async () => {
    const text = fc.stringMatching(/^[A-Za-z0-9 ,;"'äß€=\-+]{1,12}$/).map((value) => `t${value}`)
    const rows = fc.array(fc.tuple(text, fc.integer({ min: -1e9, max: 1e9 })), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const table = await read(
          'x.xlsx',
          bytes({ S: [['a', 'b'], ...values.map(([name, cents]) => [name, cents / 100])] }),
        )
        const money = (cents: number) =>
          `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
        expect(table.rows).toEqual(values.map(([name, cents]) => [name, money(cents).replace(/\.?0+$/, '') || '0']))
      }),
      { numRuns: 40 },
    )
  })
})

describe('InputErrors', () => {
  const sound = bytes({ S: [['a'], ['1']] })
  const lying = Buffer.from(sound)
  const sheet = zipDirectory(sound)!.find(({ name }) => name.endsWith('sheet1.xml'))!
  const declared = sound.lastIndexOf(sheet.name, undefined, 'latin1') - 46 + 24
  lying.writeUInt32LE(sheet.unpackedBytes - 10, declared)
  const huge = Buffer.from(sound)
  huge.writeUInt32LE(2 ** 31, declared)

  test.each([
    [
      'an empty sheet',
      bytes({ S: [[null]] }),
      {},
      /x\.xlsx, sheet S: the sheet is empty; it needs a header row and rows below it\.$/,
    ],
    [
      'a header row that is empty',
      sound,
      { headerLine: 9 },
      /x\.xlsx, sheet S, row 9: there is no header; this row must name the columns\.$/,
    ],
    [
      'a column named twice',
      bytes({ S: [['a', 'a']] }),
      {},
      /x\.xlsx, sheet S, row 1: the header names the column "a" twice; rename one\.$/,
    ],
    [
      'a cut off workbook',
      sound.subarray(0, 400),
      {},
      /x\.xlsx: the workbook is damaged or cut off; copy or export it once more\.$/,
    ],
    [
      'a workbook that unpacks to more than it says',
      lying,
      {},
      /x\.xlsx: the workbook is damaged \(xl\/worksheets\/sheet1\.xml is not what it should be\); save it in Excel again\.$/,
    ],
    [
      'a workbook that says it unpacks to gigabytes',
      huge,
      {},
      /x\.xlsx: the workbook unpacks to \d+ bytes, which is too large; save the sheet as CSV\.$/,
    ],
    [
      'another kind of zip file',
      write(workbook({ S: [['a']] }), { type: 'buffer', bookType: 'ods' }) as Buffer,
      {},
      /x\.xlsx: the file is a zip file but no Excel workbook; save the table as XLSX or CSV\.$/,
    ],
    [
      'an old or locked workbook',
      write(workbook({ S: [['a']] }), { type: 'buffer', bookType: 'biff8' }) as Buffer,
      {},
      /x\.xlsx: the file is an old Excel file or one with a password; save it as XLSX without a password\.$/,
    ],
    [
      'a text that is called a workbook',
      Buffer.from('a,b\n1,2\n'),
      {},
      /x\.xlsx: the file is no Excel workbook, though its name says so; save it as XLSX, or name it \.csv\.$/,
    ],
  ])('%s', async (_, content, options, message) => {
    await expect(read('x.xlsx', content, options)).rejects.toThrow(message)
    await expect(read('x.xlsx', content, options)).rejects.toMatchObject({ name: 'InputError' })
  })
})

test('Excel’s days: known dates, and every day of the two systems against the calendar', () => {
  expect(excelDate(1, 1900)).toBe('1900-01-01')
  expect(excelDate(59, 1900)).toBe('1900-02-28')
  expect(excelDate(60, 1900)).toBe('1900-02-29')
  expect(excelDate(61, 1900)).toBe('1900-03-01')
  expect(excelDate(2_958_465, 1900)).toBe('9999-12-31')
  expect([excelDate(0, 1900), excelDate(-1, 1900), excelDate(2_958_466, 1900), excelDate(-1, 1904)]).toEqual([
    null,
    null,
    null,
    null,
  ])
  const date = new Date(Date.UTC(1904, 0, 1))
  for (let day = 0; day < 60_000; day++) {
    const iso = date.toISOString().slice(0, 10)
    expect(excelDate(day, 1904)).toBe(iso)
    expect(excelDate(day + 1462, 1900)).toBe(iso)
    date.setUTCDate(date.getUTCDate() + 1)
  }
  expect(excelDate(45_292.999_999_99, 1900)).toBe('2024-01-02')
  expect(excelNumber(1.1 * 3)).toBe('3.3')
})
