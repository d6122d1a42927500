import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { InputError } from '../../document/input-error.js'
import { type TableName, tableNames, tablesNotReadYet } from '../canonical-tables.js'
import { readMapping, type TableMapping } from './mapping.js'

/** Where one table comes from. Without `mapping` the file already has canonical columns. */
export interface TableSource {
  readonly table: TableName
  readonly file: string
  readonly mapping?: TableMapping
  /** The mapping file, for messages; there exactly where `mapping` is. */
  readonly mappingFile?: string
}

/** The files that make up a ledger. */
export interface LedgerSources {
  readonly currency: string
  readonly tables: readonly TableSource[]
  /** Files of the folder that hold tables of the design which are not read yet. */
  readonly unread: readonly string[]
}

const extensions = ['.csv', '.parquet']

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

function tablesOfFolder(folder: string): LedgerSources {
  const files = readdirSync(folder)
  const tables: TableSource[] = []
  for (const table of tableNames) {
    const matches = files.filter((file) => extensions.some((extension) => file === table + extension))
    if (matches.length > 1) {
      throw new InputError(`${folder}: the table ${table} is there twice (${matches.join(', ')}); keep one.`)
    }
    if (matches[0]) tables.push({ table, file: join(folder, matches[0]) })
  }
  if (!tables.some(({ table }) => table === 'invoices')) {
    throw new InputError(
      `${folder}: the file invoices.csv (or invoices.parquet) does not exist; a ledger needs at least that table.`,
    )
  }
  const known: readonly string[] = [...tableNames, ...tablesNotReadYet]
  const unread = files.filter(
    (file) =>
      known.includes(basename(file, extname(file)).toLowerCase()) &&
      !tables.some((table) => basename(table.file) === file),
  )
  return { currency: 'USD', tables, unread }
}

function tablesOfMapping(file: string, source: string | undefined): LedgerSources {
  if (!['.yaml', '.yml', '.json'].includes(extname(file).toLowerCase())) {
    throw new InputError(`${file}: LEDGER is a folder of canonical tables or a mapping file that ends in .yaml.`)
  }
  const mapping = readMapping(file)
  const mapped = tableNames.flatMap((table) => {
    const entry = mapping.tables[table]
    return entry ? [{ table, mapping: entry }] : []
  })
  if (!mapping.tables.invoices) throw new InputError(`${file}: the mapping says nothing about the table invoices.`)
  const names = new Set(mapped.map((entry) => entry.mapping.file))
  const locate = (named: string): string => {
    if (source === undefined) return resolve(dirname(file), named)
    if (existsSync(source) && statSync(source).isDirectory()) return join(source, basename(named))
    if (names.size > 1) {
      throw new InputError(
        `${file}: the mapping reads ${names.size} files, so --source must be the folder they are in.`,
      )
    }
    return source
  }
  return {
    currency: mapping.currency,
    tables: mapped.map((entry) => ({ ...entry, file: locate(entry.mapping.file), mappingFile: file })),
    unread: [],
  }
}
