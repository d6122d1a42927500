import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { ledgerFrom, newFolder, writeFile, writeLedger } from './ledger-folder.js'
import { factsOn, iso } from './ledger-reading.js'
import { plainContent, texts } from './plain-data.js'

const header = 'invoice_id,customer_id,invoice_date,due_date,amount'
const good = (id: string) => `${id},C,2024-01-01,2024-01-31,1.00`
const bad = (id: string) => `${id},C,2024-01-01,2024-01-31,oops`

async function read(text: string) {
  const { data } = await ledgerFrom({ invoices: text })
  return { ids: texts(data.invoices.ids), rejects: data.rejects, counts: data.tables.invoices! }
}

/** The line that `line` says, found by the text itself: the rejected row's first field must be there. */
async function rejectedLines(text: string): Promise<{ said: number[]; expected: number[] }> {
  const { rejects, counts } = await read(text)
  expect(counts.read).toBe(counts.accepted + counts.rejected)
  const lines = text.split(/\r\n|\n|\r/)
  const expected = lines.flatMap((line, index) => (/^"?(BAD|FEW|MANY)/.test(line) ? [index + 1] : []))
  expect(expected.length).toBeGreaterThan(0)
  return { said: rejects.map(({ line }) => line).sort((a, b) => a - b), expected }
}

describe('files of every shape give the same ledger', () => {
  const plain = `${header}\n${good('A')}\n${good('B')}\n`
  test.each([
    ['comma', plain],
    ['semicolon', plain.replaceAll(',', ';')],
    ['tab', plain.replaceAll(',', '\t')],
    ['bar', plain.replaceAll(',', '|')],
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['no line end at the last line', plain.trimEnd()],
    ['a byte order mark', `\uFEFF${plain}`],
    ['blank lines between and after', plain.replaceAll('\n', '\n\n')],
    ['spaces in the header', plain.replace('due_date,amount', ' due_date , amount')],
    ['every field quoted', plain.replace(/[^,\n]+/g, '"$&"')],
  ])('%s', async (_, text) => {
    const { ids, rejects, counts } = await read(text)
    expect(ids).toEqual(['A', 'B'])
    expect(rejects).toEqual([])
    expect(counts).toEqual({
      read: 2,
      accepted: 2,
      rejected: 0,
      leftOut: 0,
      readAmount: 200,
      acceptedAmount: 200,
      rejectedAmount: 0,
      amountsUnread: 0,
      rejectedBy: {},
    })
  })

  test('UTF-16', async () => {
    const folder = newFolder()
    writeFile('invoices.csv', Buffer.from(`\uFEFF${plain}`, 'utf16le'), folder)
    const { data } = await openLedger(folder)
    expect(texts(data.invoices.ids)).toEqual(['A', 'B'])
    expect(data.tables.invoices).toMatchObject({ read: 2, accepted: 2, rejected: 0, acceptedAmount: 200 })
  })

  test('a folder whose name has brackets, quotes and stars', async () => {
    const folder = join(newFolder(), "it's [2024] {a} *")
    mkdirSync(folder)
    const ledger = await openLedger(writeLedger({ invoices: plain }, folder))
    expect(texts(ledger.data.invoices.ids)).toEqual(['A', 'B'])
  })

  test('quoted fields keep delimiters, quotes and line ends', async () => {
    const { data } = await ledgerFrom({
      invoices: `${header}\n"A,1","say ""hi""",2024-01-01,2024-01-31,"1,234.50"\n"B\n2",C,2024-01-01,2024-01-31,1\n`,
    })
    expect(texts(data.invoices.ids)).toEqual(['A,1', 'B\n2'])
    expect(texts(data.customers.ids)).toEqual(['say "hi"', 'C'])
    expect(data.invoices.amount[0]).toBe(123450)
  })
})

describe('a reject says the line of the file, as an editor counts', () => {
  test.each([
    ['in a plain file', [good('A'), bad('BAD'), good('B'), bad('BAD2')]],
    ['after blank lines', ['', '', good('A'), '', bad('BAD'), '', '', bad('BAD2')]],
    [
      'after a quoted line end',
      ['"A\n1",C,2024-01-01,2024-01-31,1', bad('BAD'), '"B\n\n2",C,2024-01-01,2024-01-31,1', bad('BAD2')],
    ],
    ['of rows with too few or too many fields', [good('A'), 'FEW,C', good('B'), 'MANY,C,1,1,1,1,1', bad('BAD')]],
    ['of rows with too few fields after a quoted line end', ['"A\n1",C,2024-01-01,2024-01-31,1', 'FEW,C', bad('BAD')]],
    [
      'of rows with too few fields after blank lines',
      ['', good('A'), '', 'FEW,C', bad('BAD'), '', 'MANY,C,1,1,1,1,1', bad('BAD2')],
    ],
    [
      'after a quote within an unquoted field',
      ['A,19" rack,2024-01-01,2024-01-31,1', '"B\n2",C,2024-01-01,2024-01-31,1', bad('BAD')],
    ],
  ])('%s', async (_, rows) => {
    const text = `${header}\n${rows.join('\n')}\n`
    for (const variant of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, text.replaceAll(',', ';')]) {
      const { said, expected } = await rejectedLines(variant)
      expect(said).toEqual(expected)
    }
  })

  test('in a file that is large enough to be read by several threads', async () => {
    const rows: string[] = []
    for (let row = 0; row < 60_000; row++) {
      rows.push(row % 1000 === 500 ? `"${row}\n",C,2024-01-01,2024-01-31,1.00` : good(String(row)))
    }
    rows[30_000] = 'FEW,C'
    rows[59_000] = bad('BAD')
    const { said, expected } = await rejectedLines(`${header}\n${rows.join('\n')}\n`)
    expect(said).toEqual(expected)
  })
})

describe('rows that are no rows become rejects, and the rest is read', () => {
  test.each([
    ['too few fields', 'X,C,2024-01-01', 'the row has fewer than the 5 fields of the header'],
    [
      'too many fields',
      'X,C,2024-01-01,2024-01-31,1,000.00',
      'the row has more than the 5 fields of the header; a field that holds the delimiter must be quoted',
    ],
    [
      'a quote that is not closed properly',
      '"X"1,C,2024-01-01,2024-01-31,1',
      'a quoted field is not closed properly; double a quote inside it, or close it',
    ],
  ])('%s', async (_, row, reason) => {
    const { ids, rejects, counts } = await read(`${header}\n${good('A')}\n${row}\n${good('B')}\n`)
    expect(ids).toEqual(['A', 'B'])
    expect(rejects).toMatchObject([{ line: 3, value: row, reason }])
    expect(counts).toMatchObject({ read: 3, accepted: 2, rejected: 1 })
  })

  test('bytes that are not UTF-8', async () => {
    const folder = newFolder()
    writeFile(
      'invoices.csv',
      Buffer.from(`${header}\n${good('A')}\nM\u00fcller,C,2024-01-01,2024-01-31,1\n`, 'latin1'),
      folder,
    )
    const { data } = await openLedger(folder)
    expect(data.rejects).toMatchObject([
      {
        line: 3,
        code: 'malformed-row',
        value: 'M\u00fcller,C,2024-01-01,2024-01-31,1',
        reason: 'the row is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping',
      },
    ])
    expect(texts(data.invoices.ids)).toEqual(['A'])
  })
})

describe('files that cannot be tables are refused in one sentence', () => {
  test.each([
    ['an empty file', '', /invoices\.csv: the file is empty; it needs a header line and rows\.$/],
    [
      'a header and no rows',
      `${header}\n`,
      /invoices\.csv, line 1: there are no rows below the header; a ledger needs invoices\.$/,
    ],
    ['a header without a line end', header, /invoices\.csv, line 1: there are no rows below the header/],
    [
      'no header',
      `\n${good('A')}\n`,
      /invoices\.csv, line 1: there is no header; the first line must name the columns\.$/,
    ],
    [
      'a column named twice',
      `${header},amount\n`,
      /invoices\.csv, line 1: the header names the column "amount" twice; rename one\.$/,
    ],
    [
      'a missing column',
      'invoice_id,customer_id,due_date,amount\nA,C,2024-01-31,1\n',
      /invoices\.csv, line 1, column invoice_date: the column is missing from the header \(invoice_id, customer_id, due_date, amount\); a file with other column names is read through a mapping\.$/,
    ],
  ])('%s', async (_, text, message) => {
    const folder = newFolder()
    writeFile('invoices.csv', text, folder)
    await expect(openLedger(folder)).rejects.toThrow(message)
  })

  test('other tables may have a header and no rows', async () => {
    const ledger = await ledgerFrom({
      invoices: `${header}\n${good('A')}\n`,
      payments: 'payment_id,customer_id,payment_date,amount\n',
    })
    expect(ledger.data.tables.payments).toEqual({
      read: 0,
      accepted: 0,
      rejected: 0,
      leftOut: 0,
      readAmount: 0,
      acceptedAmount: 0,
      rejectedAmount: 0,
      amountsUnread: 0,
      rejectedBy: {},
    })
  })
})

describe('Parquet', () => {
  async function parquet(select: string, folder = newFolder()): Promise<string> {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`COPY (${select}) TO '${join(folder, 'invoices.parquet')}' (FORMAT parquet)`)
    connection.closeSync()
    instance.closeSync()
    return folder
  }

  test('with typed columns gives the ledger that CSV gives', async () => {
    const folder = await parquet(
      `SELECT * FROM (VALUES
        ('0001', 'C', DATE '2024-01-01', TIMESTAMP '2024-01-31 00:00:00', 1234.50::DECIMAL(12, 2), false),
        ('1', 'C', DATE '2024-01-02', TIMESTAMP '2024-02-01 00:00:00', -12::DECIMAL(12, 2), true)
      ) AS t(invoice_id, customer_id, invoice_date, due_date, amount, disputed)`,
    )
    const ledger = await openLedger(folder)
    const csv = await ledgerFrom({
      invoices: `${header},disputed\n0001,C,2024-01-01,2024-01-31,1234.50,no\n1,C,2024-01-02,2024-02-01,-12.00,yes\n`,
    })
    expect(plainContent(ledger.data)).toEqual(plainContent(csv.data))
    expect(ledger.data.rejects).toEqual([])
    expect(factsOn(ledger, '2024-02-29')).toEqual(factsOn(csv, '2024-02-29'))
    expect(ledger.data.invoices.issued[1]).toBe(iso('2024-01-02'))
  })

  test('rejects say the row', async () => {
    const folder = await parquet(
      `SELECT * FROM (VALUES ('A', 'C', '2024-01-01', '2024-01-31', '1.00'), ('B', 'C', '2024-01-01', '2024-01-31', '1.005'))
       AS t(invoice_id, customer_id, invoice_date, due_date, amount)`,
    )
    const { data } = await openLedger(folder)
    expect(data.rejects).toMatchObject([{ line: 2, column: 'amount', value: '1.005' }])
  })

  test('without rows, or not Parquet at all, is refused', async () => {
    const empty = await parquet(
      `SELECT 'A' AS invoice_id, 'C' AS customer_id, '2024-01-01' AS invoice_date, '1' AS amount WHERE false`,
    )
    await expect(openLedger(empty)).rejects.toThrow(/invoices\.parquet, line 1: there are no rows below the header/)
    const folder = newFolder()
    writeFile('invoices.parquet', 'this is no parquet file, though its name says so', folder)
    await expect(openLedger(folder)).rejects.toThrow(/invoices\.parquet: the file cannot be read as a table/)
  })
})
