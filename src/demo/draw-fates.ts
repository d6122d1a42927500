import { addDays } from '../calendar/day.js'
import { demoParameters } from './demo-parameters.js'
import type { SegmentTruth } from './demo-truth.js'
import type { OrderedInvoice } from './draw-invoices.js'
import { betaTwoTwo, drawsOf, exponential, uniform, uniformWhole } from './draws.js'
import type { InvoiceFate } from './live-invoice.js'

/** The fates of a customer's invoices, drawn in the invoices' order; each purpose takes a fixed number of draws. */
export function drawFates(
  seed: string,
  customerNumber: number,
  segment: SegmentTruth,
  invoices: readonly OrderedInvoice[],
): InvoiceFate[] {
  const payment = drawsOf(seed, customerNumber, 'payment')
  const rest = drawsOf(seed, customerNumber, 'rest')
  const partial = drawsOf(seed, customerNumber, 'partial')
  const excess = drawsOf(seed, customerNumber, 'excess')
  const dispute = drawsOf(seed, customerNumber, 'dispute')
  const recovery = drawsOf(seed, customerNumber, 'recovery')
  let order = -1
  let threshold = 0

  return invoices.map(({ invoice, order: ownOrder }) => {
    if (ownOrder !== order) {
      // Invoices of one order share the threshold: that is what paying in batches means.
      threshold = exponential(payment)
      order = ownOrder
    }
    const isPartial = partial() < segment.partialPayment.probability
    const fraction = betaTwoTwo(partial)
    const isExcess = excess() < demoParameters.overPayment.probability
    const excessShare = uniform(excess, demoParameters.overPayment.share)
    const isRecovered = recovery() < demoParameters.recovery.probability
    const daysAfterWriteOff = uniformWhole(recovery, demoParameters.recovery.daysAfterWriteOff)
    const recoveredShare = uniform(recovery, demoParameters.recovery.share)

    const isDisputed = dispute() < segment.dispute.probability
    const openedOn = addDays(invoice.invoiceDate, uniformWhole(dispute, [1, segment.dispute.openWithinDays]))
    const disputeDays = Math.max(1, Math.ceil(segment.dispute.meanDays * exponential(dispute)))
    const isWhole = dispute() < segment.dispute.wholeAmountShare
    const part = uniform(dispute, segment.dispute.partFraction)
    const conceded = dispute() < segment.dispute.concededShare
    return {
      thresholds: [threshold, exponential(rest)],
      firstFraction: isPartial ? fraction : 1,
      excessShare: isExcess ? excessShare : 0,
      dispute: isDisputed
        ? { openedOn, resolvedOn: addDays(openedOn, disputeDays), fraction: isWhole ? 1 : part, conceded }
        : null,
      recovery: isRecovered ? { daysAfterWriteOff, share: recoveredShare } : null,
    }
  })
}
