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
  const marks = graded.flatMap((notebook) => notebook.marks)
  const counts = new Map<string, ClassMistake>()
  for (const { exercise, mistake } of marks) {
    if (mistake === null) continue
    const key = `${exercise} ${mistake}`
    const answered = marks.filter((own) => own.exercise === exercise && own.answer !== null).length
    counts.set(key, { exercise, mistake, learners: (counts.get(key)?.learners ?? 0) + 1, answered })
  }
  return [...counts.values()].sort((a, b) => b.learners - a.learners || (a.exercise < b.exercise ? -1 : 1))
}
