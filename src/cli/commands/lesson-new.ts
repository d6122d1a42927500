import { type Command, Option } from 'commander'
import { type ClassOptions, makeClass } from '../../classroom/make-class.js'
import { InputError } from '../../document/input-error.js'
import { plural } from '../../document/plural.js'
import { readText } from '../../document/read-document.js'
import { commaList, wholeNumber } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'

interface NewOptions {
  readonly class?: number
  readonly names?: string
  readonly lesson?: number
  readonly exercises?: readonly string[]
  readonly output: string
  readonly solutions?: true
  readonly json?: true
}

export function addLessonNewCommand(lesson: Command): void {
  lesson
    .command('new')
    .summary('write a notebook for each learner')
    .description(
      'Writes a personal notebook for each learner: a lesson, or a worksheet of exercises. The name makes the figures, so that every learner has ' +
        'others, and the same ones each time. With --solutions the answers and the arithmetic are filled in: the instructor’s version.',
    )
    .addOption(new Option('--class <n>', 'so many learners, called Learner 1, Learner 2, …').argParser(wholeNumber(1)))
    .option('--names <file>', 'a text file with the name of a learner on each line, in place of --class')
    .addOption(new Option('--lesson <n>', 'the number of a lesson, such as 3').argParser(wholeNumber(1)))
    .addOption(
      new Option(
        '--exercises <ids>',
        'in place of a lesson a worksheet of these, such as dso-1,cei-1; all if left out',
      ).argParser(commaList),
    )
    .option('-o, --output <folder>', 'where the notebooks go', 'class')
    .option('--solutions', 'fill in answers and solutions')
    .option('--json', 'print one JSON document (arlab/lesson-new/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab lesson new --class 20 --lesson 3 -o my-class\n  arlab lesson new --names names.txt --exercises dso-1,cei-1 -o my-class\n' +
        '  arlab lesson new --class 20 --lesson 3 --solutions -o key',
    )
    .action((options: NewOptions) => {
      const made = makeClass(classOf(options))
      if (options.json) printJson({ schema: 'arlab/lesson-new/1', notebooks: made })
      else {
        printText(
          `Wrote ${plural(made.length, 'notebook')} to ${options.output}. Learners fill in their answers, run the notebook and save it; then: arlab lesson grade ${options.output}`,
        )
      }
    })
}

function classOf(options: NewOptions): ClassOptions {
  if ((options.class === undefined) === (options.names === undefined)) {
    throw new InputError('Say who learns: either --class 20, or --names FILE with a name on each line.')
  }
  if (options.lesson !== undefined && options.exercises !== undefined) {
    throw new InputError('A notebook is of a lesson or of exercises: leave out --lesson or --exercises.')
  }
  return {
    folder: options.output,
    learners:
      options.names === undefined
        ? Array.from({ length: options.class! }, (_, index) => `Learner ${index + 1}`)
        : namesIn(options.names),
    ...(options.lesson === undefined ? {} : { lesson: options.lesson }),
    ...(options.exercises === undefined ? {} : { exercises: options.exercises }),
    ...(options.solutions ? { solutions: true } : {}),
  }
}

function namesIn(file: string): string[] {
  const names = readText(file, 'the list of names')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (names.length === 0) throw new InputError(`${file}: there is no name in it; write one on each line.`)
  return names
}
