import { type Command, Option } from 'commander'
import { type Day, isoFromDay } from '../../calendar/day.js'
import { type Frequency, frequencies } from '../../calendar/frequency.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { plural } from '../../document/plural.js'
import {
  type ExportedFile,
  type ExportFormat,
  exportFiles,
  exportFormats,
  exportTarget,
} from '../../export/export-files.js'
import type { ExportTable } from '../../export/export-table.js'
import { kpiExport } from '../../export/kpi-export.js'
import { filledTables, ledgerTable } from '../../export/ledger-tables.js'
import { redactLedger } from '../../export/redact-ledger.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { kpiById, kpiCatalogue } from '../../kpi/catalogue.js'
import { kpiTable } from '../../kpi/kpi-table.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import { type ViewTable, viewTables } from '../../ledger/table-view.js'
import { commaList, type LedgerOptions, ledgerHelp, ledgerOf, parseDay, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { Progress, type ProgressStep } from '../progress.js'
import { textTable } from '../text-table.js'

interface ExportCommandOptions extends LedgerOptions {
  readonly output: string
  readonly table?: string[]
  readonly kpi?: string[]
  readonly kpis?: true
  readonly facts?: true
  readonly every: Frequency
  readonly from?: Day
  readonly by: string[]
  readonly format?: ExportFormat
  readonly raw?: true
  readonly redact?: true
  readonly redactIds?: true
  readonly redactKey?: string
  readonly json?: true
}

/** Pseudonyms of names need no secret: they are made from identifiers, and no one can tell a name from an identifier. */
const openKey = 'arlab'

export function addExportCommand(program: Command): void {
  withLedgerOptions(program.command('export'))
    .summary('tables and KPIs as CSV, Parquet, XLSX or JSON, with names redacted if asked')
    .description(
      'Writes a ledger’s tables or its KPIs to files that other programs open. The format is told from the output’s name; a ' +
        'name without an ending is a folder with one file for each table. In CSV, texts that a spreadsheet would run as formulas ' +
        'get a leading apostrophe.',
    )
    .argument('<ledger>', ledgerHelp)
    .requiredOption(
      '-o, --output <file|dir>',
      `file that ends in .${exportFormats.join(', .')}, or a folder (required)`,
    )
    .addOption(
      new Option(
        '--table <names>',
        `tables, or all that have rows (the default): ${viewTables.join(', ')}, all`,
      ).argParser(commaList),
    )
    .addOption(
      new Option('--kpi <ids>', `KPIs by period: ${kpiCatalogue.map(({ id }) => id).join(', ')}`).argParser(commaList),
    )
    .option('--kpis', 'all KPIs by period')
    .option('--facts', 'with KPIs: the money and the counts that they are made of, too')
    .addOption(new Option('--every <period>', 'length of a period').choices(Object.keys(frequencies)).default('month'))
    .addOption(new Option('--from <date>', 'leave out periods that end before this day').argParser(parseDay))
    .addOption(
      new Option('--by <attributes>', 'group KPIs by customer or invoice attributes')
        .argParser(commaList)
        .default([], 'none'),
    )
    .addOption(
      new Option('--format <format>', 'in place of the one that the output’s name tells').choices(exportFormats),
    )
    .option('--raw', 'CSV texts exactly as they are, for programs; a spreadsheet may run some as formulas')
    .option('--redact', 'replace customers’ names by pseudonyms, the same in every table and run')
    .option('--redact-ids', 'replace customers’ identifiers too; needs --redact-key')
    .addOption(
      new Option('--redact-key <text>', 'secret that pseudonyms are made with; the same key gives the same ones').env(
        'ARLAB_REDACT_KEY',
      ),
    )
    .option('--json', 'print one JSON document (arlab/exported/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab export data/demo -o ledger.xlsx\n  arlab export data/demo --table invoices --redact -o invoices.parquet' +
        '\n  arlab export data/demo --kpi dso,cei --every quarter --by region -o kpis.csv',
    )
    .action(async (path: string, options: ExportCommandOptions) => {
      const target = exportTarget(options.output, options.format)
      const kpis = options.kpis ? kpiCatalogue : (options.kpi?.map(kpiById) ?? [])
      const names = options.table?.map(tableNamed)
      const key = redactKey(options)
      if (options.kpi?.length === 0) throw new InputError('--kpi names no KPI; --kpis is all of them.')
      if (options.table?.length === 0) throw new InputError('--table names no table; leave it out for all of them.')

      const opened = await ledgerOf(path, options)
      const ledger = key === null ? opened.data : redactLedger(opened.data, { key, ids: options.redactIds ?? false })
      if (key !== null) noteWhatStays(ledger, options)
      const tables: ExportTable[] = []
      if (names || kpis.length === 0) {
        const asked = !names || names.includes('all') ? filledTables(ledger) : (names as ViewTable[])
        tables.push(...[...new Set(asked)].map((name) => ledgerTable(ledger, name)))
      }
      if (kpis.length > 0)
        tables.push(
          kpisOf(
            ledger,
            kpis.map(({ id }) => id),
            options,
          ),
        )

      const written = await exportFiles(tables, target, {
        asOf: ledger.asOf,
        raw: options.raw ?? false,
        onRows: rowProgress(new Progress(tables.length, options.json ?? false)),
      })
      if (options.json) printJson(summary(ledger, target.format, written))
      else printText(summaryText(written))
    })
}

function tableNamed(name: string): ViewTable | 'all' {
  const known = [...viewTables, 'all'] as const
  const found = known.find((table) => table === name)
  if (found) return found
  throw new InputError(`--table ${name}: there is no such table.${didYouMean(name, known)}`)
}

function redactKey({ redact, redactIds, redactKey: key }: ExportCommandOptions): string | null {
  if (key === '') throw new InputError('--redact-key is empty; give a secret text.')
  if (redactIds && key === undefined) {
    throw new InputError(
      '--redact-ids needs --redact-key with a secret text: without one, anybody could find the identifiers by trying them all.',
    )
  }
  return redact || redactIds ? (key ?? openKey) : null
}

/** Redaction without effect must not look like one that worked. */
function noteWhatStays(ledger: LedgerData, options: ExportCommandOptions): void {
  if (ledger.customers.attributes.has('name') || options.redactIds) return
  process.stderr.write(
    'The ledger has no customers’ names to redact; customers’ identifiers stay as they are unless you add --redact-ids.\n',
  )
}

function kpisOf(ledger: LedgerData, ids: readonly string[], options: ExportCommandOptions): ExportTable {
  const { by, every, from } = options
  const rows = kpiTable(ledgerFacts(ledger, by), {
    every,
    kpis: ids.map(kpiById),
    ...(from === undefined ? {} : { from }),
  })
  if (rows.length === 0) throw new InputError('No period of the ledger ends on or after --from; give an earlier day.')
  return kpiExport(rows, { by, kpis: ids, currency: ledger.currency, facts: options.facts ?? false })
}

/** A step of progress for each table, from its first rows to its last. */
function rowProgress(progress: Progress): (table: ExportTable, rows: number) => void {
  const steps = new Map<string, ProgressStep>()
  return (table, rows) => {
    const step = steps.get(table.name) ?? progress.start(table.name)
    steps.set(table.name, step)
    if (rows < table.rows) step.update(rows, table.rows)
    else step.finish(plural(table.rows, 'row'))
  }
}

function summary(ledger: LedgerData, format: ExportFormat, files: readonly ExportedFile[]) {
  return {
    schema: 'arlab/exported/1',
    currency: ledger.currency.code,
    asOf: isoFromDay(ledger.asOf),
    format,
    files,
  }
}

function summaryText(files: readonly ExportedFile[]): string {
  const rows = files.map(({ file, tables, rows, bytes }) => [
    file,
    tables.length === 1 ? tables[0]! : `${tables.length} tables`,
    rows.toLocaleString('en-US'),
    bytes.toLocaleString('en-US'),
  ])
  const changed = files.reduce((sum, { neutralised }) => sum + neutralised, 0)
  const note =
    changed === 0
      ? []
      : [
          '',
          `${plural(changed, 'text')} that a spreadsheet would run as a formula got an apostrophe in front; --raw leaves them as they are.`,
        ]
  return [textTable(['file', 'content', 'rows', 'bytes'], rows), ...note].join('\n')
}
