import { type Command, Option } from 'commander'
import { behaviorFileText } from '../../behavior/behavior-file-text.js'
import { fitLedger } from '../../behavior/fit/fit-behavior.js'
import { fitReport } from '../../behavior/fit/fit-report.js'
import type { HolidayPlace } from '../../calendar/public-holidays.js'
import { writeWhole } from '../../document/write-whole.js'
import { fitPage } from '../../report/fit-page.js'
import { companyTitle } from '../company-title.js'
import { fitTables } from '../fit-text.js'
import { holidaysOption, withHolidays } from '../holidays-option.js'
import { type LedgerOptions, ledgerHelp, ledgerOf, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printedTables, tableFormats } from '../printed-table.js'

interface FitOptions extends LedgerOptions {
  readonly output: string
  readonly html?: string
  readonly all?: true
  readonly holidays?: HolidayPlace
  readonly format: (typeof tableFormats)[number]
  readonly json?: true
}

export function addFitCommand(program: Command): void {
  withLedgerOptions(program.command('fit'))
    .summary('learn how customers pay and order, and say how sure')
    .description(
      'Learns from a ledger how each segment of customers pays (the daily chance that an open invoice is paid, by days relative ' +
        'to its due date; invoices still open count as not paid yet), how customers differ, disputes, discounts, defaults, what ' +
        'contacts do, and how they order. Every number comes with its error and its source. Writes a behaviour file.',
    )
    .argument('<ledger>', ledgerHelp)
    .option('-o, --output <file>', 'behaviour file to write', 'behavior.json')
    .option('--html <file>', 'also write a page with charts: fitted against seen, calibration, data and assumptions')
    .addOption(holidaysOption())
    .option('--all', 'print every number with its error and source, not the assumptions alone')
    .addOption(new Option('--format <format>', 'how the tables are written').choices(tableFormats).default('text'))
    .option('--json', 'print the behaviour (arlab/behavior/1) instead of writing it')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab fit data/demo -o out/behavior.json --html out/fit.html\n  arlab fit data/demo --as-of 2024-06-30 -o out/behavior.json --all',
    )
    .action(async (path: string, options: FitOptions) => {
      const ledger = await ledgerOf(path, options)
      const learnt = fitLedger(ledger.data)
      const fit = { ...learnt, behavior: withHolidays(learnt.behavior, options.holidays) }
      if (options.json) {
        printJson(fit.behavior)
        return
      }
      const report = fitReport(ledger.data, fit)
      const company = companyTitle(path)
      writeWhole(options.output, behaviorFileText(fit.behavior))
      if (options.html !== undefined) writeWhole(options.html, await fitPage(company, fit.behavior, report))
      const tables = fitTables(fit.behavior, report, options.all === true)
      printText(printedTables(tables, options.format, `${company}: how customers pay`))
      if (options.format !== 'text') return
      const page = options.html === undefined ? '' : ` and ${options.html}`
      printText(`\nWritten to ${options.output}${page}.`)
    })
}
