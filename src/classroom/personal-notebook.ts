import { InputError } from '../document/input-error.js'
import { hasTag, parametersTag } from '../notebook/cell-tag.js'
import { encodedPath } from '../notebook/link-path.js'
import type { Cell, Notebook } from '../notebook/notebook-file.js'
import { literal } from '../notebook/parameters/parameter.js'

/** The line of a lesson's parameters that says who is learning. */
const learnerLine = /^(\s*const learner = ).*$/m

/** A link to another lesson. */
const lessonLink = /\]\((\d\d-[\w.-]+\.ipynb)\)/g

/** A text of code that names a file of AR Lab, from the folder of the lessons. */
const lessonPath = /(['"`])\.\.\/([^'"`]*)\1/g

/**
 * A lesson for one learner: their name in its parameters and metadata, no outputs. What comes with AR Lab it finds from any folder, on any
 * machine; `home` is the way from its folder to that of AR Lab, for its links to other lessons alone. Throws an InputError for a notebook that has no learner.
 */
export function personalNotebook(lesson: Notebook, learner: string, home: string, file: string): Notebook {
  const folder = linkPath(home)
  let isNamed = false
  let imports = "import { packageFile } from 'arlab'\n"
  const cells = lesson.cells.map((cell): Cell => {
    if (cell.cell_type !== 'code') {
      return { ...cell, source: cell.source.replace(lessonLink, (_, name) => `](${folder}/notebooks/${name})`) }
    }
    const found = cell.source.replace(lessonPath, 'packageFile($1$2$1)')
    // After the files: a name may look like one.
    const isPlace = hasTag(cell, parametersTag) && learnerLine.test(found)
    isNamed ||= isPlace
    const own = isPlace ? found.replace(learnerLine, (_, before) => before + literal(learner)) : found
    const source = found === cell.source ? own : imports + own
    // A later cell knows what an earlier one has imported.
    if (found !== cell.source) imports = ''
    return { ...cell, source, outputs: [], execution_count: null }
  })
  if (!isNamed) {
    throw new InputError(
      `${file}: its cell tagged "parameters" has no line "const learner = …", so it cannot be made a learner's own.`,
    )
  }
  return { ...lesson, metadata: { ...lesson.metadata, arlab: { learner } }, cells }
}

/** A path as a link of markdown, which blanks and parentheses would end. */
function linkPath(path: string): string {
  return encodedPath(path).replaceAll('(', '%28').replaceAll(')', '%29')
}
