import { describe, expect, test } from 'vitest'
import type { Bridge } from '../../src/bridge/bridge.js'
import { kpiBridge } from '../../src/bridge/kpi-bridge.js'
import { factColumn } from '../../src/facts/columns.js'
import { factRow } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { iso } from '../ledger/ledger-reading.js'
import { type Sale, salesLedger } from './sales-ledger.js'

/** January and March 2024, 31 days each; what January leaves open is paid in February. */
const january = { label: '2024-01', first: 0, last: 0 }
const march = { label: '2024-03', first: 2, last: 2 }

const ofJanuary = (due: string, amount: number, open: number, more: Partial<Sale> = {}): Sale => ({
  on: '2024-01-02',
  due,
  amount,
  paid: [...(open < amount ? [['2024-01-20', amount - open] as const] : []), ['2024-02-20', open]],
  ...more,
})
const ofMarch = (due: string, amount: number, open: number, more: Partial<Sale> = {}): Sale => ({
  on: '2024-03-02',
  due,
  amount,
  ...(open < amount ? { paid: [['2024-03-20', amount - open]] } : {}),
  ...more,
})
const [dueInJanuary, notDueInJanuary, dueInMarch, notDueInMarch] = [
  '2024-01-12',
  '2024-02-09',
  '2024-03-12',
  '2024-04-09',
]

async function bridgeOf(sales: readonly Sale[]): Promise<Bridge> {
  return kpiBridge('dso', await salesLedger(sales, '2024-03-31'), january, march)
}

/** The parts that are not exactly 0. */
function partsOf({ parts }: Bridge): Record<string, number> {
  return Object.fromEntries(parts.filter(({ value }) => value !== 0).map(({ id, value }) => [id, value]))
}

function expectParts(bridge: Bridge, expected: Readonly<Record<string, number>>): void {
  const parts = partsOf(bridge)
  expect(Object.keys(parts)).toEqual(Object.keys(expected))
  for (const [id, value] of Object.entries(expected)) expect(parts[id], id).toBeCloseTo(value, 12)
}

describe('a single cause gets the whole change, and the others exactly 0', () => {
  test('terms', async () => {
    // Not due: 400 of 1,000, then 800 of 1,000, all open; due: half is open both times.
    // DSO 31 × (400 + 300) ÷ 1,000 = 21.7; then 31 × (800 + 100) ÷ 1,000 = 27.9.
    const bridge = await bridgeOf([
      ofJanuary(notDueInJanuary, 400, 400),
      ofJanuary(dueInJanuary, 600, 300),
      ofMarch(notDueInMarch, 800, 800),
      ofMarch(dueInMarch, 200, 100),
    ])
    expect(bridge.from.value).toBeCloseTo(21.7, 12)
    expect(bridge.to.value).toBeCloseTo(27.9, 12)
    expectParts(bridge, { terms: 6.2 })
  })

  test('delinquency', async () => {
    // Of 600 that are due half is open, then a quarter: 31 × 0.6 × (0.25 − 0.5) = −4.65.
    const bridge = await bridgeOf([
      ofJanuary(notDueInJanuary, 400, 400),
      ofJanuary(dueInJanuary, 600, 300),
      ofMarch(notDueInMarch, 400, 400),
      ofMarch(dueInMarch, 600, 150),
    ])
    expectParts(bridge, { delinquency: -4.65 })
  })

  test('disputes', async () => {
    // Of 600 that are due 150 more are open, all of it disputed: 31 × 0.6 × 0.25 = 4.65.
    const bridge = await bridgeOf([
      ofJanuary(notDueInJanuary, 400, 400),
      ofJanuary(dueInJanuary, 300, 300),
      ofJanuary(dueInJanuary, 300, 0),
      ofMarch(notDueInMarch, 400, 400),
      ofMarch(dueInMarch, 300, 300),
      ofMarch(dueInMarch, 300, 150, { disputed: '2024-03-20' }),
    ])
    expectParts(bridge, { disputes: 4.65 })
  })

  test('early payment', async () => {
    // Of 400 that are not due a quarter is paid already: 31 × 0.4 × (0.75 − 1) = −3.1.
    const bridge = await bridgeOf([
      ofJanuary(notDueInJanuary, 400, 400),
      ofJanuary(dueInJanuary, 600, 300),
      ofMarch(notDueInMarch, 400, 300),
      ofMarch(dueInMarch, 600, 300),
    ])
    expectParts(bridge, { early_payment: -3.1 })
  })

  test('customer mix', async () => {
    // A pays all and B nothing; of the sales B has a half, then a fifth: 31 × (0.2 − 0.5) = −9.3.
    const bridge = await bridgeOf([
      ofJanuary(dueInJanuary, 500, 0),
      ofJanuary(dueInJanuary, 500, 500, { customer: 'B' }),
      ofMarch(dueInMarch, 800, 0),
      ofMarch(dueInMarch, 200, 200, { customer: 'B' }),
    ])
    expectParts(bridge, { customer_mix: -9.3 })
  })

  test('customer mix, of a customer that is new: nobody’s behaviour has changed', async () => {
    // A pays all as before; C, half of the sales, is new and does not pay: 31 × 0.5 = 15.5.
    const bridge = await bridgeOf([
      ofJanuary(dueInJanuary, 1000, 0),
      ofMarch(dueInMarch, 500, 0),
      ofMarch(dueInMarch, 300, 300, { customer: 'C' }),
      ofMarch(notDueInMarch, 200, 200, { customer: 'C' }),
    ])
    expectParts(bridge, { customer_mix: 15.5 })
  })

  test('credit balances', async () => {
    // A credit note of 30 and an over-payment of 20: 31 × −50 ÷ 1,000 = −1.55.
    const bridge = await bridgeOf([
      ofJanuary(dueInJanuary, 1000, 500),
      ofMarch(dueInMarch, 500, 500),
      ofMarch(dueInMarch, 500, -20),
      ofMarch('2024-03-02', -30, -30),
    ])
    expectParts(bridge, { credit_balances: -1.55 })
  })

  test('sales timing: sales of the last month of a quarter double, and all behave as before', async () => {
    // Terms are 30 days from the first of a month; what is due is half paid, what is two months old in full.
    // First quarter: 90 × (100 + 50) ÷ 300 = 45. Second: 91 × (200 + 50) ÷ 400 = 56.875.
    const sale = (on: string, due: string, amount: number, paid: Sale['paid']): Sale => ({
      on,
      due,
      amount,
      paid: paid ?? [],
    })
    const ledger = await salesLedger(
      [
        sale('2023-01-01', '2023-01-31', 100, [['2023-03-10', 100]]),
        sale('2023-02-01', '2023-03-03', 100, [
          ['2023-03-20', 50],
          ['2023-04-20', 50],
        ]),
        sale('2023-03-01', '2023-03-31', 100, [['2023-05-10', 100]]),
        sale('2023-04-01', '2023-05-01', 100, [['2023-06-10', 100]]),
        sale('2023-05-01', '2023-05-31', 100, [['2023-06-20', 50]]),
        sale('2023-06-01', '2023-07-01', 200, []),
      ],
      '2023-06-30',
    )
    const quarters = [
      { label: '2023-Q1', first: 0, last: 2 },
      { label: '2023-Q2', first: 3, last: 5 },
    ] as const
    const bridge = kpiBridge('dso', ledger, quarters[0], quarters[1])
    expect(bridge).toMatchObject({
      kpi: 'dso',
      unit: 'days',
      from: { label: '2023-Q1', start: iso('2023-01-01'), end: iso('2023-03-31'), value: 45 },
      to: { label: '2023-Q2', start: iso('2023-04-01'), end: iso('2023-06-30'), value: 56.875 },
      change: 11.875,
    })
    expectParts(bridge, { sales_timing: 11.875 })
  })
})

