import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { classMistakes } from '../../src/classroom/class-mistakes.js'
import { gradeNotebook } from '../../src/classroom/grade-notebook.js'
import { repeatedLearners } from '../../src/classroom/repeated-learners.js'
import { exerciseNamed } from '../../src/lesson/exercise-named.js'
import { LessonSession } from '../../src/lesson/lesson-session.js'
import { poseExercise } from '../../src/lesson/pose-exercise.js'
import { type Cell, type Notebook, type Output, readNotebook } from '../../src/notebook/notebook-file.js'
import { lesson } from '../notebooks/lesson-files.js'
import { answeredWorksheet as answered } from './answered-worksheet.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-grade-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const posed = (id: string, learner: string) => poseExercise(exerciseNamed(id), learner)

describe('grading', () => {
  test('takes the saved answers, and works their verdicts out anew', () => {
    const slip = posed('cei-1', 'Ana').mistakes[0]!
    const graded = gradeNotebook(
      answered('Ana', { 'dso-1': posed('dso-1', 'Ana').answer, 'cei-1': slip.value }),
      'ana.ipynb',
    )
    expect(graded).toMatchObject({ file: 'ana.ipynb', learner: 'Ana', right: 1 })
    expect(graded.marks.map(({ exercise, status, mistake }) => [exercise, status, mistake])).toEqual([
      ['dso-1', 'right', null],
      ['cei-1', 'mistake', slip.id],
    ])
  })

  test('is not taken in by an answer that is right for somebody else, nor by a verdict that was written by hand', () => {
    const borrowed = answered('Ana', { 'dso-1': posed('dso-1', 'Ben').answer }, 'Ben')
    expect(gradeNotebook(borrowed, 'a').marks[0]!.status).not.toBe('right')
    const verdict = {
      schema: 'arlab/verdict/1',
      exercise: 'dso-1',
      learner: 'Ana',
      answer: 1,
      status: 'right',
      mistake: null,
    }
    const cells = borrowed.cells.map((cell) => ({
      ...cell,
      ...(cell.cell_type === 'code'
        ? {
            outputs: [
              { output_type: 'display_data', data: { 'application/vnd.arlab.verdict+json': verdict }, metadata: {} },
            ] as Output[],
          }
        : {}),
    }))
    expect(gradeNotebook({ ...borrowed, cells }, 'a').marks[0]!.status).toBe('wrong')
  })

  test('tells no answer from one that was never checked', () => {
    const { marks, right } = gradeNotebook(answered('Ana', { 'dso-1': null }), 'a')
    expect(marks.map(({ status }) => status)).toEqual(['no-answer', 'not-run'])
    expect(right).toBe(0)
  })

  test('counts the slips of a class, the most frequent first', () => {
    const slipOf = (learner: string) =>
      posed('cei-1', learner).mistakes.find(({ id }) => id === 'total-for-current')!.value
    const graded = ['A', 'B', 'C'].map((learner, index) =>
      gradeNotebook(
        answered(learner, { 'cei-1': index < 2 ? slipOf(learner) : posed('cei-1', learner).answer }),
        learner,
      ),
    )
    expect(classMistakes(graded)).toEqual([
      { exercise: 'cei-1', mistake: 'total-for-current', learners: 2, answered: 3 },
    ])
  })

  test('reads what a front end wrote of it', () => {
    const file = join(folder, 'by-hand.ipynb')
    writeFileSync(file, JSON.stringify({ ...answered('Ana', { 'dso-1': '1000.5 days' }), nbformat_minor: 5 }))
    expect(gradeNotebook(readNotebook(file), 'x').marks[0]).toMatchObject({ exercise: 'dso-1', answer: 1000.5 })
  })
})

/** The notebook with some of its cells changed, or left out where the change gives null. */
function changed(notebook: Notebook, change: (cell: Cell, index: number) => Cell | null): Notebook {
  return { ...notebook, cells: notebook.cells.map(change).filter((cell) => cell !== null) }
}

const checked = (exercise: string, answer: unknown, learner = 'Ana'): Output => ({
  output_type: 'display_data',
  ...new LessonSession().check(exercise, answer, learner).bundle,
})

/** A saved verdict that `check` did not write, or not so. */
const written = (fields: Readonly<Record<string, unknown>>): Output => ({
  output_type: 'display_data',
  metadata: {},
  data: {
    'application/vnd.arlab.verdict+json': {
      schema: 'arlab/verdict/1',
      exercise: 'dso-1',
      learner: 'Ana',
      answer: null,
      status: 'unreadable',
      given: 'abc',
      mistake: null,
      ...fields,
    },
  },
})

