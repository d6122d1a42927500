import { describe, expect, test } from 'vitest'
import { classMistakes } from '../../src/classroom/class-mistakes.js'
import { answeredExercise } from '../../src/classroom/exercise-cells.js'
import { type GradedNotebook, gradeNotebook } from '../../src/classroom/grade-notebook.js'
import { gradeExport, gradeTables } from '../../src/cli/lesson-text.js'
import { exerciseNamed } from '../../src/lesson/exercise-named.js'
import { poseExercise } from '../../src/lesson/pose-exercise.js'
import type { Notebook, Output } from '../../src/notebook/notebook-file.js'
import { answeredWorksheet } from '../classroom/answered-worksheet.js'

const rightFor = (learner: string) => poseExercise(exerciseNamed('dso-1'), learner).answer
const tableOf = (graded: readonly GradedNotebook[], wasRun = false) =>
  gradeTables(graded, classMistakes(graded), wasRun)[0]!

/** The notebook with a cell at its end. */
function and(notebook: Notebook, source: string, outputs: readonly Output[] = []): Notebook {
  return { ...notebook, cells: [...notebook.cells, { cell_type: 'code', metadata: {}, source, outputs }] }
}

describe('a table of grades', () => {
  test('shows what was handed in twice in rows of their own, with a sentence', () => {
    const graded = ['Ana.ipynb', 'Ana (1).ipynb', 'Ben.ipynb'].map((file) => {
      const learner = file.slice(0, 3)
      return gradeNotebook(answeredWorksheet(learner, { 'dso-1': rightFor(learner), 'cei-1': null }), file)
    })
    const { rows, notes } = tableOf(graded)
    expect(rows.map(([learner]) => learner)).toEqual(['Ana (Ana.ipynb)', 'Ana (Ana (1).ipynb)', 'Ben'])
    expect(notes).toEqual([
      'Ana is in 2 files: Ana.ipynb, Ana (1).ipynb. Each has a row; move those that do not count out of the folder.',
    ])
  })

  test('tells an answer that cannot be read from none', () => {
    const { rows, notes } = tableOf([
      gradeNotebook(answeredWorksheet('Ana', { 'dso-1': 'abc', 'cei-1': null }), 'a.ipynb'),
    ])
    expect(rows).toEqual([['Ana', '? unreadable', '– none', '0 of 2']])
    expect(notes).toEqual(['? Ana (a.ipynb): the answer to dso-1 cannot be read: “abc”'])
  })

  test('says which cell failed and why, and gives no advice to run what was run', () => {
    const error: Output = { output_type: 'error', ename: 'TypeError', evalue: 'x\ny', traceback: [] }
    const graded = [gradeNotebook(and(answeredWorksheet('Ana', {}), 'x', [error]), 'a.ipynb')]
    for (const wasRun of [false, true]) {
      expect(tableOf(graded, wasRun).notes).toEqual([
        '! Ana (a.ipynb): code cell 7 of 7 failed: TypeError: x',
        'A notebook runs no farther than its first cell that fails: mend that cell, or give the notebook back to its learner, then grade again.',
      ])
    }
  })

  test('advises --run where it was not run, and else says that nothing checks the answer', () => {
    const graded = [gradeNotebook(answeredWorksheet('Ana', { 'cei-1': null }), 'a.ipynb')]
    expect(tableOf(graded).notes).toEqual([
      'One notebook has answers that were never checked, or was saved without outputs; --run runs them first.',
    ])
    expect(tableOf(graded, true).notes).toEqual([
      "· Ana (a.ipynb): nothing checks the answer to dso-1; the line await show(check('dso-1', answer)) is missing.",
    ])
  })

  test('says what is not graded as it looks, and why', () => {
    const notebook = answeredWorksheet('Jose', { 'dso-1': 1 }, 'José')
    const cells = notebook.cells.filter((cell) => answeredExercise(cell) !== 'cei-1')
    const unknown = { cell_type: 'code', metadata: { arlab: { exercise: '__proto__' } }, source: 'x', outputs: [] }
    const graded = [gradeNotebook({ ...notebook, cells: [...cells, unknown] }, 'a.ipynb')]
    const { header, rows, notes } = tableOf(graded)
    expect(header).toEqual(['learner', 'dso-1', 'cei-1', 'right'])
    expect(rows).toEqual([['Jose', '✗ wrong', '· not run', '0 of 2']])
    expect(notes).toEqual([
      '· Jose (a.ipynb): the cell of the answer to cei-1 is missing; it was deleted, or lost its tag "answer".',
      'a.ipynb: dso-1 checked for José, graded for Jose, whose figures differ.',
      'No exercise is called “__proto__” (a.ipynb); what is checked under such a name is not counted.',
    ])
  })

  test('tells an answer of nobody from none', () => {
    const notebook = answeredWorksheet('', { 'dso-1': 1, 'cei-1': null })
    const { rows, notes } = tableOf([gradeNotebook(notebook, 'a.ipynb')])
    expect(rows).toEqual([['a.ipynb', '? whose', '? whose', '0 of 2']])
    expect(notes).toEqual([
      "? a.ipynb: dso-1, cei-1 checked for nobody; the cell that shows the exercise, with the learner's name, must run before the answer.",
    ])
  })

  test('has a sign for a solution that was asked for', () => {
    const notebook = and(answeredWorksheet('Ana', { 'dso-1': rightFor('Ana'), 'cei-1': null }), "solution('dso-1')")
    const { rows, notes } = tableOf([gradeNotebook(notebook, 'a.ipynb')])
    expect(rows).toEqual([['Ana', '✓ right°', '– none', '1 of 2']])
    expect(notes).toEqual(['° The notebook asks for the solution of this exercise, or shows it (1 notebook).'])
  })

  test('of a whole class that cannot be read is not a page of sentences', () => {
    const graded = Array.from({ length: 30 }, (_, index) =>
      gradeNotebook(answeredWorksheet(`L${index}`, { 'dso-1': 'abc', 'cei-1': null }), `${index}.ipynb`),
    )
    const { notes = [] } = tableOf(graded)
    expect(notes).toHaveLength(21)
    expect(notes.at(-1)).toBe('… and 10 more; --json has all.')
  })

  test('goes to a spreadsheet with what stood there', () => {
    const graded = [gradeNotebook(answeredWorksheet('Ana', { 'dso-1': 'abc' }), 'a.ipynb')]
    const { columns } = gradeExport(graded)
    const row = Object.fromEntries(columns.map(({ name, at }) => [name, at(0)]))
    expect(row).toEqual({
      learner: 'Ana',
      exercise: 'dso-1',
      status: 'unreadable',
      answer: null,
      given: '“abc”',
      mistake: null,
      solution: null,
      file: 'a.ipynb',
    })
  })
})
