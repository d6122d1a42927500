import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { survivalAt } from '../../src/survival/curve-readings.js'
import { kaplanMeier } from '../../src/survival/kaplan-meier.js'
import { daysLate, daysToPay } from '../../src/survival/ledger-durations.js'
import { paymentSurvival } from '../../src/survival/payment-survival.js'
import { requirement } from '../requirements.js'

/** The published sample ledger beside the project; see tests/oracles/real-ledger.test.ts. */
const file = fileURLToPath(new URL('../../../shared/data/ibm-late-payments.csv', import.meta.url))
const mapping = fileURLToPath(new URL('../../data/mappings/late-payments.yaml', import.meta.url))
const sample = requirement('the published late-payments ledger', existsSync(file))

describe.skipIf(sample.skip)(`The real late-payments ledger as of 2012-06-30${sample.note}`, () => {
  let ledger: Ledger
  beforeAll(async () => {
    ledger = (await openLedger(mapping, { source: file })).asOf(dayFromIso('2012-06-30')!)
  })

  test.each([
    [20, 0.75965],
    [30, 0.4189],
    [40, 0.19316],
  ])('an invoice is unpaid past day %i with a probability of %f', (age, share) => {
    expect(survivalAt(kaplanMeier(daysToPay(ledger.data)), age)!.survival).toBeCloseTo(share, 5)
    // All terms are net 30, so that days late are the same days, 30 earlier, with delayed entry and without.
    expect(survivalAt(kaplanMeier(daysLate(ledger.data)), age - 30)!.survival).toBeCloseTo(share, 5)
    const late = paymentSurvival(ledger.data, { clock: 'due' }).groups[0]!
    expect(survivalAt(late.curve, age - 30)!.survival).toBeCloseTo(share, 5)
  })

  test('611 invoices of 100 customers, 98 of them open', () => {
    const [all] = paymentSurvival(ledger.data).groups
    expect(all).toMatchObject({ name: 'all', invoices: 611, customers: 100, paid: 513, open: 98, credited: 0 })
  })

  test('intervals by customer are wider: customers differ', () => {
    const errors = [false, true].map(
      (byCustomer) => survivalAt(kaplanMeier(daysToPay(ledger.data), { byCustomer }), 30)!.standardError,
    )
    expect(errors[1]! / errors[0]!).toBeGreaterThan(1.5)
  })
})
