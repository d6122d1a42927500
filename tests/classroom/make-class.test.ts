import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import { classMistakes } from '../../src/classroom/class-mistakes.js'
import { exercisesOf, learnerOf } from '../../src/classroom/exercise-cells.js'
import { gradeNotebook } from '../../src/classroom/grade-notebook.js'
import { makeClass } from '../../src/classroom/make-class.js'
import { personalNotebook } from '../../src/classroom/personal-notebook.js'
import { exerciseCatalogue } from '../../src/lesson/exercise-catalogue.js'
import { LessonSession } from '../../src/lesson/lesson-session.js'
import { poseExercise } from '../../src/lesson/pose-exercise.js'
import { type Notebook, type Output, readNotebook } from '../../src/notebook/notebook-file.js'
import { root } from '../cli/run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-class-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sourcesOf = ({ cells }: Notebook) => cells.map(({ source }) => source).join('\n')

describe('a class', () => {
  test('has a notebook for each learner: the lesson with their name, and its files found from where it is', () => {
    const into = join(folder, 'deep', 'class')
    const made = makeClass({ folder: into, learners: ['Zoë O’Hara', ' "Bo" $& '], lesson: 3 })
    expect(readdirSync(into)).toEqual(['01-zoe-o-hara.ipynb', '02-bo.ipynb'])
    const [first, second] = made.map(({ file }) => readNotebook(file))
    expect([learnerOf(first!), learnerOf(second!)]).toEqual(['Zoë O’Hara', '"Bo" $&'])
    expect(sourcesOf(first!)).toContain('const learner = "Zoë O’Hara"')
    expect(sourcesOf(second!)).toContain('const learner = "\\"Bo\\" $&"')
    const lesson = readNotebook(join(root, 'notebooks', '03-kpis.ipynb'))
    expect(exercisesOf(first!)).toEqual(exercisesOf(lesson))
    expect(exercisesOf(first!).length).toBeGreaterThan(3)
    expect(sourcesOf(first!)).toContain(`'${relative(into, root).replace(/[\\/]$/, '')}/data/demo'`)
    const next = /\]\(([^)]+\.ipynb)\)/.exec(sourcesOf(first!))![1]!
    expect(existsSync(join(into, next))).toBe(true)
    for (const { outputs } of first!.cells) expect(outputs ?? []).toEqual([])
  })

  test('gets a worksheet of all exercises, or of some, where no lesson is named', () => {
    const [all] = makeClass({ folder: join(folder, 'all'), learners: ['A'] })
    expect(exercisesOf(readNotebook(all!.file))).toEqual(exerciseCatalogue.map(({ id }) => id))
    const [some] = makeClass({ folder: join(folder, 'some'), learners: ['A'], exercises: ['cei-1', 'dso-1', 'cei-1'] })
    expect(exercisesOf(readNotebook(some!.file))).toEqual(['cei-1', 'dso-1'])
  })

  test('the instructor’s version differs from the learner’s in the answers alone', () => {
    const [plain] = makeClass({ folder: join(folder, 'plain'), learners: ['A'], lesson: 9 })
    const [solved] = makeClass({ folder: join(folder, 'solved'), learners: ['A'], lesson: 9, solutions: true })
    const cells = (file: string) => readNotebook(file).cells.map(({ metadata, source }) => ({ metadata, source }))
    const different = cells(plain!.file).filter(({ source }, index) => cells(solved!.file)[index]!.source !== source)
    expect(different.map(({ metadata }) => (metadata.arlab as { exercise: string }).exercise)).toEqual([
      'bad-debt-1',
      'allowance-1',
    ])
    expect(cells(solved!.file).map(({ metadata }) => metadata)).toEqual(
      cells(plain!.file).map(({ metadata }) => metadata),
    )
  })

  test('finds its files from a folder whose name would end a text in code', () => {
    const notebook = readNotebook(join(root, 'notebooks', '03-kpis.ipynb'))
    const { cells } = personalNotebook(notebook, 'Ana', "../O'Brien `x` $& \\", 'n')
    const opening = cells
      .map(({ source }) => /openLedger\(('.*')\)/.exec(source)?.[1])
      .find((text) => text !== undefined)!
    const text = ts.createSourceFile('x.ts', opening, ts.ScriptTarget.ES2022).statements[0] as ts.ExpressionStatement
    expect((text.expression as ts.StringLiteral).text).toBe("../O'Brien `x` $& \\/data/demo")
  })

  test('writes the same bytes again', () => {
    const bytes = ['once', 'twice'].map((name) => {
      const [made] = makeClass({ folder: join(folder, name), learners: ['Learner 7'], lesson: 5 })
      return readFileSync(made!.file, 'utf8')
    })
    expect(bytes[0]).toBe(bytes[1])
  })
})

describe('grading', () => {
  /** A worksheet saved with these answers, checked for `checkedFor`. */
  function answered(learner: string, answers: Readonly<Record<string, unknown>>, checkedFor = learner): Notebook {
    const [made] = makeClass({
      folder: mkdtempSync(join(folder, 'answers-')),
      learners: [learner],
      exercises: ['dso-1', 'cei-1'],
    })
    const notebook = readNotebook(made!.file)
    const cells = notebook.cells.map((cell) => {
      const { exercise } = (cell.metadata.arlab ?? {}) as { exercise?: string }
      const isAnswer = (cell.metadata.tags as string[] | undefined)?.includes('answer')
      if (!isAnswer || exercise === undefined || !(exercise in answers)) return cell
      const verdict = new LessonSession().check(exercise, answers[exercise], checkedFor)
      return { ...cell, outputs: [{ output_type: 'display_data', ...verdict.bundle }] as Output[] }
    })
    return { ...notebook, cells }
  }
  const posed = (id: string, learner: string) => poseExercise(exerciseCatalogue.find((own) => own.id === id)!, learner)

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
