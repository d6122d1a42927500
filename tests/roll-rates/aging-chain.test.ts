import { describe, expect, test } from 'vitest'
import type { Day } from '../../src/calendar/day.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { addMonths, monthEnd, monthOf } from '../../src/calendar/month.js'
import { absorbingChain } from '../../src/roll-rates/absorbing-chain.js'
import { agingChain, agingShares } from '../../src/roll-rates/aging-chain.js'
import { agingStates, outcomes, transitionTargets } from '../../src/roll-rates/aging-states.js'
import { agingTransitions } from '../../src/roll-rates/aging-transitions.js'
import { expectedLoss, openBooks } from '../../src/roll-rates/expected-loss.js'
import { rollRates } from '../../src/roll-rates/roll-rates.js'
import { shareInterval } from '../../src/roll-rates/share-interval.js'
import { ledgerOf, type PlainInvoice } from '../behavior/plain-ledger.js'
import { seededDraws } from './random-draws.js'

const at = (text: string) => dayFromIso(text)! as number

type Posting = PlainInvoice['postings'][number]

function invoiceOf(customer: number, issued: string, due: string, amount: number, postings: readonly Posting[] = []) {
  return { customer, issued: at(issued), due: at(due), amount, postings, disputes: [] }
}

describe('a bucket that held nothing', () => {
  const ledger = ledgerOf(
    [{}],
    [
      invoiceOf(0, '2024-01-10', '2024-02-09', 100, [{ day: at('2024-02-20'), kind: 'cash', amount: 60 }]),
      invoiceOf(0, '2024-01-10', '2024-02-09', 100, [{ day: at('2024-03-20'), kind: 'write_off', amount: 20 }]),
    ],
    at('2024-03-31'),
  )
  const [all] = agingTransitions(ledger).groups

  test('ends as the next younger one, and what is left of it waits', () => {
    const { shares, borrowed, entry } = agingShares(all!.rows)!
    expect(borrowed).toEqual(
      ['31–60 days', '61–90 days', '91–120 days', 'over 120 days'].map((state) => ({ state, from: '1–30 days' })),
    )
    // Of the 140 that were 1–30 days past due at the end of February 20 were written off and the rest rolled on.
    expect(shares[1]).toEqual([0, 0, 120 / 140, 0, 0, 0, 0, 0, 20 / 140])
    expect(shares[3]).toEqual([0, 0, 0, 120 / 140, 0, 0, 0, 0, 20 / 140])
    // Both invoices are of the first month, before the first month looked at.
    expect(entry).toBeNull()
    const found = agingChain(all!)
    expect(found.chain!.absorption[0]![outcomes.indexOf('written off')]).toBeCloseTo(140 / 200, 12)
  })

  test('and where nothing ended from what stands, there is no chain', () => {
    const stuck = ledgerOf([{}], [invoiceOf(0, '2023-01-10', '2023-02-09', 100)], at('2024-03-31'))
    const found = agingChain(agingTransitions(stuck).groups[0]!)
    expect(found).toEqual({
      chain: null,
      reason:
        'of what was current or 1–30 days or 31–60 days or 61–90 days or 91–120 days or over 120 days nothing was paid, credited or written off, so the ledger does not say how it ends',
    })
    expect(rollRates(stuck).groups[0]!.loss).toBeNull()
  })

  test('and where nothing was open at all, there is none either', () => {
    const paid = [{ day: at('2024-01-20'), kind: 'cash' as const, amount: 100 }]
    const nothing = ledgerOf([{}], [invoiceOf(0, '2024-01-10', '2024-02-09', 100, paid)], at('2024-03-31'))
    expect(agingChain(agingTransitions(nothing).groups[0]!)).toEqual({
      chain: null,
      reason: 'nothing was open at a month end',
    })
  })
})

