import { type LedgerData, openAmountSign, postingCode } from '../../ledger/ledger-data.js'
import type { Check } from '../check.js'
import { type CheckContext, Tally } from '../check-context.js'
import type { Found } from '../finding.js'

/** A tally of invoices as a finding; null if it is empty. */
export function foundInvoices(
  context: CheckContext,
  tally: Tally,
  describe: (row: number) => string,
  extra: Partial<Found> = {},
): Found | null {
  if (tally.count === 0) return null
  return {
    count: tally.count,
    amount: tally.amount,
    examples: tally.examples((row) => ({ text: describe(row), id: context.invoiceId(row) })),
    ...extra,
  }
}

export const overApplied: Check = {
  definition: {
    code: 'over-applied',
    unit: 'invoice',
    severity: 'warning',
    title: 'Invoices have more applied or credited to them than their amount',
    meaning:
      'On the ledger’s last day the open amount of a positive invoice is negative. The money is what exceeds zero.',
    effect:
      'The excess is a credit balance: it lowers receivables, and with them DSO, and raises CEI, although it belongs to other invoices or to the customer.',
    whatToDo: 'Move the excess to the invoice it was meant for, or leave it unapplied until it is refunded.',
  },
  run(context) {
    const { count, amount } = context.ledger.invoices
    const tally = new Tally()
    for (let row = 0; row < count; row++) {
      if (amount[row]! >= 0 && context.open[row]! < 0) tally.add(row, -context.open[row]!)
    }
    return foundInvoices(
      context,
      tally,
      (row) => `${context.invoice(row)}: ${context.money(-context.open[row]!)} too much`,
    )
  },
}

export const creditNoteOverdrawn: Check = {
  definition: {
    code: 'credit-note-overdrawn',
    unit: 'invoice',
    severity: 'warning',
    title: 'Credit notes have more taken from them than their amount',
    meaning: 'A negative invoice has a positive open amount on the ledger’s last day. The money is what exceeds zero.',
    effect: 'The excess counts as receivables that nobody owes: DSO is too high and CEI too low, by that much.',
    whatToDo: 'Take back the applications that the credit note does not cover.',
  },
  run(context) {
    const { count, amount } = context.ledger.invoices
    const tally = new Tally()
    for (let row = 0; row < count; row++) {
      if (amount[row]! < 0 && context.open[row]! > 0) tally.add(row, context.open[row]!)
    }
    return foundInvoices(
      context,
      tally,
      (row) => `${context.invoice(row)}: ${context.money(context.open[row]!)} too much`,
    )
  },
}

/** What the adjustments of invoices say that their balances contradict. */
interface OddAdjustments {
  readonly writeOffs: Tally
  readonly reversals: Tally
  readonly recoveries: Tally
}

function oddAdjustments({ invoices, postings }: LedgerData): OddAdjustments {
  const odd: OddAdjustments = { writeOffs: new Tally(), reversals: new Tally(), recoveries: new Tally() }
  for (let row = 0; row < invoices.count; row++) {
    let open = invoices.amount[row]!
    let writtenOff = 0
    let recoverable = 0
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
      const kind = postings.kind[posting]!
      const amount = postings.amount[posting]!
      open += openAmountSign[kind]! * amount
      if (kind === postingCode.write_off) {
        writtenOff += amount
        recoverable += amount
        if (open < 0) odd.writeOffs.add(row, Math.min(amount, -open))
      } else if (kind === postingCode.write_off_reversal) {
        if (amount > writtenOff) odd.reversals.add(row, amount - writtenOff)
        writtenOff = Math.max(0, writtenOff - amount)
        recoverable = Math.max(0, recoverable - amount)
      } else if (kind === postingCode.recovery) {
        if (amount > recoverable) odd.recoveries.add(row, amount - recoverable)
        recoverable = Math.max(0, recoverable - amount)
      }
    }
  }
  return odd
}

export const writeOffExceedsOpen: Check = {
  definition: {
    code: 'write-off-exceeds-open',
    unit: 'write-off',
    severity: 'warning',
    title: 'Write-offs exceed what was open',
    meaning: 'A write-off takes the open amount of its invoice below zero. The money is the part that was not open.',
    effect: 'Bad debt is too high, and the credit balance it leaves lowers receivables and DSO.',
    whatToDo: 'Reduce the write-off to what was open, or find the payment that was posted after it.',
  },
  run: (context) => foundInvoices(context, oddAdjustments(context.ledger).writeOffs, (row) => context.invoice(row)),
}

export const reversalExceedsWriteOff: Check = {
  definition: {
    code: 'reversal-exceeds-write-off',
    unit: 'reversal',
    severity: 'warning',
    title: 'Write-off reversals exceed what was written off',
    meaning: 'More of an invoice is taken back than was written off by then. The money is the excess.',
    effect: 'The excess raises receivables and DSO and lowers bad debt, although no sale stands behind it.',
    whatToDo: 'Look for a write-off that is missing from the export, or a reversal posted twice.',
  },
  run: (context) => foundInvoices(context, oddAdjustments(context.ledger).reversals, (row) => context.invoice(row)),
}

export const recoveryWithoutWriteOff: Check = {
  definition: {
    code: 'recovery-without-write-off',
    unit: 'recovery',
    severity: 'warning',
    title: 'Recoveries exceed what was written off',
    meaning:
      'Cash is booked as the recovery of a bad debt on an invoice of which less was written off by then. The money is the excess.',
    effect:
      'A recovery does not lower receivables; if it was an ordinary payment, receivables and DSO are too high and net bad debt too low.',
    whatToDo: 'Book it as a payment with an application, or add the write-off that is missing.',
  },
  run: (context) => foundInvoices(context, oddAdjustments(context.ledger).recoveries, (row) => context.invoice(row)),
}
