import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Day } from '../../calendar/day.js'
import { survivalChart } from '../../chart/survival-chart.js'
import { InputError } from '../../document/input-error.js'
import type { PaymentClock } from '../../survival/ledger-durations.js'
import { paymentSurvival } from '../../survival/payment-survival.js'
import { chartWriter } from '../chart-writer.js'
import { companyTitle } from '../company-title.js'
import { parseGroup } from '../kpi-options.js'
import { commaList, type LedgerOptions, ledgerHelp, ledgerOf, parseDay, withLedgerOptions } from '../ledger-argument.js'
import { printCsv, printJson, printText } from '../print.js'
import { printedTables, tableFormats } from '../printed-table.js'
import { survivalExport, survivalJson, survivalTables, usualAges } from '../survival-text.js'

const formats = [...tableFormats, 'csv', 'json'] as const

interface SurvivalOptions extends LedgerOptions {
  readonly clock: PaymentClock
  readonly by?: string[]
  readonly comparePeriods?: string[]
  readonly where?: Readonly<Record<string, string>>
  readonly from?: Day
  readonly to?: Day
  readonly at?: number[]
  readonly confidence: number
  readonly intervals: 'customer' | 'invoice'
  readonly format: (typeof formats)[number]
  readonly json?: true
  readonly output?: string
}

export function addSurvivalCommand(program: Command): void {
  withLedgerOptions(program.command('survival'))
    .summary('how long invoices stay unpaid, and whether groups or periods differ')
    .description(
      'Shows the share of invoices still unpaid by age, invoices that are still open included (Kaplan–Meier), by when half is paid, ' +
        'and, for groups or periods, whether chance could explain that one is paid later than another (log-rank test).',
    )
    .argument('<ledger>', ledgerHelp)
    .addOption(
      new Option('--clock <start>', 'count days from the invoice date, or from the due day')
        .choices(['invoice', 'due'])
        .default('invoice'),
    )
    .addOption(
      new Option('--by <attributes>', 'compare the groups of an attribute; two are crossed').argParser(commaList),
    )
    .addOption(
      new Option('--compare-periods <labels>', 'compare invoices by their date, e.g. 2023,2024 or 2024-Q1,2024-Q2')
        .argParser(commaList)
        .conflicts('by'),
    )
    .addOption(
      new Option('--where <attribute=value>', 'only these invoices, e.g. region=EMEA,segment=small').argParser(
        parseGroup,
      ),
    )
    .addOption(new Option('--from <date>', 'only invoices dated on this day or later').argParser(parseDay))
    .addOption(new Option('--to <date>', 'only invoices dated on this day or before').argParser(parseDay))
    .addOption(new Option('--at <days>', 'ages to show, e.g. 20,30,40').argParser(parseAges))
    .addOption(
      new Option('--confidence <share>', 'how sure intervals and the comparison are to be, e.g. 90%')
        .argParser(parseConfidence)
        .default(0.95, '95%'),
    )
    .addOption(
      new Option('--intervals <unit>', 'what counts as independent: customers, or single invoices as in textbooks')
        .choices(['customer', 'invoice'])
        .default('customer'),
    )
    .addOption(
      new Option('--format <format>', 'how tables are written; csv has the curves').choices(formats).default('text'),
    )
    .option('--json', 'print one JSON document (arlab/survival/1), as --format json')
    .option('-o, --output <file>', 'draw the curves too: .svg, .png, .html or .json')
    .addHelpText(
      'after',
      `
Examples:
  arlab survival data/demo
  arlab survival data/demo --by segment -o curves.svg
  arlab survival data/demo --clock due --compare-periods 2023,2024 --where region=EMEA --at 0,30,60`,
    )
    .action(async (path: string, options: SurvivalOptions) => {
      const write = options.output === undefined ? null : chartWriter(options.output)
      const { clock, where, from, to, by = [], comparePeriods: periods = [], confidence } = options
      if (options.by?.length === 0) {
        throw new InputError('--by names no attribute; leave it out for all invoices together.')
      }
      if (options.comparePeriods?.length === 0) {
        throw new InputError('--compare-periods names no period; leave it out for all invoices together.')
      }
      const ledger = await ledgerOf(path, options)
      const report = paymentSurvival(ledger.data, {
        clock,
        by,
        periods,
        confidence,
        byCustomer: options.intervals === 'customer',
        ...(where === undefined ? {} : { where }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      })
      if (write !== null) await write(survivalChart(report))
      const ages = options.at ?? usualAges[clock]
      const format = options.json ? 'json' : options.format
      if (format === 'json') printJson(survivalJson(report, ages))
      else if (format === 'csv') {
        printCsv(survivalExport(report, ledger.currency))
      } else {
        printText(
          printedTables(survivalTables(report, ages), format, `${companyTitle(path)}: how long invoices stay unpaid`),
        )
        if (write !== null && format === 'text') printText(`\nThe chart is written to ${options.output}.`)
      }
    })
}

function parseAges(text: string): number[] {
  const ages = commaList(text)
  if (ages.length === 0 || ages.some((age) => !/^-?\d{1,4}$/.test(age))) {
    throw new InvalidArgumentError('It is no list of whole days like 20,30,40.')
  }
  return [...new Set(ages.map(Number))].sort((a, b) => a - b)
}

/** Reads `90%`, `90` and `0.9`. */
function parseConfidence(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s?(%?)$/.exec(text)
  const value = match ? Number(match[1]) : Number.NaN
  const share = match?.[2] === '%' || value > 1 ? value / 100 : value
  if (!(share > 0 && share < 1)) throw new InvalidArgumentError('It is no confidence like 90% or 0.9.')
  return share
}
