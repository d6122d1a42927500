import { expect, test } from 'vitest'
import { exerciseNamed, exerciseOf } from '../../src/lesson/exercise-named.js'
import { LessonSession } from '../../src/lesson/lesson-session.js'

test.each([' CEI-1\n', 'cei-1'])('%j is the exercise cei-1 wherever it is named', (id) => {
  expect(exerciseOf(id)?.id).toBe('cei-1')
  expect(exerciseNamed(id).id).toBe('cei-1')
  expect(new LessonSession().check(id, 1, 'Ana').id).toBe('cei-1')
})

test.each(['', 'cei1', '__proto__', 'constructor'])('%j is none', (id) => {
  expect(exerciseOf(id)).toBeNull()
  expect(() => exerciseNamed(id)).toThrow('There is no exercise')
  expect(new LessonSession().check(id, 1, 'Ana').status).toBe('unknown-exercise')
})
