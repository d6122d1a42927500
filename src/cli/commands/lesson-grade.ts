import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { classMistakes } from '../../classroom/class-mistakes.js'
import { type GradedNotebook, gradeNotebook } from '../../classroom/grade-notebook.js'
import { repeatedLearners } from '../../classroom/repeated-learners.js'
import { InputError } from '../../document/input-error.js'
import { temporaryFolderUntilExit } from '../../document/temporary-folder.js'
import { readNotebook } from '../../notebook/notebook-file.js'
import { notebooksIn } from '../../notebook/notebooks-in.js'
import { planRun } from '../../notebook/run/run-notebook.js'
import { wholeNumber } from '../ledger-argument.js'
import { type UnreadNotebook, unreadNotebook, unreadText } from '../lesson-notes.js'
import { gradeExport, gradeTables } from '../lesson-text.js'
import { notBegun, notebooksSideBySide } from '../notebooks-side-by-side.js'
import { printCsv, printJson, printText } from '../print.js'
import { printedTables } from '../printed-table.js'

interface GradeOptions {
  readonly run?: true
  readonly timeout: number
  readonly format: 'text' | 'csv' | 'json'
  readonly json?: true
}

export function addLessonGradeCommand(lesson: Command): void {
  lesson
    .command('grade')
    .summary('grade the notebooks of a class')
    .description(
      'Grades all notebooks of a folder: a learner a row, an exercise a column, and the slips that the class makes. Answers are read from the saved ' +
        'outputs, verdicts are worked out anew, and no learner’s code is run unless you ask for it. A learner’s figures are made of the name, so an ' +
        'answer copied from another learner is rarely right; the sign ° marks an exercise whose solution the notebook asks for or shows.',
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
      const files = classIn(folder)
      const results = options.run
        ? await gradeAfterRun(folder, files, options.timeout)
        : await Promise.all(
            files.map((file) =>
              gradeOrReason(folder, file, () => gradeNotebook(readNotebook(join(folder, file)), file)),
            ),
          )
      const graded = results.filter((own) => 'marks' in own)
      const unread = results.filter((own) => 'reason' in own)
      if (unread.length === files.length) throw new InputError(unread.map(({ reason }) => reason).join('\n'))
      const format = options.json ? 'json' : options.format
      const mistakes = classMistakes(graded)
      if (format === 'json') {
        const repeated = repeatedLearners(graded)
        printJson({ schema: 'arlab/lesson-grade/1', notebooks: graded, unread, mistakes, repeatedLearners: repeated })
      } else if (format === 'csv') printCsv(gradeExport(graded))
      else {
        const tables = printedTables(gradeTables(graded, mistakes, options.run === true), 'text', '')
        printText([tables, ...notBegun(results.length, files.length)].join('\n\n'))
      }
      if (unread.length === 0) return
      process.stderr.write(`${unreadText(unread, files.length)}\n`)
      process.exitCode = 1
    })
}

function classIn(folder: string): readonly string[] {
  const files = notebooksIn(folder)
  if (files === null) throw new InputError(`${folder}: it is no folder; give the folder with the learners' notebooks.`)
  if (files.length === 0) throw new InputError(`${folder}: there is no notebook in it.`)
  return files
}

/** What became of a file of a class. */
type GradeResult = GradedNotebook | UnreadNotebook

/** Whatever is wrong with one file, it keeps nobody else from a grade. */
async function gradeOrReason(
  folder: string,
  file: string,
  grade: () => GradedNotebook | Promise<GradedNotebook>,
): Promise<GradeResult> {
  try {
    return await grade()
  } catch (error) {
    return unreadNotebook(folder, file, error)
  }
}

/** A notebook that fails is graded as far as it ran. */
async function gradeAfterRun(folder: string, files: readonly string[], timeout: number): Promise<GradeResult[]> {
  const temporary = temporaryFolderUntilExit('arlab-grade-')
  return await notebooksSideBySide(files, {
    jobs: undefined,
    plan(name, _, watch) {
      const output = join(temporary, name)
      try {
        return planRun(join(folder, name), { output, cellTimeoutSeconds: timeout, ...watch })
      } catch (error) {
        return { cells: 0, run: () => Promise.reject(error) }
      }
    },
    work(plan, index) {
      const file = files[index]!
      return gradeOrReason(folder, file, async () => {
        const { output } = await plan.run()
        return gradeNotebook(readNotebook(output), file, true)
      })
    },
    outcome: (result) => ('reason' in result ? 'no grade' : outcomeText(result)),
    // Answers that are wrong are no failure of the command.
    isWell: () => true,
    summary: () => 'graded',
  })
}

function outcomeText({ right, marks, failures: [failure] }: GradedNotebook): string {
  return `${right} of ${marks.length} right${failure === undefined ? '' : `, failed in cell ${failure.cell}`}`
}
