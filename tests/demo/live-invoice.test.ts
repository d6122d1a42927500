import { describe, expect, it } from 'vitest'
import type { Day } from '../../src/calendar/day.js'
import type { DemoInvoice } from '../../src/demo/demo-rows.js'
import { type InvoiceFate, liveInvoice } from '../../src/demo/live-invoice.js'
import { cents } from '../../src/money/cents.js'

const day = (n: number) => n as Day
const invoice: DemoInvoice = {
  invoiceId: 'I1',
  customerId: 'C1',
  invoiceDate: day(0),
  dueDate: day(30),
  amount: cents(10_000),
}
const plain: InvoiceFate = { thresholds: [9.5, 5], firstFraction: 1, excessShare: 0, dispute: null, recovery: null }
// One unit of hazard a day through 180 days past due, so a threshold of 9.5 is passed on the tenth day at risk.
const unit = [...Array(12).fill(1), 0]
const nobodyPays = Array(13).fill(0)

describe('liveInvoice', () => {
  it('is paid on the first day on which the accumulated hazard reaches the threshold', () => {
    expect(liveInvoice(invoice, plain, unit, null, day(400))).toEqual({
      payments: [{ day: 10, amount: 10_000, excess: 0 }],
    })
  })

  it('the rest of a partial payment accumulates from the day after, and the last payment brings the excess', () => {
    const fate = { ...plain, firstFraction: 0.3, excessShare: 0.05 }
    expect(liveInvoice(invoice, fate, unit, null, day(400)).payments).toEqual([
      { day: 10, amount: 3_000, excess: 0 },
      { day: 15, amount: 7_000, excess: 500 },
    ])
  })

  it('a dispute holds the hazard still; a conceded one is credited on the day of its resolution', () => {
    const dispute = { openedOn: day(4), resolvedOn: day(24), fraction: 0.25, conceded: true }
    expect(liveInvoice(invoice, { ...plain, dispute }, unit, null, day(400))).toEqual({
      dispute: { openedOn: 4, amount: 2_500, resolvedOn: 24 },
      creditMemo: { day: 24, amount: 2_500 },
      payments: [{ day: 30, amount: 7_500, excess: 0 }],
    })
  })

  it('a dispute is not opened on an invoice that is paid, and is unresolved at the end of the ledger', () => {
    const dispute = { openedOn: day(11), resolvedOn: day(24), fraction: 1, conceded: true }
    expect(liveInvoice(invoice, { ...plain, dispute }, unit, null, day(400)).dispute).toBeUndefined()
    const early = { ...dispute, openedOn: day(4) }
    expect(liveInvoice(invoice, { ...plain, dispute: early }, unit, null, day(23))).toEqual({
      dispute: { openedOn: 4, amount: 10_000, resolvedOn: null },
      payments: [],
    })
  })

  it('is written off 180 days past due, and a recovery beyond the ledger is left out', () => {
    const fate = { ...plain, recovery: { daysAfterWriteOff: 20, share: 0.1 } }
    expect(liveInvoice(invoice, fate, nobodyPays, null, day(400))).toEqual({
      payments: [],
      writeOff: { day: 210, amount: 10_000, byDefault: false },
      recovery: { day: 230, amount: 1_000 },
    })
    expect(liveInvoice(invoice, fate, nobodyPays, null, day(229)).recovery).toBeUndefined()
    expect(liveInvoice(invoice, fate, nobodyPays, null, day(209))).toEqual({ payments: [] })
  })

  it('is written off when its dispute ends, if that is later', () => {
    const dispute = { openedOn: day(4), resolvedOn: day(300), fraction: 0.4, conceded: true }
    expect(liveInvoice(invoice, { ...plain, dispute }, unit, null, day(400))).toEqual({
      dispute: { openedOn: 4, amount: 4_000, resolvedOn: 300 },
      creditMemo: { day: 300, amount: 4_000 },
      payments: [],
      writeOff: { day: 300, amount: 6_000, byDefault: false },
    })
  })

  it('a customer in default pays nothing from that day on', () => {
    expect(liveInvoice(invoice, plain, unit, day(10), day(400))).toEqual({
      payments: [],
      writeOff: { day: 210, amount: 10_000, byDefault: true },
    })
    expect(liveInvoice(invoice, plain, unit, day(11), day(400)).payments).toHaveLength(1)
  })
})
