import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { LessonSession } from '../../src/lesson/lesson-session.js'

describe('Wrong questions to a lesson', () => {
  test.each<[string, (session: LessonSession) => unknown, string]>([
    [
      'an id that is no exercise',
      (session) => session.exercise('cie-1', 'Ana'),
      'There is no exercise "cie-1". Did you mean "cei-1"?',
    ],
    ['a hint of none', (session) => session.hint('dso-9', 1), 'There is no exercise "dso-9". Did you mean "dso-1"?'],
    ['a solution of none', (session) => session.solution('x\u0000', 'Ana'), 'There is no exercise "x\\u0000".'],
    [
      'no name',
      (session) => session.exercise('cei-1'),
      "Exercise cei-1 needs the learner's name, from which its figures are drawn: exercise('cei-1', 'your name').",
    ],
    ['a blank name', (session) => session.exercise('cei-1', '  '), "Exercise cei-1 needs the learner's name"],
    ['a solution for nobody', (session) => session.solution('cei-1'), "Exercise cei-1 needs the learner's name"],
  ])('%s', (_, ask, message) => {
    const session = new LessonSession()
    expect(() => ask(session)).toThrow(InputError)
    expect(() => ask(session)).toThrow(message)
  })
})
