import { type Command, Option } from 'commander'
import { bridgeChartOf } from '../../analysis/kpi-charts.js'
import { auditKpi } from '../../audit/audit-kpi.js'
import { kpiBridge } from '../../bridge/kpi-bridge.js'
import { type Day, isoFromDay } from '../../calendar/day.js'
import type { Frequency } from '../../calendar/frequency.js'
import { InputError } from '../../document/input-error.js'
import { kpiExport } from '../../export/kpi-export.js'
import type { FactTable } from '../../facts/fact-table.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { benchmarkOf } from '../../kpi/benchmarks.js'
import { kpiById, kpiCatalogue, kpisNamed } from '../../kpi/catalogue.js'
import { type Kpi, numberOf } from '../../kpi/kpi.js'
import { type KpiRow, kpiTable } from '../../kpi/kpi-table.js'
import { kpiValue } from '../../kpi/kpi-window.js'
import type { KpiProfile } from '../../kpi/settings-file.js'
import type { Ledger } from '../../ledger/ledger.js'
import { auditExport, auditJson, auditTables } from '../audit-text.js'
import { bridgeJson, bridgeTable } from '../bridge-text.js'
import { chartWriter } from '../chart-writer.js'
import { companyTitle } from '../company-title.js'
import {
  everyOption,
  figureOf,
  type ProfileOptions,
  parseGroup,
  profileOf,
  spanBefore,
  spanNamed,
  wholeSpans,
  withProfileOptions,
} from '../kpi-options.js'
import { kpiTables, tableTitle } from '../kpi-tables.js'
import { commaList, type LedgerOptions, ledgerHelp, ledgerOf, parseDay, withLedgerOptions } from '../ledger-argument.js'
import { methodsJson, methodsTables } from '../methods-text.js'
import { printCsv, printJson, printText } from '../print.js'
import { printedTables, tableFormats } from '../printed-table.js'
import { refuseIdleOptions } from '../refuse-idle-options.js'

interface KpiOptions extends LedgerOptions, ProfileOptions {
  readonly from?: Day
  readonly every: Frequency
  readonly by: string[]
  readonly kpi?: string[]
  readonly all?: true
  readonly window?: number
  readonly format: (typeof formats)[number]
  readonly json?: true
  readonly audit?: string
  readonly methods?: string
  readonly bridge?: string
  readonly period?: string
  readonly against?: string
  readonly output?: string
  readonly group?: Readonly<Record<string, string>>
}

const formats = [...tableFormats, 'csv', 'json'] as const

/** What the command is asked where no option asks for anything else. */
const plainQuestion = 'a table of KPIs'

/** What the command can be asked, and the options that only some questions use. */
const uses = {
  [plainQuestion]: ['from', 'by', 'kpi', 'all', 'window'],
  '--audit': ['window', 'period', 'group'],
  '--methods': ['period', 'group'],
  '--bridge': ['period', 'group', 'against', 'output'],
}

/** Periods that are shown to people where nobody says from when: a year, and the same month of the year before. */
const periodsShown = 13

/** What the command works on. */
interface KpiQuestion {
  readonly ledger: Ledger
  readonly path: string
  readonly profile: KpiProfile
  readonly options: KpiOptions
}

