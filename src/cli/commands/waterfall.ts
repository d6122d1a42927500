import { type Command, Option } from 'commander'
import { attributeLevers } from '../../decision/attribute-levers.js'
import { waterfallTables } from '../../report/decisions/waterfall-tables.js'
import { type DecisionOptions, oneScenario, onFutures, withDecisionOptions } from '../decision-options.js'
import { decisionWriter } from '../decision-output.js'
import { commaList, ledgerHelp } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printedTables, type TableFormat, tableFormats } from '../printed-table.js'

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
    .option(
      '-o, --output <path>',
      'the first outcome as a chart (.svg, .png, .html or .json); or a folder of arlab simulate -o, whose report shows it then',
    )
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
      const write = options.output === undefined ? null : decisionWriter(options.output)
      const scenario = oneScenario(options.scenario)
      const attribution = await onFutures(path, options, `levers of ${scenario.name}`, (input) =>
        attributeLevers(input, scenario, options.outcome),
      )
      const written = write === null ? null : await write(attribution)
      if (options.json) printJson(attribution)
      else {
        printText(
          printedTables(waterfallTables(attribution), options.format, `${scenario.name}: what each lever brings`),
        )
        if (written !== null && options.format === 'text') printText(`\n${written}`)
      }
    })
}
