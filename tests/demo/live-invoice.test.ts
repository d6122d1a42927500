import { describe, expect, it } from 'vitest'
import type { Day } from '../../src/calendar/day.js'
import { demoParameters } from '../../src/demo/demo-parameters.js'
import type { DemoInvoice } from '../../src/demo/demo-rows.js'
import type { InvoiceFate } from '../../src/demo/invoice-fate.js'
import { type InvoiceWorld, liveInvoice } from '../../src/demo/live-invoice.js'
import type { PlannedContact } from '../../src/demo/plan-contacts.js'
import { cents } from '../../src/money/cents.js'

const day = (n: number) => n as Day
const invoice: DemoInvoice = {
  invoiceId: 'I1',
  customerId: 'C1',
  invoiceDate: day(0),
  dueDate: day(30),
  amount: cents(10_000),
  salesperson: 'S',
  sentOn: day(0),
  deliveredOn: day(0),
  contractId: null,
  serviceFrom: null,
  serviceTo: null,
  margin: cents(3_000),
  rebills: null,
}
const shortPay = { isShort: false, share: 0.01, most: 50, ending: 'credited', afterDays: 12 } as const
const plain: InvoiceFate = {
  thresholds: [9.5, 5],
  firstFraction: 1,
  excessShare: 0,
  refundAfterDays: null,
  earlyPayment: null,
  shortPay,
  dispute: null,
  recovery: null,
  reversedAfterDays: null,
  goodsReturn: null,
}
const dispute = {
  reason: 'price',
  openedOn: day(4),
  resolvedOn: day(24),
  fraction: 0.25,
  conceded: true,
  rebilledShare: null,
}

/** One unit of hazard a day, so a threshold of 9.5 is passed on the tenth day at risk; nothing else happens. */
function world(
  change: Partial<InvoiceWorld> & { daily?: number; planned?: readonly PlannedContact[] } = {},
): InvoiceWorld {
  const { daily = 1, planned = [], ...others } = change
  return {
    parameters: demoParameters,
    end: day(400),
    hazards: { edges: [0], accumulation: (_day, _band, lift) => daily * lift },
    defaultDay: null,
    credits: [],
    contacts: () => {
      const waiting = [...planned]
      return () => waiting.shift() ?? null
    },
    ...others,
  }
}

/** What of a life there is, without what did not happen. */
function lifeOf(fate: InvoiceFate, inWorld: InvoiceWorld) {
  const { payments, credits, adjustments, contacts, dispute: argued, rebilledOn } = liveInvoice(invoice, fate, inWorld)
  const happened = { payments, credits, adjustments, contacts, dispute: argued, rebilledOn }
  return Object.fromEntries(
    Object.entries(happened).filter(([, what]) => what !== null && !(Array.isArray(what) && what.length === 0)),
  )
}

const paid = (on: number, amount: number, others: { discount?: number; excess?: number } = {}) => ({
  day: on,
  amount,
  discount: 0,
  excess: 0,
  ...others,
})

