import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonChunks, jsonLinesChunks } from '../../src/export/json-chunks.js'
import { ledgerTable } from '../../src/export/ledger-tables.js'
import { handMadeLedger } from './hand-made-ledger.js'
import { expectedText, randomTable } from './random-tables.js'

test('JSON lines: an object for each row, money as the exact digits that it has', () => {
  const lines = [...jsonLinesChunks(ledgerTable(handMadeLedger(), 'customers'))].join('')
  expect(lines).toBe(
    [
      '{"customer_id":"007","name":"Acme, \\"Tools\\" Ltd","region":"EMEA","onboarded_on":"2020-02-29","credit_limit":10000.00,"risk_score":0.25}',
      '{"customer_id":"7","name":"=HYPERLINK(\\"http://x\\")","region":null,"onboarded_on":null,"credit_limit":null,"risk_score":null}',
      '{"customer_id":"-5","name":"Müller & Söhne","region":"EMEA","onboarded_on":"1999-12-31","credit_limit":0.05,"risk_score":0.0000001}',
      '',
    ].join('\n'),
  )
})

test('one document says its schema, currency, day, and each table with the kinds of its columns', () => {
  const ledger = handMadeLedger()
  const tables = [ledgerTable(ledger, 'surveys'), ledgerTable(ledger, 'payments')]
  expect(JSON.parse([...jsonChunks(tables, ledger.asOf)].join(''))).toEqual({
    schema: 'arlab/export/1',
    currency: 'USD',
    decimals: 2,
    asOf: '2024-03-31',
    tables: [
      {
        name: 'surveys',
        columns: [
          { name: 'customer_id', kind: 'identifier' },
          { name: 'date', kind: 'date' },
          { name: 'score', kind: 'number' },
        ],
        rows: [{ customer_id: '7', date: '2024-03-30', score: 9 }],
      },
      {
        name: 'payments',
        columns: [
          { name: 'payment_id', kind: 'identifier' },
          { name: 'customer_id', kind: 'identifier' },
          { name: 'payment_date', kind: 'date' },
          { name: 'amount', kind: 'amount' },
          { name: 'method', kind: 'text' },
        ],
        rows: [{ payment_id: 'P1', customer_id: '007', payment_date: '2024-02-10', amount: 1000, method: 'wire' }],
      },
    ],
  })
})

test('any table parses to its values, as lines and as a document', () => {
  fc.assert(
    fc.property(randomTable, ({ table, columns }) => {
      const expected = Array.from({ length: table.rows }, (_, row) =>
        Object.fromEntries(
          columns.map(({ name, kind, values }) => {
            const text = expectedText(kind, values[row]!, table.currency.decimals)
            return [
              name,
              text === null || kind === 'identifier' || kind === 'text' || kind === 'date' ? text : Number(text),
            ]
          }),
        ),
      )
      const lines = [...jsonLinesChunks(table)].join('').split('\n').slice(0, -1)
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(expected)
      const [written] = (JSON.parse([...jsonChunks([table], null)].join('')) as { tables: { rows: unknown }[] }).tables
      expect(written!.rows).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

test('100,000 rows come in pieces of bounded length', () => {
  const rows = 100_000
  const table = {
    name: 'big',
    rows,
    currency: { code: 'USD', decimals: 2 },
    columns: [{ name: 'id', kind: 'identifier' as const, at: (row: number) => `INV-${row}` }],
  }
  const told: number[] = []
  const lengths = [...jsonChunks([table], null, (_, row) => told.push(row))].map((chunk) => chunk.length)
  expect(Math.max(...lengths)).toBeLessThan(70_000)
  expect(told.at(-1)).toBe(rows)
})
