import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/document/input-error.js'
import { runMapping } from './run-recipe.js'

const invoices = [
  ['No', 'Type', 'Customer', 'Date', 'Total', 'Status', 'Terms'],
  ['1', 'INV', 'A', '2024-01-01', '100', 'OPEN', 'ZB30'],
  ['2', 'CM', 'A', '2024-01-02', '30', ' PAID ', null],
  ['3', 'INV', "O'Neil", '2024-01-03', '-5', 'VOID', 'ZB99'],
  ['4', 'INV', 'B', '2024-01-04', '0', null, ' '],
] as const

/** A mapping of `x.csv` to invoices with more keys under the table. */
const mapping = (more: string, amount = 'Total') => `tables:
  invoices:
    file: x.csv
    columns: { invoice_id: No, customer_id: Customer, invoice_date: Date, amount: ${amount}, terms: Terms }
${more
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`

const kept = async (where: string) => {
  const { results } = await runMapping(mapping(`where: ${where}`), { 'x.csv': invoices })
  expect(results[0]!.leftOut + results[0]!.rows.length).toBe(4)
  return results[0]!.rows.map((row) => row.invoice_id).join('')
}

describe('filters', () => {
  test.each([
    ['{ Type: INV }', '134'],
    ['{ Type: inv }', ''],
    ['{ Status: [OPEN, PAID] }', '12'],
    ['{ Status: { not: VOID } }', '124'],
    ['{ Status: { not: [VOID, ""] } }', '12'],
    ['{ Status: { empty: true } }', '4'],
    ['{ Terms: { empty: false } }', '13'],
    ['{ Terms: "" }', '24'],
    ['{ Total: { greater_than: 0 } }', '12'],
    ['{ Total: { at_least: 0 } }', '124'],
    ['{ Total: { less_than: 0 } }', '3'],
    ['{ Total: { at_most: 0 } }', '34'],
    ['{ Terms: { starts_with: ZB } }', '13'],
    ['{ Customer: "O\'Neil" }', '3'],
    ['{ Type: INV, Total: { greater_than: 0 } }', '1'],
    ['{ Status: { not: VOID, empty: false } }', '12'],
  ])('%s keeps rows %s', async (where, expected) => {
    expect(await kept(where)).toBe(expected)
  })

  test('what is no number is kept, so that it is rejected and not left out in silence', async () => {
    const rows = [...invoices, ['5', 'INV', 'B', '2024-01-04', '1O0', 'OPEN', null]]
    const { rows: found } = await runMapping(mapping('where: { Total: { greater_than: 0 } }'), { 'x.csv': rows })
    expect(found.map((row) => row.invoice_id)).toEqual(['1', '2', '5'])
  })

  test('keep the lines of the file', async () => {
    const { results } = await runMapping(mapping('where: { Type: INV }'), { 'x.csv': invoices })
    expect(results[0]!.lines).toEqual([2, 4, 5])
  })

  test('a value that is misspelt is warned of; one that merely does not occur is not', async () => {
    const warnings = async (where: string) =>
      (await runMapping(mapping(`where: ${where}`), { 'x.csv': invoices })).results[0]!.warnings
    expect(await warnings('{ Status: { not: [VOIDE, DELETED] } }')).toMatchObject([
      {
        code: 'filter-value-unknown',
        message: expect.stringMatching(
          /^the column Status of x\.csv never has the value "VOIDE" that the mapping names \(.*mapping\.yaml, line 5, column 14\), but it has "VOID"$/,
        ),
      },
    ])
    expect(await warnings('{ Status: { not: [DELETED] } }')).toEqual([])
    expect(await warnings('{ Type: [INV, CM] }')).toEqual([])
    expect(await warnings('{ Type: invoice }')).toMatchObject([{ code: 'filter-keeps-nothing' }])
  })
})

