import type { LearnerNotebook } from '../classroom/make-class.js'
import { plural } from '../document/plural.js'
import { notBegun } from './notebooks-side-by-side.js'
import { typedPath } from './typed-path.js'

/** What became of a notebook that was run where it lies. */
export interface InPlaceRun {
  readonly ok: boolean
  /** How many code cells there are. */
  readonly cells: number
  readonly failure: { readonly cell: number; readonly reason: string } | null
}

/**
 * What was made of an instructor's version, and what to do next. `runs` are of the first notebooks; empty if none was run. `isAlone` says
 * that the folder held no notebook before.
 */
export function solvedClassText(
  { folder, isAlone }: { readonly folder: string; readonly isAlone: boolean },
  made: readonly LearnerNotebook[],
  runs: readonly InPlaceRun[],
): string {
  const wrote = `Wrote ${plural(made.length, 'notebook')} with solutions to ${folder}`
  if (runs.length === made.length && runs.every(({ ok }) => ok)) {
    return `${wrote}, with all outputs. Open one, or see that every check passes: arlab lesson grade ${typedPath(folder)}`
  }
  const all = typedPath(folder)
  const files = made.map(({ file }) => typedPath(file)).join(' ')
  // A pattern would run what lay there before as well. A shell finds its files only where it is not in quotes.
  const again = `${isAlone && made.length > 1 ? `${all}/*.ipynb` : files} -o ${made.length > 1 ? all : files}`
  const them = made.length === 1 ? 'it' : 'them'
  if (runs.length === 0) return `${wrote}, without outputs. To run ${them}: arlab notebook run ${again}`
  const failures = runs.flatMap(({ failure, cells }, index) =>
    failure === null ? [] : [`${made[index]!.file}: cell ${failure.cell} of ${cells} failed: ${failure.reason}`],
  )
  return [
    `${wrote}.`,
    ...failures,
    ...notBegun(runs.length, made.length),
    `To run ${them} again: arlab notebook run ${again}`,
  ].join('\n')
}
