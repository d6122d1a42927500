import { describe, expect, test } from 'vitest'
import { isoFromDay } from '../../src/calendar/day.js'
import { addMonths, monthOf, monthStart } from '../../src/calendar/month.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { exerciseCatalogue } from '../../src/lesson/exercise-catalogue.js'
import { exercisePaper } from '../../src/lesson/exercise-paper.js'
import { judgeAnswer } from '../../src/lesson/judge-answer.js'
import { type PosedExercise, poseExercise } from '../../src/lesson/pose-exercise.js'
import { solutionSheet } from '../../src/lesson/solution-sheet.js'
import { plainLedgerAt } from '../facts/plain-ledger-at.js'
import { plainKpis } from '../kpi/plain-kpis.js'
import { ledgerRows } from './ledger-rows.js'
import { plainAnswer } from './plain-answers.js'
import { promptTable } from './prompt-table.js'
import { valueOfSum } from './value-of-sum.js'

const learners = Array.from({ length: 50 }, (_, number) => `Learner ${number + 1}`)

/** The KPI that an exercise asks for, by its ledger: of the quarter that the ledger ends with, or of the month. */
const kpiOf: Readonly<Record<string, readonly [length: 3 | 1, ...ids: readonly string[]]>> = {
  'dso-1': [3, 'dso'],
  'dso-2': [3, 'dso'],
  'cei-1': [3, 'cei'],
  'aging-1': [1, 'past_due_over_30'],
  'add-1': [3, 'average_days_delinquent'],
  'turnover-1': [3, 'ar_turnover'],
  'countback-1': [3, 'dso_countback'],
  'on-time-1': [1, 'paid_on_time'],
  'goal-1': [3, 'cei', 'cei_cash'],
  'bad-debt-1': [3, 'bad_debt_to_sales'],
  'allowance-1': [1, 'allowance'],
}

/** The answer by the slow implementation, from the rows of the learner's ledger. */
function slowAnswer({ exercise, ledger, prompt }: PosedExercise): number {
  const [months, first, second] = kpiOf[exercise.id]!
  const asOf = ledger!.knownThrough
  const rates = exercise.id === 'allowance-1' ? ratesOf(prompt) : null
  const kpis = plainKpis(
    plainLedgerAt(ledgerRows(ledger!), isoFromDay(asOf)),
    { by: [], text: null },
    { start: isoFromDay(monthStart(addMonths(monthOf(asOf), 1 - months))), end: isoFromDay(asOf) },
    { ...usualSettings, lossRates: rates },
  )
  const value = kpis[first!]!.minus(second === undefined ? 0 : kpis[second]!)
  return value.toNumber()
}

function ratesOf(prompt: PosedExercise['prompt']): number[] {
  const table = prompt.find((part) => typeof part !== 'string')!
  return table.rows.map((row) => Number(row[2]!.replace(' %', '')) / 100)
}

test('there are nineteen exercises, each with three hints, of lessons 1 to 11', () => {
  expect(exerciseCatalogue.map(({ id }) => id).sort()).toEqual([
    'add-1',
    'aging-1',
    'allowance-1',
    'backtest-1',
    'bad-debt-1',
    'capacity-1',
    'cei-1',
    'countback-1',
    'credit-1',
    'discount-1',
    'dso-1',
    'dso-2',
    'goal-1',
    'on-time-1',
    'roll-forward-1',
    'seek-1',
    'survival-1',
    'terms-1',
    'turnover-1',
  ])
  expect(new Set(exerciseCatalogue.map(({ lesson }) => lesson))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))
  for (const { hints } of exerciseCatalogue) expect(new Set(hints).size).toBe(3)
})

