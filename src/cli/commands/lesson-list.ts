import type { Command } from 'commander'
import { exerciseCatalogue } from '../../lesson/exercise-catalogue.js'
import { printJson, printText } from '../print.js'
import { printedTables } from '../printed-table.js'

export function addLessonListCommand(lesson: Command): void {
  lesson
    .command('list')
    .summary('list the exercises')
    .description('Lists all exercises with the lesson that each belongs to.')
    .option('--json', 'print one JSON document (arlab/lesson-list/1)')
    .addHelpText('after', '\nExample:\n  arlab lesson list')
    .action((options: { readonly json?: true }) => {
      const exercises = exerciseCatalogue.map(({ id, lesson, title, form }) => ({ id, lesson, title, unit: form.unit }))
      if (options.json) {
        printJson({ schema: 'arlab/lesson-list/1', exercises })
        return
      }
      const rows = exercises.map(({ id, lesson, title }) => [id, title, String(lesson)])
      printText(printedTables([{ header: ['exercise', 'about', 'lesson'], rows, wordColumns: 2 }], 'text', ''))
    })
}
