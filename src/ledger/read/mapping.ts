import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { placeInDocument, readDocument } from '../../document/read-document.js'
import { type TableName, tableNames } from '../canonical-tables.js'
import { mappingSchema, type PartMapping, type SourceMapping } from './mapping/mapping-schema.js'

/** An import mapping, checked: its sources by name, and which rows of them make up each table. */
export interface Mapping {
  /** The mapping file, for messages. */
  readonly file: string
  /** The ISO 4217 code of the ledger, in capitals; not yet looked up. */
  readonly currency: string
  /** Every file that is read, by name: those under `sources`, and those that a table names itself. */
  readonly sources: ReadonlyMap<string, SourceMapping>
  /** In the order in which tables are read, and within a table in the order of the mapping. */
  readonly parts: readonly MappedPart[]
}

/** Rows of a canonical table from one source. */
export interface MappedPart {
  readonly table: TableName
  /** The key of its source in `Mapping.sources`. */
  readonly source: string
  readonly mapping: PartMapping
  readonly mappingFile: string
  /** Where the part stands in the mapping file. */
  readonly path: readonly PropertyKey[]
}

/** Reads a mapping file; an InputError names file, line, column and fault. */
export function readMapping(file: string): Mapping {
  const document = readDocument(file, mappingSchema, 'the mapping')
  const sources = new Map<string, SourceMapping>(Object.entries(document.sources))
  const known = [...sources.keys()]
  const parts: MappedPart[] = []
  for (const table of tableNames) {
    const written = document.tables[table]
    if (written === undefined) continue
    const list = Array.isArray(written) ? written : [written]
    list.forEach((mapping, index) => {
      const path = ['tables', table, ...(Array.isArray(written) ? [index] : [])]
      if (mapping.source !== undefined) refuseUnknown(file, [...path, 'source'], mapping.source, known)
      for (const [alias, { source }] of Object.entries(mapping.join ?? {})) {
        refuseUnknown(file, [...path, 'join', alias, 'source'], source, known)
      }
      for (const name of Object.keys(mapping.constants)) {
        if (mapping.columns[name] === undefined) continue
        const where = placeInDocument(file, [...path, 'constants', name])
        throw new InputError(`${where}: ${name} is under columns and under constants; keep one.`)
      }
      parts.push({ table, source: mapping.source ?? ownSource(sources, mapping), mapping, mappingFile: file, path })
    })
  }
  return { file, currency: document.currency, sources, parts }
}

/** The name of the source of a part that names its file itself; parts that read a file in the same way share one. */
function ownSource(sources: Map<string, SourceMapping>, mapping: PartMapping): string {
  const { file, format, delimiter, quote, encoding, sheet, header_line } = mapping
  const source = Object.fromEntries(
    Object.entries({ file, format, delimiter, quote, encoding, sheet, header_line }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as unknown as SourceMapping
  // A name that no source under `sources` can clash with.
  const name = `file ${JSON.stringify(source)}`
  sources.set(name, source)
  return name
}

function refuseUnknown(file: string, path: readonly PropertyKey[], name: string, known: readonly string[]): void {
  if (known.includes(name)) return
  const hint = known.length === 0 ? ' Name files under `sources` first, or say file.' : didYouMean(name, known)
  throw new InputError(`${placeInDocument(file, path)}: there is no source "${name}".${hint}`)
}
