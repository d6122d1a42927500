import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import seedrandom, { type PRNG } from 'seedrandom'
import { type TableName, tableNames } from '../../../src/ledger/canonical-tables.js'
import { byteDamages, harmlessChanges } from './damage-bytes.js'
import { type LooseTable, loose, pick, tableDamages } from './damage-table.js'
import { csvText, jsonLines, packed, utf16, workbook, writeParquet } from './file-formats.js'
import { goodLedger, type TextTable, type TextTables } from './good-ledger.js'
import { readHonestly, rowsAsTheyAre } from './honest-reading.js'
import type { HonestTables } from './judge-ledger.js'

/** A damaged ledger on disk, and what an honest reader makes of it. */
export interface Mutation {
  /** What was done, for messages. */
  readonly title: string
  /** The kind of damage, for counting. */
  readonly kind: string
  readonly format: string
  readonly path: string
  readonly honest: HonestTables
  /** Nothing that the ledger says was touched. */
  readonly isHarmless: boolean
  /** Rows that a mapping's filter leaves out. */
  readonly leftOut: number
}

const good = { plain: goodLedger(false), foreign: goodLedger(true) }

const formats = [
  ...Array<string>(9).fill('csv'),
  ...['csv with semicolons', 'csv with tabs', 'csv.gz', 'csv.gz', 'UTF-16', 'UTF-16', 'Latin-1', 'jsonl', 'jsonl'],
  ...['xlsx', 'parquet', 'mapping', 'mapping'],
]

/** Makes the damaged ledger of a number in an empty folder. The same number gives the same files. */
export async function makeMutation(number: number, folder: string): Promise<Mutation> {
  const random = seedrandom(`damage ${number}`)
  const isForeign = random() < 0.15
  const all = isForeign ? good.foreign : good.plain
  const victim = random() < 0.45 ? 'invoices' : pick(random, Object.keys(all) as TableName[])
  const format = pick(random, formats)
  const tables = someTables(all, format === 'mapping' ? 'invoices' : victim, number % 6 === 0, isForeign)
  const honest: Writable = new Map()
  for (const [name, table] of Object.entries(tables) as [TableName, TextTable][]) {
    if (name === victim || (format === 'mapping' && name === 'invoices')) continue
    const file = join(folder, `${name}.csv`)
    writeFileSync(file, csvText(table))
    honest.set(name, { file, table: rowsAsTheyAre(table, 2) })
  }
  const made =
    format === 'mapping'
      ? damageMapped(tables, folder, random, honest)
      : await damageFile(victim, tables[victim]!, format, folder, random, honest)
  return {
    ...made,
    title: `mutation ${number}: ${made.kind}, ${format === 'mapping' ? 'invoices' : victim} as ${format}${isForeign ? ', two currencies' : ''}`,
    format,
    honest,
  }
}

type Writable = Map<TableName, { file: string; table: ReturnType<typeof rowsAsTheyAre> | null }>
type Made = Pick<Mutation, 'kind' | 'path' | 'isHarmless' | 'leftOut'>

/** Invoices and their cash, and the table that is damaged: all tables each time would take long. */
function someTables(all: TextTables, victim: TableName, every: boolean, isForeign: boolean): TextTables {
  const wanted = new Set<TableName>(['customers', 'invoices', victim])
  if (victim === 'payments' || victim === 'applications' || victim === 'invoices')
    wanted.add('payments').add('applications')
  if (isForeign) wanted.add('fx')
  return Object.fromEntries(
    tableNames.filter((name) => every || wanted.has(name)).flatMap((name) => (all[name] ? [[name, all[name]]] : [])),
  )
}

