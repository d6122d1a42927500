import { type Command, Option } from 'commander'
import { isoFromDay } from '../../calendar/day.js'
import { delinquencyAlerts } from '../../collections/delinquency-alerts.js'
import { hasAttribute } from '../../collections/ledger-attributes.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { lastWholePeriod } from '../../facts/whole-periods.js'
import { alertsTable } from '../alerts-text.js'
import { companyTitle } from '../company-title.js'
import { type ProfileOptions, profileOf, withProfileOptions } from '../kpi-options.js'
import { commaList, type LedgerOptions, ledgerHelp, ledgerOf, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printedTables, type TableFormat, tableFormats } from '../printed-table.js'

interface AlertsOptions extends LedgerOptions, ProfileOptions {
  readonly by?: string[]
  readonly format: TableFormat
  readonly json?: true
}

export function addAlertsCommand(program: Command): void {
  withProfileOptions(withLedgerOptions(program.command('alerts')))
    .summary('where delinquency begins to rise: an early alert')
    .description(
      'Judges the average days delinquent of the whole portfolio and of each group by a control chart: an alert where it rises ' +
        'above its usual range, before DSO shows it.',
    )
    .argument('<ledger>', ledgerHelp)
    .addOption(
      new Option(
        '--by <attributes>',
        'group by customer or invoice attributes; by division if the ledger has them',
      ).argParser(commaList),
    )
    .addOption(new Option('--format <format>', 'how the table is written').choices(tableFormats).default('text'))
    .option('--json', 'print one JSON document (arlab/alerts/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab alerts data/demo\n  arlab alerts data/demo --by salesperson --as-of 2024-06-30',
    )
    .action(async (path: string, options: AlertsOptions) => {
      const ledger = await ledgerOf(path, options)
      const by = options.by ?? (hasAttribute(ledger.data, 'division') ? ['division'] : [])
      const facts = ledgerFacts(ledger.data, by, profileOf(options).calendar)
      const alerts = delinquencyAlerts(facts, { lastWhole: lastWholePeriod(facts) })
      if (options.json) {
        printJson({
          schema: 'arlab/alerts/1',
          kpi: 'average_days_delinquent',
          asOf: isoFromDay(ledger.knownThrough),
          alerts,
        })
      } else printText(printedTables([alertsTable(alerts)], options.format, `${companyTitle(path)}: alerts`))
    })
}
