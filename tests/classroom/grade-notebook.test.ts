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
import { type Notebook, type Output, readNotebook } from '../../src/notebook/notebook-file.js'
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

  /** The notebook with outputs in the place of those of its first answer. */
  function withOutputs(notebook: Notebook, outputs: readonly Output[]): Notebook {
    const cells = notebook.cells.map((cell) =>
      cell.metadata.tags?.toString() === 'answer' && JSON.stringify(cell.metadata).includes('dso-1')
        ? { ...cell, outputs }
        : cell,
    )
    return { ...notebook, cells }
  }

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
    const { marks, failures } = gradeNotebook(withOutputs(answered('Ana', {}), [output]), 'a')
    expect(marks.map(({ status }) => status)).toEqual(['failed', 'not-run'])
    expect(failures).toEqual([{ cell: 4, cells: 6, exercise: 'dso-1', reason }])
  })

  test('a warning is no failure', () => {
    const warning = { output_type: 'stream', name: 'stderr', text: 'mind the gap\n' } as const
    expect(gradeNotebook(withOutputs(answered('Ana', {}), [warning]), 'a')).toMatchObject({
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

  test('a hint that names it is none', () => {
    const { bundle } = new LessonSession().hint('cei-1', 3)
    expect(shown(withCode('', [{ output_type: 'display_data', ...bundle }]))).toEqual([])
  })
})
