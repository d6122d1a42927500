import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { DataFrame } from 'danfojs-node'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { Ledger } from '../../src/ledger/ledger.js'
import { tableView, viewTables } from '../../src/ledger/table-view.js'
import { newFolder } from '../export/export-folder.js'
import { emptyColumns, handMadeLedger, settledLedger } from '../export/hand-made-ledger.js'

const danfo = createRequire(import.meta.url)('danfojs-node') as typeof import('danfojs-node')
const ledger = handMadeLedger()
/** Frames are not for amounts beyond 2^52 minor units; the rest of the ledger is. */
const modest = {
  ...ledger,
  invoices: { ...ledger.invoices, amount: Float64Array.of(123_450, 999_999_999_999_999, -2_000) },
}

function columnOf(frame: DataFrame, name: string): unknown[] {
  const place = frame.columns.indexOf(name)
  return (frame.values as unknown[][]).map((row) => row[place])
}

describe('Frames of a ledger', () => {
  test.each(viewTables)('%s: columns, rows and kinds are those of the table', (table) => {
    const view = tableView(modest, table)
    const frame = new Ledger(modest).frame(table)
    expect(frame.columns).toEqual(view.columns.map(({ name }) => name))
    expect(frame.shape).toEqual([view.rows, view.columns.length])
    for (const { name, kind } of view.columns) {
      const isNumber = kind === 'amount' || kind === 'number'
      for (const value of columnOf(frame, name)) expect(typeof value).toBe(isNumber ? 'number' : 'string')
    }
  })

  test('identifiers are text, money is in major units, days are ISO text, the missing is empty text or NaN', () => {
    const invoices = new Ledger(modest).frame('invoices')
    expect(columnOf(invoices, 'invoice_id')).toEqual(['0001', '1', 'CN-1'])
    expect(columnOf(invoices, 'amount')).toEqual([1234.5, 9_999_999_999_999.99, -20])
    expect(columnOf(invoices, 'open_amount')).toEqual([210, 9_999_999_999_998.99, 0])
    expect(columnOf(invoices, 'due_date')).toEqual(['2024-02-04', '2024-03-01', '2024-02-01'])
    const customers = new Ledger(modest).frame('customers')
    expect(columnOf(customers, 'region')).toEqual(['EMEA', '', 'EMEA'])
    expect(columnOf(customers, 'onboarded_on')).toEqual(['2020-02-29', '', '1999-12-31'])
    expect(columnOf(customers, 'credit_limit')).toEqual([10_000, Number.NaN, 0.05])
    expect(columnOf(customers, 'risk_score')).toEqual([0.25, Number.NaN, 1e-7])
    expect(columnOf(new Ledger(settledLedger()).frame('postings'), 'kind')).toEqual(['cash'])
  })

  test('a table without rows is a frame without rows', () => {
    const none = { ...emptyColumns, count: 0, ids: [] }
    const frame = new Ledger({ ...modest, adjustments: none, postings: { ...settledLedger().postings } }).frame(
      'adjustments',
    )
    expect(frame.shape).toEqual([0, 5])
    expect(frame.columns).toEqual(['adjustment_id', 'invoice_id', 'date', 'amount', 'kind'])
  })

  test('an amount that a number in major units does not hold to the cent is refused', () => {
    expect(() => new Ledger(ledger).frame('invoices')).toThrow(InputError)
    expect(() => new Ledger(ledger).frame('invoices')).toThrow(
      'The column amount has an amount beyond 45035996273704.96 USD, which a number in a frame does not hold exactly; export the table instead.',
    )
  })

  test('an unknown table is refused with the nearest one', () => {
    expect(() => new Ledger(ledger).frame('invoice' as never)).toThrow(
      new InputError('"invoice" is no table. Did you mean "invoices"?'),
    )
  })
})

/** What danfo does to data that is not made ready for it: why frames are made from our columns, and as they are. */
describe('Traps of danfo that our frames avoid', () => {
  const customers = new Ledger(modest).frame('customers')

  test('describe() throws on null in a numeric column; our missing numbers are NaN', () => {
    expect(() => new danfo.DataFrame({ a: [1, null, 3] }).describe()).toThrow()
    const summary = customers.describe()
    expect(summary.columns).toEqual(['credit_limit', 'risk_score'])
    // Rows: count, mean, std, min, median, max, variance.
    expect(summary.values[0]).toEqual([2, 2])
    expect(summary.values[5]).toEqual([10_000, 0.25])
  })

  test('the mean of a group without any value is 0 with null; with NaN it is not a number', () => {
    const means = (missing: number | null) =>
      new danfo.DataFrame({ group: ['x', 'x', 'y'], a: [missing, missing, 3] }).groupby(['group']).col(['a']).mean()
        .values as unknown[][]
    expect(means(null)[0]).toEqual(['x', 0])
    expect(means(Number.NaN)[0]).toEqual(['x', Number.NaN])
  })

  test('danfo’s own reader makes 7 of 007; our frames keep it', async () => {
    const file = join(newFolder(), 'a.csv')
    writeFileSync(file, 'customer_id,amount\n007,1\n7,2\n')
    expect(columnOf(await danfo.readCSV(file), 'customer_id')).toEqual([7, 7])
    expect(columnOf(customers, 'customer_id')).toEqual(['007', '7', '-5'])
  })

  test('text that looks like numbers is typed as numbers unless the type is told; ours is told', () => {
    expect(new danfo.DataFrame({ id: ['007', '7'], none: ['', ''] }).dtypes).toEqual(['int32', 'int32'])
    const payments = new Ledger(modest).frame('payments')
    expect(customers.dtypes.slice(0, 2)).toEqual(['string', 'string'])
    expect(customers.describe().columns).not.toContain('customer_id')
    expect(payments.dtypes).toEqual(['string', 'string', 'string', 'float32', 'string'])
  })

  test('tensors are float32 and lose cents; the values of a frame are not', () => {
    const frame = new danfo.DataFrame({ amount: [90_071_992.55] })
    expect(frame.tensor.dtype).toBe('float32')
    expect([...frame.tensor.dataSync()]).toEqual([90_071_992])
    expect(frame.values).toEqual([[90_071_992.55]])
    // So does arithmetic on whole frames, but not on one column.
    expect(frame.add(0).values).toEqual([[90_071_992]])
    expect(frame.amount.add(0).values).toEqual([90_071_992.55])
  })

  test('month() counts from 0; our days are ISO text, whose month is that of the calendar', () => {
    expect(new danfo.Series(['2024-01-31']).dt.month().values).toEqual([0])
    expect((columnOf(new Ledger(modest).frame('invoices'), 'due_date') as string[])[0]!.slice(5, 7)).toBe('02')
  })

  test('a frame shows its rows by print() only: as a value it is an object of settings', () => {
    const lines: unknown[] = []
    const log = console.log
    console.log = (line: unknown) => lines.push(line)
    try {
      customers.print()
    } finally {
      console.log = log
    }
    expect(String(lines[0])).toContain('007')
    expect(Object.keys(customers)).toContain('$config')
  })

  test('of columns without rows danfo makes no frame; ours has its columns', () => {
    expect(() => new danfo.DataFrame({ a: [], b: [] })).toThrow('end must be greater than start')
    const empty = {
      ...modest,
      surveys: { count: 0, customer: Int32Array.of(), day: Int32Array.of(), score: Float64Array.of() },
    }
    expect(new Ledger(empty).frame('surveys').columns).toEqual(['customer_id', 'date', 'score'])
  })
})
