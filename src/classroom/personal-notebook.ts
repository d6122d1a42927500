import { InputError } from '../document/input-error.js'
import { hasTag, parametersTag } from '../notebook/cell-tag.js'
import type { Cell, Notebook } from '../notebook/notebook-file.js'

/** The line of a lesson's parameters that says who is learning. */
const learnerLine = /^(\s*const learner = ).*$/m

/** A link to another lesson. */
const lessonLink = /\]\((\d\d-[\w.-]+\.ipynb)\)/g

/**
 * A lesson for one learner: their name in its parameters and metadata, no outputs. `home` is the way from the new notebook's folder to that
 * of AR Lab, in the place of the `..` with which lessons name files, and before the lessons that they link to. Throws an InputError for a notebook that has no learner.
 */
export function personalNotebook(lesson: Notebook, learner: string, home: string, file: string): Notebook {
  const named = `$1${JSON.stringify(learner).replaceAll('$', '$$$$')}`
  // A folder's name may hold what would end a text in code.
  const homeInCode = home.replace(/['"`\\$]/g, (character) => `\\${character}`)
  let isNamed = false
  const cells = lesson.cells.map((cell): Cell => {
    if (cell.cell_type !== 'code') {
      return { ...cell, source: cell.source.replace(lessonLink, (_, name) => `](${home}/notebooks/${name})`) }
    }
    const isPlace = hasTag(cell, parametersTag) && learnerLine.test(cell.source)
    isNamed ||= isPlace
    const source = isPlace ? cell.source.replace(learnerLine, named) : cell.source
    return {
      ...cell,
      source: source.replace(/(['"`])\.\.\//g, (_, quote) => `${quote}${homeInCode}/`),
      outputs: [],
      execution_count: null,
    }
  })
  if (!isNamed) {
    throw new InputError(
      `${file}: its cell tagged "parameters" has no line "const learner = …", so it cannot be made a learner's own.`,
    )
  }
  return { ...lesson, metadata: { ...lesson.metadata, arlab: { learner } }, cells }
}