const isAnswer = ({ metadata }: Cell, exercise = '') =>
  String(metadata.tags) === 'answer' && JSON.stringify(metadata).includes(exercise)

/** A worksheet of dso-1 and cei-1 with these outputs of the answer to dso-1. */
const withAnswer = (...outputs: Output[]): Notebook =>
  changed(answered('Ana', {}), (cell) => (isAnswer(cell, 'dso-1') ? { ...cell, outputs } : cell))

describe('the cell of the answer', () => {
  const failure: Output = { output_type: 'error', ename: 'TypeError', evalue: 'no', traceback: [] }

  // Above the answer the lesson shows what check says, of the right answer too.
  test.each<[string, readonly Output[], string]>([
    ['saved without outputs', [], 'not-run'],
    ['that failed', [failure], 'failed'],
  ])('%s is not answered by a cell that shows how to check', (_, outputs, status) => {
    const name = '12-make-a-class.ipynb'
    const notebook = changed(lesson(name), (cell) => (isAnswer(cell) ? { ...cell, outputs } : cell))
    expect(gradeNotebook(notebook, name)).toMatchObject({ right: 0, marks: [{ exercise: 'cei-1', status }] })
  })

  test('is not overruled by what was tried below it', () => {
    const notebook = answered('Ana', { 'dso-1': posed('dso-1', 'Ana').answer })
    const tried: Cell = { cell_type: 'code', metadata: {}, source: 'x', outputs: [checked('dso-1', 1)] }
    expect(gradeNotebook({ ...notebook, cells: [...notebook.cells, tried] }, 'a').marks[0]!.status).toBe('right')
  })

  test('counts with its last verdict on the exercise', () => {
    const right = posed('dso-1', 'Ana').answer
    const notebook = withAnswer(checked('dso-1', 1), checked('dso-1', right), checked('cei-1', 1))
    expect(gradeNotebook(notebook, 'a').marks.map(({ status }) => status)).toEqual(['right', 'not-run'])
  })

  const full = answered('Ana', { 'dso-1': posed('dso-1', 'Ana').answer, 'cei-1': 1 })

  test('that was deleted leaves the exercise in the grade', () => {
    const graded = gradeNotebook(
      changed(full, (cell) => (isAnswer(cell, 'cei-1') ? null : cell)),
      'a',
    )
    expect(graded.marks).toMatchObject([
      { exercise: 'dso-1', status: 'right', answerCellMissing: false },
      { exercise: 'cei-1', status: 'not-run', answerCellMissing: true },
    ])
  })

  test.each<[string, (cell: Cell) => Cell]>([
    ['lost its tag', (cell) => ({ ...cell, metadata: { arlab: cell.metadata.arlab } })],
    ['was written anew', (cell) => ({ ...cell, metadata: {} })],
  ])('that %s is found by its verdict, from the exercise on', (_, change) => {
    const notebook = changed(full, (cell) => (isAnswer(cell, 'cei-1') ? change(cell) : cell))
    const shown: Cell = { cell_type: 'code', metadata: {}, source: 'x', outputs: [checked('dso-1', 2)] }
    const { marks } = gradeNotebook({ ...notebook, cells: [shown, ...notebook.cells] }, 'a')
    expect(marks).toMatchObject([{ status: 'right' }, { status: 'wrong', answer: 1, answerCellMissing: true }])
    const above: Cell = { ...shown, outputs: [checked('cei-1', 2)] }
    const none = changed(full, (cell) => (isAnswer(cell, 'cei-1') ? null : cell))
    expect(gradeNotebook({ ...none, cells: [above, ...none.cells] }, 'a').marks[1]!.status).toBe('not-run')
  })

  test('an error that it caught and printed is no failure of a run', () => {
    const text = 'RangeError: no\n    at cell [4], line 2\n'
    const notebook = withAnswer({ output_type: 'stream', name: 'stderr', text })
    expect(gradeNotebook(notebook, 'a', true).failures).toEqual([])
    expect(gradeNotebook(notebook, 'a').failures).toHaveLength(1)
  })
})

