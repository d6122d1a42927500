import type { Command } from 'commander'
import { type Behavior, dailyHazard } from '../../behavior/behavior.js'
import { fitBehavior } from '../../behavior/fit-behavior.js'
import { writeWhole } from '../../document/write-whole.js'
import { type LedgerOptions, ledgerHelp, ledgerOf, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
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
      writeWhole(options.output, behaviorText(behavior))
      printText(fitTable(behavior))
      printText(`\n${fitSentences(behavior).join('\n')}\n\nWritten to ${options.output}.`)
    })
}

/** The bytes of a behaviour file. */
function behaviorText(behavior: Behavior): string {
  return `${JSON.stringify(behavior, null, 1)}\n`
}

function fitTable(behavior: Behavior): string {
  const rows = behavior.segments.map(({ name, hazard, dispute }) => {
    const customers = behavior.customers.filter((customer) => customer.segment === name)
    const net = customers[0]?.netDays ?? 30
    const unpaid = (day: number) => `${(100 * unpaidThrough(hazard, -net, day)).toFixed(1)} %`
    const payments = hazard.payments?.reduce((sum, count) => sum + count, 0) ?? 0
    return [
      name,
      String(customers.length),
      String(payments),
      unpaid(0),
      unpaid(30),
      unpaid(90),
      `${(100 * dispute.probability).toFixed(1)} %`,
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
  const payments = behavior.segments.reduce(
    (sum, { hazard }) => sum + (hazard.payments ?? []).reduce((count, value) => count + value, 0),
    0,
  )
  const orders = behavior.customers.reduce((sum, customer) => sum + customer.ordersPerDay, 0)
  const thin = behavior.segments.filter(({ hazard }) => (hazard.payments ?? []).reduce((a, b) => a + b, 0) < 100)
  return [
    `Payment habits of ${behavior.segments.length} segments were learnt from ${payments} payments; invoices still open count as not paid yet.`,
    `${behavior.customers.length} customers order ${(orders * 30).toFixed(0)} invoices per 30 days, as in their last year; growth and seasons are not in it.`,
    `Write-off after ${behavior.writeOff.daysPastDue} days past due (${behavior.writeOff.provenance === 'fitted' ? 'as in the ledger' : 'an assumption: the ledger shows none'}).`,
    ...thin.map(({ name }) => `Thin: the segment "${name}" rests on fewer than 100 payments.`),
  ]
}
