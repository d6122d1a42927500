import { type LedgerData, openAmountSign, postingCode } from '../../ledger/ledger-data.js'
import { pickBytes, pickIntegers, type Rows, rowsWhere } from '../../ledger/pick-rows.js'
import { invoiceClosings } from '../../ledger/settlement.js'

/**
 * Spans of days over which an open, undisputed invoice could have been paid, one row each. An invoice has several where a
 * dispute or a part payment cuts its time.
 */
export interface PaymentSpells {
  readonly count: number
  /** Row in the invoice table; spells ascend by it. */
  readonly invoice: Int32Array
  /** Both days included. */
  readonly from: Int32Array
  readonly through: Int32Array
  /** 1 where a payment on the last day ends the spell; 0 where it was cut short, so that nothing more is known (censored). */
  readonly paid: Uint8Array
}

/** The first payment of each invoice as a share of what was open; NaN where none has come. */
export interface PaymentHistory {
  readonly spells: PaymentSpells
  readonly firstShare: Float64Array
}

/** A payment that leaves no more than this share of the invoice open counts as whole: the rest is a short payment. */
const shortPayment = 0.05

/**
 * Cuts every invoice's time into spells, from its own date through its last payment. What is still open on the as-of day, and
 * what a credit or write-off closed, leaves without a payment: dropping those would make customers look faster than they
 * are. Days under a dated dispute are no time at risk, unless a payment came during it. Costs O(invoices + postings).
 */
export function paymentSpells(ledger: LedgerData): PaymentHistory {
  const { invoices, postings, disputes, asOf } = ledger
  const { closed } = invoiceClosings(ledger)
  const capacity = invoices.count + postings.day.length + disputes.count
  const invoice = new Int32Array(capacity)
  const from = new Int32Array(capacity)
  const through = new Int32Array(capacity)
  const paid = new Uint8Array(capacity)
  const firstShare = new Float64Array(invoices.count).fill(Number.NaN)
  let count = 0
  const add = (row: number, first: number, last: number, isPaid: boolean) => {
    if (last < first) return
    invoice[count] = row
    from[count] = first
    through[count] = last
    paid[count] = isPaid ? 1 : 0
    count++
  }

  let dispute = 0
  for (let row = 0; row < invoices.count; row++) {
    const firstDispute = dispute
    while (dispute < disputes.count && disputes.invoice[dispute] === row) dispute++
    const amount = invoices.amount[row]!
    if (amount <= 0) continue
    const end = Math.min(closed[row]!, asOf)
    let day = invoices.issued[row]!
    let open = amount
    let next = firstDispute
    /** Closes the time through a day, leaving out what disputes block of it. */
    const passThrough = (last: number, isPaid: boolean) => {
      for (; next < dispute && disputes.opened[next]! <= last; next++) {
        add(row, day, disputes.opened[next]! - 1, false)
        const resolved = Math.min(disputes.resolved[next]!, last + 1)
        day = Math.max(day, isPaid ? Math.min(resolved, last) : resolved)
        if (disputes.resolved[next]! > last + 1) break
      }
      add(row, day, last, isPaid)
      day = last + 1
    }
    let isDone = false
    for (let posting = postings.start[row]!; posting < postings.start[row + 1]! && !isDone; ) {
      const on = postings.day[posting]!
      if (on > end) break
      const openBefore = open
      let received = 0
      for (; posting < postings.start[row + 1]! && postings.day[posting] === on; posting++) {
        const kind = postings.kind[posting]!
        const posted = postings.amount[posting]!
        if (kind === postingCode.cash || kind === postingCode.discount) received += posted
        open += openAmountSign[kind]! * posted
      }
      // What bounces on its own day has paid nothing.
      if (received <= 0) continue
      if (Number.isNaN(firstShare[row]!)) {
        firstShare[row] = open <= shortPayment * amount ? 1 : Math.min(1, received / openBefore)
      }
      passThrough(on, true)
      isDone = open <= shortPayment * amount
    }
    if (!isDone) passThrough(end, false)
  }
  return {
    spells: {
      count,
      invoice: invoice.subarray(0, count),
      from: from.subarray(0, count),
      through: through.subarray(0, count),
      paid: paid.subarray(0, count),
    },
    firstShare,
  }
}

/** The spells up to the last day of each invoice, which `lastDay` gives: what reaches beyond it is cut there, without a payment. */
export function cutSpells(spells: PaymentSpells, lastDay: (invoice: number) => number): PaymentSpells {
  const rows = rowsWhere(spells.count, (spell) => spells.from[spell]! <= lastDay(spells.invoice[spell]!))
  const cut = pickSpells(spells, rows)
  const { invoice, through, paid } = cut
  for (let spell = 0; spell < rows.length; spell++) {
    const last = lastDay(invoice[spell]!)
    if (through[spell]! <= last) continue
    through[spell] = last
    paid[spell] = 0
  }
  return cut
}

/** The spells of these rows, in columns of their own. */
export function pickSpells(spells: PaymentSpells, rows: Rows): PaymentSpells {
  return {
    count: rows.length,
    invoice: pickIntegers(spells.invoice, rows),
    from: pickIntegers(spells.from, rows),
    through: pickIntegers(spells.through, rows),
    paid: pickBytes(spells.paid, rows),
  }
}