async function damageFile(
  name: TableName,
  table: TextTable,
  format: string,
  folder: string,
  random: PRNG,
  honest: Writable,
): Promise<Made> {
  const damaged = loose(table)
  const roll = random()
  const ofTable = roll < 0.5
  const kind = ofTable
    ? pick(random, Object.keys(tableDamages))
    : roll < 0.92
      ? pick(random, Object.keys(byteDamages))
      : pick(random, Object.keys(harmlessChanges))
  const isHarmless = !ofTable && roll >= 0.92
  if (ofTable) tableDamages[kind]!(damaged, random)
  const ofBytes = (bytes: Buffer) => {
    const change = byteDamages[kind] ?? harmlessChanges[kind]
    return change ? change(bytes, random) : bytes
  }
  const put = (extension: string, bytes: Uint8Array | string, read: ReturnType<typeof rowsAsTheyAre> | null) => {
    const file = join(folder, `${name}.${extension}`)
    writeFileSync(file, bytes)
    honest.set(name, { file, table: read })
  }
  const delimiter = format === 'csv with semicolons' ? ';' : format === 'csv with tabs' ? '\t' : ','
  const text = csvText(damaged, delimiter)
  // Harmless changes are those of CSV text, so other formats are not changed by them.
  switch (format) {
    case 'csv.gz': {
      // Either the text is damaged before it is packed, or what is packed is.
      if (!ofTable && !isHarmless && random() < 0.5) {
        const bytes = ofBytes(packed(text))
        put('csv.gz', bytes, readHonestly(unpackedOrNot(bytes), ','))
      } else {
        const bytes = ofBytes(Buffer.from(text))
        put('csv.gz', packed(bytes), readHonestly(bytes, ','))
      }
      break
    }
    case 'UTF-16': {
      const bytes = ofBytes(Buffer.from(text))
      if (bytes.toString('utf8').includes('\ufffd')) put('csv', bytes, readHonestly(bytes, ','))
      else put('csv', utf16(bytes.toString('utf8').replace(/^\uFEFF/, '')), readHonestly(bytes, ','))
      break
    }
    case 'Latin-1': {
      const bytes = ofBytes(Buffer.from(text, 'latin1'))
      put('csv', bytes, readHonestly(bytes, ','))
      break
    }
    case 'jsonl': {
      const bytes = isHarmless ? Buffer.from(jsonLines(damaged)) : ofBytes(Buffer.from(jsonLines(damaged)))
      put('jsonl', bytes, ofTable || isHarmless ? jsonRows(damaged) : jsonGuesses(bytes))
      break
    }
    case 'xlsx': {
      const bytes = workbook(damaged)
      put(
        'xlsx',
        ofTable || isHarmless ? bytes : ofBytes(bytes),
        ofTable || isHarmless ? sheetRows(damaged) : rowsAsTheyAre(table, 2),
      )
      break
    }
    case 'parquet': {
      const file = join(folder, `${name}.parquet`)
      const isWritable = new Set(damaged.columns.map((column) => column.toLowerCase())).size === damaged.columns.length
      if (!isWritable || damaged.rows.length === 0 || damaged.columns.includes('') || text.includes('\u0000')) {
        put('csv', ofBytes(Buffer.from(text)), readHonestly(ofBytes(Buffer.from(text)), ','))
        break
      }
      await writeParquet(damaged, file)
      honest.set(name, { file, table: padded(damaged, 1) })
      if (ofTable || isHarmless) break
      const { readFileSync } = await import('node:fs')
      // Its pages bear no checksums: a flipped bit may make another sound value, and no reader could tell.
      put('parquet', ofBytes(readFileSync(file)), null)
      break
    }
    default: {
      const bytes = ofBytes(Buffer.from(text))
      put('csv', bytes, readHonestly(bytes, delimiter))
    }
  }
  return { kind, path: folder, isHarmless, leftOut: 0 }
}

/** What is packed, where its checksum proves it; else the bytes themselves, which are no table. */
function unpackedOrNot(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes)
  } catch {
    return bytes
  }
}

function padded({ columns, rows }: LooseTable, firstLine: number) {
  return rowsAsTheyAre({ columns, rows: rows.map((row) => columns.map((_, at) => row[at] ?? '')) }, firstLine)
}

/** JSON has no place for fields beyond the header's, and names that are there twice count once. */
function jsonRows({ columns, rows }: LooseTable) {
  const names = [...new Set(columns)]
  return padded(
    { columns: names, rows: rows.map((row) => names.map((name) => row[columns.lastIndexOf(name)] ?? '')) },
    1,
  )
}