describe.each(exerciseCatalogue.map((exercise) => [exercise.id, exercise] as const))('%s', (id, exercise) => {
  const posed = learners.map((learner) => poseExercise(exercise, learner))
  const { tolerance } = exercise.form

  test('its answer follows from the figures of the prompt, for fifty learners', () => {
    for (const own of posed) {
      const { prompt } = exercisePaper(own, 'Ana')
      expect(own.answer).toBeCloseTo(plainAnswer(id, prompt).toNumber(), 9)
    }
  })

  test('every named mistake is recognised as itself, for fifty learners', () => {
    for (const own of posed) {
      expect(own.mistakes.length).toBeGreaterThanOrEqual(4)
      for (const { id: mistake, value } of own.mistakes) {
        expect(judgeAnswer(own, value), `${mistake} of ${id}`).toMatchObject({
          status: 'mistake',
          mistake: { id: mistake },
        })
      }
    }
  })

  test('the right answer is right as far as the tolerance reaches, and no farther', () => {
    for (const own of posed) {
      for (const part of [0, 0.99, -0.99]) expect(judgeAnswer(own, own.answer + part * tolerance).status).toBe('right')
      for (const part of [2, -2, 1.01, -1.01]) {
        expect(judgeAnswer(own, own.answer + part * tolerance).status).not.toBe('right')
      }
      expect(judgeAnswer(own, Number(own.answer.toFixed(exercise.form.digits))).status).toBe('right')
    }
  })

  test('the solution is arithmetic that comes out as it says, and ends with the answer', () => {
    for (const own of posed) {
      const { lines, answer } = solutionSheet(own, 'Ana')
      for (const { label, sum, result } of lines) {
        const [text] = /^−?[\d,.]+/.exec(result)!
        const digits = text.split('.')[1]?.length ?? 0
        const shown = valueOfSum(text)
        expect(Math.abs(valueOfSum(sum) - shown), `${label}: ${sum} = ${result}`).toBeLessThanOrEqual(
          0.5 * 10 ** -digits + 1e-9,
        )
      }
      expect(Math.abs(valueOfSum(lines.at(-1)!.sum) - answer)).toBeLessThan(1e-9 * Math.max(1, answer))
    }
  })

  test('learners have figures of their own, and the same learner the same bytes', () => {
    const texts = posed.map((own, index) => exercisePaper(own, learners[index]!).prompt)
    expect(new Set(texts).size).toBeGreaterThanOrEqual(id === 'discount-1' || id === 'credit-1' ? 20 : 45)
    expect(new Set(posed.map(({ answer }) => answer)).size).toBeGreaterThanOrEqual(4)
    expect(exercisePaper(poseExercise(exercise, ' learner  1 '), learners[0]!).bundle).toEqual(
      exercisePaper(posed[0]!, learners[0]!).bundle,
    )
  })

  test('its company is small: a table and a ledger that a person can look through', () => {
    for (const own of posed) {
      expect(promptTable(exercisePaper(own, 'Ana').prompt).length).toBeLessThanOrEqual(12)
      if (own.ledger === null) continue
      expect(own.ledger.data.invoices.count).toBeGreaterThanOrEqual(8)
      expect(own.ledger.data.invoices.count).toBeLessThanOrEqual(30)
      expect(own.ledger.data.rejects).toEqual([])
    }
  })
})

test.each(Object.keys(kpiOf))(
  '%s: its answer is that of the slow implementation on the ledger, for fifty learners',
  (id) => {
    const exercise = exerciseCatalogue.find((own) => own.id === id)!
    for (const learner of learners) {
      const own = poseExercise(exercise, learner)
      expect(own.answer).toBeCloseTo(slowAnswer(own), 9)
    }
  },
)

test('a mistake in a formula would show: with 30 days a month the plain answer differs from the toolkit’s', () => {
  const own = poseExercise(exerciseCatalogue.find(({ id }) => id === 'dso-1')!, 'Ana')
  const { prompt } = exercisePaper(own, 'Ana')
  const wrong = prompt.replace(/through \d+ (\w+)/, 'through 28 $1')
  expect(Math.abs(plainAnswer('dso-1', wrong).toNumber() - own.answer)).toBeGreaterThan(0.5)
})
