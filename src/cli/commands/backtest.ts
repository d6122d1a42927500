import { type Command, InvalidArgumentError, Option } from 'commander'
import { backtest } from '../../backtest/backtest.js'
import { dayFromIso } from '../../calendar/day.js'
import { type Month, monthOf } from '../../calendar/month.js'
import { writeWhole } from '../../document/write-whole.js'
import { backtestPage } from '../../report/backtest-page.js'
import { backtestTables } from '../backtest-text.js'
import { companyTitle } from '../company-title.js'
import {
  commaList,
  type LedgerOptions,
  ledgerHelp,
  ledgerOf,
  wholeNumber,
  withLedgerOptions,
} from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printedTables, tableFormats } from '../printed-table.js'
import { Progress } from '../progress.js'

const formats = [...tableFormats, 'json'] as const

interface BacktestCommandOptions extends LedgerOptions {
  readonly origins?: number
  readonly firstOrigin?: Month
  readonly horizon: number
  readonly through?: Month
  readonly replicates: number
  readonly seed: string
  readonly threads?: number
  readonly by: string[]
  readonly format: (typeof formats)[number]
  readonly json?: true
  readonly output?: string
}

export function addBacktestCommand(program: Command): void {
  withLedgerOptions(program.command('backtest'))
    .summary('forecast the past and compare with what happened: should you believe the forecasts?')
    .description(
      'At the end of each of some past months: learns how customers pay from what the ledger knew that evening, simulates the ' +
        'months ahead, and compares cash, receivables, DSO and past due with what happened, beside a naive and a roll-rate forecast.',
    )
    .argument('<ledger>', ledgerHelp)
    .addOption(
      new Option(
        '--origins <n>',
        'forecast from so many month ends, the latest; all after a year of history if left out',
      ).argParser(wholeNumber(1)),
    )
    .addOption(
      new Option('--first-origin <month>', 'forecast from the end of this month on, such as 2023-12')
        .argParser(month)
        .conflicts('origins'),
    )
    .addOption(new Option('--horizon <months>', 'how many months ahead').argParser(wholeNumber(1)).default(3))
    .addOption(
      new Option(
        '--through <month>',
        'judge by what happened through this month; the last one that the ledger is whole for if left out',
      ).argParser(month),
    )
    .option('--replicates <n>', 'how many futures from each month end', wholeNumber(20), 500)
    .option('--seed <text>', 'the same text gives the same futures', 'arlab')
    .option('--threads <n>', 'worker threads; all cores if left out (the result is the same)', wholeNumber(1))
    .addOption(
      new Option('--by <attributes>', 'judge groups too, by customer attributes')
        .argParser(commaList)
        .default([], 'none'),
    )
    .addOption(new Option('--format <format>', 'how the tables are written').choices(formats).default('text'))
    .option('--json', 'print one JSON document (arlab/backtest/1), as --format json')
    .option('-o, --output <file>', 'also write a page with charts (HTML)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab backtest data/demo --origins 6 -o out/backtest.html\n  arlab backtest data/demo --first-origin 2023-12 --horizon 6 --by segment',
    )
    .action(async (path: string, options: BacktestCommandOptions) => {
      const { origins, firstOrigin, horizon, through, replicates, seed, threads, by } = options
      const ledger = await ledgerOf(path, options)
      const step = new Progress(1).start('forecasting the past')
      const result = await backtest(ledger, {
        horizon,
        replicates,
        seed,
        by,
        ...(origins === undefined ? {} : { origins }),
        ...(firstOrigin === undefined ? {} : { firstOrigin }),
        ...(through === undefined ? {} : { through }),
        ...(threads === undefined ? {} : { threads }),
        onProgress: (done, all) => step.update(done, all),
      })
      step.finish(`${result.origins.length} month ends, ${result.forecasts.length} outcomes`)
      const company = companyTitle(path)
      if (options.output !== undefined) writeWhole(options.output, await backtestPage(company, result))
      const format = options.json ? 'json' : options.format
      if (format === 'json') printJson(result)
      else {
        printText(printedTables(backtestTables(result), format, `${company}: backtest`))
        if (options.output !== undefined && format === 'text') printText(`\nWritten to ${options.output}.`)
      }
    })
}

function month(text: string): Month {
  const day = dayFromIso(`${text}-01`)
  if (day === null) throw new InvalidArgumentError('It must be a month like 2023-12.')
  return monthOf(day)
}
