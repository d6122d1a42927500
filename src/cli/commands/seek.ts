import { type Command, InvalidArgumentError, Option } from 'commander'
import { seek } from '../../decision/seek.js'
import { seekSentences, seekTable } from '../../report/decisions/seek-text.js'
import { type DecisionOptions, oneScenario, onFutures, withDecisionOptions } from '../decision-options.js'
import { decisionWriter } from '../decision-output.js'
import { ledgerHelp } from '../ledger-argument.js'
import { percentage } from '../percentage.js'
import { printJson, printText } from '../print.js'
import { printedTables, type TableFormat, tableFormats } from '../printed-table.js'

interface SeekOptions extends DecisionOptions {
  readonly scenario?: string
  readonly setting: string
  readonly between: readonly [number, number]
  readonly step?: number
  readonly target: string
  readonly confidence: number
  readonly output?: string
  readonly format: TableFormat
  readonly json?: true
}

export function addSeekCommand(program: Command): void {
  withDecisionOptions(program.command('seek'), 400)
    .summary('which setting of a lever reaches a target')
    .description(
      'Seeks the setting of a lever with which a target is reached in a share of the futures, the nearer to the first end of the range the ' +
        'better; says how surely, and when no setting can.',
    )
    .argument('<ledger>', ledgerHelp)
    .requiredOption('--target <text>', 'what is to be reached, e.g. "dso<=45", "dso@2025-09<=45", "cash>=12000000"')
    .requiredOption(
      '--setting <name>',
      'what may be changed, e.g. terms.net, collections.hazard_multiplier, collectors.people',
    )
    .addOption(
      new Option('--between <range>', 'from where to where, e.g. 30..15; put today’s value first')
        .argParser(rangeOf)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--step <n>', 'how finely settings differ; 1 between whole numbers').argParser(positive))
    .addOption(
      new Option('--confidence <percent>', 'in what share of futures it is to be reached')
        .argParser(percentage)
        .default(0.8, '80%'),
    )
    .option('--scenario <file>', 'a scenario whose other levers are pulled too, or whose lever has a where')
    .option(
      '-o, --output <path>',
      'the probability by setting as a chart (.svg, .png, .html or .json); or a folder of arlab simulate -o, whose report shows it then',
    )
    .addOption(new Option('--format <format>', 'how the table is written').choices(tableFormats).default('text'))
    .option('--json', 'print one JSON document (arlab/seek/1)')
    .addHelpText(
      'after',
      `
Where a scenario has several levers of a kind, a number says which, from 1: terms.2.net.

Examples:
  arlab seek data/demo --target "dso<=40" --setting terms.net --between 45..0
  arlab seek data/demo --target "dso<=42" --setting collections.hazard_multiplier --between 1..2 --confidence 90%
  arlab seek data/demo --scenario scenarios/net-45-with-discount.yaml --setting terms.2.discount.percent --between 0.5..4 --target "dso<=42" -o out/seek.svg`,
    )
    .action(async (path: string, options: SeekOptions) => {
      const write = options.output === undefined ? null : decisionWriter(options.output)
      const { setting, between, step, target, confidence } = options
      const scenario = options.scenario === undefined ? undefined : oneScenario(options.scenario)
      const question = {
        setting,
        between,
        target,
        confidence,
        ...(step === undefined ? {} : { step }),
        ...(scenario ? { scenario } : {}),
      }
      const result = await onFutures(path, options, `seek ${setting}`, (input) => seek(input, question))
      const written = write === null ? null : await write(result)
      if (options.json) printJson(result)
      else {
        if (options.format === 'text') printText(`${seekSentences(result).join('\n')}\n`)
        printText(printedTables([seekTable(result)], options.format, seekSentences(result)[0]!))
        if (written !== null && options.format === 'text') printText(`\n${written}`)
      }
    })
}

function rangeOf(text: string): readonly [number, number] {
  const [first, last, ...more] = text.split('..').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (first === undefined || last === undefined || Number.isNaN(first + last) || more.length > 0) {
    throw new InvalidArgumentError('It must be two numbers like 30..15.')
  }
  return [first, last]
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.')
  return value
}
