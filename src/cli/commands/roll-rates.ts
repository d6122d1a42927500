import { type Command, Option } from 'commander'
import { rollRates } from '../../roll-rates/roll-rates.js'
import { companyTitle } from '../company-title.js'
import {
  commaList,
  type LedgerOptions,
  ledgerHelp,
  ledgerOf,
  wholeNumber,
  withLedgerOptions,
} from '../ledger-argument.js'
import { printCsv, printJson, printText } from '../print.js'
import { printedTables, tableFormats } from '../printed-table.js'
import { rollRateExport, rollRateJson, rollRateTables } from '../roll-rates-text.js'

const formats = [...tableFormats, 'csv', 'json'] as const

interface RollRatesOptions extends LedgerOptions {
  readonly months: number
  readonly by: string[]
  readonly count?: true
  readonly format: (typeof formats)[number]
  readonly json?: true
}

export function addRollRatesCommand(program: Command): void {
  withLedgerOptions(program.command('roll-rates'))
    .summary('how open amounts age from month to month, and what is lost in the end')
    .description(
      'Follows every open amount from month end to month end: what share of each aging bucket is paid, credited, written off or ' +
        'older a month later, how sure that is, and what it says of what is open now: expected loss, and months until it is gone.',
    )
    .argument('<ledger>', ledgerHelp)
    .addOption(
      new Option('--months <n>', 'whole months to look back, as far as the ledger goes')
        .argParser(wholeNumber(1))
        .default(12),
    )
    .addOption(
      new Option('--by <attributes>', 'also by customer or invoice attributes; two are crossed')
        .argParser(commaList)
        .default([], 'none'),
    )
    .option('--count', 'weigh every invoice alike, in place of its money')
    .addOption(new Option('--format <format>', 'how the tables are written').choices(formats).default('text'))
    .option('--json', 'print one JSON document (arlab/roll-rates/1), as --format json')
    .addHelpText(
      'after',
      `
Write-offs count less their reversals: an amount that came back counts as having gone where it stands then.

Examples:
  arlab roll-rates data/demo
  arlab roll-rates data/demo --months 6 --by segment
  arlab roll-rates data/demo --count --as-of 2024-06-30 --format md`,
    )
    .action(async (path: string, options: RollRatesOptions) => {
      const { months, by } = options
      const ledger = await ledgerOf(path, options)
      const found = rollRates(ledger.data, { months, by, weight: options.count ? 'count' : 'money' })
      const format = options.json ? 'json' : options.format
      if (format === 'json') printJson(rollRateJson(found, by, ledger.currency))
      else if (format === 'csv') {
        printCsv(rollRateExport(found, by, ledger.currency))
      } else {
        const company = companyTitle(path)
        const tables = rollRateTables({ found, company, currency: ledger.currency, months })
        printText(printedTables(tables, format, `${company}: roll rates`))
      }
    })
}
