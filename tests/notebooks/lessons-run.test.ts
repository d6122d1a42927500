import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { exercisesOf } from '../../src/classroom/exercise-cells.js'
import { gradeNotebook } from '../../src/classroom/grade-notebook.js'
import { makeClass } from '../../src/classroom/make-class.js'
import { exerciseCatalogue } from '../../src/lesson/exercise-catalogue.js'
import { planCheck } from '../../src/notebook/check/check-notebook.js'
import { readNotebook } from '../../src/notebook/notebook-file.js'
import { runNotebook } from '../../src/notebook/run/run-notebook.js'
import { lesson, lessonFile, lessonNames } from './lesson-files.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-lessons-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('there are twelve lessons, and each exercise is in one of them', () => {
  expect(lessonNames.map((name) => name.slice(0, 2))).toEqual(
    Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0')),
  )
  const asked = new Set(lessonNames.flatMap((name) => exercisesOf(lesson(name))))
  expect(exerciseCatalogue.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([])
})

describe.each(lessonNames)('%s on the real kernel', (name) => {
  test('prints what it was saved with, to the last byte', async () => {
    const check = await planCheck(lessonFile(name), { output: join(folder, name) }).check()
    expect(check.failure).toBeUndefined()
    expect(check.differences).toEqual([])
    expect(check.same).toBe(true)
  })

  test('the learner’s version: no answer fails politely', () => {
    const { marks } = gradeNotebook(lesson(name), name)
    expect(marks.map(({ exercise }) => exercise)).toEqual(exercisesOf(lesson(name)))
    // The trainer's lesson shows verdicts of its own on the exercise that it asks.
    expect(new Set(marks.map(({ status }) => status))).toEqual(new Set(['no-answer']))
  })

  test('the instructor’s version: all checks pass', async () => {
    const number = Number(name.slice(0, 2))
    const into = join(folder, 'solved', name)
    const [made] = makeClass({ folder: into, learners: ['Instructor'], lesson: number, solutions: true })
    const output = join(into, 'executed.ipynb')
    const { failure } = await runNotebook(made!.file, { output })
    expect(failure).toBeUndefined()
    const { marks, learner } = gradeNotebook(readNotebook(output), name)
    expect(learner).toBe('Instructor')
    expect(marks.map(({ status }) => status)).toEqual(marks.map(() => 'right'))
    expect(marks.length).toBe(exercisesOf(lesson(name)).length)
  })
})

test('a lesson with a wrong output is found', async () => {
  const name = lessonNames.at(-1)!
  const text = JSON.stringify(lesson(name)).replace(/Learner 1: [\d.]+ %/, 'Learner 1: 12.3 %')
  const file = join(folder, 'changed.ipynb')
  writeFileSync(file, text)
  const check = await planCheck(file, { output: join(folder, 'changed-again.ipynb') }).check()
  expect(check.same).toBe(false)
  expect(check.differences).toHaveLength(1)
})
