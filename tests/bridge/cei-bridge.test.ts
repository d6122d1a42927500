import { describe, expect, test } from 'vitest'
import type { Bridge } from '../../src/bridge/bridge.js'
import { kpiBridge } from '../../src/bridge/kpi-bridge.js'
import { type Sale, salesLedger } from './sales-ledger.js'

/** January and March 2024; what January leaves open is paid in February, so that nothing is open before March. */
const january = { label: '2024-01', first: 0, last: 0 }
const march = { label: '2024-03', first: 2, last: 2 }

const ofJanuary = (amount: number, paid: number, customer = 'A'): Sale => ({
  customer,
  on: '2024-01-02',
  due: '2024-01-12',
  amount,
  paid: [...(paid > 0 ? [['2024-01-20', paid] as const] : []), ['2024-02-20', amount - paid]],
})
const ofMarch = (amount: number, more: Partial<Sale> = {}): Sale => {
  return { on: '2024-03-02', due: '2024-03-12', amount, ...more }
}
const paid = (cash: number, discount = 0) => ({ paid: [['2024-03-20', cash, discount] as const] })

async function bridgeOf(sales: readonly Sale[]): Promise<Bridge> {
  return kpiBridge('cei', await salesLedger(sales, '2024-03-31'), january, march)
}

function expectParts(bridge: Bridge, expected: Readonly<Record<string, number>>): void {
  const found = bridge.parts.filter(({ value }) => value !== 0)
  expect(found.map(({ id }) => id)).toEqual(Object.keys(expected))
  for (const { id, value } of found) expect(value, id).toBeCloseTo(expected[id]!, 11)
}

describe('each cause of a change of CEI', () => {
  test('cash alone: 80 % came in, then 70 %', async () => {
    const bridge = await bridgeOf([ofJanuary(1000, 800), ofMarch(1000, paid(700))])
    expect(bridge).toMatchObject({ kpi: 'cei', unit: 'percent', from: { value: 80 }, to: { value: 70 }, change: -10 })
    expectParts(bridge, { cash: -10 })
  })

  test.each<[string, Partial<Sale>]>([
    ['discounts', paid(600, 200)],
    ['credit_memos', { ...paid(600), adjusted: [['2024-03-25', 'credit_memo', 200]] }],
    [
      'write_offs',
      {
        ...paid(600),
        adjusted: [
          ['2024-03-25', 'write_off', 240],
          ['2024-03-26', 'write_off_reversal', 40],
        ],
      },
    ],
    ['revaluations', { ...paid(600), adjusted: [['2024-03-25', 'fx_revaluation', -200]] }],
  ])('a CEI that holds although less cash came in, for %s make up for it', async (id, more) => {
    // 800 of 1,000 in cash; then 600, and 200 in another way: 80 both times.
    const bridge = await bridgeOf([ofJanuary(1000, 800), ofMarch(1000, more)])
    expect(bridge.change).toBe(0)
    expectParts(bridge, { cash: -20, [id]: 20 })
  })

  test('customer mix alone: A pays all and B nothing, and A owes 80 % and no longer half', async () => {
    const bridge = await bridgeOf([
      ofJanuary(500, 500),
      ofJanuary(500, 0, 'B'),
      ofMarch(800, paid(800)),
      ofMarch(200, { customer: 'B' }),
    ])
    expect(bridge.change).toBe(30)
    expectParts(bridge, { customer_mix: 30 })
  })

  test('what is not due yet is not there to collect', async () => {
    const bridge = await bridgeOf([
      ofJanuary(1000, 800),
      ofMarch(1000, paid(700)),
      ofMarch(5000, { due: '2024-04-10', customer: 'B' }),
    ])
    expectParts(bridge, { cash: -10 })
  })

  test('a credit note of a customer that owed nothing counts as credited', async () => {
    // 900 of 1,000; then also 100 of credit on 1,000 owed: CEI 90, then 100.
    const bridge = await bridgeOf([ofJanuary(1000, 900), ofMarch(1000, paid(900)), ofMarch(-100, { customer: 'C' })])
    expectParts(bridge, { credit_memos: 10 })
  })

  test('a customer that paid more than it owed: what lies beyond is cash, the rest a new customer', async () => {
    // 900 of 1,000; then 900 and 150 of 1,000 + 100: 90, then 95.4545. Shares: A 1, then 10/11; C 0, then 1/11.
    // Mix: −1/11 × 90 + 1/11 × 100 = 10/11. Cash: the 50 beyond, 100 × 50 ÷ 1,100.
    const bridge = await bridgeOf([
      ofJanuary(1000, 900),
      ofMarch(1000, paid(900)),
      ofMarch(100, { customer: 'C', ...paid(150) }),
    ])
    expectParts(bridge, { customer_mix: 10 / 11, cash: 50 / 11 })
  })

  test('a change of both shares and rates: each changes beside the mean of the other', async () => {
    // A pays 100 %, then 60 %; B 20 % both times. A owes a half, then 80 %.
    // Mix: 0.3 × mean of A (80) − 0.3 × 20 = 18. Cash: mean share 0.65 × −40 = −26. CEI 60, then 52.
    const bridge = await bridgeOf([
      ofJanuary(500, 500),
      ofJanuary(500, 100, 'B'),
      ofMarch(800, paid(480)),
      ofMarch(200, { customer: 'B', ...paid(40) }),
    ])
    expect(bridge.change).toBeCloseTo(-8, 12)
    expectParts(bridge, { customer_mix: 18, cash: -26 })
  })

  test('all parts are there, named and explained, in one order', async () => {
    const { parts } = await bridgeOf([ofJanuary(1000, 800), ofMarch(1000, paid(700))])
    expect(parts.map(({ id }) => id)).toEqual([
      'customer_mix',
      'cash',
      'discounts',
      'credit_memos',
      'write_offs',
      'revaluations',
    ])
    for (const { label, meaning } of parts) {
      expect(label).toMatch(/^[a-z -]+$/)
      expect(meaning).toMatch(/^[a-z].*[^.]$/)
    }
  })
})
