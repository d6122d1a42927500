import type { DuckDBConnection } from '@duckdb/node-api'
import type { TableName } from '../canonical-tables.js'
import type { Warning } from '../ledger-problem.js'
import { misspeltColumns } from '../link/misspelt-columns.js'
import type { LedgerSources, TableSource } from './find-tables.js'
import { tableRecipes } from './mapping/compile-part.js'
import { directRecipe } from './mapping/direct-recipe.js'
import type { SourceMapping } from './mapping/mapping-schema.js'
import type { MappedPart, Mapping } from './mapping.js'
import type { RawSource } from './raw-source.js'
import { openSources } from './source/open-sources.js'
import type { SourceOptions } from './source/source-options.js'
import type { TableRecipe } from './table-recipe.js'

/** One source of a table. The recipe is made for a source, since reading may replace it by a mended copy. */
export interface TableInput {
  readonly source: RawSource
  readonly recipeFor: (source: RawSource) => TableRecipe
}

/** The sources of one table, opened. */
export interface OpenTable {
  readonly table: TableName
  readonly inputs: readonly TableInput[]
  readonly warnings: readonly Warning[]
}

/**
 * Opens the files of one entry of a ledger; each opened source is handed to `opened`, to be closed by the caller.
 * With `mended` delimited files are read from mended copies from the start.
 */
export async function openTable(
  entry: TableSource,
  sources: LedgerSources,
  connection: DuckDBConnection,
  opened: (source: RawSource) => void,
  mended = false,
): Promise<OpenTable> {
  const open = async (path: string, options: SourceOptions) => {
    const files = await openSources(path, { ...options, mended }, connection)
    for (const file of files) opened(file)
    return files
  }
  if ('part' in entry) return await openPart(entry.part, sources.mapping!, sources.paths, open)
  const files = await open(entry.path, {})
  return {
    table: entry.table,
    inputs: files.map((source) => ({ source, recipeFor: (own) => directRecipe(entry.table, own).recipe })),
    warnings: files.flatMap((file) => misspeltColumns(entry.table, file.file, directRecipe(entry.table, file).unread)),
  }
}

type Open = (path: string, options: SourceOptions) => Promise<readonly RawSource[]>

async function openPart(
  part: MappedPart,
  mapping: Mapping,
  paths: ReadonlyMap<string, readonly string[]>,
  open: Open,
): Promise<OpenTable> {
  const names = new Set([part.source, ...Object.values(part.mapping.join ?? {}).map(({ source }) => source)])
  const files = new Map<string, readonly RawSource[]>()
  for (const name of names) {
    const options = optionsOf(mapping.sources.get(name)!)
    const found: RawSource[] = []
    for (const path of paths.get(name)!) found.push(...(await open(path, options)))
    files.set(name, found)
  }
  const own = files.get(part.source)!
  return {
    table: part.table,
    inputs: own.map((source, index) => ({
      source,
      recipeFor: (replacing) =>
        tableRecipes(
          mapping,
          part,
          new Map([...files, [part.source, own.map((file, at) => (at === index ? replacing : file))]]),
        )[index]!,
    })),
    warnings: [],
  }
}

function optionsOf({ format, delimiter, quote, encoding, sheet, header_line }: SourceMapping): SourceOptions {
  return {
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined ? {} : { quote }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(header_line === undefined ? {} : { headerLine: header_line }),
  }
}
