import { addDays } from '../calendar/day.js'
import type { DemoSetting } from './demo-setting.js'
import type { DrawnCustomer } from './draw-customer.js'
import type { OrderedInvoice } from './draw-invoices.js'
import { betaTwoTwo, type Draws, drawsOf, exponential, happens, pick, uniform, uniformWhole } from './draws.js'
import type { InvoiceFate, ShortPayEnding } from './invoice-fate.js'

const disputeReasons = ['price', 'quantity', 'quality', 'wrong order', 'late delivery']

/**
 * The fates of a customer's invoices, drawn in the invoices' order. Each purpose has a stream of its own, named after
 * the kind of invoices, and takes a fixed number of draws for an invoice, whether or not anything comes of them.
 */
export function drawFates(
  setting: DemoSetting,
  customer: DrawnCustomer,
  invoices: readonly OrderedInvoice[],
  kind: '' | 'contract ' | `rebill ${string} `,
): InvoiceFate[] {
  const { parameters } = setting
  const segment = parameters.segments[customer.truth.segment]
  const { overPayment, recovery: recovered, writeOffReversal, goodsReturn, rebill } = parameters
  const draws = (purpose: string): Draws => drawsOf(setting.seed, customer.number, `${kind}${purpose}`)
  const payment = draws('payment')
  const rest = draws('rest')
  const partial = draws('partial')
  const excess = draws('excess')
  const refund = draws('refund')
  const dispute = draws('dispute')
  const reasons = draws('reason')
  const recovery = draws('recovery')
  const reversal = draws('reversal')
  const returned = draws('return')
  const corrected = draws('rebill')
  const drawShortPay = shortPayDrawer(setting, draws('short pay'))
  const drawEarlyPayment = earlyPaymentDrawer(setting, customer, draws)
  let order = -1
  let threshold = 0

  return invoices.map(({ invoice, order: ownOrder }) => {
    if (ownOrder !== order) {
      // Invoices of one order share the threshold: that is what paying in batches means.
      threshold = exponential(payment)
      order = ownOrder
    }
    const isPartial = happens(partial, segment.partialPayment.probability)
    const fraction = betaTwoTwo(partial)
    const isExcess = happens(excess, overPayment.probability)
    const excessShare = uniform(excess, overPayment.share)
    const isRefunded = happens(refund, overPayment.refundProbability)
    const refundedAfter = uniformWhole(refund, overPayment.refundAfterDays)
    const isRecovered = happens(recovery, recovered.probability)
    const daysAfterWriteOff = uniformWhole(recovery, recovered.daysAfterWriteOff)
    const recoveredShare = uniform(recovery, recovered.share)
    const isReversed = happens(reversal, writeOffReversal.probability)
    const reversedAfter = uniformWhole(reversal, writeOffReversal.daysAfterWriteOff)

    const isDisputed = happens(dispute, segment.dispute.probability)
    const openedOn = addDays(invoice.invoiceDate, uniformWhole(dispute, [1, segment.dispute.openWithinDays]))
    const disputeDays = Math.max(1, Math.ceil(segment.dispute.meanDays * exponential(dispute)))
    const isWhole = happens(dispute, segment.dispute.wholeAmountShare)
    const part = uniform(dispute, segment.dispute.partFraction)
    const conceded = happens(dispute, segment.dispute.concededShare)
    const reason = pick(reasons, disputeReasons)
    const isRebilled = happens(corrected, rebill.probability)
    const rebilledShare = uniform(corrected, rebill.amountShare)

    const isReturned = happens(returned, goodsReturn.probability)
    const goods = {
      creditedOn: addDays(invoice.invoiceDate, uniformWhole(returned, goodsReturn.daysAfterInvoice)),
      share: uniform(returned, goodsReturn.share),
      appliedAfterDays: uniformWhole(returned, goodsReturn.appliedAfterDays),
    }
    return {
      thresholds: [threshold, exponential(rest)],
      firstFraction: isPartial ? fraction : 1,
      excessShare: isExcess ? excessShare : 0,
      refundAfterDays: isRefunded ? refundedAfter : null,
      earlyPayment: drawEarlyPayment(invoice.invoiceDate),
      shortPay: drawShortPay(),
      dispute: isDisputed
        ? {
            reason,
            openedOn,
            resolvedOn: addDays(openedOn, disputeDays),
            fraction: isWhole ? 1 : part,
            conceded,
            rebilledShare: isWhole && conceded && isRebilled ? rebilledShare : null,
          }
        : null,
      recovery: isRecovered ? { daysAfterWriteOff, share: recoveredShare } : null,
      reversedAfterDays: isReversed ? reversedAfter : null,
      goodsReturn: isReturned ? goods : null,
    }
  })
}

function shortPayDrawer({ parameters }: DemoSetting, draws: Draws): () => InvoiceFate['shortPay'] {
  const { probability, share, most, credited, writtenOff, resolvedAfterDays } = parameters.shortPay
  return () => {
    const isShort = happens(draws, probability)
    const short = uniform(draws, share)
    const which = draws()
    const ending: ShortPayEnding =
      which < credited ? 'credited' : which < credited + writtenOff ? 'written off' : 'paid'
    const afterDays = uniformWhole(draws, resolvedAfterDays)
    return { isShort, share: short, most, ending, afterDays }
  }
}

function earlyPaymentDrawer(
  { parameters }: DemoSetting,
  { terms, truth }: DrawnCustomer,
  draws: (purpose: string) => Draws,
): (invoiceDate: number) => InvoiceFate['earlyPayment'] {
  const { discount } = terms
  // Most customers take no discount, and a stream that nobody reads costs as much as one that is used.
  if (!discount || !truth.takesDiscount) return () => null
  const { daysBeforeLast, unearnedShare, unearnedDaysLate } = parameters.earlyPayment
  const early = draws('early payment')
  return (invoiceDate) => {
    const daysBefore = uniformWhole(early, [0, daysBeforeLast])
    const isEarned = !happens(early, unearnedShare)
    const daysLate = uniformWhole(early, unearnedDaysLate)
    return {
      paidOn: invoiceDate + discount.days + (isEarned ? -daysBefore : daysLate),
      rate: discount.percent / 100,
      isEarned,
    }
  }
}
