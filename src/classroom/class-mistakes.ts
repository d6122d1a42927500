import type { GradedNotebook } from './grade-notebook.js'
import { ownerOf } from './repeated-learners.js'

/** A mistake of a class, and how many learners made it of how many who answered the exercise. */
export interface ClassMistake {
  readonly exercise: string
  readonly mistake: string
  readonly learners: number
  readonly answered: number
}

/** The known mistakes of a class, the most frequent first: what to teach next. A learner with several notebooks counts once. */
export function classMistakes(graded: readonly GradedNotebook[]): ClassMistake[] {
  const answered = new Map<string, Set<string>>()
  const slips = new Map<string, { readonly exercise: string; readonly mistake: string; readonly who: Set<string> }>()
  for (const notebook of graded) {
    const owner = ownerOf(notebook)
    for (const { exercise, answer, mistake } of notebook.marks) {
      if (answer !== null) answered.set(exercise, (answered.get(exercise) ?? new Set()).add(owner))
      if (mistake === null) continue
      const key = `${exercise} ${mistake}`
      const slip = slips.get(key) ?? { exercise, mistake, who: new Set() }
      slips.set(key, slip)
      slip.who.add(owner)
    }
  }
  return [...slips.values()]
    .map(({ exercise, mistake, who }) => ({
      exercise,
      mistake,
      learners: who.size,
      answered: answered.get(exercise)?.size ?? 0,
    }))
    .sort((a, b) => b.learners - a.learners || (a.exercise < b.exercise ? -1 : 1))
}
