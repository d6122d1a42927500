import { describe, expect, it } from 'vitest'
import { fractionSteps } from '../../src/engine/plan.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { amountsOf, type DrawnInvoice, dayOf, drawnInvoices } from './drawn-invoices.js'
import type { PlainCompany } from './plain-company.js'
import { planOf } from './plan-of.js'
import { falseAlarmRate, meanPValue, pearsonPValue, twoSidedNormalTail } from './statistics.js'
import { evenFraction, everyDay, known, steadyCompany, steadyCustomer, steadySegment } from './steady-company.js'

const share = 0.3
// Parts between nothing and all, small ones the most likely: the square of a uniform number, mean 1/3, variance 4/45.
const partialFraction = evenFraction.map((probability) => probability ** 2)
const amount = 1_000_000
const size = 2000
const replicates = 10
const cohort = (segment: object, opening: object = {}, days = 30): PlainCompany => ({
  ...steadyCompany(everyDay(days)),
  segments: [{ ...steadySegment(1, -100), partial: known(share), partialFraction, ...segment }],
  customers: [{ ...steadyCustomer, ordersPerDay: known(0) }],
  opening: Array.from({ length: size }, (_, key) => ({
    key,
    customer: 0,
    group: 0,
    issued: 0,
    due: 30,
    amount,
    open: amount,
    disputed: false,
    disputeAge: 0,
    partlyPaid: false,
    ...opening,
  })),
})
const byDay = (company: PlainCompany, fact: FactName) => {
  const { values } = runPlan(planOf(company), 0, replicates)
  return Array.from({ length: 30 }, (_, day) => {
    let sum = 0
    for (let run = 0; run < replicates; run++) sum += values[(run * 30 + day) * factCount + factColumn[fact]]!
    return sum
  })
}
const binomialPValue = (count: number, of: number, probability: number) =>
  twoSidedNormalTail((count - of * probability) / Math.sqrt(of * probability * (1 - probability)))

// Each p-value is asked to be at least 1e-6; there are 6.
describe('part payments', () => {
  it('are the first payments of the stated share of invoices; the rest is paid from the next day on', () => {
    // Everything is paid as soon as it may be: on day 1, and the rest on day 2.
    const open = byDay(cohort({}), 'open_invoices')
    expect(binomialPValue(open[0]!, replicates * size, share)).toBeGreaterThan(falseAlarmRate)
    expect(binomialPValue(open[0]!, replicates * size, share * 1.1)).toBeLessThan(falseAlarmRate)
    expect(open[1]).toBe(0)
    const left = byDay(cohort({}), 'receivables')[0]! / amount
    const pValue = (mean: number) => meanPValue([left / open[0]!], mean, Math.sqrt(4 / 45 / open[0]!))
    // The engine's quantiles are joined by straight lines, which adds 1 ÷ (6 × 64²) to the mean.
    const mean = 1 / 3 + 1 / (6 * fractionSteps ** 2)
    expect(pValue(1 - mean)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(1 - mean - 0.03)).toBeLessThan(falseAlarmRate)
  })

  it('have the stated quantiles: each step of them holds as many', () => {
    const fractions = drawnInvoices(cohort({}), replicates)
      .flat()
      .map((own) => amountsOf(own, 'paid'))
      .flatMap(([first, ...rest]) => (rest.length > 0 ? [first! / amount] : []))
    const pValue = (quantiles: readonly number[]) => {
      const counts = new Array<number>(fractionSteps).fill(0)
      for (const fraction of fractions)
        counts[quantiles.findIndex((end, step) => step > 0 && fraction <= end) - 1]! += 1
      return pearsonPValue(counts, new Array<number>(fractionSteps).fill(fractions.length / fractionSteps))
    }
    expect(pValue(partialFraction)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(evenFraction)).toBeLessThan(falseAlarmRate)
  })

  it('leave a rest that meets the hazard as a new invoice would: from the next day, with luck of its own', () => {
    const hazard = 0.3
    // Long enough for both: of 20,000 invoices none is left open, but for a chance of 10^−5.
    const pieces = [{ from: -100, ...known(hazard) }]
    const drawn = drawnInvoices(cohort({ pieces, partial: known(1) }, {}, 60), replicates).flat()
    expect(drawn.length).toBe(replicates * size)
    const days = 15
    const cells = (of: readonly number[]) => {
      const counts = new Array<number>(days + 1).fill(0)
      for (const day of of) counts[Math.min(day, days)]! += 1
      return counts
    }
    const geometric = Array.from({ length: days }, (_, day) => drawn.length * hazard * (1 - hazard) ** day)
    const expected = [...geometric, drawn.length * (1 - hazard) ** days]
    const [waits, rests] = [
      cells(drawn.map((own) => dayOf(own, 'paid') - 1)),
      cells(drawn.map((own) => dayOf(own, 'settled') - dayOf(own, 'paid') - 1)),
    ]
    expect(pearsonPValue(waits, expected)).toBeGreaterThan(falseAlarmRate)
    expect(pearsonPValue(rests, expected)).toBeGreaterThan(falseAlarmRate)
    // Independent: both on their first possible day.
    const isQuick = (own: DrawnInvoice) => dayOf(own, 'paid') === 1 && dayOf(own, 'settled') === 2
    const both = drawn.filter(isQuick).length
    expect(binomialPValue(both, drawn.length, hazard ** 2)).toBeGreaterThan(falseAlarmRate)
    expect(binomialPValue(both, drawn.length, hazard)).toBeLessThan(falseAlarmRate)
  })

  it('do not come where a part is paid already', () => {
    expect(byDay(cohort({ partial: known(1) }, { partlyPaid: true }), 'open_invoices')[0]).toBe(0)
    for (const own of drawnInvoices(cohort({ partial: known(0) }), 1).flat()) {
      expect(amountsOf(own, 'paid')).toEqual([amount])
    }
  })

  it('make cash, settlements and lateness what they are: the invoice settles with its last payment', () => {
    const company = cohort({ partial: known(1) }, { due: 1 })
    const [cash, settled, onTime, late] = (
      ['cash_collected', 'settled_value', 'settled_on_time_value', 'settled_late_value'] as const
    ).map((fact) => byDay(company, fact))
    expect(cash![0]! + cash![1]!).toBe(replicates * size * amount)
    expect(cash![0]!).toBeGreaterThan(0)
    expect([settled![0], settled![1]]).toEqual([0, replicates * size * amount])
    expect([onTime![1], late![1]]).toEqual([0, replicates * size * amount])
  })
})
