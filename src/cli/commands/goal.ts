import { type Command, Option } from 'commander'
import { readGoal } from '../../decision/goal/goal-file.js'
import { testGoal } from '../../decision/goal/goal-test.js'
import { goalSentences, goalTables } from '../../report/decisions/goal-tables.js'
import { type DecisionOptions, onFutures, withDecisionOptions } from '../decision-options.js'
import { decisionWriter } from '../decision-output.js'
import { ledgerHelp } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printedTables, type TableFormat, tableFormats } from '../printed-table.js'

interface GoalOptions extends DecisionOptions {
  readonly goal: string
  readonly output?: string
  readonly format: TableFormat
  readonly json?: true
}

export function addGoalCommand(program: Command): void {
  withDecisionOptions(program.command('goal'), 400)
    .summary('test a KPI goal before anyone is paid on it')
    .description(
      'Simulates a goal for Sales with no effort, with full honest effort, and with people who play with the books to meet it: who hits it by luck, what effort controls, how often ' +
        'hits and misses would be misread, when effort shows, what each way costs, and which metric would do better. Ends with advice: assign, share as a dashboard, or drop.',
    )
    .argument('<ledger>', ledgerHelp)
    .requiredOption('--goal <file>', 'the goal (YAML; see arlab schema goal)')
    .option(
      '-o, --output <path>',
      'luck, effort and play by owner as a chart (.svg, .png, .html or .json); or a folder of arlab simulate -o, whose report shows it then',
    )
    .addOption(new Option('--format <format>', 'how the tables are written').choices(tableFormats).default('text'))
    .option('--json', 'print one JSON document (arlab/goal/1)')
    .addHelpText(
      'after',
      `
Costs in contribution need margins and a cost of capital: give --settings.

Examples:
  arlab goal data/demo --goal scenarios/goals/cei-for-sales.yaml --settings data/kpi-settings.yaml
  arlab goal data/demo --goal scenarios/goals/dso-for-sales.yaml --months 24 --replicates 1000`,
    )
    .action(async (path: string, options: GoalOptions) => {
      const write = options.output === undefined ? null : decisionWriter(options.output)
      const goal = readGoal(options.goal)
      const test = await onFutures(path, options, `goal ${goal.name}`, (input) => testGoal(input, goal))
      const written = write === null ? null : await write(test)
      if (options.json) printJson(test)
      else {
        if (options.format === 'text') printText(`${goalSentences(test).join('\n')}\n`)
        printText(printedTables(goalTables(test), options.format, `${test.name}: tested before it is assigned`))
        if (written !== null && options.format === 'text') printText(`\n${written}`)
      }
    })
}