function jsonGuesses(bytes: Buffer) {
  const rows = bytes
    .toString('utf8')
    .split('\n')
    .flatMap((line, index) => {
      const pieces = [line, ...(line.match(/\{[^{}]*\}/g) ?? [])]
      return pieces.flatMap((piece) => {
        try {
          return [
            { line: index + 1, fields: Object.values(JSON.parse(piece) as object).map((value) => String(value ?? '')) },
          ]
        } catch {
          return []
        }
      })
    })
  return { columns: [], rows, isCertain: false }
}

/** Rows that are empty throughout are no rows of a sheet, and a first row that is empty no header. */
function sheetRows({ columns, rows }: LooseTable) {
  const table = rowsAsTheyAre({ columns, rows }, 2)
  return { ...table, rows: table.rows.filter(({ fields }) => fields.some((field) => field !== '')) }
}

/** An export with other names, rows of other documents to be left out, and terms in another file. */
function damageMapped(tables: TextTables, folder: string, random: PRNG, honest: Writable): Made {
  const { columns, rows } = tables.invoices!
  const at = (name: string) => columns.indexOf(name)
  const currency = at('currency')
  const damaged: LooseTable = {
    columns: ['Beleg', 'Kunde', 'Datum', 'Brutto', 'Art', ...(currency < 0 ? [] : ['Waehrung'])],
    rows: rows.flatMap((row, index) => {
      const record = (art: string) => [
        row[at('invoice_id')]!,
        row[at('customer_id')]!,
        row[at('invoice_date')]!,
        row[at('amount')]!,
        art,
        ...(currency < 0 ? [] : [row[currency]!]),
      ]
      return index % 5 === 0 ? [record('AB'), record('RE')] : [record('RE')]
    }),
  }
  const kinds = [
    'rows duplicated',
    'rows lost',
    'rows in another order',
    'odd amounts',
    'odd dates',
    'odd texts',
    'a field too many',
    'a long field',
    'other amounts',
    'a total at the end',
  ]
  const kind = pick(random, kinds)
  // The damages find columns by their canonical names.
  const named: LooseTable = {
    columns: ['invoice_id', 'customer_id', 'invoice_date', 'amount', 'art', 'currency'].slice(
      0,
      damaged.columns.length,
    ),
    rows: damaged.rows,
  }
  tableDamages[kind]!(named, random)
  const text = csvText({ columns: damaged.columns, rows: named.rows }, ';')
  const file = join(folder, 'export.csv')
  writeFileSync(file, text)
  const read = readHonestly(Buffer.from(text), ';')
  // A record that is no row of the table has no kind of its own that a filter could ask for.
  const counted = read.rows.filter(
    ({ fields }) => fields.length > damaged.columns.length || (fields[4] ?? '').trim() === 'RE',
  )
  honest.set('invoices', {
    file,
    table: { columns: named.columns, rows: counted, isCertain: read.isCertain },
  })
  const path = join(folder, 'mapping.yaml')
  const others = (Object.keys(tables) as TableName[]).filter((name) => name !== 'invoices')
  writeFileSync(
    path,
    [
      'currency: USD',
      'sources:',
      '  belege: { file: export.csv, delimiter: ";", dates: iso }',
      '  kunden: { file: customers.csv }',
      'tables:',
      '  invoices:',
      '    source: belege',
      '    where: { Art: RE }',
      '    join: { kunde: { source: kunden, match: Kunde, key: customer_id } }',
      `    columns: { invoice_id: Beleg, customer_id: Kunde, invoice_date: Datum, amount: Brutto, terms: kunde.terms${currency < 0 ? '' : ', currency: Waehrung'} }`,
      ...others.map((name) => {
        const names = tables[name]!.columns.map((column) => `${column}: ${column}`).join(', ')
        return `  ${name}: { file: ${name}.csv, columns: { ${names} } }`
      }),
      '',
    ].join('\n'),
  )
  return { kind, path, isHarmless: false, leftOut: read.rows.length - counted.length }
}
