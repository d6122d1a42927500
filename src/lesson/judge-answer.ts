import { closeTolerances } from './answer-form.js'
import type { KnownMistake } from './known-mistakes.js'
import type { PosedExercise } from './pose-exercise.js'

/** What an answer is. */
export type Judgement =
  | { readonly status: 'right' | 'close' | 'wrong'; readonly mistake: null }
  | { readonly status: 'mistake'; readonly mistake: KnownMistake }

/** Right within the tolerance; a mistake near what it leads to; close within five tolerances; else wrong. */
export function judgeAnswer({ answer, mistakes, exercise }: PosedExercise, given: number): Judgement {
  const { tolerance } = exercise.form
  // A binary fraction alone must not put 45.4 farther than 0.1 from 45.3.
  const isNear = (value: number, room: number) => Math.abs(given - value) <= room + 1e-9
  if (isNear(answer, tolerance)) return { status: 'right', mistake: null }
  const mistake = mistakes.find((known) => isNear(known.value, known.tolerance))
  if (mistake) return { status: 'mistake', mistake }
  return { status: isNear(answer, closeTolerances * tolerance) ? 'close' : 'wrong', mistake: null }
}

const order = ['right', 'mistake', 'close', 'wrong'] as const

/** The best that can be said of a text that can be read in several ways, such as `1,234`; the reading comes with it. */
export function judgeReadings(
  posed: PosedExercise,
  readings: readonly [number, ...number[]],
): Judgement & { readonly answer: number } {
  return readings
    .map((answer) => ({ ...judgeAnswer(posed, answer), answer }))
    .reduce((best, own) => (order.indexOf(own.status) < order.indexOf(best.status) ? own : best))
}
