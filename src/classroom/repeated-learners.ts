import { learnerKey } from '../lesson/learner-name.js'
import type { GradedNotebook } from './grade-notebook.js'

/** A learner of whom several notebooks were handed in. */
export interface RepeatedLearner {
  readonly learner: string
  readonly files: readonly string[]
}

/** Whose notebook it is, however the name is written; its file where nobody can say. */
export function ownerOf({ learner, file }: GradedNotebook): string {
  return learner === null ? `file ${file}` : `learner ${learnerKey(learner)}`
}

/** The learners of whom there is more than one notebook, which is for the trainer to choose from. */
export function repeatedLearners(graded: readonly GradedNotebook[]): RepeatedLearner[] {
  const byOwner = new Map<string, GradedNotebook[]>()
  for (const notebook of graded) {
    const owner = ownerOf(notebook)
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), notebook])
  }
  return [...byOwner.values()].flatMap((own) => {
    const learner = own[0]!.learner
    return own.length < 2 || learner === null ? [] : [{ learner, files: own.map(({ file }) => file) }]
  })
}
