import { existsSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { nearest } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { type TableName, tableNames } from '../canonical-tables.js'
import type { Warning } from '../ledger-problem.js'
import { type MappedPart, type Mapping, readMapping } from './mapping.js'
import { entriesOf, isTableFile } from './source/list-files.js'

/** Where the rows of one table come from: a path that openSources understands. */
export type TableSource =
  | { readonly table: TableName; readonly path: string }
  | { readonly table: TableName; readonly part: MappedPart }

/** The files that make up a ledger. */
export interface LedgerSources {
  /** The mapping's currency; a folder of tables has none of its own. */
  readonly currency?: string
  /** In the order of reading. */
  readonly tables: readonly TableSource[]
  /** Files of a folder that are not read although their names are those of tables, or nearly. */
  readonly warnings: readonly Warning[]
  readonly mapping?: Mapping
  /** The paths of each source of the mapping, by the source's name. */
  readonly paths: ReadonlyMap<string, readonly string[]>
}

/**
 * Finds the tables of a ledger given as a canonical folder or as a mapping file. `source` replaces the files that a
 * mapping names: a file if the mapping reads one file, else the folder that holds the files it names.
 */
export function findTables(ledger: string, source?: string): LedgerSources {
  const found = existsSync(ledger) ? statSync(ledger) : undefined
  if (!found) throw new InputError(`${ledger}: there is no such ledger folder or mapping file.`)
  if (!found.isDirectory()) return tablesOfMapping(ledger, source)
  if (source !== undefined) {
    throw new InputError(`--source ${source}: a folder of tables names its own files; --source goes with a mapping.`)
  }
  return tablesOfFolder(ledger)
}

/** A table is a file of its name (invoices.csv, invoices.csv.gz, …), or a folder of its name with files to be joined. */
function tablesOfFolder(folder: string): LedgerSources {
  const entries = entriesOf(folder)
  const tables: TableSource[] = []
  const read = new Set<string>()
  for (const table of tableNames) {
    const matches = entries.filter((entry) =>
      entry.isDirectory() ? entry.name === table : isTableFile(entry.name) && entry.name.split('.')[0] === table,
    )
    if (matches.length > 1) {
      const names = matches.map(({ name }) => name).join(', ')
      throw new InputError(
        `${folder}: the table ${table} is there twice (${names}); keep one, or put files that belong together into a folder ${table}.`,
      )
    }
    if (matches[0]) {
      tables.push({ table, path: join(folder, matches[0].name) })
      read.add(matches[0].name)
    }
  }
  if (!tables.some(({ table }) => table === 'invoices')) {
    throw new InputError(
      `${folder}: the table invoices (a file such as invoices.csv) is not there, and a ledger needs it; files of other names are read through a mapping.`,
    )
  }
  const unread = entries.map(({ name }) => name).filter((name) => !read.has(name))
  return { tables, warnings: unread.flatMap(misnamedTable), paths: new Map() }
}

/** A file that is not read although its name is nearly that of a table, or has that of one but no format that is read. */
function misnamedTable(name: string): Warning[] {
  const stem = name.split('.')[0]!
  const table = nearest(stem, tableNames, Math.min(2, Math.floor(stem.length / 3)))
  if (stem === '' || table === null) return []
  const message =
    stem === table
      ? `${name} is not read: it is none of the formats of a table (CSV, Parquet, JSON, XLSX); its rows change no figure`
      : `${name} is not read; the table would be named "${table}", and its rows change no figure`
  return [{ code: 'table-not-read', message, count: 1, amount: null }]
}

function tablesOfMapping(file: string, source: string | undefined): LedgerSources {
  if (!['.yaml', '.yml', '.json'].includes(extname(file).toLowerCase())) {
    throw new InputError(
      `${file}: LEDGER is a folder of canonical tables or a mapping that ends in .yaml; arlab import --guess FILE proposes one for an export.`,
    )
  }
  const mapping = readMapping(file)
  if (!mapping.parts.some(({ table }) => table === 'invoices')) {
    throw new InputError(`${file}: the mapping says nothing about the table invoices.`)
  }
  const named = [...mapping.sources].map(([name, { file }]) => [name, Array.isArray(file) ? file : [file]] as const)
  const files = new Set(named.flatMap(([, paths]) => paths))
  const locate = (path: string): string => {
    if (source === undefined) return resolve(dirname(file), path)
    if (existsSync(source) && statSync(source).isDirectory()) return join(source, basename(path))
    if (files.size > 1) {
      throw new InputError(
        `${file}: the mapping reads ${files.size} files, so --source must be the folder they are in.`,
      )
    }
    return source
  }
  return {
    currency: mapping.currency,
    tables: mapping.parts.map((part) => ({ table: part.table, part })),
    warnings: [],
    mapping,
    paths: new Map(named.map(([name, paths]) => [name, paths.map(locate)])),
  }
}
