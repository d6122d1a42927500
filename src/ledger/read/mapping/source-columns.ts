import { didYouMean } from '../../../document/did-you-mean.js'
import { InputError } from '../../../document/input-error.js'
import { placeInDocument } from '../../../document/read-document.js'
import type { RawSource } from '../raw-source.js'

/** A column that a mapping names, found. */
export interface FoundColumn {
  /** An SQL identifier of the part's relation. */
  readonly sql: string
  /** As the mapping names it: `Amount`, or `entry.docstatus` for a column of a joined source. */
  readonly name: string
}

/** Whose columns a mapping may name: the part's own source, and joined ones by alias. */
export interface ColumnScope {
  readonly own: RawSource
  readonly joined: ReadonlyMap<string, { readonly source: RawSource; readonly prefix: string }>
  readonly mappingFile: string
}

/**
 * The column of a name. `alias.Column` is a joined one where there is such an alias; otherwise a dot is a letter like any
 * other, for exports that flatten nested fields. An InputError says the file, the mapping's place and the nearest name.
 */
export function findColumn(scope: ColumnScope, name: string, path: readonly PropertyKey[]): FoundColumn {
  const index = scope.own.columns.indexOf(name)
  const dot = name.indexOf('.')
  const alias = dot < 0 ? undefined : scope.joined.get(name.slice(0, dot))
  const joinedIndex = alias ? alias.source.columns.indexOf(name.slice(dot + 1)) : -1
  if (index >= 0 && joinedIndex >= 0) {
    throw new InputError(
      `${place(scope, path)}: "${name}" is a column of ${scope.own.file} and of the join ${name.slice(0, dot)}; give the join another alias.`,
    )
  }
  if (index >= 0) return { sql: `c${index}`, name }
  if (alias && joinedIndex >= 0) return { sql: `${alias.prefix}c${joinedIndex}`, name }
  if (alias) throw missing(alias.source, name.slice(dot + 1), place(scope, path))
  throw missing(scope.own, name, place(scope, path))
}

function missing(source: RawSource, column: string, needed: string): InputError {
  return new InputError(
    `${source.file}, line 1, column ${column}: the mapping (${needed}) needs this column.${didYouMean(column, source.columns)}`,
  )
}

function place(scope: ColumnScope, path: readonly PropertyKey[]): string {
  return placeInDocument(scope.mappingFile, path)
}