describe('liveInvoice, payments', () => {
  it('is paid on the first day on which the accumulated hazard reaches the threshold', () => {
    expect(lifeOf(plain, world())).toEqual({ payments: [paid(10, 10_000)] })
  })

  it('the rest of a partial payment accumulates from the day after, and the last payment brings the excess', () => {
    expect(lifeOf({ ...plain, firstFraction: 0.3, excessShare: 0.05 }, world())).toEqual({
      payments: [paid(10, 3_000), paid(15, 7_000, { excess: 500 })],
    })
  })

  it('a discount is taken on its day, and the hazard begins only when that has failed', () => {
    const earlyPayment = { paidOn: 12, rate: 0.02, isEarned: true }
    expect(lifeOf({ ...plain, earlyPayment }, world())).toEqual({ payments: [paid(12, 9_800, { discount: 200 })] })
    const disputed = lifeOf({ ...plain, earlyPayment, dispute: { ...dispute, conceded: false } }, world())
    expect(disputed).toMatchObject({ payments: [paid(33, 10_000)] })
  })

  it('an unearned discount is disallowed, and the rest is credited later', () => {
    const earlyPayment = { paidOn: 12, rate: 0.02, isEarned: false }
    expect(lifeOf({ ...plain, earlyPayment }, world())).toEqual({
      payments: [paid(12, 9_800)],
      adjustments: [{ date: 24, kind: 'credit_memo', amount: 200, reason: 'unearned discount' }],
    })
  })

  it('a short payment is short by a small sum, which ends in one of three ways', () => {
    const short = (ending: 'credited' | 'written off' | 'paid') =>
      lifeOf({ ...plain, shortPay: { ...shortPay, isShort: true, ending } }, world())
    expect(short('credited')).toEqual({
      payments: [paid(10, 9_950)],
      adjustments: [{ date: 22, kind: 'credit_memo', amount: 50, reason: 'short payment' }],
    })
    expect(short('written off')).toEqual({
      payments: [paid(10, 9_950)],
      adjustments: [{ date: 22, kind: 'write_off', amount: 50, reason: 'small balance: short payment' }],
    })
    expect(short('paid')).toEqual({ payments: [paid(10, 9_950), paid(22, 50)] })
  })

  it('a customer in default pays nothing from that day on', () => {
    expect(lifeOf(plain, world({ defaultDay: day(10) }))).toEqual({
      adjustments: [{ date: 210, kind: 'write_off', amount: 10_000, reason: 'customer default' }],
    })
    expect(lifeOf(plain, world({ defaultDay: day(11) }))).toEqual({ payments: [paid(10, 10_000)] })
  })
})

describe('liveInvoice, disputes and credits', () => {
  it('a dispute holds the hazard still; a conceded one is credited on the day of its resolution', () => {
    expect(lifeOf({ ...plain, dispute }, world())).toEqual({
      dispute: { openedOn: 4, amount: 2_500, resolvedOn: 24, conceded: true },
      adjustments: [{ date: 24, kind: 'credit_memo', amount: 2_500, reason: 'dispute: price' }],
      payments: [paid(30, 7_500)],
    })
  })

  it('a dispute is not opened on an invoice that is paid, and is unresolved at the end of the ledger', () => {
    const late = { ...dispute, openedOn: day(11) }
    expect(lifeOf({ ...plain, dispute: late }, world())).toEqual({ payments: [paid(10, 10_000)] })
    expect(lifeOf({ ...plain, dispute }, world({ end: day(23) }))).toEqual({
      dispute: { openedOn: 4, amount: 2_500, resolvedOn: null, conceded: null },
    })
  })

  it('a credit in full is billed again on the same day', () => {
    const whole = { ...dispute, fraction: 1, rebilledShare: 0.9 }
    expect(lifeOf({ ...plain, dispute: whole }, world())).toMatchObject({
      adjustments: [{ date: 24, kind: 'credit_memo', amount: 10_000 }],
      rebilledOn: 24,
    })
  })

  it('a credit note is applied from its day on, if more than it is open and nothing is disputed', () => {
    const note = { creditNoteId: 'N9', amount: cents(4_000), from: day(2) }
    const credits = [{ ...note, creditNoteId: 'N8', amount: cents(10_000) }, note]
    expect(lifeOf(plain, world({ credits }))).toEqual({
      credits: [{ creditNoteId: 'N9', day: 2, amount: 4_000 }],
      payments: [paid(10, 6_000)],
    })
    expect(credits.map(({ creditNoteId }) => creditNoteId)).toEqual(['N8'])
    const disputed = lifeOf({ ...plain, dispute: { ...dispute, openedOn: day(1) } }, world({ credits: [note] }))
    expect(disputed).toMatchObject({ credits: [{ day: 24 }] })
  })
})

