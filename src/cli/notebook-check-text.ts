import { plural } from '../document/plural.js'
import { shortText, visibleText } from '../document/visible-text.js'
import type { CellDifference, NotebookCheck } from '../notebook/check/check-notebook.js'
import { failureText } from './notebook-failure-text.js'
import { typedPath } from './typed-path.js'

/** What came of running a notebook again, in words: what differs, cell by cell, or that nothing does. */
export function notebookCheckText(file: string, check: NotebookCheck): string {
  if (!check.saved) {
    return `${file}: it has no saved outputs to compare; to save them: arlab notebook run ${typedPath(file)} -o ${typedPath(file)}`
  }
  const failure = check.failure === undefined ? [] : [`${file}: ${failureText(check)}`]
  if (check.differences.length === 0) {
    if (failure.length > 0) return failure[0]!
    return `${file}: the same as saved (${plural(check.cells, 'cell')}).`
  }
  const count = `${check.differences.length} of ${check.cells} cells ${check.differences.length === 1 ? 'differs' : 'differ'} from what is saved`
  return [`${file}: ${count}.`, ...check.differences.map(cellText), ...failure].join('\n')
}

function cellText({ cell, firstLine, outputs }: CellDifference): string {
  const lines = outputs.flatMap(({ output, what, saved, now }) => [
    `    output ${output}: ${what}`,
    `      saved: ${valueText(saved)}`,
    `      now:   ${valueText(now)}`,
  ])
  return [`  cell ${cell} (${shortText(visibleText(firstLine))})`, ...lines].join('\n')
}

function valueText(value: string | null): string {
  return value === null ? '(nothing)' : shortText(visibleText(value), 120)
}
