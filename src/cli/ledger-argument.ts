import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Day, dayFromIso, isoFromDay } from '../calendar/day.js'
import { addMonths, monthEnd, monthOf } from '../calendar/month.js'
import { InputError } from '../document/input-error.js'
import { firstInvoiceDay } from '../ledger/first-invoice-day.js'
import type { Ledger } from '../ledger/ledger.js'
import type { OpenLedgerOptions } from '../ledger/open-ledger.js'
import { currencyOf } from '../money/currency.js'
import { readLedger } from './read-ledger.js'
import { refuseRejects } from './rejected-rows.js'

/** Options of every command that reads a ledger. */
export interface LedgerOptions {
  readonly source?: string
  readonly currency?: string
  readonly allowRejects: number
  readonly asOf?: Day
}

export const ledgerHelp = 'a folder of canonical tables (invoices.csv, …) or a mapping .yaml'

/** Adds --source, --currency, --allow-rejects and --as-of to a command. */
export function withLedgerOptions(command: Command): Command {
  return command
    .option('--source <path>', 'the file or folder that a mapping reads, in place of the one it names')
    .addOption(
      new Option(
        '--currency <code>',
        'the currency to report in, e.g. EUR, where a table fx converts others',
      ).argParser(parseCurrency),
    )
    .option('--allow-rejects <n>', 'go on if at most this many rows are rejected', wholeNumber(0), 0)
    .addOption(new Option('--as-of <date>', 'the ledger as it was known at the end of this day').argParser(parseDay))
}

/** Days after its last entry through which a ledger still counts as known: an export may be made a while after it. */
const quietDays = 31

/** Days before a month's end from which a ledger counts as complete for the month: a weekend and a holiday or two. */
const monthEndSlack = 5

/** What the options of a command say of how its ledger is opened. */
export function openOptions({ source, currency }: Pick<LedgerOptions, 'source' | 'currency'>): OpenLedgerOptions {
  return { ...(source === undefined ? {} : { source }), ...(currency === undefined ? {} : { currency }) }
}

/** Reads the ledger of a command as of its day; refuses it if too many rows were rejected. */
export async function ledgerOf(path: string, options: LedgerOptions): Promise<Ledger> {
  const ledger = await readLedger(path, openOptions(options))
  refuseRejects(ledger, options.allowRejects)
  return options.asOf === undefined ? ledger : ledgerAt(ledger, options.asOf)
}

/** The ledger at a day of --as-of; refuses a day before its first invoice or long after its last entry. */
export function ledgerAt(ledger: Ledger, asOf: Day): Ledger {
  const first = firstInvoiceDay(ledger.data)
  if (asOf < first) {
    throw new InputError(
      `--as-of ${isoFromDay(asOf)} lies before the ledger's first invoice of ${isoFromDay(first)}; give a later day.`,
    )
  }
  if (asOf > ledger.knownThrough + quietDays) {
    throw new InputError(
      `--as-of ${isoFromDay(asOf)} lies ${asOf - ledger.knownThrough} days after the ledger's last entry of ${isoFromDay(ledger.knownThrough)}; ` +
        'nothing is known of that time, so give an earlier day.',
    )
  }
  return ledger.asOf(asOf)
}

/**
 * The ledger to simulate from: as of the asked day, else of the last month end by which it is complete, so that the
 * first simulated month is a whole one. Says on stderr where that leaves out what the ledger knows. A ledger that
 * began in its last month is taken as a whole.
 */
export async function ledgerToSimulate(path: string, options: LedgerOptions): Promise<Ledger> {
  const ledger = await ledgerOf(path, options)
  if (options.asOf !== undefined) return ledger
  const thisMonthEnd = monthEnd(monthOf(ledger.knownThrough))
  if (thisMonthEnd - ledger.knownThrough <= monthEndSlack) return ledger.asOf(thisMonthEnd)
  const lastMonthEnd = monthEnd(addMonths(monthOf(ledger.knownThrough), -1))
  if (lastMonthEnd < firstInvoiceDay(ledger.data)) return ledger
  const known = isoFromDay(ledger.knownThrough)
  process.stderr.write(
    `The ledger ends on ${known}, in mid-month, so the simulation begins at the month end before it, ${isoFromDay(lastMonthEnd)}; ` +
      `--as-of ${known} would use the rest too.\n`,
  )
  return ledgerAt(ledger, lastMonthEnd)
}

function parseCurrency(text: string): string {
  const code = text.toUpperCase()
  if (currencyOf(code) === null) throw new InvalidArgumentError('It is not the ISO 4217 code of a currency, like EUR.')
  return code
}

export function parseDay(text: string): Day {
  const day = dayFromIso(text)
  if (day === null) throw new InvalidArgumentError('It is not a date like 2024-12-31.')
  return day
}

/** A parser of whole numbers for commander. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || !Number.isSafeInteger(value)) {
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`)
    }
    return value
  }
}

/** Splits `a,b,c`. */
export function commaList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
