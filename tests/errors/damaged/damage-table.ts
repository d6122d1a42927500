import type { PRNG } from 'seedrandom'
import type { TextTable } from './good-ledger.js'

/** A table that can be damaged in place. */
export interface LooseTable {
  columns: string[]
  rows: string[][]
}

export function loose({ columns, rows }: TextTable): LooseTable {
  return { columns: [...columns], rows: rows.map((row) => [...row]) }
}

export const pick = <T>(random: PRNG, items: readonly T[]): T => items[Math.floor(random() * items.length)]!
const below = (random: PRNG, count: number) => Math.floor(random() * count)

const oddAmounts = [
  'Infinity',
  '-Infinity',
  'NaN',
  '1e400',
  '1e2',
  '-0',
  '(12.00)',
  '12.00-',
  '+7',
  '--1',
  '-(5)',
  '1,234.50',
  '1,23.50',
  '1.234,50',
  '99999999999999999999',
  '90071992547409.91',
  '90071992547409.92',
  '-90071992547409.91',
  '0.001',
  '12.5.5',
  '',
  ' ',
  '٣',
  '１２',
  '0x10',
  ' 12.00 ',
  '12 USD',
  '$5',
  '007.10',
  '1_000',
  'null',
  '#REF!',
  '=1+1',
  '12\u00a0345.00',
  '999999999999999',
  '9007199254740993',
  '1000000000000.1',
  '.5',
  '5.',
  '1e',
  '١٢٫٥',
  '−12.00',
  `1${'0'.repeat(300)}`,
] as const

const oddDates = [
  '-2024-01-01',
  '0000-00-00',
  '2024-02-30',
  '2023-02-29',
  '9999-12-31',
  '1899-12-31',
  '1900-01-01',
  '2199-12-31',
  '2200-01-01',
  '45000',
  '2024-1-5',
  '2024/03/04',
  '+12024-01-01',
  'yesterday',
  '2024-03-04T10:00:00Z',
  '-1',
  '',
  '2024-13-01',
  '2024-00-10',
  '31/12/2024',
  '13/13/2024',
  '20240304',
  '2024-03-04 00:00:00',
  'infinity',
  '-infinity',
  'epoch',
  '2024-03-04 (BC)',
  '99999999999999999999',
  'NaN',
  '2024-W10-1',
  ' 2024-03-04',
  '２０２４-03-04',
] as const

const oddTexts = [
  'a\u0000b',
  '\u0000',
  '\u202Eevil\u202C',
  '😀😀',
  'e\u0301',
  '\u200B',
  '\uFEFF',
  'constructor',
  '__proto__',
  'toString',
  '0000',
  '-1',
  'null',
  'undefined',
  "Robert'); DROP TABLE invoices;--",
  '"',
  '""',
  'a"b',
  'a\nb',
  'a\r\nb',
  'a,b',
  'a;b',
  '=cmd|x',
  '\u0007',
  '\u001b[31m',
  '\ufffd',
  'x'.repeat(5000),
  '%s%n',
  '../../etc/passwd',
  '\u2028',
  '\uE000',
] as const