describe('values', () => {
  const column = async (spec: string, name = 'terms') => {
    const yaml = mapping('').replace('terms: Terms', `${name}: ${spec}`)
    return (await runMapping(yaml, { 'x.csv': invoices })).rows.map((row) => row[name] || null)
  }
  test.each([
    ['{ column: Terms, values: { ZB30: net 30 } }', ['net 30', null, 'ZB99', null]],
    ['{ column: Terms, values: { ZB30: net 30 }, otherwise: net 14 }', ['net 30', null, 'net 14', null]],
    ['{ column: Terms, values: { ZB30: net 30 }, default: net 7 }', ['net 30', 'net 7', 'ZB99', 'net 7']],
    ['{ column: [Terms, Status] }', ['ZB30', 'PAID', 'ZB99', null]],
    ['{ column: Terms, prefix: "it\'s ", suffix: "!" }', ["it's ZB30!", null, "it's ZB99!", null]],
    ['{ column: Terms, values: { ZB30: "" } }', [null, null, 'ZB99', null]],
  ])('%s', async (spec, expected) => {
    expect(await column(spec)).toEqual(expected)
  })

  test('a constant stands in every row, whatever characters it has', async () => {
    const yaml = mapping('constants: { division: "it\'s \\"x\\" \\\\ ; --" }')
    const { rows } = await runMapping(yaml, { 'x.csv': invoices })
    expect(rows.map((row) => row.division)).toEqual(new Array(4).fill('it\'s "x" \\ ; --'))
  })

  test('a sign is turned in every row or where a condition holds', async () => {
    const amounts = async (spec: string) =>
      (await runMapping(mapping('', spec), { 'x.csv': invoices })).rows.map((row) => row.amount)
    expect(await amounts('{ column: Total, negate: true }')).toEqual(['±100', '±30', '±-5', '±0'])
    expect(await amounts('{ column: Total, negate: { where: { Type: CM } } }')).toEqual(['100', '±30', '-5', '0'])
  })

  test('a difference is exact and keeps decimals and style', async () => {
    const file = [
      ['No', 'Customer', 'Date', 'Total', 'Skonto', 'Terms'],
      ['1', 'A', 'd', '1.000,00', '20,10', null],
      ['2', 'A', 'd', '0,3', '0,1', null],
      ['3', 'A', 'd', '100', null, null],
      ['4', 'A', 'd', '100,00-', '(1,5)', null],
      ['5', 'A', 'd', null, '1', null],
      ['6', 'A', 'd', '12,x', '1', null],
      ['7', 'A', 'd', '90.071.992.547.409,93', '0,02', null],
      ['8', 'A', 'd', '5', 'x', null],
    ]
    const yaml = mapping('decimals: comma', '{ column: Total, minus: Skonto }')
    const { rows } = await runMapping(yaml, { 'x.csv': file })
    expect(rows.map((row) => row.amount)).toEqual([
      '979,90',
      '0,2',
      '100',
      '-98,50',
      null,
      '12,x less 1',
      '90071992547409,91',
      '5 less x',
    ])
  })

  test('styles: a column’s own goes before the part’s, the part’s before the source’s', async () => {
    const yaml = `sources: { x: { file: x.csv, dates: yyyyMMdd, decimals: comma } }
tables:
  invoices:
    source: x
    dates: day-first
    columns:
      invoice_id: No
      customer_id: Customer
      invoice_date: Date
      due_date: { column: Date, dates: d MMM yyyy }
      amount: Total
      margin: { column: Total, decimals: minor-units }
    constants: { service_from: "2024-01-01" }
`
    const { recipes } = await runMapping(yaml, { 'x.csv': invoices })
    const styles = [...recipes[0]!.columns].map(([name, { dates, decimals }]) => [name, dates, decimals])
    expect(styles.slice(2)).toEqual([
      ['invoice_date', 'day-first', 'comma'],
      ['amount', 'day-first', 'comma'],
      ['due_date', 'd MMM yyyy', 'comma'],
      ['margin', 'day-first', 'minor-units'],
      ['service_from', 'iso', 'point'],
    ])
  })
})

