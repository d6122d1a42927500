import { type HeaderConcept, headerStrength, plainName } from './header-words.js'
import { type ColumnProfile, profileColumn } from './profile-column.js'

/** The beginning of a file, or all of it: what a guess is made from. */
export interface GuessSample {
  /** As the mapping will name it. */
  readonly file: string
  readonly columns: readonly string[]
  /** Values by row and column, as text; null or '' where empty. */
  readonly rows: readonly (readonly (string | null)[])[]
}

/** A sample with what its columns show, and look-ups by meaning. */
export class ProfiledSample {
  readonly columns: readonly ColumnProfile[]
  /** The file's name without folder and ending. */
  readonly stem: string

  constructor(readonly sample: GuessSample) {
    this.columns = sample.columns.map((name, index) =>
      profileColumn(
        name,
        sample.rows.map((row) => row[index] ?? null),
      ),
    )
    this.stem = sample.file.replace(/^.*[/\\]/, '').replace(/(\.[a-z0-9]+)+$/i, '')
  }

  /** The column that a concept most likely means, by its header, of those whose values fit; undefined if none does. */
  find(concept: HeaderConcept, fits: (column: ColumnProfile) => boolean = () => true): ColumnProfile | undefined {
    let best: ColumnProfile | undefined
    let strength = 0
    for (const column of this.columns) {
      const found = headerStrength(column.name, concept)
      if (found > strength && fits(column)) {
        best = column
        strength = found
      }
    }
    return best
  }

  /** Whether any header is one of these names. */
  has(...names: readonly string[]): boolean {
    return this.columns.some(({ name }) => names.some((other) => plainName(other) === plainName(name)))
  }

  /** The profile of a column over the rows where another column has one of some values. */
  within(column: ColumnProfile, by: ColumnProfile, values: readonly string[]): ColumnProfile {
    return profileColumn(
      column.name,
      column.values.filter((_, row) => values.includes(by.values[row] ?? '')),
    )
  }
}

export const isDate = (column: ColumnProfile) => column.dates !== null
export const isAmount = (column: ColumnProfile) => column.decimals !== null
export const isFilled = (column: ColumnProfile) => column.filled > 0
