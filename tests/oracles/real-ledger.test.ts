import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso, isoFromDay } from '../../src/calendar/day.js'
import { type FactTable, factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../src/facts/roll-forward.js'
import { kpiTable } from '../../src/kpi/kpi-table.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { invoiceClosings } from '../../src/ledger/settlement.js'
import { simulate } from '../../src/scenario/simulate.js'
import { survivalAt } from '../../src/survival/curve-readings.js'
import { kaplanMeier } from '../../src/survival/kaplan-meier.js'
import { daysToPay } from '../../src/survival/ledger-durations.js'
import { texts } from '../ledger/plain-data.js'
import { requirement } from '../requirements.js'
import { scenarioOf } from '../scenario/scenario-of.js'

/**
 * The published sample ledger "Late Payment Histories" (2,466 invoices of 100 customers), which is not ours to ship: it
 * is read from the folder beside the project. The figures were worked out from the file with other tools.
 */
const file = fileURLToPath(new URL('../../../shared/data/ibm-late-payments.csv', import.meta.url))
const mapping = fileURLToPath(new URL('../../data/mappings/late-payments.yaml', import.meta.url))
const sample = requirement('the published late-payments ledger', existsSync(file))

describe.skipIf(sample.skip)(`The real late-payments ledger${sample.note}`, () => {
  let ledger: Ledger
  let facts: FactTable
  beforeAll(async () => {
    ledger = await openLedger(mapping, { source: file })
    facts = ledgerFacts(ledger.data, ['region'])
  })
  const row = (month: string) => kpiTable(facts).find((entry) => entry.period === month && !('region' in entry.group))!
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0)

  test('is read whole: 2,466 invoices of 100 customers, 147,703.18 in all, no row rejected', () => {
    expect(ledger.data.tables.invoices).toEqual({
      read: 2466,
      accepted: 2466,
      rejected: 0,
      leftOut: 0,
      readAmount: 14_770_318,
      acceptedAmount: 14_770_318,
      rejectedAmount: 0,
      amountsUnread: 0,
      rejectedBy: {},
    })
    expect(ledger.data.customers.count).toBe(100)
    expect(ledger.data.rejects).toEqual([])
  })

  test('keeps the leading zeros of invoice numbers', () => {
    expect(texts(ledger.data.invoices.ids)).toContain('0000611365')
  })

  test('runs from 2012-01-03 to 2013-12-02, last settled on 2014-01-09', () => {
    const issued = [...ledger.data.invoices.issued].sort((a, b) => a - b)
    expect(isoFromDay(dayFromIso('2012-01-03')!)).toBe('2012-01-03')
    expect(issued[0]).toBe(dayFromIso('2012-01-03'))
    expect(issued.at(-1)).toBe(dayFromIso('2013-12-02'))
    expect(ledger.knownThrough).toBe(dayFromIso('2014-01-09'))
  })

  test('is settled after 26.4448 days on average, 26.7006 weighted by amount', () => {
    const { settled } = invoiceClosings(ledger.data)
    const days = settled.map((day, index) => day - ledger.data.invoices.issued[index]!)
    expect(sum(days) / days.length).toBeCloseTo(26.4448, 4)
    const weighted = sum(Array.from(days, (count, index) => count * ledger.data.invoices.amount[index]!))
    expect(weighted / 14_770_318).toBeCloseTo(26.7006, 4)
    const last = facts.periods.length
    const total = (fact: 'settle_days_weight' | 'settled_value') =>
      sum(Array.from({ length: last }, (_, period) => factAt(facts, 0, period, fact)))
    expect(total('settle_days_weight') / total('settled_value')).toBeCloseTo(26.7006, 4)
  })

  test('is paid late in 877 of 2,466 cases: 35.564 % by number, 36.533 % by value, so 63.467 % on time', () => {
    const all = kpiTable(facts, { every: 'month' }).filter((entry) => !('region' in entry.group))
    const late = sum(all.map((entry) => entry.facts.settled_late_count!))
    expect(late).toBe(877)
    expect((100 * late) / 2466).toBeCloseTo(35.564, 3)
    const months = facts.periods.length
    const [overall] = kpiTable(facts, { every: 'month', windowMonths: months, from: facts.periods.at(-1)!.start })
    expect(overall!.kpis.paid_on_time).toBeCloseTo(100 - 36.533, 3)
  })

  test('is disputed in 561 cases, 22.749 %', () => {
    expect(sum(ledger.data.invoices.disputed)).toBe(561)
    expect((100 * 561) / 2466).toBeCloseTo(22.749, 3)
  })

  test('has receivables of 5,119.85 in 84 invoices on 2013-06-30: 4,284.29 current (72), 835.56 up to 30 days late (12)', () => {
    const june = row('2013-06').facts
    expect(june.receivables).toBe(511_985)
    expect(june.open_invoices).toBe(84)
    expect(june.current_receivables).toBe(428_429)
    expect(june.past_due_1_30).toBe(83_556)
    expect(june.past_due_invoices).toBe(12)
  })

  test('has sales of 5,849.59, cash of 7,648.09, CEI 90.15 and DSO 26.26 in June 2013', () => {
    const june = row('2013-06')
    expect(june.facts.credit_sales).toBe(584_959)
    expect(june.facts.cash_collected).toBe(764_809)
    expect(june.kpis.cei).toBeCloseTo(90.15, 2)
    expect(june.kpis.dso).toBeCloseTo(26.26, 2)
    // 5,119.85 + 7,648.09 − 5,849.59 = 6,918.35
    expect(june.facts.opening_receivables).toBe(691_835)
  })

  test('has a DSO of 54.17 in December 2013, cut short at sales of 436, while the count-back says 32.54', () => {
    const december = row('2013-12')
    expect(Math.round(december.facts.credit_sales! / 100)).toBe(436)
    expect(december.kpis.dso).toBeCloseTo(54.17, 2)
    expect(december.kpis.dso_countback).toBeCloseTo(32.54, 2)
  })

  test('rolls forward to the cent in every month and region', () => {
    expect(facts.groups.length).toBe(6)
    expect(rollForwardBreaks(facts)).toEqual([])
  })

  test('gives the Kaplan–Meier survival .75965, .41890, .19316 past days 20, 30, 40 as of 2012-06-30', () => {
    const { data } = ledger.asOf(dayFromIso('2012-06-30')!)
    expect(data.invoices.count).toBe(611)
    const { settled } = invoiceClosings(data)
    expect(settled.filter((day) => day > data.asOf).length).toBe(98)
    const curve = kaplanMeier(daysToPay(data))
    expect(survivalAt(curve, 20)!.survival).toBeCloseTo(0.75965, 5)
    expect(survivalAt(curve, 30)!.survival).toBeCloseTo(0.4189, 5)
    expect(survivalAt(curve, 40)!.survival).toBeCloseTo(0.19316, 5)
  })

  test('settled invoices alone would say .73294, .38402, .16764, and be wrong', () => {
    const { data } = ledger.asOf(dayFromIso('2012-06-30')!)
    const { settled } = invoiceClosings(data)
    const days = Array.from(settled, (day, row) => day - data.invoices.issued[row]!).filter(
      (_, row) => settled[row]! <= data.asOf,
    )
    const past = (age: number) => days.filter((count) => count > age).length / days.length
    expect([past(20), past(30), past(40)].map((share) => share.toFixed(5))).toEqual(['0.73294', '0.38402', '0.16764'])
  })

  /**
   * Pass-through 1 moves every new invoice's payment by 15 days, so in the long run, with steady sales, receivables
   * grow by 15 days of sales. DSO is a mean of ratios E ÷ S × n; sales vary between months, which lifts the mean ratio a
   * little above the ratio of means (Jensen), so the bound is 15 ± 1 day and not the standard error of about 0.1.
   */
  test('with net 45 from 2013-06-30 on, DSO rises by about 15 days within 6 months, and the note says how far', async () => {
    const past = ledger.asOf(dayFromIso('2013-06-30')!)
    const net45 = scenarioOf('name: Net 45\nlevers: { terms: [{ net: 45 }] }\n')
    const result = await simulate({
      ledger: past,
      behavior: fitBehavior(past.data),
      scenarios: [net45],
      months: 6,
      replicates: 500,
      seed: 'real ledger',
    })
    const difference = result.differences.find(({ kpi, month }) => kpi === 'dso' && month === '2013-12')!
    expect(difference.mean).toBeGreaterThan(14)
    expect(difference.mean).toBeLessThan(16)
    expect(difference.se).toBeLessThan(0.2)
    const [note] = result.scenarios[1]!.notes
    expect(note).toContain('Customers would pay 15.0 days later')
    expect(note).toContain(`+${difference.mean!.toFixed(1)} days`)
  })
})