describe('joins', () => {
  const references = [
    ['parent', 'doc', 'amount'],
    ['P2', 'I1', '5'],
    ['P1', 'I2', '7'],
    ['P9', 'I3', '9'],
    [null, 'I4', '11'],
    [' P1 ', 'I5', '13'],
  ]
  const entries = [
    ['name', 'status', 'day', 'by'],
    ['P1', '1', '2024-01-05', 'x'],
    ['P2', '2', '2024-01-06', 'y'],
    [null, '1', '2024-01-07', 'z'],
  ]
  const yaml = (join: string, more = '') => `sources:
  references: { file: references.csv }
  entries: { file: entries.csv }
tables:
  applications:
    source: references
    join: { entry: { source: entries, match: parent, key: name${join} } }
    columns: { payment_id: parent, invoice_id: doc, amount: amount, applied_date: entry.day }
${more}`
  const run = async (text: string, more: Readonly<Record<string, typeof entries>> = {}) =>
    (await runMapping(text, { 'references.csv': references, 'entries.csv': entries, ...more }, 'applications'))
      .results[0]!

  test('bring columns of the row with the key and keep order and lines; without a match they are empty', async () => {
    const { rows, lines, leftOut } = await run(yaml(''))
    expect(rows.map((row) => [row.invoice_id, row.applied_date])).toEqual([
      ['I1', '2024-01-06'],
      ['I2', '2024-01-05'],
      ['I3', null],
      ['I4', null],
      ['I5', '2024-01-05'],
    ])
    expect(lines).toEqual([2, 3, 4, 5, 6])
    expect(leftOut).toBe(0)
  })

  test('leave out rows without a match where one is required, and those whose match is filtered', async () => {
    expect((await run(yaml(', required: true'))).lines).toEqual([2, 3, 6])
    const { lines, leftOut } = await run(yaml(', required: true, where: { status: "1" }'))
    expect([lines, leftOut]).toEqual([[3, 6], 3])
  })

  test('can be filtered and valued by joined columns', async () => {
    expect((await run(yaml('', '    where: { entry.status: "2" }\n'))).lines).toEqual([2])
    expect((await run(yaml('', '    where: { entry.name: { empty: true } }\n'))).lines).toEqual([4, 5])
  })

  test('refuse a key that is there twice, or take its first row; rows never multiply', async () => {
    const twice = { 'entries.csv': [...entries, ['P1', '1', '2024-02-02', 'x']] }
    await expect(run(yaml(''), twice)).rejects.toThrow(
      /^entries\.csv: the join "entry" looks rows up by name, but "P1" is there 2 times; filter the rows \(.*mapping\.yaml, line 7, column 13\), or say duplicates: first\.$/,
    )
    const { rows } = await run(yaml(', duplicates: first'), twice)
    expect(rows.map((row) => row.applied_date)).toEqual(['2024-01-06', '2024-01-05', null, null, '2024-01-05'])
    // A filter that leaves one of them mends it too.
    const filtered = { 'entries.csv': [...entries, ['P1', '3', '2024-02-02', 'x']] }
    expect((await run(yaml(', where: { status: ["1", "2"] }'), filtered)).rows).toHaveLength(5)
  })

  test('by several columns, of a source in several files, and one join after another', async () => {
    const text = `sources:
  lines: { file: lines.csv }
  heads: { file: [heads-1.csv, heads-2.csv] }
  customers: { file: customers.csv }
tables:
  invoices:
    source: lines
    join:
      head: { source: heads, match: [company, no], key: [bukrs, belnr], duplicates: first }
      customer: { source: customers, match: head.kunnr, key: kunnr, required: true }
    columns: { invoice_id: no, customer_id: customer.name, invoice_date: head.date, amount: amount }
`
    const { rows } = await runMapping(text, {
      'lines.csv': [
        ['company', 'no', 'amount'],
        ['1', '7', '10'],
        ['2', '7', '20'],
        ['2', '8', '30'],
      ],
      'heads-1.csv': [
        ['bukrs', 'belnr', 'kunnr', 'date'],
        ['2', '7', 'B', 'first'],
      ],
      'heads-2.csv': [
        ['bukrs', 'belnr', 'kunnr', 'date'],
        ['2', '7', 'C', 'second'],
        ['1', '7', 'A', 'other'],
        ['2', '8', 'X', 'x'],
      ],
      'customers.csv': [
        ['kunnr', 'name'],
        ['A', 'Ada'],
        ['B', 'Bo'],
        ['C', 'Cy'],
      ],
    })
    expect(rows.map((row) => [row.customer_id, row.invoice_date, row.amount])).toEqual([
      ['Ada', 'other', '10'],
      ['Bo', 'first', '20'],
    ])
  })

  test('a column that could be of either file is refused', async () => {
    const odd = {
      'references.csv': [
        ['parent', 'doc', 'amount', 'entry.day'],
        ['P1', 'I', '1', 'x'],
      ],
    }
    await expect(run(yaml(''), odd)).rejects.toThrow(
      /"entry\.day" is a column of references\.csv and of the join entry; give the join another alias\.$/,
    )
  })
})

