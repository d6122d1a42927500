import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoFromDay } from '../../src/calendar/day.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { numberOf } from '../../src/kpi/kpi.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { postingCode } from '../../src/ledger/ledger-data.js'
import { openAmounts } from '../../src/ledger/open-amounts.js'
import { viewAsOf } from '../../src/ledger/view-as-of.js'
import { absorptionIn } from '../../src/roll-rates/absorbing-chain.js'
import { provision } from '../../src/roll-rates/provision.js'
import { provisionMatrix } from '../../src/roll-rates/provision-matrix.js'
import { rollRates } from '../../src/roll-rates/roll-rates.js'
import { openRandom, randomLedger } from '../properties/random-ledger.js'
import { companyLedger } from './company-ledger.js'

const bucket = (label: string, amount: number, rate: number, forward?: number) => ({
  label,
  amount,
  rate,
  ...(forward === undefined ? {} : { forward }),
})

describe('The provision matrix', () => {
  const example = [
    bucket('current', 1_500_000_000, 0.003),
    bucket('1–30 days', 750_000_000, 0.016),
    bucket('31–60 days', 400_000_000, 0.036),
    bucket('61–90 days', 250_000_000, 0.066),
    bucket('over 90 days', 100_000_000, 0.106),
  ]

  test('of IFRS 9, illustrative example 12: 580,000 on 30,000,000', () => {
    const { rows, amount, provision: total } = provisionMatrix(example)
    expect(rows.map((row) => row.provision)).toEqual([4_500_000, 12_000_000, 14_400_000, 16_500_000, 10_600_000])
    expect([amount, total]).toEqual([3_000_000_000, 58_000_000])
  })

  test('counts a rate as the decimal that it is written as: a half cent rounds away from zero', () => {
    // 0.285 and 1.005 lie a little below in binary.
    expect(provisionMatrix([bucket('current', 100, 0.285)]).provision).toBe(29)
    expect(provisionMatrix([bucket('current', 200, 0.5, 1.005)]).provision).toBe(101)
  })

  test('rounds once, at the end, and shows buckets that add up', () => {
    const { rows, provision: total } = provisionMatrix([1, 2, 3].map((n) => bucket(`${n}`, 40, 0.01)))
    // Each is 0.4, all are 1.2: rounded each for itself they would be nothing.
    expect(total).toBe(1)
    expect(rows.map((row) => row.provision)).toEqual([1, 0, 0])
  })

  test('takes rates times what lies ahead, never more than everything', () => {
    const { rows, provision: total } = provisionMatrix([
      bucket('current', 10_000, 0.02, 1.15),
      bucket('over 120 days', 10_000, 0.9, 1.15),
      bucket('1–30 days', 10_000, 0.5, 2),
    ])
    expect(rows.map(({ isCapped, appliedRate }) => [isCapped, appliedRate])).toEqual([
      [false, 0.02 * 1.15],
      [true, 1],
      [false, 1],
    ])
    expect(total).toBe(230 + 10_000 + 10_000)
  })

  test('of what may be, lies between nothing and everything, and grows with rates and multipliers', () => {
    const anyBucket = fc.record({
      amount: fc.integer({ min: 0, max: 10_000_000_000 }),
      rate: fc.double({ min: 0, max: 1, noNaN: true }),
      forward: fc.double({ min: 0, max: 3, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(anyBucket, { minLength: 1, maxLength: 6 }), (drawn) => {
        const of = (factor: number) =>
          provisionMatrix(drawn.map((one, index) => ({ ...one, label: `${index}`, forward: one.forward * factor })))
        const [half, whole] = [of(0.5), of(1)]
        expect(half.provision).toBeLessThanOrEqual(whole.provision)
        expect(whole.provision).toBeLessThanOrEqual(whole.amount)
        expect(whole.rows.reduce((sum, row) => sum + row.provision, 0)).toBe(whole.provision)
        const plain = drawn.reduce((sum, { amount, rate, forward }) => sum + amount * Math.min(1, rate * forward), 0)
        expect(Math.abs(whole.provision - plain)).toBeLessThanOrEqual(0.5 + plain * 1e-12)
      }),
      { numRuns: 200, seed: 9 },
    )
  })
})

const ledger = companyLedger()

describe('The provision of a ledger', () => {
  test('by flow rates is the KPI allowance, rounded to the cent', async () => {
    const allowanceOf = (data: typeof ledger) => {
      const facts = ledgerFacts(data)
      const window = FactWindow.of(facts, 0, facts.periods.length - 1, 1)
      return numberOf(kpiById('allowance').compute(window, usualSettings))
    }
    expect(Math.abs(provision(ledger).provision - allowanceOf(ledger)!)).toBeLessThanOrEqual(0.5)
    expect(provision(ledger).provision).toBeGreaterThan(0)
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const { data } = await openRandom(tables)
        const allowance = allowanceOf(data)
        if (allowance === null) expect(() => provision(data)).toThrow('The ledger gives no loss rates')
        else expect(Math.abs(provision(data).provision - allowance)).toBeLessThanOrEqual(0.5 + allowance * 1e-12)
      }),
      { numRuns: 40, seed: 12 },
    )
  })

  test('by the chain is its expected loss, rounded to the cent', () => {
    const { outlook, loss } = rollRates(ledger).groups[0]!
    const found = provision(ledger, { method: 'chain' })
    expect(Math.abs(found.provision - loss!.total)).toBeLessThanOrEqual(0.5)
    expect(found.whole.rows.map(({ rate }) => rate)).toEqual(absorptionIn(outlook.chain!, 'written off'))
  })

  test('by segment adds up the segments, each by its own rates', () => {
    const found = provision(ledger, { method: 'chain', by: ['segment'] })
    expect(found.segments.map(({ group }) => group)).toEqual([{ segment: 'large' }, { segment: 'small' }])
    expect(found.provision).toBe(found.segments.reduce((sum, { matrix }) => sum + matrix.provision, 0))
    const [large, small] = found.segments
    expect(large!.matrix.rows[0]!.rate).not.toBe(small!.matrix.rows[0]!.rate)
    found.whole.rows.forEach(({ amount }, index) => {
      expect(large!.matrix.rows[index]!.amount + small!.matrix.rows[index]!.amount).toBe(amount)
    })
    // Rates that are given are the same for all, so it makes no difference but for a cent of rounding.
    const given = provision(ledger, { rates: [0.003, 0.016, 0.036, 0.066, 0.106, 0.106], by: ['segment'] })
    expect(Math.abs(given.provision - given.whole.provision)).toBeLessThanOrEqual(1)
  })

  test('a segment without rates of its own has those of all, and says why', () => {
    const { segments, whole } = provision(ledger, { method: 'chain', by: ['customer_id'], months: 3 })
    const borrowed = segments.filter((segment) => segment.borrowed !== null)
    expect(borrowed.length).toBeGreaterThan(0)
    for (const { matrix, borrowed: reason } of borrowed) {
      expect(matrix.rows.map(({ rate }) => rate)).toEqual(whole.rows.map(({ rate }) => rate))
      expect(reason).toMatch(/nothing was/)
    }
  })

  test('a multiplier scales it', () => {
    const plain = provision(ledger, { rates: [0.01, 0.01, 0.01, 0.01, 0.01, 0.01] })
    const ahead = provision(ledger, { rates: [0.01, 0.01, 0.01, 0.01, 0.01, 0.01], forward: 1.5 })
    expect(Math.abs(ahead.provision - 1.5 * plain.provision)).toBeLessThanOrEqual(1)
    expect(provision(ledger, { rates: [1, 1, 1, 1, 1, 1] }).provision).toBe(plain.whole.amount)
  })
})

