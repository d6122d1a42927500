import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exerciseCatalogue } from '../../src/lesson/exercise-catalogue.js'
import { LessonSession } from '../../src/lesson/lesson-session.js'
import { poseExercise } from '../../src/lesson/pose-exercise.js'
import type { Verdict } from '../../src/lesson/verdict.js'

const session = () => {
  const own = new LessonSession()
  own.exercise('cei-1', 'Ana')
  return own
}
const posed = (id: string, learner = 'Ana') => poseExercise(exerciseCatalogue.find((own) => own.id === id)!, learner)
const statuses = ['right', 'close', 'mistake', 'wrong', 'no-answer', 'unreadable', 'unknown-exercise']

/** A value whose every use fails. */
const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error('no')
    },
    has() {
      throw new Error('no')
    },
    getPrototypeOf() {
      throw new Error('no')
    },
  },
)

function expectVerdict(verdict: Verdict): void {
  expect(statuses).toContain(verdict.status)
  expect(verdict.message).toMatch(/[.?]$/)
  expect(verdict.bundle.data['text/plain']).toContain(verdict.message)
  expect(JSON.parse(JSON.stringify(verdict.bundle.data['application/vnd.arlab.verdict+json']))).toEqual({
    schema: 'arlab/verdict/1',
    exercise: verdict.id,
    learner: verdict.learner,
    answer: verdict.answer,
    ...(verdict.given === null ? {} : { given: verdict.given }),
    status: verdict.status,
    mistake: verdict.mistake,
  })
}

describe('check', () => {
  test('never throws, whatever id, answer and learner are', () => {
    const own = session()
    const anything = fc.oneof(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withTypedArray: true,
        withNullPrototype: true,
        withSparseArray: true,
      }),
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constantFrom<unknown>(Promise.resolve(1), () => 1, Symbol('x'), new Date(Number.NaN), '1,234', '93,4 %'),
    )
    const id = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...exerciseCatalogue.map((one) => one.id)) }, anything)
    fc.assert(
      fc.property(id, anything, anything, (name, answer, learner) => {
        expectVerdict(own.check(name, answer, learner))
      }),
      { numRuns: 1_000, seed: 20_240_131 },
    )
  })

  test('nor does it for a value whose every use fails, or a proxy that was revoked', () => {
    const { proxy, revoke } = Proxy.revocable([], {})
    revoke()
    for (const answer of [hostile, proxy]) {
      const verdict = session().check('cei-1', answer, hostile)
      expectVerdict(verdict)
      expect(verdict.status).toBe('unreadable')
    }
    expectVerdict(session().check(hostile, hostile, hostile))
  })

  test.each(exerciseCatalogue.map(({ id }) => id))('%s: knows the right answer, as a number and as text', (id) => {
    const own = session()
    const { answer, exercise } = posed(id)
    const { digits } = exercise.form
    const [whole, fraction] = answer.toFixed(digits).split('.')
    const english = `${Number(whole).toLocaleString('en-US')}${fraction === undefined ? '' : `.${fraction}`}`
    const german = `${Number(whole).toLocaleString('en-US').replaceAll(',', '.')}${fraction === undefined ? '' : `,${fraction}`}`
    for (const given of [answer, String(answer.toFixed(digits)), english, german]) {
      expect(own.check(id, given), String(given)).toMatchObject({ status: 'right', mistake: null, learner: 'Ana' })
    }
  })

  test.each(exerciseCatalogue.map(({ id }) => id))('%s: names every mistake and explains it', (id) => {
    const own = session()
    for (const { id: mistake, value, explanation } of posed(id).mistakes) {
      expect(own.check(id, value)).toMatchObject({ status: 'mistake', mistake, message: explanation, answer: value })
    }
  })

  test('a fraction for a percentage is a mistake with a name, with two digits too', () => {
    const { answer } = posed('cei-1')
    expect(session().check('cei-1', answer / 100).mistake).toBe('fraction')
    expect(session().check('cei-1', (answer / 100).toFixed(2)).mistake).toBe('fraction')
    expect(session().check('cei-1', -answer).mistake).toBe('wrong-sign')
  })

  test('too much rounding is close, within five tolerances and no farther', () => {
    const { answer, mistakes } = posed('add-1')
    const isFree = (value: number) => mistakes.every((one) => Math.abs(one.value - value) > 0.11)
    const [near, far] = [0.3, 0.55].map((part) => [answer + part, answer - part].find(isFree)!)
    expect(session().check('add-1', near).status).toBe('close')
    expect(session().check('add-1', far).status).toBe('wrong')
  })

  test('an unknown exercise is named, with the one that was meant', () => {
    expect(session().check('cie-1', 1)).toMatchObject({
      status: 'unknown-exercise',
      message: expect.stringContaining('cei-1'),
    })
    expect(session().check('margin', 1).message).toContain('exerciseCatalogue')
    expect(session().check(undefined, 1)).toMatchObject({ status: 'unknown-exercise', id: '' })
    expect(session().check(' CEI-1 ', null)).toMatchObject({ status: 'no-answer', id: 'cei-1', given: null })
    expect(session().check(' CEI-1 ', undefined)).toMatchObject({ status: 'unreadable', given: 'undefined' })
  })

  test('without a learner it asks for one, and a name may come with the answer', () => {
    const fresh = new LessonSession()
    const { answer } = posed('dso-1', 'Ben')
    expect(fresh.check('dso-1', answer)).toMatchObject({ status: 'no-answer', learner: null })
    expect(fresh.check('dso-1', answer, 'BEN ')).toMatchObject({ status: 'right', learner: 'BEN' })
  })

  test('the learner of the last exercise is the one who answers', () => {
    const own = session()
    own.exercise('dso-1', 'Ben')
    expect(own.check('dso-1', posed('dso-1', 'Ben').answer)).toMatchObject({ status: 'right', learner: 'Ben' })
    expect(own.exercise('add-1').learner).toBe('Ben')
  })

  test('a saved verdict says what it is for a grader, and says so again byte for byte', () => {
    const [first, second] = [session(), session()].map((own) => own.check('cei-1', posed('cei-1').answer))
    expect(JSON.stringify(first!.bundle)).toBe(JSON.stringify(second!.bundle))
  })
})

