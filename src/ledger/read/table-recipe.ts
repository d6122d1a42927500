import type { DateStyle } from './parse-date.js'
import type { DecimalStyle } from '../../money/parse-amount.js'

/** How one canonical column is had from a source. */
export interface ColumnRecipe {
  /** An SQL expression of type VARCHAR over the recipe's relation; null or '' where there is no value. */
  readonly text: string
  /** What messages call it: the column's name in the file. */
  readonly sourceName: string
  /** How dates are written; if absent, the values must prove it. */
  readonly dates?: DateStyle
  readonly decimals: DecimalStyle
  /** An SQL expression of type BOOLEAN: where true, the amount's sign is turned. */
  readonly negated?: string
}

/** How the rows of one canonical table are had from one source: what a mapping compiles to. */
export interface TableRecipe {
  /** An SQL table expression; rows in the source's order. */
  readonly relation: string
  /** An SQL expression: the row of the source (from 0). Absent where every row of the source is streamed in order. */
  readonly sourceRow?: string
  readonly columns: ReadonlyMap<string, ColumnRecipe>
  /** Rows equal in all columns count once. */
  readonly distinct: boolean
}