/** Ways to damage a table's fields, whatever file they are written to. */
export const tableDamages: Readonly<Record<string, (table: LooseTable, random: PRNG) => void>> = {
  'two columns swapped': ({ columns, rows }, random) => {
    const [a, b] = [below(random, columns.length), below(random, columns.length)]
    for (const row of rows) [row[a], row[b]] = [row[b]!, row[a]!]
  },
  'two names of the header swapped': ({ columns }, random) => {
    const [a, b] = [below(random, columns.length), below(random, columns.length)]
    ;[columns[a], columns[b]] = [columns[b]!, columns[a]!]
  },
  'fields of one row swapped': ({ columns, rows }, random) => {
    const row = pick(random, rows)
    const [a, b] = [below(random, columns.length), below(random, columns.length)]
    ;[row[a], row[b]] = [row[b]!, row[a]!]
  },
  'rows duplicated': ({ rows }, random) => {
    for (let count = 1 + below(random, 3); count > 0; count--) {
      rows.splice(below(random, rows.length + 1), 0, [...pick(random, rows)])
    }
  },
  'rows lost': ({ rows }, random) => {
    rows.splice(below(random, rows.length), 1 + below(random, rows.length))
  },
  'rows in another order': ({ rows }, random) => {
    for (let at = rows.length - 1; at > 0; at--) {
      const other = below(random, at + 1)
      ;[rows[at], rows[other]] = [rows[other]!, rows[at]!]
    }
  },
  'a field too few': ({ rows }, random) => {
    pick(random, rows).splice(below(random, 4), 1)
  },
  'a field too many': ({ rows }, random) => {
    pick(random, rows).splice(below(random, 5), 0, pick(random, ['', 'x', '12.00']))
  },
  'fields emptied': ({ columns, rows }, random) => {
    for (let count = 1 + below(random, 5); count > 0; count--) {
      pick(random, rows)[below(random, columns.length)] = pick(random, ['', ' ', '\t'])
    }
  },
  'a column emptied': ({ columns, rows }, random) => {
    const at = below(random, columns.length)
    for (const row of rows) row[at] = ''
  },
  'odd amounts': ({ columns, rows }, random) => {
    const at = columns.findIndex((name) => /amount|score|rate|limit/.test(name))
    for (let count = 1 + below(random, 4); count > 0; count--) pick(random, rows)[at] = pick(random, oddAmounts)
  },
  'other amounts': ({ columns, rows }, random) => {
    const at = columns.findIndex((name) => /amount|score|rate|limit/.test(name))
    for (let count = 1 + below(random, 4); count > 0; count--) {
      // Another amount that is as well formed is no fault that any reader could see: it is accepted as it stands.
      pick(random, rows)[at] = `${pick(random, ['', '-'])}${below(random, 100_000)}.${10 + below(random, 90)}`
    }
  },
  'signs turned': ({ columns, rows }, random) => {
    const at = columns.findIndex((name) => /amount|score|rate|limit/.test(name))
    for (const row of rows) if (random() < 0.2) row[at] = row[at]!.startsWith('-') ? row[at]!.slice(1) : `-${row[at]}`
  },
  'odd dates': ({ columns, rows }, random) => {
    const dates = columns.flatMap((name, index) => (/date|_on$/.test(name) ? [index] : []))
    if (dates.length === 0) return
    for (let count = 1 + below(random, 4); count > 0; count--) {
      pick(random, rows)[pick(random, dates)] = pick(random, oddDates)
    }
  },
  'dates by day and month': ({ columns, rows }, random) => {
    const dates = columns.flatMap((name, index) => (/date|_on$/.test(name) ? [index] : []))
    const isDayFirst = random() < 0.5
    for (const row of rows) {
      for (const at of dates) {
        const [year, month, day] = row[at]!.split('-')
        if (day !== undefined) row[at] = isDayFirst ? `${day}/${month}/${year}` : `${month}/${day}/${year}`
      }
    }
  },
  'odd texts': ({ columns, rows }, random) => {
    for (let count = 1 + below(random, 4); count > 0; count--) {
      pick(random, rows)[below(random, columns.length)] = pick(random, oddTexts)
    }
  },
  'an odd name in the header': ({ columns }, random) => {
    columns[below(random, columns.length)] = pick(
      random,
      oddTexts.filter((text) => !/^(?:null|undefined)$/.test(text)),
    )
  },
  'a name of the header twice': ({ columns }, random) => {
    columns[below(random, columns.length)] = pick(random, columns)
  },
  'identifiers that nobody bears': ({ columns, rows }, random) => {
    for (let count = 1 + below(random, 3); count > 0; count--) {
      const row = pick(random, rows)
      const at = below(random, Math.min(2, columns.length))
      row[at] = `${row[at]}?`
    }
  },
  'identifiers with zeros in front': ({ rows }, random) => {
    for (const row of rows) if (random() < 0.1) row[0] = `0${row[0]}`
  },
  'a long field': ({ columns, rows }, random) => {
    pick(random, rows)[below(random, columns.length)] = pick(random, ['9', 'x', 'é', ' ', '-']).repeat(
      pick(random, [11, 12, 13, 300, 70_000, 1_000_000]),
    )
  },
  'the header missing': (table) => {
    table.columns = table.rows.shift()!
  },
  'the header in the middle': ({ columns, rows }, random) => {
    rows.splice(below(random, rows.length), 0, [...columns])
  },
  'blank fields around the table': ({ columns, rows }) => {
    columns.push('')
    for (const row of rows) row.push('')
  },
  'a total at the end': ({ columns, rows }) => {
    rows.push(columns.map((name) => (name === 'amount' ? '123456.78' : name.endsWith('_id') ? 'Total' : '')))
  },
}
