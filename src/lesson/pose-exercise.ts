import { drawsOf } from '../demo/draws.js'
import type { DrawnExercise, Exercise } from './exercise.js'
import { type KnownMistake, knownMistakes } from './known-mistakes.js'
import { learnerKey } from './learner-name.js'

/** An exercise with a learner's company, in which every mistake can be told from the answer and from the others. */
export interface PosedExercise extends Omit<DrawnExercise, 'mistakes'> {
  readonly exercise: Exercise
  readonly mistakes: readonly KnownMistake[]
}

/** An exercise that needs more draws than this on average would need other figures. */
const mostAttempts = 1_000

/**
 * The exercise for a learner: the same for the same name, however it is written. A company in which two mistakes look alike is
 * drawn again.
 */
export function poseExercise(exercise: Exercise, learner: string): PosedExercise {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const drawn = exercise.draw(drawsOf(learnerKey(learner), attempt, exercise.id))
    const mistakes = knownMistakes(drawn, exercise.form)
    if (canBeTold(drawn.answer, exercise.form.tolerance, mistakes)) return { ...drawn, exercise, mistakes }
  }
  throw new RangeError(`${exercise.id}: no company drawn tells its mistakes apart`)
}

function canBeTold(answer: number, tolerance: number, mistakes: readonly KnownMistake[]): boolean {
  const values = [{ value: answer, tolerance }, ...mistakes]
  return values.every(
    (one, index) =>
      Number.isFinite(one.value) &&
      values.slice(index + 1).every((other) => {
        const room = Math.max(one.tolerance, other.tolerance) * 2 + 1e-9
        return Math.abs(one.value - other.value) > room
      }),
  )
}
