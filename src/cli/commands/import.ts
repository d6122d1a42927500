import { type Command, Option } from 'commander'
import { isoFromDay } from '../../calendar/day.js'
import { InputError } from '../../document/input-error.js'
import { plural } from '../../document/plural.js'
import type { ExportedFile } from '../../export/export-files.js'
import { type TableFormat, tableFormats, writeTables } from '../../export/write-tables.js'
import type { Ledger } from '../../ledger/ledger.js'
import { rejectSentence } from '../../ledger/ledger-problem.js'
import { guessMapping, type MappingGuess } from '../../ledger/read/mapping/guess/guess-mapping.js'
import { guessRows, type ReadSample, readSamples } from '../../ledger/read/mapping/guess/read-samples.js'
import { guessText } from '../../ledger/read/mapping/guess/write-guess.js'
import { rejectedRowCount } from '../../ledger/rejected-row-count.js'
import { wholeNumber } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { readLedger } from '../read-ledger.js'
import { textTable } from '../text-table.js'

interface ImportOptions {
  readonly map?: string
  readonly output?: string
  readonly format: TableFormat
  readonly allowRejects: number
  readonly guess?: true
  readonly json?: true
}

/** Rejects shown as text before the rest is only counted. */
const shownRejects = 20

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .summary('any export into a folder of canonical tables, through a mapping; --guess proposes one')
    .description(
      'Reads an export through a mapping and writes it as a ledger of canonical tables. With --guess: looks at headers and ' +
        'values of files and prints a proposal for a mapping, with everything in it that is unsure marked as such. ' +
        'Exit code 1, and nothing written, if more rows were rejected than allowed.',
    )
    .argument(
      '<source...>',
      'the export: a file, or the folder that holds the files a mapping names; with --guess, files',
    )
    .option('--map <file>', 'the mapping to read it through')
    .option('-o, --output <dir>', 'folder for the canonical tables')
    .addOption(new Option('--format <format>', 'of the tables').choices(tableFormats).default('csv'))
    .option('--allow-rejects <n>', 'go on if at most this many rows are rejected', wholeNumber(0), 0)
    .option('--guess', 'print a proposed mapping instead')
    .option('--json', 'print one JSON document (arlab/import/1; with --guess arlab/mapping-guess/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab import exports --map data/mappings/quickbooks-online.yaml -o ledger' +
        '\n  arlab import line-items.csv --map data/mappings/sap-fbl5n.yaml -o ledger --format parquet' +
        '\n  arlab import --guess invoices.csv payments.csv > mapping.yaml',
    )
    .action((sources: string[], options: ImportOptions) =>
      options.guess ? guess(sources, options) : importLedger(sources, options),
    )
}

async function importLedger(sources: readonly string[], options: ImportOptions): Promise<void> {
  const { map, output } = options
  if (map === undefined) {
    throw new InputError(
      '--map is missing: name the mapping to read the export through, or add --guess to have one proposed.',
    )
  }
  if (output === undefined) throw new InputError('-o is missing: name the folder for the canonical tables.')
  const [source, another] = sources
  if (another !== undefined) {
    throw new InputError(`${another}: a mapping reads one file or the folder that holds its files; give one path.`)
  }
  const ledger = await readLedger(map, { source: source! })
  const rejected = rejectedRowCount(ledger.data.tables)
  const isRefused = rejected > options.allowRejects
  const files = isRefused ? [] : await writeTables(ledger.data, output, options.format)
  if (options.json) printJson(importSummary(ledger, files))
  else {
    printText(importText(ledger, files))
    if (isRefused) {
      process.stderr.write(
        `arlab: nothing was written, for ${plural(rejected, 'row')} ${rejected === 1 ? 'was' : 'were'} rejected; mend the export or the mapping, ` +
          `or go on without: --allow-rejects ${rejected}.\n`,
      )
    }
  }
  if (isRefused) process.exitCode = 1
}

function importSummary({ data }: Ledger, files: readonly ExportedFile[]) {
  return {
    schema: 'arlab/import/1',
    currency: data.currency.code,
    asOf: isoFromDay(data.asOf),
    tables: data.tables,
    rejects: data.rejects,
    warnings: data.warnings,
    files,
  }
}

function importText(ledger: Ledger, files: readonly ExportedFile[]): string {
  const { data } = ledger
  const tables = Object.entries(data.tables).map(([name, { read, accepted, rejected, leftOut }]) => [
    name,
    ...[read, accepted, rejected, leftOut].map((count) => count.toLocaleString('en-US')),
  ])
  const rejects = data.rejects.slice(0, shownRejects).map((reject) => `  ${rejectSentence(reject)}`)
  const total = rejectedRowCount(data.tables)
  return [
    textTable(['table', 'rows read', 'accepted', 'rejected', 'left out'], tables),
    ...data.warnings.map(({ code, count, message }) => `Warning (${code}, ${count}): ${message}.`),
    ...(rejects.length > 0 ? ['', 'Rejected rows:', ...rejects] : []),
    ...(total > rejects.length ? [`  … and ${total - rejects.length} more; --json lists them.`] : []),
    ...(files.length > 0
      ? ['', 'Written:', ...files.map(({ file, rows }) => `  ${file} (${plural(rows, 'row')})`)]
      : []),
  ].join('\n')
}

async function guess(files: readonly string[], options: ImportOptions): Promise<void> {
  if (options.map !== undefined || options.output !== undefined) {
    throw new InputError(
      '--guess only prints a proposal; leave out --map and -o, and import with the mapping afterwards.',
    )
  }
  const samples = await readSamples(files)
  const proposal = guessMapping(samples.map(({ sample }) => sample))
  if (options.json) {
    printJson({ schema: 'arlab/mapping-guess/1', ...proposal, cut: cutFiles(samples) })
    return
  }
  process.stdout.write(guessText(proposal))
  process.stderr.write(`${guessSummary(proposal, samples)}\n`)
}

/** Files of which only the beginning was looked at. */
function cutFiles(samples: readonly ReadSample[]): string[] {
  return samples.filter(({ isCut }) => isCut).map(({ sample }) => sample.file)
}

function guessSummary({ files, unsure }: MappingGuess, samples: readonly ReadSample[]): string {
  const words = {
    invoices: 'invoices',
    credits: 'credit memos',
    payments: 'payments',
    applications: 'what payments pay',
    customers: 'customers',
  }
  const lines = files.map(({ file, kind, because, used, unused }) => {
    const what = kind === null ? 'not understood' : `taken for ${words[kind]}`
    const columns = `${plural(used.length, 'column')} mapped${unused.length > 0 ? `, left out: ${unused.join(', ')}` : ''}`
    return `${file}: ${what} (${because}); ${columns}.`
  })
  return [
    ...lines,
    ...cutFiles(samples).map(
      (file) => `${file}: only the first ${guessRows.toLocaleString('en-US')} rows were looked at.`,
    ),
    unsure.length === 0
      ? 'Nothing is unsure; check the mapping all the same.'
      : `${plural(unsure.length, 'thing')} to check:`,
    ...unsure.map(({ path, reason }) => `  ${path.join('.')}: ${reason}${reason.endsWith('?') ? '' : '.'}`),
    'Files are named as you gave them: relative to the folder in which the mapping is saved.',
  ].join('\n')
}
