import type { Command } from 'commander'
import { type Behavior, dailyHazard, type HazardPiece } from '../../behavior/behavior.js'
import { fitBehavior } from '../../behavior/fit/fit-behavior.js'
import { plural } from '../../document/plural.js'
import { writeWhole } from '../../document/write-whole.js'
import { type LedgerOptions, ledgerHelp, ledgerOf, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { jsonFileText } from '../result-folder.js'
import { textTable } from '../text-table.js'

export function addFitCommand(program: Command): void {
  withLedgerOptions(program.command('fit'))
    .summary('learn how customers pay and order')
    .description(
      'Learns from a ledger, per segment, the daily chance that an open invoice is paid, by days relative to its due ' +
        'date (invoices still open count as not paid yet), and each customer’s orders. Writes a behaviour file.',
    )
    .argument('<ledger>', ledgerHelp)
    .option('-o, --output <file>', 'behaviour file to write', 'behavior.json')
    .option('--json', 'print the behaviour (arlab/behavior/1) instead of writing it')
    .addHelpText('after', '\nExample:\n  arlab fit data/demo --as-of 2024-06-30 -o out/behavior.json')
    .action(async (path: string, options: LedgerOptions & { output: string; json?: true }) => {
      const ledger = await ledgerOf(path, options)
      const behavior = fitBehavior(ledger.data)
      if (options.json) {
        printJson(behavior)
        return
      }
      writeWhole(options.output, jsonFileText(behavior))
      printText(fitTable(behavior))
      printText(`\n${fitSentences(behavior).join('\n')}\n\nWritten to ${options.output}.`)
    })
}

function fitTable(behavior: Behavior): string {
  const rows = behavior.segments.map(({ name, hazard, dispute }) => {
    const customers = behavior.customers.filter((customer) => customer.segment === name)
    const net = customers[0]?.netDays ?? 30
    const unpaid = (day: number) => `${(100 * unpaidThrough(hazard, -net, day)).toFixed(1)} %`
    return [
      name,
      String(customers.length),
      String(paymentsOf(hazard)),
      unpaid(0),
      unpaid(30),
      unpaid(90),
      `${(100 * dispute.probability.value).toFixed(1)} %`,
    ]
  })
  return textTable(
    ['segment', 'customers', 'payments seen', 'unpaid after due', '30 d late', '90 d late', 'disputed'],
    rows,
  )
}

/** The probability that an undisputed invoice is still unpaid at the end of a day relative to due. */
function unpaidThrough(hazard: Behavior['segments'][number]['hazard'], first: number, last: number): number {
  let unpaid = 1
  for (let day = first; day <= last; day++) unpaid *= 1 - dailyHazard(hazard, day)
  return unpaid
}

/** What was learnt and what is assumed, in sentences, for the terminal and the report. */
export function fitSentences(behavior: Behavior): string[] {
  const payments = behavior.segments.reduce((sum, { hazard }) => sum + paymentsOf(hazard), 0)
  const orders = behavior.customers.reduce((sum, customer) => sum + customer.ordersPerDay.value, 0)
  return [
    `Payment habits of ${plural(behavior.segments.length, 'segment')} were learnt from ${plural(payments, 'payment')}; invoices still open count as not paid yet.`,
    `${plural(behavior.customers.length, 'customer')} ordered ${plural(Math.round(orders * 30), 'invoice')} per 30 days, counted over the last year, and are taken to go on so; growth and seasons are not in it.`,
    `Write-off after ${behavior.writeOff.daysPastDue.value} days past due (${behavior.writeOff.daysPastDue.provenance === 'fitted' ? 'as in the ledger' : 'an assumption: the ledger shows too few to learn from'}).`,
    ...thinSentences(behavior),
  ]
}

/** Fewer payments than this make a segment's habits a guess. */
const thinPayments = 100

/** A warning for each segment whose habits rest on few payments. */
export function thinSentences(behavior: Behavior): string[] {
  return behavior.segments
    .filter(({ hazard }) => hazard[0]!.provenance === 'fitted' && paymentsOf(hazard) < thinPayments)
    .map(
      ({ name, hazard }) =>
        `Thin: the habits of segment "${name}" rest on only ${plural(paymentsOf(hazard), 'payment')}.`,
    )
}

function paymentsOf(hazard: readonly HazardPiece[]): number {
  return hazard.reduce((sum, { payments = 0 }) => sum + payments, 0)
}