export function addKpiCommand(program: Command): void {
  withProfileOptions(withLedgerOptions(program.command('kpi')))
    .summary('the collection KPIs of a ledger, by period and group')
    .description(
      'Computes collection KPIs from a ledger, exactly: nothing is rounded before it is shown. Without options it shows a ' +
        `handful of the ${kpiCatalogue.length} KPIs and the last ${periodsShown} periods; arlab explain lists them all.`,
    )
    .argument('<ledger>', ledgerHelp)
    .addOption(
      new Option('--from <date>', 'the first day to show; periods that end before it are left out').argParser(parseDay),
    )
    .addOption(everyOption())
    .addOption(
      new Option('--by <attributes>', 'group by customer or invoice attributes; two are crossed')
        .argParser(commaList)
        .default([], 'none'),
    )
    .addOption(new Option('--kpi <ids>', 'which KPIs, e.g. dso,cei,aging').argParser(commaList).conflicts('all'))
    .option('--all', 'all KPIs of the catalogue')
    .addOption(new Option('--window <months>', 'months a KPI looks back over, e.g. 3m').argParser(parseWindow))
    .addOption(new Option('--format <format>', 'how tables are written').choices(formats).default('text'))
    .option('--json', 'print one JSON document (arlab/kpi/1), as --format json')
    .option('--audit <kpi>', 'list the invoices behind a figure, so that it can be added up by hand')
    .option('--methods <kpi>', 'show every variant of dso side by side, and what lies between them')
    .option('--bridge <kpi>', 'split the change of dso or cei between two periods into its causes')
    .option('--period <label>', 'the period of --audit, --methods and --bridge; the last whole one if left out')
    .option('--against <label>', 'the period that --bridge compares with; the one before if left out')
    .addOption(
      new Option('--group <attribute=value>', 'the group of --audit, --methods and --bridge').argParser(parseGroup),
    )
    .option('-o, --output <file>', 'draw the --bridge too: .svg, .png, .html or .json')
    .addHelpText(
      'after',
      `
Examples:
  arlab kpi data/demo
  arlab kpi data/demo --every quarter --by region --kpi dso,cei
  arlab kpi data/demo --window 12m --kpi ar_turnover,bad_debt_to_receivables --format md
  arlab kpi data/demo --audit dso --period 2024-06
  arlab kpi data/demo --methods dso
  arlab kpi data/demo --bridge dso --period 2024-06 --against 2023-06`,
    )
    .action(async (path: string, options: KpiOptions, command: Command) => {
      const asked = (['audit', 'methods', 'bridge'] as const).filter((name) => options[name] !== undefined)
      if (asked.length > 1)
        throw new InputError(`--${asked[0]} and --${asked[1]} are two questions; ask one at a time.`)
      refuseIdleOptions(command, asked[0] === undefined ? plainQuestion : `--${asked[0]}`, uses)
      const ledger = await ledgerOf(path, options)
      const question = { ledger, path, profile: profileOf(options), options }
      if (options.methods !== undefined) showMethods(question, options.methods)
      else if (options.bridge !== undefined) await showBridge(question, options.bridge)
      else if (options.audit !== undefined) showAudit(question, options.audit)
      else showTable(question)
    })
}

function showTable({ ledger, path, profile, options }: KpiQuestion): void {
  if (options.kpi?.length === 0) throw new InputError('--kpi names no KPI; leave it out for the usual ones.')
  const kpis = options.all ? kpiCatalogue : options.kpi ? kpisNamed(options.kpi) : profile.shown
  const facts = ledgerFacts(ledger.data, options.by, profile.calendar)
  const rows = kpiTable(facts, {
    every: options.every,
    kpis,
    settings: profile.settings,
    ...(options.window === undefined ? {} : { windowMonths: options.window }),
    ...(options.from === undefined ? {} : { from: options.from }),
  })
  if (rows.length === 0) throw new InputError('No period of the ledger ends on or after --from; give an earlier day.')
  const format = options.json ? 'json' : options.format
  if (format === 'json') printJson(kpiJson(ledger, rows))
  else if (format === 'csv') {
    const table = kpiExport(rows, {
      by: options.by,
      kpis: kpis.map(({ id }) => id),
      currency: ledger.currency,
      facts: true,
    })
    printCsv(table)
  } else {
    const shown = options.from === undefined ? lastPeriods(rows, periodsShown) : rows
    const tables = kpiTables({
      rows: shown,
      kpis,
      every: options.every,
      by: options.by,
      currency: ledger.currency,
      benchmarks: profile.benchmarks,
      benchmarkValues: benchmarkValues(facts, kpis, profile, options.every),
    })
    const title = tableTitle(companyTitle(path), options.every, shown)
    const hidden = new Set(rows.map(({ period }) => period)).size - new Set(shown.map(({ period }) => period)).size
    const more =
      hidden === 0 ? [] : [`${hidden} earlier periods are not shown; --from ${isoFromDay(rows[0]!.start)} shows all.`]
    const [first, ...others] = tables
    printText(printedTables([{ ...first!, notes: [...(first!.notes ?? []), ...more] }, ...others], format, title))
  }
}

