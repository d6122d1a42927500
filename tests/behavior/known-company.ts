import seedrandom from 'seedrandom'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { ledgerOf, type PlainInvoice } from './plain-ledger.js'

/** The truth of a company that pays in full by a hazard that is constant within pieces, and does nothing else odd. */
export interface KnownTruth {
  readonly from: readonly number[]
  readonly daily: readonly number[]
  readonly net: number
  readonly disputeShare: number
  readonly meanDisputeDays: number
  readonly concededShare: number
  readonly writeOffAge: number
}

export const truth: KnownTruth = {
  from: [-30, -20, -10, -3, 0, 1, 4, 8, 15, 31, 61],
  daily: [0.002, 0.005, 0.015, 0.06, 0.25, 0.09, 0.06, 0.05, 0.04, 0.03, 0.02],
  net: 30,
  disputeShare: 0.15,
  meanDisputeDays: 18,
  concededShare: 0.2,
  writeOffAge: 90,
}

export function trueHazard({ from, daily }: KnownTruth, dayRelativeToDue: number): number {
  let hazard = 0
  from.forEach((first, piece) => {
    if (dayRelativeToDue >= first) hazard = daily[piece]!
  })
  return hazard
}

/**
 * A ledger of `count` invoices of this truth, one coin thrown for each invoice and day: no thresholds, no engine. They
 * are issued evenly over `issueDays` days; the ledger ends on day `asOf`, and what is open then is censored.
 */
export function knownLedger(seed: string, count: number, issueDays: number, asOf: number, own = truth): LedgerData {
  const coin = seedrandom(seed)
  const invoices = Array.from({ length: count }, (_, row): PlainInvoice => {
    const issued = Math.floor((row * issueDays) / count)
    const amount = 1000 + Math.floor(coin() * 9000)
    const isDisputed = coin() < own.disputeShare
    const resolved = issued + Math.max(1, Math.ceil(-Math.log(1 - coin()) * own.meanDisputeDays))
    const invoice = { customer: row % 2, issued, due: issued + own.net, amount }
    const postings: PlainInvoice['postings'][number][] = []
    let open = amount
    for (let day = issued; day <= asOf && open > 0; day++) {
      if (isDisputed && day === resolved) {
        const credited = Math.round(amount * own.concededShare)
        postings.push({ day, kind: 'credit_memo', amount: credited })
        open -= credited
      }
      const isBlocked = isDisputed && day < resolved
      if (!isBlocked && coin() < trueHazard(own, day - invoice.due)) {
        postings.push({ day, kind: 'cash', amount: open })
        open = 0
      } else if (day - invoice.due >= own.writeOffAge) {
        postings.push({ day, kind: 'write_off', amount: open })
        open = 0
      }
    }
    const closed = open === 0 ? postings[postings.length - 1]!.day : asOf
    // A write-off ends the dispute, too; the ledger then shows it unresolved.
    const known = isDisputed ? [{ opened: issued, resolved: resolved <= closed ? resolved : null }] : []
    return { ...invoice, postings, disputes: known }
  })
  return ledgerOf([{ segment: 'small' }, { segment: 'small' }], invoices, asOf)
}
