import { type Command, Option } from 'commander'
import { type Day, isoFromDay } from '../../calendar/day.js'
import { type Frequency, frequencies } from '../../calendar/frequency.js'
import { addMonths, monthEnd, monthOf } from '../../calendar/month.js'
import { InputError } from '../../document/input-error.js'
import { groupLabel } from '../../facts/fact-table.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { kpiById, kpiCatalogue } from '../../kpi/catalogue.js'
import type { Kpi } from '../../kpi/kpi.js'
import { type KpiRow, kpiTable } from '../../kpi/kpi-table.js'
import { formatFigure } from '../format-kpi.js'
import { commaList, type LedgerOptions, ledgerHelp, ledgerOf, parseDay, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { textTable } from '../text-table.js'

interface KpiOptions extends LedgerOptions {
  readonly from?: Day
  readonly every: Frequency
  readonly by: string[]
  readonly kpi?: string[]
  readonly window?: number
  readonly json?: true
}

export function addKpiCommand(program: Command): void {
  withLedgerOptions(program.command('kpi'))
    .summary('the collection KPIs of a ledger, by period and group')
    .description('Computes collection KPIs from a ledger, exactly: nothing is rounded before it is shown.')
    .argument('<ledger>', ledgerHelp)
    .addOption(new Option('--from <date>', 'leave out periods that end before this day').argParser(parseDay))
    .addOption(new Option('--every <period>', 'length of a period').choices(Object.keys(frequencies)).default('month'))
    .addOption(
      new Option('--by <attributes>', 'group by customer or invoice attributes')
        .argParser(commaList)
        .default([], 'none'),
    )
    .addOption(
      new Option('--kpi <ids>', `which KPIs: ${kpiCatalogue.map(({ id }) => id).join(', ')}`).argParser(commaList),
    )
    .addOption(new Option('--window <months>', 'months a KPI looks back over, e.g. 3m').argParser(parseWindow))
    .option('--json', 'print one JSON document (arlab/kpi/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab kpi data/demo --from 2024-07-01\n  arlab kpi data/demo --every quarter --by region --kpi dso,cei',
    )
    .action(async (path: string, options: KpiOptions) => {
      const ledger = await ledgerOf(path, options)
      if (options.kpi?.length === 0) throw new InputError('--kpi names no KPI; leave it out for all of them.')
      const kpis = options.kpi ? options.kpi.map(kpiById) : kpiCatalogue
      const rows = kpiTable(ledgerFacts(ledger.data, options.by), {
        every: options.every,
        kpis,
        ...(options.window === undefined ? {} : { windowMonths: options.window }),
        ...(options.from === undefined ? {} : { from: options.from }),
      })
      if (rows.length === 0)
        throw new InputError('No period of the ledger ends on or after --from; give an earlier day.')
      if (options.json) {
        printJson({
          schema: 'arlab/kpi/1',
          currency: ledger.currency.code,
          asOf: isoFromDay(ledger.knownThrough),
          rows: rows.map((row) => ({ ...row, start: isoFromDay(row.start), end: isoFromDay(row.end) })),
        })
      } else printText(kpiText(rows, kpis, options.every, options.by.length > 0))
    })
}

function parseWindow(text: string): number {
  const match = /^(\d{1,3})m$/.exec(text)
  if (!match || Number(match[1]) < 1)
    throw new InputError(`--window "${text}" is not a number of months like 3m or 12m.`)
  return Number(match[1])
}

function kpiText(rows: readonly KpiRow[], kpis: readonly Kpi[], every: Frequency, grouped: boolean): string {
  const header = ['period', ...(grouped ? ['group'] : []), ...kpis.map((kpi) => columnTitle(kpi))]
  const body = rows.map((row) => [
    isPart(row, every) ? `${row.period}*` : row.period,
    ...(grouped ? [groupLabel(row.group)] : []),
    ...kpis.map((kpi) => formatFigure(kpi, row.kpis[kpi.id] ?? null)),
  ])
  const part = rows.find((row) => isPart(row, every))
  const partNote = part ? ['', `* a part of the ${every}: through ${isoFromDay(part.end)}`] : []
  return [textTable(header, body), ...partNote, ...notDefinedNotes(rows)].join('\n')
}

/** Whether a period ends before its calendar end. */
function isPart(row: KpiRow, every: Frequency): boolean {
  const months = frequencies[every]
  const last = addMonths(monthOf(row.end), months - 1 - (monthOf(row.end) % months))
  return row.end !== monthEnd(last)
}

/** Why dashes stand where they stand: each reason once, with the periods it holds for. */
function notDefinedNotes(rows: readonly KpiRow[]): string[] {
  const periods = new Map<string, Set<string>>()
  for (const row of rows) {
    for (const [id, reason] of Object.entries(row.notes)) {
      const sentence = `${kpiById(id).name}: ${reason}`
      periods.set(sentence, (periods.get(sentence) ?? new Set()).add(row.period))
    }
  }
  const lines = [...periods].map(([sentence, where]) => {
    const shown = [...where].slice(0, 3).join(', ')
    return `– ${sentence} (${shown}${where.size > 3 ? ` and ${where.size - 3} more` : ''})`
  })
  return lines.length === 0 ? [] : ['', 'Not defined where a dash stands:', ...lines]
}

const shortNames: Readonly<Record<string, string>> = {
  dso: 'DSO',
  dso_countback: 'count-back',
  dso_best_possible: 'best DSO',
  average_days_delinquent: 'delinquent',
  cei: 'CEI %',
  paid_on_time: 'on time %',
  past_due_over_30: '>30 d %',
  bad_debt_to_sales: 'bad debt %',
}

function columnTitle(kpi: Kpi): string {
  return shortNames[kpi.id] ?? kpi.name
}
