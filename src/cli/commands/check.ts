import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Frequency, frequencies } from '../../calendar/frequency.js'
import { InputError } from '../../document/input-error.js'
import { writeWhole } from '../../document/write-whole.js'
import { defaultAgingEdges } from '../../facts/aging.js'
import { checkFailed, checkLedger } from '../../quality/check-ledger.js'
import { rejectedCount } from '../../quality/verdict.js'
import { qualityPage } from '../../report/quality-page.js'
import { checkText } from '../check-text.js'
import { companyTitle } from '../company-title.js'
import { readControl } from '../control-file.js'
import {
  commaList,
  type LedgerOptions,
  ledgerAt,
  ledgerHelp,
  openOptions,
  withLedgerOptions,
} from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { readLedger } from '../read-ledger.js'

interface CheckCommandOptions extends LedgerOptions {
  readonly json?: true
  readonly html?: string
  readonly rollForward?: true
  readonly by: string[]
  readonly every: Frequency
  readonly agingEdges: number[]
  readonly control?: string
}

export function addCheckCommand(program: Command): void {
  withLedgerOptions(program.command('check'))
    .summary('data-quality report: what was rejected, what is odd, does it reconcile to the cent')
    .description(
      'Reads every table of a ledger, lists each row that cannot be used with file, line and column, looks for what is ' +
        'odd (duplicates, over-applications, outliers, gaps, stale items, …) with the money it touches and what to do, and ' +
        'checks to the cent that opening + sales − cash − discounts − credit memos − write-offs + reversals ± ' +
        'revaluation = closing in every month. Exit code 1 if rows were rejected, the roll-forward does not hold, or a ' +
        'control does not tie.',
    )
    .argument('<ledger>', ledgerHelp)
    .option('--roll-forward', 'print the roll-forward statement')
    .addOption(
      new Option('--by <attributes>', 'statement by customer or invoice attributes')
        .argParser(commaList)
        .default([], 'none'),
    )
    .addOption(
      new Option('--every <period>', 'periods of the statement').choices(Object.keys(frequencies)).default('month'),
    )
    .addOption(
      new Option('--aging-edges <days>', 'last day past due of each aging bucket but the oldest')
        .argParser(parseEdges)
        .default([...defaultAgingEdges], defaultAgingEdges.join(',')),
    )
    .option(
      '--control <file>',
      'reconcile with the general ledger: a file with month, balance and, if wanted, group columns such as division',
    )
    .option('--html <file>', 'write the report as one self-contained page as well')
    .option('--json', 'print one JSON document (arlab/check/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab check data/demo\n  arlab check data/demo --roll-forward --by region --every quarter' +
        '\n  arlab check data/demo --control gl-balances.csv --html check.html' +
        '\n  arlab check data/mappings/late-payments.yaml --source export.csv\n\narlab explain CODE tells more of a finding.',
    )
    .action(check)
}

async function check(path: string, options: CheckCommandOptions): Promise<void> {
  if (options.by.length > 0 && !options.rollForward) {
    throw new InputError('--by groups the roll-forward statement; add --roll-forward, or leave --by out.')
  }
  const opened = await readLedger(path, openOptions(options))
  const ledger = options.asOf === undefined ? opened : ledgerAt(opened, options.asOf)
  const wantsStatement = options.rollForward || options.html !== undefined
  const result = checkLedger(ledger, {
    agingEdges: options.agingEdges,
    ...(wantsStatement ? { rollForward: { by: options.by, every: options.every } } : {}),
    ...(options.control === undefined ? {} : { control: await readControl(options.control, ledger) }),
  })
  if (options.html !== undefined) writeWhole(options.html, qualityPage({ title: companyTitle(path), check: result }))
  if (options.json) printJson(result)
  else {
    const { rows: _, ...rollForward } = result.rollForward
    printText(checkText(path, options.rollForward ? result : { ...result, rollForward }, options.asOf !== undefined))
    if (options.html !== undefined) printText(`\nWritten to ${options.html}; open it in a browser.`)
  }
  if (rejectedCount(result) > options.allowRejects || checkFailed(result)) process.exitCode = 1
}

function parseEdges(text: string): number[] {
  const edges = commaList(text).map(Number)
  if (edges.length > 0 && edges.every((edge) => Number.isInteger(edge))) return edges
  throw new InvalidArgumentError('It must be whole days past due like 30,60,90.')
}
