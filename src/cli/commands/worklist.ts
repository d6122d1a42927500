import { type Command, Option } from 'commander'
import { isoFromDay } from '../../calendar/day.js'
import { type WorklistAccount, worklist, worklistByOwner } from '../../collections/worklist.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { companyTitle } from '../company-title.js'
import { withIsoDays } from '../iso-days.js'
import { type LedgerOptions, ledgerHelp, ledgerOf, wholeNumber, withLedgerOptions } from '../ledger-argument.js'
import { printCsv, printJson, printText } from '../print.js'
import { printedTables, tableFormats } from '../printed-table.js'
import { worklistExport, worklistTables } from '../worklist-text.js'

const formats = [...tableFormats, 'csv', 'json'] as const

interface WorklistOptions extends LedgerOptions {
  readonly by: string
  readonly owner?: string
  readonly moreThan: number
  readonly top?: number
  readonly format: (typeof formats)[number]
  readonly json?: true
}

/** Accounts that people are shown of each owner where they do not ask for more. */
const topShown = 10

export function addWorklistCommand(program: Command): void {
  withLedgerOptions(program.command('worklist'))
    .summary('the accounts to call, by salesperson')
    .description(
      'Lists the accounts with invoices more than 30 days past their terms, by salesperson: the amount, the oldest invoice and ' +
        'its age, the last contact and the promise that is still open.',
    )
    .argument('<ledger>', ledgerHelp)
    .option('--by <attribute>', 'who calls: an attribute of invoices or customers', 'salesperson')
    .option('--owner <name>', 'only the accounts of this one')
    .addOption(new Option('--more-than <days>', 'from how many days past due on').argParser(wholeNumber(0)).default(30))
    .addOption(
      new Option('--top <n>', `accounts shown of each; ${topShown} if left out, all in CSV and JSON`).argParser(
        wholeNumber(1),
      ),
    )
    .addOption(new Option('--format <format>', 'how the lists are written').choices(formats).default('text'))
    .option('--json', 'print one JSON document (arlab/worklist/1), as --format json')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab worklist data/demo --top 3\n  arlab worklist data/demo --by collector --more-than 60 --format csv',
    )
    .action(async (path: string, options: WorklistOptions) => {
      const { by, moreThan } = options
      const ledger = await ledgerOf(path, options)
      const all = worklist(ledger.data, ledger.knownThrough, { by, moreThanDays: moreThan })
      const accounts = options.owner === undefined ? all : ownedBy(all, options.owner)
      const owners = worklistByOwner(accounts)
      const format = options.json ? 'json' : options.format
      if (format === 'json') {
        printJson({
          schema: 'arlab/worklist/1',
          currency: ledger.currency.code,
          asOf: isoFromDay(ledger.knownThrough),
          by,
          moreThanDays: moreThan,
          owners: owners.map((owner) => ({
            ...owner,
            accounts: limited(owner.accounts, options.top).map((account) => withIsoDays(account, dayFields)),
          })),
        })
      } else if (format === 'csv') {
        const shown = owners.flatMap((owner) => limited(owner.accounts, options.top))
        printCsv(worklistExport(shown, by, ledger.currency))
      } else if (owners.length === 0) {
        printText(`Nobody is more than ${moreThan} days past due.`)
      } else {
        const tables = worklistTables(owners, ledger.currency, moreThan, options.top ?? topShown)
        printText(
          printedTables(tables, format, `${companyTitle(path)}: worklist of ${isoFromDay(ledger.knownThrough)}`),
        )
      }
    })
}

function limited<T>(accounts: readonly T[], top: number | undefined): readonly T[] {
  return top === undefined ? accounts : accounts.slice(0, top)
}

function ownedBy(accounts: readonly WorklistAccount[], owner: string): WorklistAccount[] {
  const own = accounts.filter((account) => account.owner === owner)
  if (own.length > 0) return own
  const owners = [...new Set(accounts.map((account) => account.owner))]
  throw new InputError(`--owner "${owner}" has no account on the worklist.${didYouMean(owner, owners)}`)
}

const dayFields = ['dueDate', 'day', 'promisedOn', 'madeOn']
