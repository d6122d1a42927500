import { describe, expect, test } from 'vitest'
import type { Period } from '../../src/calendar/period.js'
import { emptyFactTable } from '../../src/facts/fact-table.js'
import { kpiTable } from '../../src/kpi/kpi-table.js'
import { falseAlarmRate, poissonPValue, twoSidedNormalTail } from '../engine/statistics.js'
import {
  addedFacts,
  type ConstantHazard,
  constantHazardCompany,
  invoicesIn,
  monthDays,
  months,
  ordersPerDay,
  replicates,
} from './constant-hazard.js'

/**
 * Closed form. An invoice of age k is open at the end of the day with probability S(k) = (1 − h)^k, so that it is open on
 *   E[age] = Σ_{k≥0} S(k) = 1 ÷ h
 * evenings. By Little's law λ·E[age] invoices are open on an evening far from the start: receivables are λ·a·E[age], and
 * DSO, receivables over sales a day, is E[age]. Within the first n days it is the sum's first n terms,
 *   λ·a·Σ_{k<n} S(k) = λ·a·(1 − (1 − h)^n) ÷ h.
 *
 * Open invoices of all replicates are Poisson numbers, of mean 133,000 at the end: 3 % of the hazard are 11 standard
 * deviations. Each of the 12 months, and DSO, fails for a right engine once in a million seeds; the seed is fixed.
 */
const hazard = 0.03
const meanAge = 1 / hazard
const openAfter = (days: number) => ordersPerDay * ((1 - (1 - hazard) ** days) / hazard)

function receivablesPValues(company: ConstantHazard): number[] {
  const added = addedFacts(constantHazardCompany(company))
  return Array.from({ length: months }, (_, month) =>
    poissonPValue(invoicesIn(added, 'receivables', month), replicates * openAfter((month + 1) * monthDays)),
  )
}

/** DSO of the last three months. ln(E ÷ S) varies by less than 1 ÷ N(E) + 1 ÷ N(S), for E and S rise together. */
function dsoPValue(company: ConstantHazard): number {
  const { monthEnds } = constantHazardCompany(company)
  const periods = monthEnds.map((end, month) => {
    const label = `2000-${String(month + 1).padStart(2, '0')}`
    return { label, start: end - monthDays + 1, end } as Period
  })
  const added = addedFacts(constantHazardCompany(company))
  const last = kpiTable({ ...emptyFactTable(periods, [{}]), values: added }, { windowMonths: 3 })[months - 1]!
  const sold = [1, 2, 3].reduce((sum, ago) => sum + invoicesIn(added, 'credit_sales', months - ago), 0)
  const error = Math.sqrt(1 / invoicesIn(added, 'receivables', months - 1) + 1 / sold)
  return twoSidedNormalTail(Math.log(last.kpis.dso! / meanAge) / error)
}

describe('a constant order rate and a constant hazard', () => {
  test('hold receivables at λ·a·E[age], from the empty start through the ramp', () => {
    expect(Math.min(...receivablesPValues({ hazard }))).toBeGreaterThan(falseAlarmRate)
  })

  test('hold DSO at E[age]', () => {
    expect(dsoPValue({ hazard })).toBeGreaterThan(falseAlarmRate)
  })

  test.each([
    ['a hazard 3 % higher', { hazard: hazard * 1.03 }],
    ['a hazard that begins a day late', { hazard, firstAge: 2 }],
    ['a write-off that should not be', { hazard, writeOffAge: 100 }],
  ])('teeth: %s fails both', (_, wrong) => {
    expect(receivablesPValues(wrong).at(-1)).toBeLessThan(falseAlarmRate)
    expect(dsoPValue(wrong)).toBeLessThan(falseAlarmRate)
  })
})