describe('who is graded', () => {
  test('is said where the answer was checked for somebody else; the mark stays', () => {
    const { answer } = posed('dso-1', 'José')
    const [other, own] = gradeNotebook(answered('Jose', { 'dso-1': answer, 'cei-1': null }, 'José'), 'a').marks
    expect([other!.checkedFor, own!.checkedFor]).toEqual(['José', null])
    expect(other!.status).not.toBe('right')
    const { marks } = gradeNotebook(answered('Jose', { 'dso-1': answer }, ' JOSE'), 'a')
    expect(marks[0]!.checkedFor).toBeNull()
  })

  test.each(['', '  ', 7, null])('is nobody by the name %j', (learner) => {
    const notebook = { ...withAnswer(checked('dso-1', 5, '')), metadata: { arlab: { learner } } }
    expect(gradeNotebook(notebook, 'a')).toMatchObject({ learner: null, marks: [{ status: 'no-learner' }, {}] })
    const given = { ...notebook, cells: withAnswer(written({ learner: '', answer: 5, status: 'wrong' })).cells }
    expect(gradeNotebook(given, 'a').marks[0]).toMatchObject({ status: 'no-learner', answer: 5 })
    const known = { ...notebook, cells: withAnswer(checked('dso-1', 5)).cells }
    expect(gradeNotebook(known, 'a')).toMatchObject({ learner: 'Ana', marks: [{ status: 'wrong' }, {}] })
  })

  test('an answer that nobody was known for when it was checked is not one that was not given', () => {
    expect(gradeNotebook(withAnswer(checked('dso-1', 5, '')), 'a').marks[0]!.status).toBe('no-learner')
  })

  test('has a name as it is shown everywhere', () => {
    const metadata = { arlab: { learner: ` A\u0007na  B ${'x'.repeat(500)}` } }
    const { learner } = gradeNotebook({ ...answered('Ana', {}), metadata }, 'a')
    expect(learner).toMatch(/^A\\u0007na B x+\.\.\.$/)
    expect(learner!.length).toBe(80)
  })
})

describe('the id of an exercise', () => {
  const withIds = (id: string) =>
    changed(answered('Ana', { 'dso-1': 1 }), (cell) =>
      JSON.stringify(cell.metadata).includes('dso-1')
        ? { ...cell, metadata: { ...cell.metadata, arlab: { exercise: id } } }
        : cell,
    )

  test('may be in capitals, with blanks around it', () => {
    const { marks, unknownExercises } = gradeNotebook(withIds(' DSO-1 '), 'a')
    expect(marks.map(({ exercise, status }) => [exercise, status])).toEqual([
      ['dso-1', 'wrong'],
      ['cei-1', 'not-run'],
    ])
    expect(unknownExercises).toEqual([])
  })

  test.each(['dso1', '__proto__', 'constructor'])('%s is none, and is named', (id) => {
    const { marks, unknownExercises } = gradeNotebook(withIds(id), 'a')
    expect(marks.map(({ exercise }) => exercise)).toEqual(['cei-1'])
    expect(unknownExercises).toEqual([id])
  })

  test('that is none is named where a verdict names it', () => {
    const bare: Cell = { cell_type: 'code', metadata: {}, source: 'x', outputs: [checked('dso1', 3)] }
    const graded = gradeNotebook({ ...answered('Ana', {}), cells: [bare] }, 'a')
    expect(graded).toMatchObject({ marks: [], unknownExercises: ['dso1'] })
  })
})

describe('a verdict written by hand', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['exercise', { exercise: { toString: 1 } }],
    ['learner', { learner: { toString: 1 } }],
    ['answer', { answer: [1] }],
    ['status', { status: null }],
    ['given', { given: { toString: 1, valueOf: 1 } }],
  ])('does not count if its %s has another shape', (_, fields) => {
    expect(gradeNotebook(withAnswer(written(fields)), 'a').marks[0]!.status).toBe('not-run')
  })

  test('steers no terminal and fills no page', () => {
    const { given } = gradeNotebook(withAnswer(written({ given: `\u001b[31m${'x'.repeat(500)}` })), 'a').marks[0]!
    expect(given).toMatch(/^\\u001b\[31mx+\.\.\.$/)
    expect(given!.length).toBe(60)
  })

  test('no more does an error', () => {
    const error: Output = { output_type: 'error', ename: 'E', evalue: `\u0007${'x'.repeat(500)}`, traceback: [] }
    const [failure] = gradeNotebook(withAnswer(error), 'a').failures
    expect(failure!.reason).toMatch(/^E: \\u0007x+\.\.\.$/)
    expect(failure!.reason.length).toBe(200)
  })
})