test('a table of several parts and files has their rows one after another', async () => {
  const yaml = `sources:
  invoice: { file: [a.csv, b.csv] }
tables:
  invoices:
    - source: invoice
      columns: { invoice_id: Id, customer_id: C, invoice_date: D, amount: A }
    - file: credits.csv
      columns: { invoice_id: { column: Id, prefix: CM- }, customer_id: C, invoice_date: D, amount: { column: A, negate: true } }
`
  const header = ['Id', 'C', 'D', 'A']
  const { rows, recipes } = await runMapping(yaml, {
    'a.csv': [header, ['1', 'c', 'd', '1']],
    'b.csv': [
      ['A', 'Id', 'D', 'C'],
      ['2', '2', 'd', 'c'],
    ],
    'credits.csv': [header, ['1', 'c', 'd', '3']],
  })
  expect(rows.map((row) => [row.invoice_id, row.amount])).toEqual([
    ['1', '1'],
    ['2', '2'],
    ['CM-1', '±3'],
  ])
  expect(recipes.map(({ source }) => source.file)).toEqual(['a.csv', 'b.csv', 'credits.csv'])
})

describe('what cannot be is refused with its place', () => {
  const refusals: readonly (readonly [string, string, RegExp])[] = [
    [
      'an unknown column of the export',
      mapping('').replace('Total', 'Totl'),
      /^x\.csv, line 1, column Totl: the mapping \(.*, line 4, column 75\) needs this column\. Did you mean "Total"\?$/,
    ],
    [
      'an unknown column in a filter',
      mapping('where: { Statsu: OPEN }'),
      /^x\.csv, line 1, column Statsu: the mapping \(.*, line 5, column 14\) needs this column\. Did you mean "Status"\?$/,
    ],
    [
      'an unknown canonical column',
      mapping('').replace('terms:', 'term:'),
      /, line 4, column 90: "term" is not a key that the mapping knows here\. Did you mean "terms"\?$/,
    ],
    [
      'an unknown key of a column',
      mapping('', '{ column: Total, negated: true }'),
      /, line 4, column 100: "negated" is not a key that the mapping knows here\. Did you mean "negate"\?$/,
    ],
    [
      'an unknown key of a part in a list',
      'tables:\n  invoices:\n    - file: x.csv\n      coloumns: {}\n',
      /, line 4, column 7: "coloumns" is not a key that the mapping knows here\. Did you mean "columns"\?$/,
    ],
    [
      'an unknown condition',
      mapping('where: { Total: { greater_then: 0 } }'),
      /, line 5, column 23: "greater_then" is not a key that the mapping knows here\. Did you mean "greater_than"\?$/,
    ],
    [
      'a needed column that is not mapped',
      mapping('').replace('invoice_date: Date, ', ''),
      /, line 4, column 5: the mapping does not say where invoice_date of the table invoices comes from\.$/,
    ],
    [
      'a source that is not there',
      'sources: { invoice: { file: x.csv } }\ntables:\n  invoices:\n    source: invoices\n    columns: {}\n',
      /, line 4, column 5: there is no source "invoices"\. Did you mean "invoice"\?$/,
    ],
    [
      'neither source nor file',
      'tables:\n  invoices:\n    columns: {}\n',
      /, line 2, column 3: "tables\.invoices" is wrong: it must have either source \(a name under `sources`\) or file\.$/,
    ],
    [
      'a way to write dates that is none',
      mapping('dates: DD.MM.YYYY'),
      /, line 5, column 5: "tables\.invoices\.dates" is wrong: "DD\.MM\.YYYY" is no way to write dates; it must be one of iso, .*, or a pattern like dd\.MM\.yyyy\.$/,
    ],
    [
      'a column and a constant at once',
      mapping('constants: { terms: net 30 }'),
      /, line 5, column 18: terms is under columns and under constants; keep one\.$/,
    ],
    [
      'a number where the export has texts',
      mapping('where: { Status: 1 }'),
      /, line 5, column 14: "tables\.invoices\.where\.Status" is wrong: the number 1 does not fit here; if it is meant as text, put it in quotes\.$/,
    ],
  ]
  test.each(refusals)('%s', async (_, yaml, message) => {
    const read = runMapping(yaml, { 'x.csv': invoices })
    await expect(read).rejects.toThrow(InputError)
    await expect(read).rejects.toThrow(message)
  })
})
