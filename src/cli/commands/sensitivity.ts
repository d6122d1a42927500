import type { Command } from 'commander'
import { Option } from 'commander'
import { sensitivity } from '../../decision/sensitivity.js'
import { sensitivityTables } from '../../report/decisions/sensitivity-tables.js'
import { type DecisionOptions, oneScenario, onFutures, withDecisionOptions } from '../decision-options.js'
import { decisionWriter } from '../decision-output.js'
import { ledgerHelp } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printedTables, type TableFormat, tableFormats } from '../printed-table.js'

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
    .option(
      '-o, --output <path>',
      'the tornado as a chart (.svg, .png, .html or .json); or a folder of arlab simulate -o, whose report shows it then',
    )
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
      const write = options.output === undefined ? null : decisionWriter(options.output)
      const scenario = oneScenario(options.scenario)
      const { outcome, decideBy } = options
      const result = await onFutures(path, options, `sensitivity of ${scenario.name}`, (input) =>
        sensitivity(input, scenario, outcome, decideBy),
      )
      const written = write === null ? null : await write(result)
      if (options.json) printJson(result)
      else {
        printText(
          printedTables(
            sensitivityTables(result),
            options.format,
            `${scenario.name}: what ${result.outcome.name} hangs on`,
          ),
        )
        if (written !== null && options.format === 'text') printText(`\n${written}`)
      }
    })
}
