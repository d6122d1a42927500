import { existsSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Day } from '../calendar/day.js'
import { nearest } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { type WholeFiles, writeTogether } from '../document/whole-files.js'
import { csvChunks } from './csv-chunks.js'
import type { ExportTable } from './export-table.js'
import { jsonChunks, jsonLinesChunks } from './json-chunks.js'
import { writeChunks } from './write-chunks.js'
import { writeParquet } from './write-parquet.js'
import { writeXlsx } from './write-xlsx.js'

export const exportFormats = ['csv', 'parquet', 'xlsx', 'json', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Formats that hold several tables in one file. */
const manyInOne: readonly ExportFormat[] = ['xlsx', 'json']

/** Where an export goes: one file, or a folder with a file for each table. */
export interface ExportTarget {
  readonly path: string
  readonly format: ExportFormat
  readonly isFolder: boolean
}

/**
 * What an output's path and an asked-for format mean: a path that ends in .csv, .parquet, .xlsx, .json or .jsonl is a file of
 * that format, any other path a folder, of CSV files if no format is asked for. An InputError names a contradiction.
 */
export function exportTarget(path: string, format?: ExportFormat): ExportTarget {
  const extension = extname(path).slice(1).toLowerCase()
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  const told = exportFormats.find((known) => known === extension)
  if (isFolder || (extension === '' && !existsSync(path))) return { path, format: format ?? 'csv', isFolder: true }
  if (told && format && told !== format) {
    throw new InputError(`${path}: the name says ${told}, but the format asked for is ${format}; change one of them.`)
  }
  const chosen = format ?? told
  if (!chosen) {
    const meant = nearest(extension, exportFormats)
    const hint = meant === null ? '' : ` Did you mean "${meant}"?`
    throw new InputError(
      `${path}: the name does not tell a format; end it in one of .${exportFormats.join(', .')}.${hint}`,
    )
  }
  return { path, format: chosen, isFolder: false }
}

export interface ExportOptions {
  /** The day of the ledger that the tables come from; JSON documents state it. */
  readonly asOf?: Day
  /** Leaves texts that a spreadsheet would run as formulas as they are in CSV; other formats never change a text. */
  readonly raw?: boolean
  readonly onRows?: (table: ExportTable, rows: number) => void
}

/** One file of an export. */
export interface ExportedFile {
  readonly file: string
  readonly tables: readonly string[]
  readonly rows: number
  readonly bytes: number
  /** Texts that got an apostrophe so that no spreadsheet runs them. */
  readonly neutralised: number
}

/**
 * Writes tables to a file, or to a folder with one file for each. All files are there when it is done, and none if it fails.
 * An InputError says what cannot be written.
 */
export async function exportFiles(
  tables: readonly ExportTable[],
  target: ExportTarget,
  options: ExportOptions = {},
): Promise<ExportedFile[]> {
  const { path, format, isFolder } = target
  if (!isFolder && tables.length > 1 && !manyInOne.includes(format)) {
    const names = tables.map(({ name }) => name).join(', ')
    throw new InputError(
      `${path}: one ${format} file holds one table, not ${tables.length} (${names}); give a folder, a file that ends in .xlsx or .json, or one table.`,
    )
  }
  return await writeTogether(async (files) => {
    if (!isFolder) return [await writeOne(files, path, tables, format, options)]
    const written: ExportedFile[] = []
    for (const table of tables) {
      written.push(await writeOne(files, join(path, `${table.name}.${format}`), [table], format, options))
    }
    return written
  })
}

async function writeOne(
  files: WholeFiles,
  file: string,
  tables: readonly ExportTable[],
  format: ExportFormat,
  options: ExportOptions,
): Promise<ExportedFile> {
  const temporary = files.place(file)
  let neutralised = 0
  const write = (): Promise<number> => {
    const [table] = tables as readonly [ExportTable]
    const onRows = (rows: number) => options.onRows?.(table, rows)
    switch (format) {
      case 'csv':
        return writeChunks(
          temporary,
          csvChunks(table, { raw: options.raw ?? false, onRows, onNeutralised: () => neutralised++ }),
        )
      case 'jsonl':
        return writeChunks(temporary, jsonLinesChunks(table, onRows))
      case 'json':
        return writeChunks(temporary, jsonChunks(tables, options.asOf ?? null, options.onRows))
      case 'parquet':
        return writeParquet(temporary, files.scratch(`${file}.rows`), table, onRows)
      case 'xlsx':
        return writeXlsx(temporary, tables, options.onRows)
      default:
        return format satisfies never
    }
  }
  const bytes = await write()
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return { file, tables: tables.map(({ name }) => name), rows, bytes, neutralised }
}
