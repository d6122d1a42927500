import type { Cell } from './notebook-file.js'

/** The tag of the cell that declares a notebook's parameters, as papermill calls it. */
export const parametersTag = 'parameters'

/** Whether a cell carries a tag. */
export function hasTag({ metadata }: Cell, tag: string): boolean {
  return Array.isArray(metadata.tags) && metadata.tags.includes(tag)
}