describe('causes that act together', () => {
  // Not due 0.4, then 0.8; of what is due 0.5, then 0.25 is open. DSO ÷ 31 = N + (1 − N) × r: 0.7, then 0.85.
  // Terms: 0.4 × (1 − mean r) = 0.4 × 0.625; delinquency: −0.25 × mean (1 − N) = −0.25 × 0.4. Together 0.15.
  const sales = [
    ofJanuary(notDueInJanuary, 400, 400),
    ofJanuary(dueInJanuary, 600, 300),
    ofMarch(notDueInMarch, 800, 800),
    ofMarch(dueInMarch, 200, 50),
  ]

  test('share what neither does alone, equally', async () => {
    expectParts(await bridgeOf(sales), { terms: 31 * 0.25, delinquency: -31 * 0.1 })
  })

  test('and all parts are there, named and explained, in one order', async () => {
    const { parts } = await bridgeOf(sales)
    expect(parts.map(({ id }) => id)).toEqual([
      'terms',
      'customer_mix',
      'sales_timing',
      'delinquency',
      'disputes',
      'early_payment',
      'credit_balances',
    ])
    for (const { label, meaning } of parts) {
      expect(label).toMatch(/^[a-z -]+$/)
      expect(meaning).toMatch(/^[a-z].*[^.]$/)
    }
  })

  test.each(['dso', 'cei'] as const)(
    'a %s that the ledger does not give is not split: the arithmetic is told',
    async (kpi) => {
      const ledger = await salesLedger(sales, '2024-03-31')
      const facts = ledgerFacts(ledger)
      // A tenth of a dollar more of receivables at the end of March than there is.
      facts.values[factRow(facts, 0, 2) + factColumn.receivables]! += 10
      expect(() => kpiBridge(kpi, ledger, january, march, { facts })).toThrow(
        /^the bridge of (dso|cei) from 2024-01 to 2024-03 does not add up: [\d.]+ becomes [\d.]+, a change of .* = /,
      )
    },
  )

  test('a group that the facts have not, and periods that they have not, are refused', async () => {
    const ledger = await salesLedger(sales, '2024-03-31')
    expect(() => kpiBridge('dso', ledger, january, march, { group: 1 })).toThrow(
      new RangeError('a bridge needs one of the 1 groups of the facts, got 1'),
    )
    expect(() => kpiBridge('dso', ledger, january, { label: 'April', first: 3, last: 3 })).toThrow(
      new RangeError('a bridge needs periods 0 to 2 of the facts, got 3 to 3 for April'),
    )
    expect(() => kpiBridge('cei', ledger, { label: 'turned', first: 2, last: 1 }, march)).toThrow(RangeError)
  })
})