function kpiJson(ledger: Ledger, rows: readonly KpiRow[]) {
  return {
    schema: 'arlab/kpi/1',
    currency: ledger.currency.code,
    asOf: isoFromDay(ledger.knownThrough),
    rows: rows.map((row) => ({ ...row, start: isoFromDay(row.start), end: isoFromDay(row.end) })),
  }
}

/** The rows of the last periods. */
function lastPeriods(rows: readonly KpiRow[], count: number): KpiRow[] {
  const kept = new Set([...new Set(rows.map(({ period }) => period))].slice(-count))
  return rows.filter(({ period }) => kept.has(period))
}

/** Each KPI that has a benchmark, of all customers and the last whole period, over the window the benchmark is meant for. */
function benchmarkValues(
  facts: FactTable,
  kpis: readonly Kpi[],
  { benchmarks, settings }: KpiProfile,
  every: Frequency,
): Map<string, number | null> {
  const { lastWhole } = wholeSpans(facts, every)
  const values = new Map<string, number | null>()
  for (const kpi of kpis) {
    const benchmark = benchmarkOf(kpi.id, benchmarks)
    if (benchmark === null || lastWhole === null) continue
    values.set(kpi.id, numberOf(kpiValue(facts, 0, lastWhole, kpi, settings, benchmark.windowMonths)))
  }
  return values
}

function showMethods(question: KpiQuestion, id: string): void {
  const { path, profile, options } = question
  if (kpiById(id).id !== 'dso')
    throw new InputError(`--methods ${id}: only dso has several methods; see arlab explain ${id}.`)
  const { facts, group, span } = figureOf(question)
  const input = { facts, group, span, settings: profile.settings }
  if (options.json || options.format === 'json') printJson(methodsJson(input))
  else printText(printedTables(methodsTables(input), textFormat(options), `${companyTitle(path)}: ways to measure DSO`))
}

async function showBridge(question: KpiQuestion, id: string): Promise<void> {
  const { ledger, path, options } = question
  const kpi = kpiById(id).id
  if (kpi !== 'dso' && kpi !== 'cei') throw new InputError(`--bridge ${id}: only dso and cei can be split into causes.`)
  const write = options.output === undefined ? null : chartWriter(options.output)
  const { by, facts, span, group } = figureOf(question)
  const from =
    options.against === undefined
      ? spanBefore(facts, options.every, span)
      : spanNamed(facts, options.every, options.against, '--against')
  const bridge = kpiBridge(kpi, ledger.data, from, span, { by, group, facts })
  const about = facts.groups[group]!
  if (write !== null) await write(bridgeChartOf(bridge, about))
  if (options.json || options.format === 'json') printJson(bridgeJson(bridge, about))
  else {
    printText(
      printedTables([bridgeTable(bridge, about)], textFormat(options), `${companyTitle(path)}: bridge of ${id}`),
    )
    if (write !== null) printText(`The chart is written to ${options.output}.`)
  }
}

function showAudit(question: KpiQuestion, id: string): void {
  const { ledger, path, profile, options } = question
  const kpi = kpiById(id)
  const { facts, span, group } = figureOf(question)
  const audit = auditKpi(ledger.data, facts, kpi, group, span, profile.settings, options.window)
  if (options.json || options.format === 'json') printJson(auditJson(audit, span.label, ledger.currency))
  else if (options.format === 'csv') {
    printCsv(auditExport(audit, ledger.currency))
  } else {
    const tables = auditTables(audit, path, span.label, ledger.currency)
    printText(printedTables(tables, options.format, `${companyTitle(path)}: the rows behind ${id}`))
  }
}

/** The format of tables that are no KPI table: those have no CSV. */
function textFormat({ format }: KpiOptions): (typeof tableFormats)[number] {
  if (format === 'csv' || format === 'json')
    throw new InputError('--format csv writes KPI tables only; use --json here.')
  return format
}

function parseWindow(text: string): number {
  const match = /^(\d{1,3})m$/.exec(text)
  if (!match || Number(match[1]) < 1)
    throw new InputError(`--window "${text}" is not a number of months like 3m or 12m.`)
  return Number(match[1])
}