describe('A year later', () => {
  const rates = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]

  test('the provision of then is what the same method gave on the ledger as it was known then', () => {
    for (const options of [{}, { method: 'chain' as const }, { rates }]) {
      const found = provision(ledger, options)
      if (found.hindsight.reason !== null) throw new Error(found.hindsight.reason)
      expect([isoFromDay(found.hindsight.on), isoFromDay(found.hindsight.through)]).toEqual([
        '2023-06-30',
        '2024-06-30',
      ])
      const then = provision(viewAsOf(ledger, found.hindsight.on), options)
      expect(found.hindsight.provided).toBe(then.provision)
      expect(found.hindsight.rows.map(({ held, rate, provided }) => [held, rate, provided])).toEqual(
        then.whole.rows.map((row) => [row.amount, row.rate, row.provision]),
      )
    }
  })

  test('what was written off since is that of the invoices open then, less reversals', () => {
    const { hindsight } = provision(ledger, { rates })
    if (hindsight.reason !== null) throw new Error(hindsight.reason)
    const before = openAmounts(ledger, hindsight.on)
    const after = openAmounts(ledger, hindsight.through)
    let [lost, open] = [0, 0]
    for (let row = 0; row < ledger.invoices.count; row++) {
      if (before[row]! <= 0) continue
      let net = 0
      for (let at = ledger.postings.start[row]!; at < ledger.postings.start[row + 1]!; at++) {
        const [day, amount] = [ledger.postings.day[at]!, ledger.postings.amount[at]!]
        if (day <= hindsight.on || day > hindsight.through) continue
        if (ledger.postings.kind[at] === postingCode.write_off) net += amount
        if (ledger.postings.kind[at] === postingCode.write_off_reversal) net -= amount
      }
      lost += Math.max(0, Math.min(net, before[row]! - Math.max(0, after[row]!)))
      open += Math.max(0, Math.min(before[row]!, after[row]!))
    }
    expect([hindsight.writtenOff, hindsight.stillOpen]).toEqual([lost, open])
    expect(lost).toBeGreaterThan(0)
    expect(hindsight.rows.reduce((sum, { writtenOff }) => sum + writtenOff, 0)).toBe(lost)
    expect(hindsight.held).toBeGreaterThanOrEqual(lost + open)
  })

  test('a ledger of less than a year says why it cannot tell', () => {
    const young = companyLedger(8)
    expect(provision(young, { rates }).hindsight).toEqual({
      reason: 'the ledger begins in 2022-01, so there is no month end twelve months before its last one',
    })
    const year = companyLedger(13)
    expect(provision(year, { method: 'chain' }).hindsight).toEqual({
      reason: 'the ledger begins in the very month that would be judged',
    })
    expect(provision(companyLedger(15)).hindsight).toEqual({
      reason: 'at the end of 2022-03 the ledger gave no loss rates: flow rates need four months of history',
    })
    const partMonth = companyLedger(1)
    const cut = viewAsOf(partMonth, (partMonth.asOf - 3) as typeof partMonth.asOf)
    expect(provision(cut, { rates }).hindsight).toEqual({
      reason: 'the ledger has no whole month, so there is no month end twelve months before its last one',
    })
  })
})
