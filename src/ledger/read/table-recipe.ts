import type { DecimalStyle } from '../../money/parse-amount.js'
import type { Warning } from '../ledger-problem.js'
import type { DateStyle } from './parse-date.js'
import type { RawSource } from './raw-source.js'

/** How one canonical column is had from a source. */
export interface ColumnRecipe {
  /** An SQL expression of type VARCHAR over the recipe's relation; null or '' where there is no value. */
  readonly text: string
  /** What messages call it: the column's name in the file. */
  readonly sourceName: string
  /** How dates are written; if absent, the values must prove it. */
  readonly dates?: DateStyle
  readonly decimals: DecimalStyle
  /** An SQL expression of type BOOLEAN, never null: where true, the amount's sign is turned. */
  readonly negated?: string
}

/** How the rows of one canonical table are had from one source: what a mapping compiles to. */
export interface TableRecipe {
  /** The source whose rows are streamed; it knows their lines. */
  readonly source: RawSource
  /**
   * An SQL table expression: every row of the source exactly once and in its order, joins or not. So the n-th streamed
   * row is the source's n-th.
   */
  readonly relation: string
  /**
   * An SQL expression of type BOOLEAN, never null: false for rows that the mapping leaves out (they are counted and not
   * read; their texts need not be asked for). Absent where every row counts.
   */
  readonly keep?: string
  readonly columns: ReadonlyMap<string, ColumnRecipe>
  /** Rows equal in all columns count once. */
  readonly distinct: boolean
  /** Queries to run before streaming. */
  readonly checks: readonly RecipeCheck[]
}

/** A question about the data that decides whether a recipe may be used. */
export interface RecipeCheck {
  readonly query: string
  /** Judges the query's rows: a warning, or null. Throws an InputError if the recipe must not be used. */
  judge(rows: readonly (readonly unknown[])[]): Warning | null
}