describe('liveInvoice, write-offs', () => {
  const unpaid = (fate: Partial<InvoiceFate>, end = 400) =>
    lifeOf({ ...plain, ...fate }, world({ daily: 0, end: day(end) }))

  it('is written off 180 days past due, and a recovery beyond the ledger is left out', () => {
    const recovery = { daysAfterWriteOff: 20, share: 0.1 }
    const writeOff = { date: 210, kind: 'write_off', amount: 10_000, reason: 'uncollectible' }
    expect(unpaid({ recovery })).toEqual({
      adjustments: [writeOff, { date: 230, kind: 'recovery', amount: 1_000, reason: 'collection agency' }],
    })
    expect(unpaid({ recovery }, 229)).toEqual({ adjustments: [writeOff] })
    expect(unpaid({ recovery }, 209)).toEqual({})
  })

  it('a reversal opens it again for a payment of the same day, in place of a recovery', () => {
    expect(unpaid({ reversedAfterDays: 30, recovery: { daysAfterWriteOff: 20, share: 0.1 } })).toEqual({
      adjustments: [
        { date: 210, kind: 'write_off', amount: 10_000, reason: 'uncollectible' },
        { date: 240, kind: 'write_off_reversal', amount: 10_000, reason: 'paid after the write-off' },
      ],
      payments: [paid(240, 10_000)],
    })
  })

  it('is written off when its dispute ends, if that is later', () => {
    expect(unpaid({ dispute: { ...dispute, resolvedOn: day(300) } })).toMatchObject({
      adjustments: [
        { date: 300, kind: 'credit_memo', amount: 2_500 },
        { date: 300, kind: 'write_off', amount: 7_500 },
      ],
    })
  })
})

describe('liveInvoice, contacts', () => {
  const call: PlannedContact = { daysPastDue: 5, kind: 'call', reached: true, promise: null, minutes: 4 }
  const slow = { ...plain, thresholds: [40.5, 5] as const }

  it('a call that reaches somebody multiplies the hazard of the days after it', () => {
    const { hazardMultiplier } = demoParameters.contacts.kinds.call
    expect(hazardMultiplier).toBe(1.4)
    // 35 units by day 35, then 1.4 a day: 40.6 on day 39; without the call, on day 41.
    expect(lifeOf(slow, world({ planned: [call] })).payments).toEqual([paid(39, 10_000)])
    expect(lifeOf(slow, world({ planned: [{ ...call, reached: false }] })).payments).toEqual([paid(41, 10_000)])
  })

  it('a kept promise is paid on its day, a broken one only holds the hazard', () => {
    const promise = (keeps: boolean) => world({ planned: [{ ...call, promise: { days: 7, keeps } }] })
    expect(lifeOf(slow, promise(true))).toEqual({
      payments: [paid(42, 10_000)],
      contacts: [
        { date: 35, kind: 'call', rightParty: true, promisedOn: 42, promisedAmount: 10_000, kept: true, minutes: 4 },
      ],
    })
    // The call's effect ends with the waiting: days 43 to 48 have one unit each.
    expect(lifeOf(slow, promise(false))).toMatchObject({ payments: [paid(48, 10_000)], contacts: [{ kept: false }] })
    const toCome = lifeOf(slow, { ...promise(true), end: day(41) })
    expect(toCome).toMatchObject({ contacts: [{ promisedOn: 42, kept: null }] })
    expect(lifeOf(slow, { ...promise(true), defaultDay: day(42) })).toMatchObject({ contacts: [{ kept: false }] })
  })

  it('a contact that falls into a dispute or the waiting for a promise is left out', () => {
    const planned = [
      { ...call, promise: { days: 7, keeps: false } },
      { ...call, daysPastDue: 9 },
      { ...call, daysPastDue: 14 },
    ]
    const { contacts } = liveInvoice(invoice, { ...plain, thresholds: [99, 5] }, world({ planned }))
    expect(contacts.map(({ date }) => date)).toEqual([35, 44])
  })
})