describe('what is no answer', () => {
  test.each<[unknown, string]>([
    ['abc', '“abc”'],
    ['45 %', '“45 %”'],
    [Number.NaN, 'NaN'],
    [undefined, 'undefined'],
    [[1, 2], 'a list'],
  ])('%j is kept apart from an answer not given, with what stood there', (given, shown) => {
    const { marks, right } = gradeNotebook(answered('Ana', { 'dso-1': given, 'cei-1': null }), 'a')
    expect(marks).toMatchObject([
      { status: 'unreadable', answer: null, given: shown },
      { status: 'no-answer', answer: null, given: null },
    ])
    expect(right).toBe(0)
  })

  test.each<[string, Output, string]>([
    [
      'as a run saves it',
      { output_type: 'error', ename: 'TypeError', evalue: 'x is\nnot y', traceback: [] },
      'TypeError: x is',
    ],
    [
      'as a front end saves an error that was thrown',
      { output_type: 'stream', name: 'stderr', text: 'ReferenceError: dso is not defined\n    at cell [4], line 2\n' },
      'ReferenceError: dso is not defined',
    ],
    [
      'as a front end saves what TypeScript says',
      { output_type: 'stream', name: 'stderr', text: '1:20 - Expression expected.\n' },
      '1:20 - Expression expected.',
    ],
  ])('a cell that failed, %s', (_, output, reason) => {
    const { marks, failures } = gradeNotebook(withAnswer(output), 'a')
    expect(marks.map(({ status }) => status)).toEqual(['failed', 'not-run'])
    expect(failures).toEqual([{ cell: 4, cells: 6, exercise: 'dso-1', reason }])
  })

  test('a warning is no failure', () => {
    const warning = { output_type: 'stream', name: 'stderr', text: 'mind the gap\n' } as const
    expect(gradeNotebook(withAnswer(warning), 'a')).toMatchObject({
      failures: [],
      marks: [{ status: 'not-run' }, { status: 'not-run' }],
    })
  })
})

describe('a learner of whom there are several notebooks', () => {
  const slip = posed('cei-1', 'Ana').mistakes[0]!
  const graded = ['Ana', 'ANA ', 'Ben'].map((learner, index) =>
    gradeNotebook(answered(learner, { 'cei-1': learner === 'Ben' ? 1 : slip.value }), `${index}.ipynb`),
  )

  test('is named with the files', () => {
    expect(repeatedLearners(graded)).toEqual([{ learner: 'Ana', files: ['0.ipynb', '1.ipynb'] }])
    expect(repeatedLearners(graded.slice(1))).toEqual([])
  })

  test('makes a slip once', () => {
    expect(classMistakes(graded)).toEqual([{ exercise: 'cei-1', mistake: slip.id, learners: 1, answered: 2 }])
  })

  test('notebooks of nobody are not one learner’s', () => {
    const nobody = graded.map((notebook) => ({ ...notebook, learner: null }))
    expect(repeatedLearners(nobody)).toEqual([])
    expect(classMistakes(nobody)[0]).toMatchObject({ learners: 2, answered: 3 })
  })
})

describe('a solution', () => {
  const withCode = (source: string, outputs: readonly Output[] = []): Notebook => {
    const notebook = answered('Ana', {})
    return { ...notebook, cells: [...notebook.cells, { cell_type: 'code', metadata: {}, source, outputs }] }
  }
  const shown = (notebook: Notebook) =>
    gradeNotebook(notebook, 'a').marks.flatMap(({ exercise, solutionShown }) => (solutionShown ? [exercise] : []))

  test.each([
    ["const { answer } = solution('dso-1', learner)", ['dso-1']],
    ['await show(arlab.solution(`dso-1`))', ['dso-1']],
    ['solution(\' DSO-1 \').answer; solution("cei-1")', ['dso-1', 'cei-1']],
    ["// Stuck? await show(solution('dso-1'))", []],
    ['const text = "solution(\'dso-1\')"', []],
    ["check('dso-1', 3) // no solution", []],
  ])('%s asks for %j', (source, ids) => {
    expect(shown(withCode(source))).toEqual(ids)
  })

  test('that was shown is seen in the outputs, whatever its code was', () => {
    const { bundle } = new LessonSession().solution('cei-1', 'Ana')
    const ask = 'for (const id of ids) show(ask(id))'
    expect(shown(withCode(ask, [{ output_type: 'display_data', ...bundle }]))).toEqual(['cei-1'])
    const text = `${bundle.data['text/plain']}\n`
    expect(shown(withCode(ask, [{ output_type: 'stream', name: 'stdout', text }]))).toEqual(['cei-1'])
  })

  test('in code nested too deep to be read stays unknown', () => {
    expect(shown(withCode(`solution${'('.repeat(30_000)}`))).toEqual([])
    expect(shown(withCode('x', [{ output_type: 'display_data', data: { 'text/plain': {} }, metadata: {} }]))).toEqual(
      [],
    )
  })

  test('a hint that names it is none', () => {
    const { bundle } = new LessonSession().hint('cei-1', 3)
    expect(shown(withCode('', [{ output_type: 'display_data', ...bundle }]))).toEqual([])
  })
})
