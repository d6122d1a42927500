import { type Command, Option } from 'commander'
import { distributionChart } from '../../chart/distribution-chart.js'
import { outcomeFormat } from '../../chart/outcome-format.js'
import { formatRange, formatValue } from '../../chart/value-format.js'
import { type OutcomeDistribution, outcomeDistribution } from '../../decision/outcome-distribution.js'
import { readScenarios } from '../../scenario/file/scenario-file.js'
import { refuseRepeatedNames } from '../../scenario/scenario-names.js'
import { chartWriter } from '../chart-writer.js'
import { type DecisionOptions, onFutures, withDecisionOptions } from '../decision-options.js'
import { ledgerHelp } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { type PrintedTable, printedTables, type TableFormat, tableFormats } from '../printed-table.js'

interface ChanceOptions extends DecisionOptions {
  readonly target: string
  readonly scenario: string[]
  readonly output?: string
  readonly format: TableFormat
  readonly json?: true
}

export function addChanceCommand(program: Command): void {
  withDecisionOptions(program.command('chance'), 1000)
    .summary('how likely a target is reached, today and under scenarios')
    .description(
      'In what share of futures a target is reached as things are and under each scenario, on the same luck, and how the figure spreads. ' +
        'Before a target is set: is it met by itself, or by nothing that we can do?',
    )
    .argument('<ledger>', ledgerHelp)
    .requiredOption(
      '--target <text>',
      'e.g. "dso<=45", "dso@2025-06<=45", "cash>=12000000"; or an outcome alone, e.g. dso',
    )
    .addOption(new Option('--scenario <file...>', 'scenario files; all of their variants').default([], 'none'))
    .option('-o, --output <file>', 'the distributions as a chart (.svg, .png, .html or .json)')
    .addOption(new Option('--format <format>', 'how the table is written').choices(tableFormats).default('text'))
    .option('--json', 'print one JSON document (arlab/chance/1)')
    .addHelpText(
      'after',
      `
Examples:
  arlab chance data/demo --target "dso<=42"
  arlab chance data/demo --target "dso<=45" --scenario scenarios/net-45.yaml scenarios/stronger-collections.yaml -o out/chance.svg`,
    )
    .action(async (path: string, options: ChanceOptions) => {
      const write = options.output === undefined ? null : chartWriter(options.output)
      const scenarios = options.scenario.flatMap(readScenarios)
      refuseRepeatedNames(scenarios)
      const result = await onFutures(path, options, 'chance', (input) =>
        outcomeDistribution(input, options.target, scenarios),
      )
      if (write !== null) await write(distributionChart(result))
      if (options.json) printJson({ schema: 'arlab/chance/1', ...result })
      else {
        printText(printedTables([chanceTable(result)], options.format, 'Chance of a target'))
        if (write !== null && options.format === 'text') printText(`\nWritten to ${options.output}.`)
      }
    })
}

function chanceTable({ outcome, target, currency, replicates, scenarios }: OutcomeDistribution): PrintedTable {
  const format = outcomeFormat(outcome, currency)
  const percent = (share: number) => `${Math.round(100 * share)} %`
  const aim = target === null ? '' : ` ${target.bound} ${formatValue(target.value, format)}`
  return {
    title: `${outcome.name}${aim}`,
    header: ['', ...(target === null ? [] : ['reached', '95 % interval']), 'median', '90 % of futures'],
    rows: scenarios.map(({ name, reached, q05, q50, q95 }) => [
      name,
      ...(reached === null
        ? []
        : [percent(reached.probability), `${percent(reached.low)} to ${percent(reached.high)}`]),
      formatValue(q50, format),
      formatRange(q05, q95, format),
    ]),
    notes: [`${replicates.toLocaleString('en-US')} futures under each, on the same luck.`],
  }
}
