import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { shortText, visibleText } from '../document/visible-text.js'
import type { Exercise } from './exercise.js'
import { exerciseCatalogue } from './exercise-catalogue.js'

/** The ids of all exercises, in the order of the catalogue. */
export const exerciseIds: readonly string[] = exerciseCatalogue.map(({ id }) => id)

/** The exercise of an id, in capitals or not, blanks around it or none; null for an id that is no exercise. */
export function exerciseOf(id: string): Exercise | null {
  const name = id.trim().toLowerCase()
  return exerciseCatalogue.find((own) => own.id === name) ?? null
}

/** As exerciseOf; throws an InputError for an id that is no exercise. */
export function exerciseNamed(id: string): Exercise {
  const name = String(id).trim()
  const found = exerciseOf(name)
  if (found) return found
  throw new InputError(`There is no exercise "${shortText(visibleText(name))}".${didYouMean(name, exerciseIds)}`)
}
