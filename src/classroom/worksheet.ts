import type { Exercise } from '../lesson/exercise.js'
import { parametersTag } from '../notebook/cell-tag.js'
import { kernelDisplayName, kernelName } from '../notebook/kernel-name.js'
import type { Cell, Notebook } from '../notebook/notebook-file.js'
import { answerTag } from './exercise-cells.js'

const kernelspec = { display_name: kernelDisplayName, language: 'typescript', name: kernelName }
const languageInfo = { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' }

/** A notebook of nothing but exercises, to be made a learner's own. */
export function worksheet(exercises: readonly Exercise[]): Notebook {
  const cells: Omit<Cell, 'id'>[] = [
    markdown(
      '# Exercises\n\nRun each cell from top to bottom. Put your answer, a number, in the place of `null`, and run that cell again. ' +
        'Stuck? The first hint says little, the third nearly all. Save the notebook when you are done, with what it printed.',
    ),
    code("const learner = 'your name'", { tags: [parametersTag] }),
    code("import { check, exercise, hint, show } from 'arlab'"),
    ...exercises.flatMap(({ id, title }) => [
      markdown(`## ${title}`),
      code(`await show(exercise('${id}', learner))`, { tags: ['exercise'], arlab: { exercise: id } }),
      code(
        `// Your answer, a number, in the place of null. Stuck? await show(hint('${id}', 1))\nconst answer = null\nawait show(check('${id}', answer))`,
        { tags: [answerTag], arlab: { exercise: id } },
      ),
    ]),
  ]
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec, language_info: languageInfo },
    cells: cells.map((cell, index) => ({ ...cell, id: `exercises-${index + 1}` })),
  }
}

function markdown(source: string): Omit<Cell, 'id'> {
  return { cell_type: 'markdown', metadata: {}, source }
}

function code(source: string, metadata: Cell['metadata'] = {}): Omit<Cell, 'id'> {
  return { cell_type: 'code', metadata, source, outputs: [], execution_count: null }
}