describe('What learners see', () => {
  test('as the last expression of a cell it is the text', () => {
    const own = session()
    for (const shown of [own.exercise('cei-1'), own.check('cei-1', 3), own.hint('cei-1', 2), own.solution('cei-1')]) {
      expect(inspect(shown)).toBe(shown.bundle.data['text/plain'])
    }
  })

  test('what a learner writes is escaped in HTML', () => {
    const own = session()
    const name = '<img src=x onerror=alert(1)>'
    const shown = [
      own.exercise('cei-1', name),
      own.solution('cei-1', name),
      own.check('cei-1', '<b>1</b>', name),
      own.check('<script>', 1, name),
    ]
    for (const { bundle } of shown) expect(String(bundle.data['text/html'])).not.toMatch(/<(?:img|b|script)\b/)
    expect(shown[0]!.bundle.data['text/html']).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  test('a verdict has its word and not only its colour', () => {
    const own = session()
    const { answer, mistakes } = posed('cei-1')
    const heading = (given: unknown) => String(own.check('cei-1', given).bundle.data['text/html'])
    expect(heading(answer)).toContain('✓ Right')
    expect(heading(mistakes[0]!.value)).toContain('✗ Not yet')
    expect(heading(null)).toContain('No answer yet')
    expect(heading(undefined)).toContain('Could not be read')
  })

  test('hints unfold one after the other, and none tells another learner’s figures', () => {
    const own = session()
    const third = own.hint('cei-1', 3)
    expect(String(third.bundle.data['text/html']).match(/<details/g)).toHaveLength(3)
    expect(String(third.bundle.data['text/html']).match(/<details open/g)).toHaveLength(1)
    expect([own.hint('cei-1', 0).level, own.hint('cei-1', 9).level, own.hint('cei-1', Number.NaN).level]).toEqual([
      1, 3, 1,
    ])
  })

  test('the ledger of a paper is there to explore', () => {
    const paper = session().exercise('on-time-1')
    const frame = paper.ledger!.frame('invoices')
    expect(frame.columns).toContain('due_date')
    expect(frame.shape[0]).toBe(9)
  })
})