describe('the expected loss of a book', () => {
  // Two customers; the first has 100 and 50 current and 30 over 120 days past due, the second 200 current.
  const ledger = ledgerOf(
    [{ region: 'EMEA' }, { region: 'APAC' }],
    [
      invoiceOf(0, '2024-03-01', '2024-04-01', 100),
      invoiceOf(0, '2024-03-01', '2024-04-01', 50),
      invoiceOf(0, '2023-01-01', '2023-02-01', 30),
      invoiceOf(1, '2024-03-01', '2024-04-01', 200),
      invoiceOf(1, '2024-03-01', '2024-04-01', -70),
    ],
    at('2024-03-31'),
  )
  const probabilities = [0.1, 0, 0, 0, 0, 0.6]

  test('is Σ amount × probability; its variance Σ amount² p (1 − p), or by customers that fail as wholes', () => {
    const [all, apac, emea] = openBooks(ledger, at('2024-03-31') as Day, ['region'])
    expect(all!.amounts).toEqual([350, 0, 0, 0, 0, 30])
    expect(apac!.amounts).toEqual([200, 0, 0, 0, 0, 0])
    expect(emea!.invoices).toEqual([2, 0, 0, 0, 0, 1])
    const loss = expectedLoss(all!, probabilities)
    expect(loss.total).toBeCloseTo(53, 12)
    expect(loss.deviation ** 2).toBeCloseTo((100 ** 2 + 50 ** 2 + 200 ** 2) * 0.09 + 900 * 0.24, 8)
    // The first customer loses 180 with probability 0.1, 30 with probability 0.5, else nothing; the second 200 with 0.1.
    const first = 0.1 * 180 ** 2 + 0.5 * 30 ** 2 - (0.1 * 180 + 0.5 * 30) ** 2
    expect(loss.deviationByCustomer ** 2).toBeCloseTo(first + 200 ** 2 * 0.09, 8)
    expect(loss.deviationByCustomer).toBeGreaterThan(loss.deviation)
  })

  test('by number counts invoices', () => {
    const [all] = openBooks(ledger, at('2024-03-31') as Day, [], 'count')
    expect([all!.amounts, all!.squares]).toEqual([
      [3, 0, 0, 0, 0, 1],
      [3, 0, 0, 0, 0, 1],
    ])
  })
})

/**
 * A ledger made by a known chain: invoices due at once; from each bucket they are paid, written off or left for the next
 * month. 12 shares are compared with intervals of 99.9 %: one of 80 seeds would fail by chance.
 */
describe('a ledger made by a known chain', () => {
  const truth: readonly (readonly [paid: number, lost: number])[] = [
    [0.55, 0],
    [0.5, 0.01],
    [0.4, 0.05],
    [0.3, 0.1],
    [0.25, 0.2],
    [0.1, 0.3],
  ]
  const draw = seededDraws(4)
  const start = monthOf(at('2022-01-01') as Day)
  const months = 30
  const invoices: PlainInvoice[] = []
  const customers = 400
  for (let month = 0; month < months; month++) {
    for (let customer = 0; customer < customers; customer++) {
      const issued = monthEnd(addMonths(start, month))
      // Due on the 15th of the month after: at its end 1–30 days late, and a bucket older at each month end that follows.
      const due = issued + 15
      const amount = 100 + Math.floor(draw() * 900)
      const postings: Posting[] = []
      for (let step = 0; month + step + 1 < months; step++) {
        const [paid, lost] = truth[Math.min(step, 5)]!
        const [luck, day] = [draw(), monthEnd(addMonths(start, month + step)) + 3]
        if (luck >= paid + lost) continue
        postings.push({ day, kind: luck < paid ? 'cash' : 'write_off', amount })
        break
      }
      invoices.push({ customer, issued, due, amount, postings, disputes: [] })
    }
  }
  const ledger = ledgerOf(
    Array.from({ length: customers }, () => ({})),
    invoices,
    monthEnd(addMonths(start, months - 1)),
  )
  const [all] = agingTransitions(ledger, { months: 24 }).groups

  test('has its shares inside the intervals of the matrix', () => {
    truth.forEach(([paid, lost], state) => {
      const row = all!.rows[state]!
      expect(row.isThin).toBe(false)
      for (const [name, share] of [
        ['paid', paid],
        ['written off', lost],
      ] as const) {
        const [low, high] = shareInterval(row.shares![transitionTargets.indexOf(name)]!, 0.999)
        expect(share, `${agingStates[state]} ${name}`).toBeGreaterThanOrEqual(low)
        expect(share, `${agingStates[state]} ${name}`).toBeLessThanOrEqual(high)
      }
    })
  })

  test('has its expected losses and times', () => {
    const found = agingChain(all!)
    const transitions = truth.map(([paid, lost], state) => {
      const row = new Array<number>(9).fill(0)
      row[Math.min(5, state + 1)] = 1 - paid - lost
      row[6] = paid
      row[8] = lost
      return row
    })
    const known = absorbingChain({ states: agingStates, absorbing: outcomes, transitions })
    agingStates.forEach((_, state) => {
      // The shares of the oldest buckets rest on some hundred invoices.
      expect(found.chain!.absorption[state]![2]).toBeCloseTo(known.absorption[state]![2]!, 1)
      expect(found.chain!.steps[state]! / known.steps[state]!).toBeCloseTo(1, 0)
    })
    expect(Math.abs(found.chain!.absorption[0]![2]! - known.absorption[0]![2]!)).toBeLessThan(0.005)
    // Teeth: losses of one month alone are far below what is lost in the end.
    for (const { absorption } of [known, found.chain!]) {
      expect(absorption[0]![2]! - truth[0]![1]).toBeGreaterThan(0.03)
    }
  })
})
