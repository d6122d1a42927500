import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvChunks } from '../../src/export/csv-chunks.js'
import { ledgerTable } from '../../src/export/ledger-tables.js'
import { handMadeLedger, settledLedger } from './hand-made-ledger.js'
import { plainCsv } from './plain-csv.js'
import { expectedText, randomTable, tableOf } from './random-tables.js'

const csv = (...args: Parameters<typeof csvChunks>) => [...csvChunks(...args)].join('')

describe('CSV of a ledger', () => {
  test('customers: quotes, missing values, exact money, a formula with an apostrophe', () => {
    expect(csv(ledgerTable(handMadeLedger(), 'customers'))).toBe(
      [
        'customer_id,name,region,onboarded_on,credit_limit,risk_score',
        '007,"Acme, ""Tools"" Ltd",EMEA,2020-02-29,10000.00,0.25',
        `7,"'=HYPERLINK(""http://x"")",,,,`,
        "'-5,Müller & Söhne,EMEA,1999-12-31,0.05,0.0000001",
        '',
      ].join('\n'),
    )
  })

  test('invoices: negative money is a number and no formula; the greatest amount is exact', () => {
    expect(csv(ledgerTable(handMadeLedger(), 'invoices'))).toBe(
      [
        'invoice_id,customer_id,invoice_date,due_date,amount,open_amount,disputed,contract_id',
        '0001,007,2024-01-05,2024-02-04,1234.50,210.00,yes,"C\n1"',
        '1,7,2024-01-31,2024-03-01,90071992547409.91,90071992547408.91,no,',
        "CN-1,007,2024-02-01,2024-02-01,-20.00,0.00,no,'+49 30",
        '',
      ].join('\n'),
    )
  })

  test('an application of a credit note names the note, and a discount stands beside the cash', () => {
    expect(csv(ledgerTable(handMadeLedger(), 'applications'))).toBe(
      [
        'payment_id,invoice_id,amount,applied_date,discount',
        'P1,0001,1000.00,2024-02-10,4.50',
        'CN-1,0001,20.00,2024-02-02,',
        '',
      ].join('\n'),
    )
  })

  test('a ledger whose invoices say when they were paid says so again', () => {
    const [header, first, second] = csv(ledgerTable(settledLedger(), 'invoices')).split('\n')
    expect(header).toContain(',disputed,settled_date,contract_id')
    expect(first).toContain(',0.00,yes,2024-02-28,')
    expect(second).toBe('1"')
  })
})

describe('CSV of any table', () => {
  test('raw, an independent reader gets every value back, empty cells apart from empty texts', () => {
    fc.assert(
      fc.property(randomTable, ({ table, columns }) => {
        const [header, ...records] = plainCsv(csv(table, { raw: true }))
        expect(header).toEqual(columns.map(({ name }) => name))
        expect(records).toHaveLength(table.rows)
        records.forEach((record, row) => {
          const expected = columns.map(({ kind, values }) => expectedText(kind, values[row]!, table.currency.decimals))
          // A lone empty cell is quoted, or its line would be blank.
          const lone = columns.length === 1 && expected[0] === null ? [''] : expected
          expect(record.map(plain)).toEqual(lone.map(plain))
        })
      }),
      { numRuns: 500 },
    )
  })

  test('neutralised, no text begins a cell as a formula, and numbers are as they were', () => {
    let changed = 0
    fc.assert(
      fc.property(randomTable, ({ table, columns }) => {
        let told = 0
        const records = plainCsv(csv(table, { onNeutralised: () => told++ })).slice(1)
        let differing = 0
        for (const [row, record] of records.entries()) {
          for (const [index, { kind, values }] of columns.entries()) {
            const isText = kind === 'text' || kind === 'identifier'
            const cell = record[index]!
            if (isText) {
              if (cell !== null) expect(cell.trimStart()).not.toMatch(/^["\s]*[=+\-@\t\r＝]/)
              if ((values[row] ?? null) !== null && cell !== values[row]) differing++
            } else if (values[row] !== null) {
              expect(plain(cell)).toBe(plain(expectedText(kind, values[row]!, table.currency.decimals)))
            }
          }
        }
        expect(told).toBe(differing)
        changed += differing
      }),
      { numRuns: 500 },
    )
    expect(changed).toBeGreaterThan(100)
  })

  test('a negative number in a number column is no formula, the same as text is', () => {
    const columns = [
      { name: 'money', kind: 'amount', values: [-1200] },
      { name: 'id', kind: 'identifier', values: ['-12.00'] },
    ] as const
    expect(csv(tableOf(columns, 1))).toBe("money,id\n-12.00,'-12.00\n")
  })

  test('300,000 rows come in pieces of bounded length, and progress ends at the last row', () => {
    const rows = 300_000
    const table = {
      ...tableOf([], rows),
      columns: [
        { name: 'id', kind: 'identifier' as const, at: (row: number) => `INV-${row}` },
        { name: 'amount', kind: 'amount' as const, at: (row: number) => row },
      ],
    }
    let [longest, lines] = [0, 0]
    const told: number[] = []
    for (const chunk of csvChunks(table, { onRows: (row) => told.push(row) })) {
      longest = Math.max(longest, chunk.length)
      lines += chunk.split('\n').length - 1
    }
    expect(lines).toBe(rows + 1)
    expect(longest).toBeLessThan(70_000)
    expect(told.at(-1)).toBe(rows)
    expect(told).toEqual([...told].sort((a, b) => a - b))
  })
})

/** Numbers by value: the writer has no exponents, `String` has. */
function plain(text: string | null): string | number | null {
  return text !== null &&
    text !== '' &&
    /^-?\d/.test(text) &&
    Number.isFinite(Number(text)) &&
    /e/.test(text + Number(text))
    ? Number(text)
    : text
}
