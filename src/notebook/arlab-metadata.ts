import type { Cell, Notebook } from './notebook-file.js'

/** What the metadata of a notebook or a cell says to AR Lab, below the key `arlab`; empty if they say nothing. */
export function arlabMetadata({ metadata }: Pick<Cell | Notebook, 'metadata'>): Readonly<Record<string, unknown>> {
  const { arlab } = metadata
  return typeof arlab === 'object' && arlab !== null ? (arlab as Record<string, unknown>) : {}
}
