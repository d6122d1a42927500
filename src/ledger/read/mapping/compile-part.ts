import { InputError } from '../../../document/input-error.js'
import { placeInDocument } from '../../../document/read-document.js'
import { sqlText } from '../../../document/sql-text.js'
import { type CanonicalTable, canonicalTables } from '../../canonical-tables.js'
import type { MappedPart, Mapping } from '../mapping.js'
import type { RawSource } from '../raw-source.js'
import type { ColumnRecipe, RecipeCheck, TableRecipe } from '../table-recipe.js'
import { checkKeptRows, checkNamedValues } from './check-values.js'
import { compileColumn, type ValueStyles } from './compile-column.js'
import { compileConditions, type NamedValues } from './compile-condition.js'
import { type CompiledJoin, compileJoin } from './compile-join.js'
import type { ColumnScope } from './source-columns.js'

/** The files of each source of a mapping, by the source's name, opened. */
export type OpenSources = ReadonlyMap<string, readonly RawSource[]>

/**
 * Compiles one part of a mapped table to recipes, one per file of its source. An InputError names the place in the mapping
 * of a column that is not there, a needed one that is not mapped, a join that cannot be made.
 */
export function tableRecipes(mapping: Mapping, part: MappedPart, sources: OpenSources): TableRecipe[] {
  refuseMissing(part)
  return sources.get(part.source)!.map((own) => recipeOf(mapping, part, own, sources))
}

function recipeOf(mapping: Mapping, part: MappedPart, own: RawSource, sources: OpenSources): TableRecipe {
  const { mappingFile, path } = part
  const options = mapping.sources.get(part.source)!
  const styles: ValueStyles = {
    dates: part.mapping.dates ?? options.dates,
    decimals: part.mapping.decimals ?? options.decimals ?? 'point',
  }
  const joins = Object.entries(part.mapping.join ?? {})
  const joined = new Map<string, { source: RawSource; prefix: string }>()
  const scope: ColumnScope = { own, joined, mappingFile }
  const compiled: CompiledJoin[] = []
  const required: string[] = []
  for (const [index, [alias, join]] of joins.entries()) {
    const files = sources.get(join.source)!
    joined.set(alias, { source: files[0]!, prefix: `j${index}_` })
    const decimals = mapping.sources.get(join.source)!.decimals ?? 'point'
    const made = compileJoin(alias, join, files, scope, decimals, [...path, 'join', alias])
    compiled.push(made)
    if (join.required) required.push(`${made.found} IS NOT NULL`)
  }
  const relation = joinedRelation(own, compiled)

  const columns = new Map<string, ColumnRecipe>()
  const named: NamedValues[] = []
  for (const [column, written] of Object.entries(part.mapping.columns)) {
    if (written === undefined) continue
    const { recipe, negation } = compileColumn(written, scope, styles, [...path, 'columns', column])
    columns.set(column, recipe)
    named.push(...(negation?.named ?? []))
  }
  for (const [column, value] of Object.entries(part.mapping.constants)) {
    // A constant is written in the mapping's own way, whatever the file's is.
    if (value !== undefined)
      columns.set(column, { text: sqlText(value), sourceName: column, decimals: 'point', dates: 'iso' })
  }
  const filter = part.mapping.where && compileConditions(part.mapping.where, scope, styles.decimals, [...path, 'where'])
  named.push(...(filter?.named ?? []))
  const keep = [...required, ...(filter ? [filter.sql] : [])].join(' AND ')
  const place = () => placeInDocument(mappingFile, [...path, filter ? 'where' : 'join'])
  const checks: RecipeCheck[] = [
    ...compiled.flatMap((join) => join.check ?? []),
    ...named.map((values) => checkNamedValues(values, relation, own.file, mappingFile)),
    ...compiled.flatMap((join, index) => {
      const file = sources.get(joins[index]![1].source)![0]!.file
      return join.named.map((values) => checkNamedValues(values, join.relation, file, mappingFile))
    }),
    ...(keep === '' ? [] : [checkKeptRows(keep, relation, { table: part.table, file: own.file, place })]),
  ]
  return {
    source: own,
    relation,
    ...(keep === '' ? {} : { keep }),
    columns,
    distinct: part.mapping.distinct,
    checks,
  }
}

/** The source with what joins bring, every row once and in the source's order; a hash join alone would not keep it. */
function joinedRelation(own: RawSource, joins: readonly CompiledJoin[]): string {
  if (joins.length === 0) return own.relation
  const numbered = `(SELECT row_number() OVER () AS r, * FROM ${own.relation}) AS s`
  const ownColumns = own.columns.map((_, index) => `s.c${index}`)
  const selected = [...ownColumns, ...joins.flatMap((join) => join.selected)].join(', ')
  return `(SELECT ${selected} FROM ${numbered} ${joins.map(({ sql }) => sql).join(' ')} ORDER BY s.r)`
}

function refuseMissing({ table, mapping, mappingFile, path }: MappedPart): void {
  const schema: CanonicalTable = canonicalTables[table]
  for (const [column, { required }] of Object.entries(schema)) {
    if (!required || mapping.columns[column] !== undefined || mapping.constants[column] !== undefined) continue
    throw new InputError(
      `${placeInDocument(mappingFile, [...path, 'columns'])}: the mapping does not say where ${column} of the table ${table} comes from.`,
    )
  }
}
