import { type Command, Option } from 'commander'
import { type ClassOptions, type LearnerNotebook, makeClass } from '../../classroom/make-class.js'
import { InputError } from '../../document/input-error.js'
import { plural } from '../../document/plural.js'
import { readText } from '../../document/read-document.js'
import { notebooksIn } from '../../notebook/notebooks-in.js'
import { planRun } from '../../notebook/run/run-notebook.js'
import { commaList, wholeNumber } from '../ledger-argument.js'
import { runOutcome } from '../notebook-step.js'
import { notebooksSideBySide } from '../notebooks-side-by-side.js'
import { printJson, printText } from '../print.js'
import { type InPlaceRun, solvedClassText } from '../solved-class-text.js'
import { typedPath } from '../typed-path.js'

interface NewOptions {
  readonly class?: number
  readonly names?: string
  readonly lesson?: number
  readonly exercises?: readonly string[]
  readonly output: string
  readonly solutions?: true
  readonly run: boolean
  readonly json?: true
}

export function addLessonNewCommand(lesson: Command): void {
  lesson
    .command('new')
    .summary('write a notebook for each learner')
    .description(
      'Writes a personal notebook for each learner: a lesson, or a worksheet of exercises. The name makes the figures, so that every learner has ' +
        'others, and the same ones each time. With --solutions it is the instructor’s version: answers filled in, the arithmetic line by line, and run, ' +
        'so that it opens with all its outputs; that takes up to half a minute for each notebook.',
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
    .option('--solutions', 'the instructor’s version, with answers and solutions')
    .option('--no-run', 'with --solutions: write the notebooks, but do not run them')
    .option('--json', 'print one JSON document (arlab/lesson-new/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab lesson new --class 20 --lesson 3 -o my-class\n  arlab lesson new --names names.txt --exercises dso-1,cei-1 -o my-class\n' +
        '  arlab lesson new --class 20 --lesson 3 --solutions -o key',
    )
    .action(async (options: NewOptions) => {
      if (!(options.run || options.solutions)) {
        throw new InputError('--no-run goes with --solutions: notebooks for learners are not run when they are made.')
      }
      const isAlone = (notebooksIn(options.output) ?? []).length === 0
      const made = makeClass(classOf(options))
      const runs = options.solutions && options.run ? await runInPlace(made) : []
      if (options.json) {
        const notebooks = made.map((notebook, index) => ({ ...notebook, run: runs[index] ?? null }))
        printJson({ schema: 'arlab/lesson-new/1', notebooks })
      } else if (options.solutions) printText(solvedClassText({ folder: options.output, isAlone }, made, runs))
      else {
        printText(
          `Wrote ${plural(made.length, 'notebook')} to ${options.output}. Learners fill in their answers, run the notebook and save it; then: arlab lesson grade ${typedPath(options.output)}`,
        )
      }
    })
}

/** Runs notebooks, which then hold their outputs. After an interrupt those that had not begun are missing in the results. */
async function runInPlace(made: readonly LearnerNotebook[]): Promise<InPlaceRun[]> {
  const files = made.map(({ file }) => file)
  const runs = await notebooksSideBySide(files, {
    jobs: undefined,
    plan: (file, _, watch) => planRun(file, { output: file, ...watch }),
    work: (plan) => plan.run(),
    outcome: runOutcome,
    isWell: ({ ok }) => ok,
    summary: (failed) => (failed === 0 ? 'run' : `${failed} failed`),
  })
  return runs.map(({ ok, cells, failure }) => ({
    ok,
    cells,
    failure: failure === undefined ? null : { cell: failure.cell, reason: failure.reason },
  }))
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
