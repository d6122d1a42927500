import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { plural } from '../../document/plural.js'
import { writeNotebookPage } from '../../notebook/html/write-notebook-page.js'
import { type NotebookRun, planRun } from '../../notebook/run/run-notebook.js'
import { wholeNumber } from '../ledger-argument.js'
import { failureText } from '../notebook-failure-text.js'
import { notebookPlaces, pagesByNotebook, refusePagesOverNotebooks, withEnding } from '../notebook-places.js'
import { runOutcome } from '../notebook-step.js'
import { notBegun, notebooksSideBySide } from '../notebooks-side-by-side.js'
import { printJson, printText } from '../print.js'

interface NotebookRunOptions {
  readonly parameter: Readonly<Record<string, string>>
  readonly output?: string
  readonly html?: string
  readonly code: boolean
  readonly timeout: number
  readonly jobs?: number
  readonly json?: true
}

/** What became of one notebook, with where it came from and its page. */
interface FileRun extends NotebookRun {
  readonly file: string
  readonly html?: string
}

export function addNotebookRunCommand(notebook: Command): void {
  notebook
    .command('run')
    .summary('run notebooks from top to bottom')
    .description(
      'Runs every code cell on the TypeScript kernel and writes the executed notebook: always, even after a failure or ' +
        'an interrupt, up to the failing cell. Several notebooks run side by side, each in a kernel of its own. ' +
        'Exit code 1 if a cell fails.',
    )
    .argument('<files...>', '.ipynb notebooks for the TypeScript kernel')
    .addOption(
      new Option(
        '-p, --parameter <name=value>',
        'a parameter of the cell tagged "parameters", read by the kind of its default; lists with commas; can be repeated',
      )
        .argParser(addParameter)
        .default({}, 'as the notebook has them'),
    )
    .option('-o, --output <path>', 'where the executed notebook goes, for several a folder; out/NAME.ipynb if left out')
    .option('--html <path>', 'write the executed notebook as a page too, for several into a folder')
    .option('--no-code', 'leave the code out of the page')
    .option('--timeout <seconds>', 'time limit for each cell that does not set its own', wholeNumber(1), 120)
    .option('--jobs <n>', 'how many notebooks run at a time; as many as there are cores if left out', wholeNumber(1))
    .option('--json', 'print one JSON document (arlab/notebook-run/1); for several notebooks with a list "runs"')
    .addHelpText(
      'after',
      `
A cell sets its own time limit, in seconds, in its metadata: { "arlab": { "timeout": 300 } }

Examples:
  arlab notebook run notebooks/01-what-if.ipynb -o out/01-what-if.ipynb
  arlab notebook run review.ipynb -p months=24 -p regions=EMEA,APAC --html out/review.html --no-code
  arlab notebook run notebooks/*.ipynb --jobs 2 -o out/notebooks --html out/pages`,
    )
    .action(runNotebooks)
}

async function runNotebooks(files: readonly string[], options: NotebookRunOptions): Promise<void> {
  const [only] = files
  const output = options.output ?? (files.length === 1 ? join('out', withEnding(only!, '.ipynb')) : 'out')
  const outputs = notebookPlaces(files, output, { option: '-o', ending: '.ipynb' })
  const pages =
    options.html === undefined ? undefined : notebookPlaces(files, options.html, { option: '--html', ending: '.html' })
  // Before the run: the page would be written last, over the notebook or what the run made of it.
  refusePagesOverNotebooks(pages ?? [], [...files, ...outputs], '--html')

  const runs = await notebooksSideBySide(files, {
    jobs: options.jobs,
    plan: (file, index, watch) =>
      planRun(file, {
        output: outputs[index]!,
        cellTimeoutSeconds: options.timeout,
        parameters: options.parameter,
        ...watch,
      }),
    async work(plan, index): Promise<FileRun> {
      const run = await plan.run()
      const file = files[index]!
      const page = pages?.[index]
      if (pages === undefined || page === undefined) return { file, ...run }
      const links = { code: options.code, pages: pagesByNotebook(files, pages) }
      await writeNotebookPage({ notebook: run.output, home: file, page }, links)
      return { file, ...run, html: page }
    },
    outcome: (run) => runOutcome(run),
    isWell: ({ ok }) => ok,
    summary: (failed) => (failed === 0 ? 'done' : `${failed} failed`),
  })

  const missing = files.length - runs.length
  if (options.json) {
    const schema = 'arlab/notebook-run/1'
    printJson(
      files.length === 1 ? { schema, ...runs[0] } : { schema, ok: missing === 0 && runs.every(({ ok }) => ok), runs },
    )
    return
  }
  const left = notBegun(runs.length, files.length)
  printText([...runs.map((run) => resultText(run, files.length > 1)), ...left].join(files.length > 1 ? '\n\n' : '\n'))
}

function resultText(run: FileRun, named: boolean): string {
  const page = run.html === undefined ? '' : ` Page: ${run.html}.`
  const name = named ? `${run.file}: ` : ''
  if (run.ok) return `${name}Ran ${plural(run.executed, 'cell')}. Written to ${run.output}.${page}`
  return `${name}${failureText(run)}\n\nThe notebook as far as it ran is in ${run.output}.${page}`
}

function addParameter(text: string, given: Readonly<Record<string, string>>): Record<string, string> {
  const match = /^([^=]+)=(.*)$/s.exec(text)
  if (!match) throw new InvalidArgumentError('It must be a name and a value, such as months=24.')
  const [, name, value] = match
  if (Object.hasOwn(given, name!)) throw new InvalidArgumentError(`${name} is given twice.`)
  return { ...given, [name!]: value! }
}
