import type { Command } from 'commander'
import { Option } from 'commander'
import { tornadoChart } from '../../chart/tornado-chart.js'
import { type Sensitivity, sensitivity } from '../../decision/sensitivity.js'
import { chartWriter } from '../chart-writer.js'
import { type DecisionOptions, oneScenario, onFutures, withDecisionOptions } from '../decision-options.js'
import { ledgerHelp } from '../ledger-argument.js'
import { outcomeChange, outcomeValue } from '../outcome-text.js'
import { printJson, printText } from '../print.js'
import { type PrintedTable, printedTables, type TableFormat, tableFormats } from '../printed-table.js'

interface SensitivityOptions extends DecisionOptions {
  readonly scenario: string
  readonly outcome: string
  readonly decideBy?: string
  readonly output?: string
  readonly format: TableFormat
  readonly json?: true
}

export function addSensitivityCommand(program: Command): void {
  withDecisionOptions(program.command('sensitivity'), 1000)
    .summary('what a scenario’s outcome hangs on, and what would be worth knowing')
    .description(
      'Leaves out each lever and sets each uncertain response to its ends (tornado), correlates every unknown with the outcome over futures, and ' +
        'tells which unknown, if known better, would change the decision to do it, and what that knowledge is worth.',
    )
    .argument('<ledger>', ledgerHelp)
    .requiredOption('--scenario <file>', 'the scenario')
    .option(
      '--outcome <id>',
      'a KPI (dso, cei@2025-06, bad_debt_to_sales@all) or sales, cash, bad_debt, present_value',
      'dso',
    )
    .option('--decide-by <id>', 'the outcome by which it is decided whether to do it; that of --outcome if left out')
    .option('-o, --output <file>', 'the tornado as a chart: .svg, .png, .html or .json')
    .addOption(new Option('--format <format>', 'how the tables are written').choices(tableFormats).default('text'))
    .option('--json', 'print one JSON document (arlab/sensitivity/1)')
    .addHelpText(
      'after',
      `
Examples:
  arlab sensitivity data/demo --scenario scenarios/growth-with-looser-credit.yaml
  arlab sensitivity data/demo --scenario scenarios/pay-on-receipt-for-risky-accounts.yaml --settings data/kpi-settings.yaml --decide-by present_value -o out/tornado.svg`,
    )
    .action(async (path: string, options: SensitivityOptions) => {
      const write = options.output === undefined ? null : chartWriter(options.output)
      const scenario = oneScenario(options.scenario)
      const { outcome, decideBy } = options
      const result = await onFutures(path, options, `sensitivity of ${scenario.name}`, (input) =>
        sensitivity(input, scenario, outcome, decideBy),
      )
      if (write) await write(tornadoChart(result))
      if (options.json) printJson(result)
      else {
        printText(
          printedTables(tablesOf(result), options.format, `${scenario.name}: what ${result.outcome.name} hangs on`),
        )
        if (options.output !== undefined && options.format === 'text') printText(`\nWritten to ${options.output}.`)
      }
    })
}

function tablesOf(result: Sensitivity): PrintedTable[] {
  const { outcome, currency, tornado, unknowns, scenario, mean, change, decision } = result
  const value = (own: number) => outcomeValue(outcome, own, currency)
  return [
    {
      title: `${outcome.name} under ${scenario}: ${value(mean)}, against the baseline ${outcomeChange(outcome, change, currency)}`,
      header: ['if it were otherwise', 'one way', 'the other', 'apart by'],
      rows: tornado.map(({ name, low, high, swing }) => [
        name,
        `${low.at}: ${value(low.outcome)}`,
        `${high.at}: ${value(high.outcome)}`,
        value(swing),
      ]),
    },
    {
      title: `Decided by ${decision.by.name}: ${outcomeChange(decision.by, decision.change, currency)}, better in ${percent(decision.better)} of futures`,
      header: ['unknown', `correlation with ${outcome.name}`, 'knowing it is worth', 'would change the decision in'],
      rows: unknowns.map(({ name, correlation, low, high, knowing }) => [
        name,
        `${signed(correlation)} (${signed(low)} to ${signed(high)})`,
        knowing === null
          ? 'nobody can know'
          : knowing.value === 0
            ? 'nothing'
            : outcomeValue(decision.by, knowing.value, currency),
        knowing === null || knowing.changes === 0 ? '–' : `${percent(knowing.changes)} of futures`,
      ]),
      notes: [
        'Correlations are Spearman’s, with their 95 % intervals. Knowing is worth the mean of the better choice with the knowledge, less that without it; nothing where it is no more than chance would bring.',
      ],
    },
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2)
  return Number(text) === 0 ? text : value < 0 ? `−${text}` : `+${text}`
}
