/** A table of words and figures, as a reader sees it; `notes` stand below it. */
export interface WordTable {
  readonly title?: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Columns from the first one that hold words; 1 if left out. */
  readonly wordColumns?: number
  readonly notes?: readonly string[]
}
