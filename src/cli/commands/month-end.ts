import { type Command, Option } from 'commander'
import { monthEndPack } from '../../collections/month-end-pack.js'
import { writeWhole } from '../../document/write-whole.js'
import { monthEndPage } from '../../report/month-end-page.js'
import { companyTitle } from '../company-title.js'
import { withIsoDays } from '../iso-days.js'
import { type ProfileOptions, profileOf, withProfileOptions } from '../kpi-options.js'
import { type LedgerOptions, ledgerHelp, ledgerOf, wholeNumber, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'

interface MonthEndOptions extends LedgerOptions, ProfileOptions {
  readonly output?: string
  readonly trendBy: string
  readonly agingBy: string
  readonly months: number
  readonly top: number
  readonly json?: true
}

export function addMonthEndCommand(program: Command): void {
  withProfileOptions(withLedgerOptions(program.command('month-end')))
    .summary('the month-end pack for sales leaders, as one page')
    .description(
      'Writes a page for the leaders of Sales: alerts, past due by division and how it moves, how often to call whom, aging by ' +
        'salesperson, and the largest late accounts of each.',
    )
    .argument('<ledger>', ledgerHelp)
    .option('-o, --output <file>', 'the HTML file to write; month-end.html if left out')
    .option('--trend-by <attribute>', 'what trend, cadence and alerts go by', 'division')
    .option('--aging-by <attribute>', 'what aging and worklist go by', 'salesperson')
    .addOption(new Option('--months <n>', 'months of the trend').argParser(wholeNumber(1)).default(12))
    .addOption(new Option('--top <n>', 'accounts listed of each').argParser(wholeNumber(1)).default(5))
    .option('--json', 'print the pack as one JSON document (arlab/month-end/1); a page only with -o')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab month-end data/demo -o month-end.html\n  arlab month-end data/demo --as-of 2024-06-30 --trend-by region --json',
    )
    .action(async (path: string, options: MonthEndOptions) => {
      const ledger = await ledgerOf(path, options)
      const { trendBy, agingBy, months, top } = options
      const { calendar } = profileOf(options)
      const pack = monthEndPack(ledger.data, ledger.knownThrough, { trendBy, agingBy, months, top, calendar })
      const output = options.output ?? (options.json ? undefined : 'month-end.html')
      if (output !== undefined) writeWhole(output, await monthEndPage(companyTitle(path), pack))
      if (options.json) printJson({ schema: 'arlab/month-end/1', ...withIsoDays(pack, dayFields) })
      else printText(`Written to ${output}; open it in a browser.`)
    })
}

const dayFields = ['day', 'end', 'dueDate', 'promisedOn', 'madeOn']
