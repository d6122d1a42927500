import { existsSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { InputError } from '../document/input-error.js'
import type { Exercise } from '../lesson/exercise.js'
import { exerciseCatalogue } from '../lesson/exercise-catalogue.js'
import { exerciseNamed } from '../lesson/exercise-named.js'
import { learnerKey, shownName } from '../lesson/learner-name.js'
import { type Notebook, readNotebook, writeNotebook } from '../notebook/notebook-file.js'
import { packageFolder } from '../notebook/package-folder.js'
import { lessonFile } from './lesson-files.js'
import { personalNotebook } from './personal-notebook.js'
import { solvedNotebook } from './solved-notebook.js'
import { worksheet } from './worksheet.js'

export interface ClassOptions {
  /** Where the notebooks go. */
  readonly folder: string
  readonly learners: readonly string[]
  /** The number of a lesson; a worksheet of `exercises` if left out. */
  readonly lesson?: number
  /** Ids of exercises; all of them if left out. */
  readonly exercises?: readonly string[]
  /** Whether answers and solutions are filled in. */
  readonly solutions?: boolean
}

export interface LearnerNotebook {
  readonly learner: string
  readonly file: string
}

/**
 * Writes a notebook for each learner. Throws an InputError, before any is written, for names that give the same figures, an unknown lesson or
 * exercise, and a file that is there already: it may hold a learner's answers.
 */
export function makeClass({ folder, learners, lesson, exercises, solutions = false }: ClassOptions): LearnerNotebook[] {
  const names = learners.map(shownName)
  refuseUnfitNames(names)
  const source = lesson === undefined ? null : lessonFile(lesson)
  const common = source === null ? worksheet(exercisesNamed(exercises)) : readNotebook(source)
  const version = solutions ? solvedNotebook(common) : common
  const home = (relative(resolve(folder), packageFolder) || '.').split(sep).join('/')
  const width = String(names.length).length
  const made = names.map((learner, index): LearnerNotebook & { readonly notebook: Notebook } => ({
    learner,
    file: join(folder, `${String(index + 1).padStart(Math.max(2, width), '0')}-${fileWord(learner)}.ipynb`),
    notebook: personalNotebook(version, learner, home, source ?? 'the worksheet'),
  }))
  const taken = made.find(({ file }) => existsSync(file))
  if (taken) {
    throw new InputError(
      `${taken.file}: this notebook is there already and may hold a learner's answers; choose another folder, or move it away.`,
    )
  }
  return made.map(({ learner, file, notebook }) => {
    writeNotebook(file, notebook)
    return { learner, file }
  })
}

/** More notebooks than these nobody wants, but a slip of the finger does. */
const largestClass = 1000

function refuseUnfitNames(names: readonly string[]): void {
  if (names.length > largestClass) {
    throw new InputError(`These are ${names.length} learners; a class has ${largestClass} at most.`)
  }
  if (names.length === 0) throw new InputError('A class needs at least one learner: say --class 20, or --names FILE.')
  const keys = names.map(learnerKey)
  const repeated = names.find((_, index) => keys.indexOf(keys[index]!) !== index)
  if (repeated !== undefined) {
    throw new InputError(
      `Two learners are called ${repeated} and would get the same figures; tell them apart, by a family name for example.`,
    )
  }
}

function exercisesNamed(ids: readonly string[] | undefined): readonly Exercise[] {
  if (ids === undefined) return exerciseCatalogue
  if (ids.length === 0)
    throw new InputError('No exercise is named: say --exercises dso-1,cei-1, or leave it out for all.')
  return [...new Set(ids.map(exerciseNamed))]
}

/** A name as part of a file's name, on any system. */
function fileWord(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const word = plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
  return word === '' ? 'learner' : word.slice(0, 40)
}
