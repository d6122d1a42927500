import { type Command, InvalidArgumentError, Option } from 'commander'
import { frontier } from '../../decision/frontier.js'
import { checkedBySchema } from '../../document/checked-by-schema.js'
import { InputError } from '../../document/input-error.js'
import { frontierTable } from '../../report/decisions/frontier-table.js'
import { noLevers } from '../../scenario/file/lever-setting.js'
import type { Scenario } from '../../scenario/file/scenario.js'
import { readScenarios } from '../../scenario/file/scenario-file.js'
import { variantsOf, variantsSchema } from '../../scenario/file/variants.js'
import { refuseRepeatedNames } from '../../scenario/scenario-names.js'
import { type DecisionOptions, oneScenario, onFutures, withDecisionOptions } from '../decision-options.js'
import { decisionWriter } from '../decision-output.js'
import { commaList, ledgerHelp } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printedTables, type TableFormat, tableFormats } from '../printed-table.js'

type Axis = readonly [
  setting: string,
  values: (number | string | boolean)[] | { from: number; to: number; step: number },
]

interface FrontierOptions extends DecisionOptions {
  readonly scenario: string[]
  readonly vary: Axis[]
  readonly outcome: string[]
  readonly output?: string
  readonly format: TableFormat
  readonly json?: true
}

export function addFrontierCommand(program: Command): void {
  withDecisionOptions(program.command('frontier'), 400)
    .summary('the settings that no other beats in two or three outcomes')
    .description(
      'Tries scenarios, variants or a grid of settings on the same luck and shows which of them no other beats in all of two or three outcomes, how ' +
        'sure that is, and by what the others are beaten.',
    )
    .argument('<ledger>', ledgerHelp)
    .addOption(new Option('--scenario <file...>', 'scenario files; all of their variants').default([], 'none'))
    .addOption(
      new Option(
        '--vary <setting=values...>',
        'settings to try all combinations of, e.g. terms.net=15,30,45 or terms.net=0..60/15',
      )
        .argParser(axisOf)
        .default([], 'none'),
    )
    .addOption(
      new Option('--outcome <ids>', 'two or three KPIs (dso, cei@all) or sales, cash, bad_debt, present_value')
        .argParser(commaList)
        .default(['dso', 'sales', 'bad_debt'], 'dso,sales,bad_debt'),
    )
    .option(
      '-o, --output <path>',
      'the choices by their first two outcomes as a chart (.svg, .png, .html or .json); or a folder of arlab simulate -o, whose report shows it then',
    )
    .addOption(new Option('--format <format>', 'how the table is written').choices(tableFormats).default('text'))
    .option('--json', 'print one JSON document (arlab/frontier/1)')
    .addHelpText(
      'after',
      `
Settings are varied in the one scenario that is given, or on top of today’s ways.

Examples:
  arlab frontier data/demo --scenario scenarios/net-*.yaml scenarios/growth-with-looser-credit.yaml
  arlab frontier data/demo --vary terms.net=0..60/15 --outcome dso,present_value --settings data/kpi-settings.yaml -o out/frontier.svg`,
    )
    .action(async (path: string, options: FrontierOptions) => {
      const write = options.output === undefined ? null : decisionWriter(options.output)
      const scenarios = choicesOf(options)
      const result = await onFutures(path, options, 'frontier', (input) => frontier(input, scenarios, options.outcome))
      const written = write === null ? null : await write(result)
      if (options.json) printJson(result)
      else {
        printText(printedTables([frontierTable(result)], options.format, 'Choices that no other beats'))
        if (written !== null && options.format === 'text') printText(`\n${written}`)
      }
    })
}

function choicesOf({ scenario: files, vary }: FrontierOptions): Scenario[] {
  if (vary.length === 0) {
    const scenarios = files.flatMap(readScenarios)
    refuseRepeatedNames(scenarios)
    return scenarios
  }
  if (files.length > 1) throw new InputError('--vary changes one scenario; give one file, or leave out --vary.')
  const names = vary.map(([setting]) => setting)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw new InputError(`--vary names ${repeated} twice; give all of its values at once.`)
  const checked = checkedBySchema(variantsSchema, Object.fromEntries(vary), '--vary')
  if ('fault' in checked) throw new InputError(`--vary: ${checked.fault}`)
  if (files.length === 1) return variantsOf(oneScenario(files[0]!), checked.value, false)
  return variantsOf(noLevers, checked.value)
}

/** `terms.net=15,30` or `terms.net=0..60/15`; each use of the option adds one. */
function axisOf(text: string, before: readonly Axis[]): Axis[] {
  const [setting = '', values = '', ...more] = text.split('=')
  const range = /^(-?[\d.]+)\.\.(-?[\d.]+)\/([\d.]+)$/.exec(values)
  if (setting.trim() === '' || values.trim() === '' || more.length > 0) {
    throw new InvalidArgumentError('It must be a setting and its values like terms.net=15,30,45 or terms.net=0..60/15.')
  }
  const own = range
    ? { from: Number(range[1]), to: Number(range[2]), step: Number(range[3]) }
    : commaList(values).map((value) => settingValue(value))
  return [...before, [setting.trim(), own]]
}

function settingValue(text: string): number | string | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return Number.isNaN(Number(text)) ? text : Number(text)
}
