import type { GradedNotebook } from './grade-notebook.js'

/** A mistake of a class, and how many made it of how many who answered the exercise. */
export interface ClassMistake {
  readonly exercise: string
  readonly mistake: string
  readonly learners: number
  readonly answered: number
}

/** The known mistakes of a class, the most frequent first: what to teach next. */
export function classMistakes(graded: readonly GradedNotebook[]): ClassMistake[] {
  const answered = new Map<string, number>()
  const slips = new Map<string, Omit<ClassMistake, 'answered'>>()
  for (const { exercise, answer, mistake } of graded.flatMap(({ marks }) => marks)) {
    if (answer !== null) answered.set(exercise, (answered.get(exercise) ?? 0) + 1)
    if (mistake === null) continue
    const key = `${exercise} ${mistake}`
    slips.set(key, { exercise, mistake, learners: (slips.get(key)?.learners ?? 0) + 1 })
  }
  return [...slips.values()]
    .map((slip) => ({ ...slip, answered: answered.get(slip.exercise) ?? 0 }))
    .sort((a, b) => b.learners - a.learners || (a.exercise < b.exercise ? -1 : 1))
}
