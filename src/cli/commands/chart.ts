import { Argument, type Command, Option } from 'commander'
import { agingOf, alertChartOf, dsoMethodsOf, heatMapOf, pastDueOf, trendOf } from '../../analysis/kpi-charts.js'
import type { Day } from '../../calendar/day.js'
import type { Frequency, Span } from '../../calendar/frequency.js'
import type { Chart } from '../../chart/chart.js'
import { delinquencyAlerts } from '../../collections/delinquency-alerts.js'
import type { FactTable } from '../../facts/fact-table.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { spansFrom } from '../../facts/spans-from.js'
import { lastWholePeriod } from '../../facts/whole-periods.js'
import { kpiById } from '../../kpi/catalogue.js'
import { kpiTable } from '../../kpi/kpi-table.js'
import type { KpiProfile } from '../../kpi/settings-file.js'
import type { Ledger } from '../../ledger/ledger.js'
import { chartWriter } from '../chart-writer.js'
import {
  everyOption,
  groupNamed,
  type ProfileOptions,
  parseGroup,
  profileOf,
  wholeSpans,
  withProfileOptions,
} from '../kpi-options.js'
import { type LedgerOptions, ledgerHelp, ledgerOf, parseDay, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { refuseIdleOptions } from '../refuse-idle-options.js'

const kinds = ['trend', 'aging', 'past-due', 'dso-methods', 'alert', 'heat-map'] as const
type ChartKind = (typeof kinds)[number]

interface ChartOptions extends LedgerOptions, ProfileOptions {
  readonly kpi?: string
  readonly by?: string
  readonly group?: Readonly<Record<string, string>>
  readonly every: Frequency
  readonly from?: Day
  readonly output: string
  readonly json?: true
}

/** The options that only some charts use. */
const uses: Readonly<Record<ChartKind, readonly string[]>> = {
  trend: ['kpi', 'group', 'every', 'from'],
  aging: ['group', 'every', 'from'],
  'past-due': ['by'],
  'dso-methods': ['group', 'every', 'from'],
  alert: ['group'],
  'heat-map': ['kpi', 'every', 'from'],
}

/** Periods that a heat map has room for. */
const heatMapPeriods = 12

export function addChartCommand(program: Command): void {
  withProfileOptions(withLedgerOptions(program.command('chart')))
    .summary('a chart of a ledger’s KPIs as a picture')
    .description(
      'Draws a chart: trend (a KPI with its change and indicator), aging (receivables by age), past-due (by salesperson), ' +
        'dso-methods (the variants of DSO), alert (the control chart behind arlab alerts) or heat-map (a KPI by customer and month). ' +
        'The bridge is drawn by arlab kpi --bridge dso -o FILE.',
    )
    .addArgument(new Argument('<kind>', 'which chart').choices(kinds))
    .argument('<ledger>', ledgerHelp)
    .requiredOption(
      '-o, --output <file>',
      'the picture to write: .svg, .png, .html, or .json for its Vega-Lite specification',
    )
    .option('--kpi <id>', 'the KPI of trend and heat-map: dso and days_late if left out')
    .option('--by <attribute>', 'what past-due goes by: salesperson if left out')
    .addOption(new Option('--group <attribute=value>', 'the group that is drawn').argParser(parseGroup))
    .addOption(everyOption())
    .addOption(new Option('--from <date>', 'leave out periods that end before this day').argParser(parseDay))
    .option('--json', 'print one JSON document (arlab/chart/1) with the title and what the picture says in words')
    .addHelpText(
      'after',
      `
Examples:
  arlab chart trend data/demo --kpi cei -o cei.svg
  arlab chart past-due data/demo --by salesperson -o past-due.png
  arlab chart heat-map data/demo --kpi days_late -o late.html`,
    )
    .action(async (kind: ChartKind, path: string, options: ChartOptions, command: Command) => {
      refuseIdleOptions(command, kind, uses)
      const write = chartWriter(options.output)
      const ledger = await ledgerOf(path, options)
      const chart = chartOf(kind, ledger, profileOf(options), options)
      await write(chart)
      const { output } = options
      if (options.json) printJson({ schema: 'arlab/chart/1', kind, file: output, title: chart.title, alt: chart.alt })
      else printText(`${chart.title}\nWritten to ${output}.`)
    })
}

function chartOf(kind: ChartKind, ledger: Ledger, profile: KpiProfile, options: ChartOptions): Chart {
  const { every, group, by = 'salesperson' } = options
  const { currency, data } = ledger
  const { calendar, settings } = profile
  const own = () => ledgerFacts(data, Object.keys(group ?? {}), calendar)
  switch (kind) {
    case 'trend': {
      const facts = own()
      const kpi = kpiById(options.kpi ?? 'dso')
      const index = groupNamed(facts, group)
      const rows = kpiTable(facts, {
        every,
        kpis: [kpi],
        settings,
        ...(options.from === undefined ? {} : { from: options.from }),
      }).filter((row) => row.group === facts.groups[index])
      return trendOf(kpi, rows, currency, profile.benchmarks)
    }
    case 'aging': {
      const facts = own()
      return agingOf(facts, groupNamed(facts, group), wholeSpansFrom(facts, options), currency)
    }
    case 'past-due': {
      const facts = ledgerFacts(data, [by], calendar)
      return pastDueOf(facts, by, facts.periods.length - 1, currency)
    }
    case 'dso-methods': {
      const facts = own()
      return dsoMethodsOf(facts, groupNamed(facts, group), wholeSpansFrom(facts, options), settings)
    }
    case 'alert': {
      const facts = own()
      const alerts = delinquencyAlerts(facts, { lastWhole: lastWholePeriod(facts) })
      return alertChartOf(facts, alerts[groupNamed(facts, group)]!)
    }
    case 'heat-map': {
      const facts = ledgerFacts(data, ['customer_id'], calendar)
      const spans = wholeSpansFrom(facts, options).slice(options.from === undefined ? -heatMapPeriods : 0)
      return heatMapOf(facts, kpiById(options.kpi ?? 'days_late'), spans, settings, currency)
    }
    default:
      return kind satisfies never
  }
}

/** The whole periods that are asked for. */
function wholeSpansFrom(facts: FactTable, { every, from }: ChartOptions): readonly Span[] {
  const { spans, lastWhole } = wholeSpans(facts, every)
  const whole = lastWhole === null ? spans : spans.filter(({ last }) => last <= lastWhole.last)
  return spansFrom(facts, whole, from)
}
