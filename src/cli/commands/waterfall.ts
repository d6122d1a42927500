import { type Command, Option } from 'commander'
import { waterfallChart } from '../../chart/waterfall-chart.js'
import { attributeLevers, type LeverAttribution } from '../../decision/attribute-levers.js'
import { chartWriter } from '../chart-writer.js'
import { type DecisionOptions, oneScenario, onFutures, withDecisionOptions } from '../decision-options.js'
import { commaList, ledgerHelp } from '../ledger-argument.js'
import { outcomeChange, outcomeFormat, outcomeValue } from '../outcome-text.js'
import { printJson, printText } from '../print.js'
import { type PrintedTable, printedTables, type TableFormat, tableFormats } from '../printed-table.js'

interface WaterfallOptions extends DecisionOptions {
  readonly scenario: string
  readonly outcome: string[]
  readonly output?: string
  readonly format: TableFormat
  readonly json?: true
}

export function addWaterfallCommand(program: Command): void {
  withDecisionOptions(program.command('waterfall'), 200)
    .summary('which lever of a combined scenario brings how much')
    .description(
      'Runs every set of a scenario’s levers on the same luck and gives each lever what pulling it does, averaged over all orders (Shapley): ' +
        'the parts add up to the whole, and no order is preferred.',
    )
    .argument('<ledger>', ledgerHelp)
    .requiredOption('--scenario <file>', 'the scenario; at most 8 levers')
    .addOption(
      new Option(
        '--outcome <ids>',
        'KPIs (dso, cei@2025-06, bad_debt_to_sales@all) or sales, cash, bad_debt, present_value',
      )
        .argParser(commaList)
        .default(['dso', 'cei', 'cash'], 'dso,cei,cash'),
    )
    .option('-o, --output <file>', 'the first outcome as a chart: .svg, .png, .html or .json')
    .addOption(new Option('--format <format>', 'how the tables are written').choices(tableFormats).default('text'))
    .option('--json', 'print one JSON document (arlab/waterfall/1)')
    .addHelpText(
      'after',
      `
Examples:
  arlab waterfall data/demo --scenario scenarios/net-45-with-discount.yaml
  arlab waterfall data/demo --scenario scenarios/stronger-collections-in-a-recession.yaml --outcome dso,bad_debt -o out/waterfall.svg`,
    )
    .action(async (path: string, options: WaterfallOptions) => {
      const write = options.output === undefined ? null : chartWriter(options.output)
      const scenario = oneScenario(options.scenario)
      const attribution = await onFutures(path, options, `levers of ${scenario.name}`, (input) =>
        attributeLevers(input, scenario, options.outcome),
      )
      if (write) await write(waterfallChart(attribution))
      if (options.json) printJson(attribution)
      else {
        printText(printedTables(tablesOf(attribution), options.format, `${scenario.name}: what each lever brings`))
        if (options.output !== undefined && options.format === 'text') printText(`\nWritten to ${options.output}.`)
      }
    })
}

function tablesOf({ outcomes, levers, scenario, currency, replicates }: LeverAttribution): PrintedTable[] {
  const tables = outcomes.map(({ outcome, baseline, scenario: after, total, levers: parts }): PrintedTable => {
    const { unit } = outcomeFormat(outcome, currency)
    const shown = unit === 'percent' ? 'points' : unit === 'money' ? currency : unit
    return {
      title: outcome.name,
      header: ['', shown],
      rows: [
        ['baseline', outcomeValue(outcome, baseline, currency)],
        ...levers.map(({ name }, index) => [`  ${name}`, outcomeChange(outcome, parts[index]!, currency)]),
        [scenario, outcomeValue(outcome, after, currency)],
        ['  in all', outcomeChange(outcome, total, currency)],
      ],
    }
  })
  const last = tables.at(-1)!
  return [
    ...tables.slice(0, -1),
    {
      ...last,
      notes: [
        `Means of ${replicates.toLocaleString('en-US')} futures, with the range that holds 90 % of them; each lever’s part is averaged over all orders, and the parts add up.`,
      ],
    },
  ]
}
