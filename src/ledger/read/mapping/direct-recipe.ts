import { InputError } from '../../../document/input-error.js'
import { shortList } from '../../../document/visible-text.js'
import { type CanonicalTable, canonicalTables, type TableName } from '../../canonical-tables.js'
import type { RawSource } from '../raw-source.js'
import type { ColumnRecipe, TableRecipe } from '../table-recipe.js'

/** A table whose file has canonical columns: it needs no mapping. */
export interface DirectTable {
  readonly recipe: TableRecipe
  /** Columns of the file that are none of the table's, and are left unread. */
  readonly unread: readonly string[]
}

/** Compiles a canonical table's file to a recipe. An InputError names a needed column that the file lacks. */
export function directRecipe(table: TableName, source: RawSource): DirectTable {
  const schema: CanonicalTable = canonicalTables[table]
  const columns = new Map<string, ColumnRecipe>()
  for (const [column, { required }] of Object.entries(schema)) {
    const index = source.columns.indexOf(column)
    if (index >= 0) columns.set(column, { text: `c${index}`, sourceName: column, decimals: 'point' })
    else if (required) {
      throw new InputError(
        `${source.file}, line 1, column ${column}: the column is missing from the header (${shortList(source.columns)}); ` +
          'a file with other column names is read through a mapping.',
      )
    }
  }
  return {
    recipe: { source, relation: source.relation, columns, distinct: false, checks: [] },
    unread: source.columns.filter((column) => !Object.hasOwn(schema, column)),
  }
}
