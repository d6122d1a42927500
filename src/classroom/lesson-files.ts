import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../document/input-error.js'
import { packageFolder } from '../notebook/package-folder.js'

/** The folder of the lessons that come with AR Lab. */
const lessonFolder: string = join(packageFolder, 'notebooks')

const lessonName = /^(\d\d)-.*\.ipynb$/

/** The file of the lesson of a number. Throws an InputError for a number that has none. */
export function lessonFile(number: number): string {
  const names = readdirSync(lessonFolder).filter((name) => lessonName.test(name))
  const found = names.find((name) => Number(lessonName.exec(name)![1]) === number)
  if (found !== undefined) return join(lessonFolder, found)
  throw new InputError(`There is no lesson ${number}; they go from 1 to ${names.length}.`)
}
