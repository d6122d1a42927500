import type { Command } from 'commander'
import { rejectSentence } from '../../ledger/ledger-problem.js'
import { openLedger } from '../../ledger/open-ledger.js'
import { cents } from '../../money/cents.js'
import { type Currency, currencyOf } from '../../money/currency.js'
import { formatAmount } from '../../money/format-amount.js'
import { checkLedger, type LedgerCheck } from '../../quality/check-ledger.js'
import { type LedgerOptions, ledgerAt, ledgerHelp, withLedgerOptions } from '../ledger-argument.js'
import { plural } from '../plural.js'
import { printJson, printText } from '../print.js'
import { textTable } from '../text-table.js'

const agingLabels = ['current', '1–30 days', '31–60', '61–90', '91–120', 'over 120']

/** Rejects shown as text before the rest is only counted. */
const shownRejects = 20

export function addCheckCommand(program: Command): void {
  withLedgerOptions(program.command('check'))
    .summary('read a ledger, list what was rejected, prove the roll-forward')
    .description(
      'Reads every table of a ledger, lists each row that cannot be used with file, line and column, and checks to the ' +
        'cent that opening + sales − cash − discounts − credit memos − write-offs = closing in every month. ' +
        'Exit code 1 if rows were rejected or the roll-forward does not hold.',
    )
    .argument('<ledger>', ledgerHelp)
    .option('--json', 'print one JSON document (arlab/check/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab check data/demo\n  arlab check data/mappings/late-payments.yaml --source export.csv',
    )
    .action(async (path: string, options: LedgerOptions & { json?: true }) => {
      const opened = await openLedger(path, options.source === undefined ? {} : { source: options.source })
      const check = checkLedger(options.asOf === undefined ? opened : ledgerAt(opened, options.asOf))
      if (options.json) printJson(check)
      else printText(checkText(path, check, options.asOf !== undefined))
      if (check.rejects.length > options.allowRejects || !check.rollForward.holds) process.exitCode = 1
    })
}

function checkText(path: string, check: LedgerCheck, isCut: boolean): string {
  const currency = currencyOf(check.currency)!
  const tables = textTable(
    ['table', 'rows read', 'accepted', 'rejected', 'amount accepted'],
    Object.entries(check.tables).map(([name, counts]) => [
      name,
      String(counts.read),
      String(counts.accepted),
      String(counts.rejected),
      counts.acceptedAmount === null ? '' : formatAmount(cents(counts.acceptedAmount), currency),
    ]),
  )
  const rejects = check.rejects.slice(0, shownRejects).map((reject) => `  ${rejectSentence(reject)}`)
  const more = check.rejects.length - rejects.length
  return [
    `${path}, known through ${check.asOf}${isCut ? ' (row counts are of the whole files, balances of that day)' : ''}`,
    '',
    tables,
    '',
    textTable(
      ['open', ...agingLabels],
      [
        [
          'amount',
          ...Object.values(check.aging).map((amount) =>
            formatAmount(cents(amount), currency).replace(` ${currency.code}`, ''),
          ),
        ],
      ],
    ),
    '',
    ...checkSentences(check, currency),
    ...(rejects.length > 0 ? ['', 'Rejected rows:', ...rejects] : []),
    ...(more > 0 ? [`  … and ${more} more; --json lists all.`] : []),
  ].join('\n')
}

/** The findings of a check in sentences, for the terminal and the report. */
export function checkSentences(check: LedgerCheck, currency: Currency): string[] {
  const money = (amount: number) => formatAmount(cents(amount), currency)
  const rejected = check.rejects.length
  const { months } = check.rollForward
  const credits = check.creditBalances === 0 ? '' : `, less ${money(check.creditBalances)} of credit balances`
  return [
    rejected === 0 ? 'No row was rejected.' : `${plural(rejected, 'row')} ${rejected === 1 ? 'was' : 'were'} rejected.`,
    check.rollForward.holds
      ? `The roll-forward ties to the cent in ${months === 1 ? 'the only month' : `all ${months} months`}.`
      : `The roll-forward does not tie in ${plural(check.rollForward.breaks.length, 'month')}; the largest difference is ${money(check.rollForward.difference)} (${check.rollForward.breaks[0]!.period}).`,
    `Receivables on ${check.asOf} are ${money(check.receivables)}: ${plural(check.openInvoices, 'open invoice')}${credits}; unapplied cash is ${money(check.unappliedCash)}.`,
    ...check.warnings.map((warning) => `Warning (${warning.code}, ${warning.count}): ${warning.message}.`),
  ]
}
