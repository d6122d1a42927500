import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { classMistakes } from '../../classroom/class-mistakes.js'
import { type GradedNotebook, gradeNotebook } from '../../classroom/grade-notebook.js'
import { type ClassOptions, makeClass } from '../../classroom/make-class.js'
import { repeatedLearners } from '../../classroom/repeated-learners.js'
import { InputError } from '../../document/input-error.js'
import { plural } from '../../document/plural.js'
import { readText } from '../../document/read-document.js'
import { temporaryFolderUntilExit } from '../../document/temporary-folder.js'
import { exerciseCatalogue } from '../../lesson/exercise-catalogue.js'
import { readNotebook } from '../../notebook/notebook-file.js'
import { planRun } from '../../notebook/run/run-notebook.js'
import { commaList, wholeNumber } from '../ledger-argument.js'
import { gradeExport, gradeTables } from '../lesson-text.js'
import { notBegun, notebooksSideBySide } from '../notebooks-side-by-side.js'
import { printCsv, printJson, printText } from '../print.js'
import { printedTables } from '../printed-table.js'

export function addLessonCommand(program: Command): void {
  const lesson = program
    .command('lesson')
    .summary('make personal notebooks for a class, and grade them')
    .description('For trainers: every learner gets a company of their own, and answers that check themselves.')
  addNewCommand(lesson)
  addGradeCommand(lesson)
  addListCommand(lesson)
}

interface NewOptions {
  readonly class?: number
  readonly names?: string
  readonly lesson?: number
  readonly exercises?: readonly string[]
  readonly output: string
  readonly solutions?: true
  readonly json?: true
}

function addNewCommand(lesson: Command): void {
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

interface GradeOptions {
  readonly run?: true
  readonly timeout: number
  readonly format: 'text' | 'csv' | 'json'
  readonly json?: true
}

function addGradeCommand(lesson: Command): void {
  lesson
    .command('grade')
    .summary('grade the notebooks of a class')
    .description(
      'Grades all notebooks of a folder: a learner a row, an exercise a column, and the slips that the class makes. Answers are read from the saved ' +
        'outputs, verdicts are worked out anew, and no learner’s code is run unless you ask for it. A learner’s figures are made of the name, so an ' +
        'answer copied from another learner is wrong; the sign ° marks an exercise whose solution the notebook asks for or shows.',
    )
    .argument('<folder>', 'a folder of notebooks')
    .option('--run', 'run each notebook first, for those saved without outputs: their code runs on your machine')
    .addOption(
      new Option('--timeout <seconds>', 'time limit for each cell, with --run').argParser(wholeNumber(1)).default(60),
    )
    .addOption(
      new Option('--format <format>', 'how grades are written').choices(['text', 'csv', 'json']).default('text'),
    )
    .option('--json', 'print one JSON document (arlab/lesson-grade/1), as --format json')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab lesson grade my-class\n  arlab lesson grade my-class --format csv > grades.csv',
    )
    .action(async (folder: string, options: GradeOptions) => {
      const files = notebooksIn(folder)
      const graded = options.run
        ? await gradeAfterRun(folder, files, options.timeout)
        : files.map((name) => gradeNotebook(readNotebook(join(folder, name)), name))
      const format = options.json ? 'json' : options.format
      const mistakes = classMistakes(graded)
      if (format === 'json') {
        const repeated = repeatedLearners(graded)
        printJson({ schema: 'arlab/lesson-grade/1', notebooks: graded, mistakes, repeatedLearners: repeated })
      } else if (format === 'csv') printCsv(gradeExport(graded))
      else {
        const tables = printedTables(gradeTables(graded, mistakes, options.run === true), 'text', '')
        printText([tables, ...notBegun(graded.length, files.length)].join('\n\n'))
      }
    })
}

function notebooksIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(`${folder}: it is no folder; give the folder with the learners' notebooks.`)
  }
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .sort()
  if (files.length === 0) throw new InputError(`${folder}: there is no notebook in it.`)
  return files
}

/** A notebook that fails is graded as far as it ran. */
async function gradeAfterRun(folder: string, files: readonly string[], timeout: number): Promise<GradedNotebook[]> {
  const temporary = temporaryFolderUntilExit('arlab-grade-')
  return await notebooksSideBySide(files, {
    jobs: undefined,
    plan: (name, _, watch) =>
      planRun(join(folder, name), { output: join(temporary, name), cellTimeoutSeconds: timeout, ...watch }),
    async work(plan, index) {
      const { output } = await plan.run()
      return gradeNotebook(readNotebook(output), files[index]!)
    },
    outcome: ({ right, marks, failures: [failure] }) =>
      `${right} of ${marks.length} right${failure === undefined ? '' : `, failed in cell ${failure.cell}`}`,
    // Answers that are wrong are no failure of the command.
    isWell: () => true,
    summary: () => 'graded',
  })
}

function addListCommand(lesson: Command): void {
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
