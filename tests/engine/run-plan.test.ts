import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertConserved } from '../../src/engine/conservation.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount, factNames, rollForwardSigns } from '../../src/facts/columns.js'
import type { PlainCompany, PlainCustomer, PlainSegment } from './plain-company.js'
import { runPlainReplicate } from './plain-engine.js'
import { planOf } from './plan-of.js'
import { randomCompany } from './random-company.js'
import { sampleCompany } from './sample-company.js'

/** The first fact in which two replicates differ, as text; null if every one is the same to the last bit. */
function firstDifference(company: PlainCompany, engine: Float64Array, plain: readonly number[]): string | null {
  if (engine.length !== plain.length) return `${engine.length} facts against ${plain.length}`
  const cell = plain.findIndex((value, index) => !Object.is(value, engine[index]))
  if (cell < 0) return null
  const month = Math.floor(cell / factCount) % company.monthEnds.length
  const group = Math.floor(cell / factCount / company.monthEnds.length)
  return `${factNames[cell % factCount]}, group ${group}, month ${month}: ${engine[cell]}, not ${plain[cell]}`
}

const replicates = 3

/** The sample company with the customers or the segments changed. */
const customersAs = (change: (customer: PlainCustomer) => Partial<PlainCustomer>): PlainCompany => ({
  ...sampleCompany,
  customers: sampleCompany.customers.map((customer) => ({ ...customer, ...change(customer) })),
})
const segmentsAs = (change: (segment: PlainSegment) => Partial<PlainSegment>): PlainCompany => ({
  ...sampleCompany,
  segments: sampleCompany.segments.map((segment) => ({ ...segment, ...change(segment) })),
})
const economyAs = (change: Partial<PlainCompany['economy']>): PlainCompany => ({
  ...sampleCompany,
  economy: { ...sampleCompany.economy, ...change },
})
const ordersAs = (change: Partial<PlainCompany['orders']>): PlainCompany => ({
  ...sampleCompany,
  orders: { ...sampleCompany.orders, ...change },
})

/** One wrong number in each mechanism. */
const wrongCompanies: Record<string, PlainCompany> = {
  'a hazard 1 % higher': segmentsAs(({ pieces }) => ({
    pieces: pieces.map((piece) => ({ ...piece, value: piece.value * 1.01 })),
  })),
  'a hazard less sure': segmentsAs(({ pieces }) => ({
    pieces: pieces.map((piece) => ({ ...piece, shape: piece.shape * 0.99 })),
  })),
  'written off a day later': { ...sampleCompany, writeOffAgeAfter: sampleCompany.writeOffAgeAfter + 1 },
  'levers a day later': { ...sampleCompany, leversFrom: sampleCompany.leversFrom + 1 },
  'a lever on other days': {
    ...sampleCompany,
    leverSets: sampleCompany.leverSets.map((set) => set.map((lever) => ({ ...lever, from: lever.from + 1 }))),
  },
  'a clock moved by a day': customersAs(({ clockShiftAfter }) => ({ clockShiftAfter: clockShiftAfter + 1 })),
  'another share credited': segmentsAs(({ creditedShare }) => ({ creditedShare: creditedShare * 0.99 })),
  'fewer disputes': segmentsAs(({ disputes }) => ({ disputes: { ...disputes, value: disputes.value * 0.9 } })),
  'longer disputes': segmentsAs(({ disputeDays }) => ({ disputeDays: { ...disputeDays, value: 26 } })),
  'less conceded': segmentsAs(({ conceded }) => ({ conceded: { ...conceded, value: conceded.value * 0.9 } })),
  'fewer parts': segmentsAs(({ partial }) => ({ partial: { ...partial, value: partial.value * 0.8 } })),
  'smaller parts': segmentsAs(({ partialFraction }) => ({
    partialFraction: partialFraction.map((share) => share * 0.99),
  })),
  'more defaults': segmentsAs(({ defaultsPerDay }) => ({
    defaultsPerDay: { ...defaultsPerDay, value: defaultsPerDay.value * 1.5 },
  })),
  'more newcomers': segmentsAs(({ arrivalsPerDay }) => ({
    arrivalsPerDay: { ...arrivalsPerDay, value: arrivalsPerDay.value * 1.5 },
  })),
  'orders stop a day later': { ...sampleCompany, ordersStopAfterDefault: sampleCompany.ordersStopAfterDefault + 1 },
  'another multiplier': customersAs(({ multiplier }) => ({ multiplier: { ...multiplier, value: 1.05 } })),
  'fewer that have defaulted': customersAs(() => ({ defaulted: 0 })),
  'more orders': customersAs(({ ordersPerDay }) => ({ ordersPerDay: { ...ordersPerDay, value: 1 } })),
  'amounts less sure': customersAs(() => ({ logAmountMeanError: 0.11 })),
  'another discount': customersAs(({ discount }) => ({ discount: discount && { ...discount, rate: 0.021 } })),
  'a discount a day longer': customersAs(({ discount }) => ({ discount: discount && { ...discount, days: 11 } })),
  'pay days a day later': {
    ...sampleCompany,
    payDays: sampleCompany.payDays.map((days) => days.map((day) => day + 1)),
  },
  'another economy today': economyAs({ now: -0.4 }),
  'today less sure': economyAs({ nowError: 0.5 }),
  'an economy that forgets sooner': economyAs({ persistence: 0.6 }),
  'a greater loading of payments': economyAs({ paymentLoading: 0.25 }),
  'a loading less sure': economyAs({ paymentLoadingError: 0.2 }),
  'a greater loading of defaults': economyAs({ defaultLoading: 1.5 }),
  'a first month that is not cut': { ...sampleCompany, firstMonthStart: 1 },
  'another season': ordersAs({
    months: sampleCompany.orders.months.map((month) => ({ ...month, logFactor: month.logFactor + 0.02 })),
  }),
  'seasons less sure': ordersAs({ seasonError: sampleCompany.orders.seasonError.map((error) => error * 1.2) }),
  'growth less sure': ordersAs({ growthError: 0.4 }),
  'the level less sure': ordersAs({ levelError: 0.08 }),
  'rougher months': ordersAs({ monthlyDeviation: 0.15 }),
}

describe('the fast engine against the plain one', () => {
  it('gives every fact to the last bit, on 400 random companies of 3 replicates', () => {
    let [invoices, events] = [0, 0]
    fc.assert(
      fc.property(randomCompany, (company) => {
        const fast = runPlan(planOf(company), 0, replicates)
        const plain = Array.from({ length: replicates }, (_, replicate) => runPlainReplicate(company, replicate))
        const width = fast.values.length / replicates
        plain.forEach((facts, replicate) => {
          const own = fast.values.subarray(replicate * width, (replicate + 1) * width)
          expect(firstDifference(company, own, facts.values)).toBeNull()
        })
        expect(fast.invoices).toBe(plain.reduce((sum, facts) => sum + facts.invoices, 0))
        expect(fast.events).toBe(plain.reduce((sum, facts) => sum + facts.events, 0))
        invoices += fast.invoices
        events += fast.events
      }),
      { seed: 1, numRuns: 400 },
    )
    // The companies are no empty ones.
    expect(invoices).toBeGreaterThan(20_000)
    expect(events).toBeGreaterThan(20_000)
  })

  it('teeth: one wrong number in the company makes them differ', () => {
    const width = sampleCompany.groups * sampleCompany.monthEnds.length * factCount
    const fast = runPlan(planOf(sampleCompany), 0, 20).values
    const difference = (company: PlainCompany, replicate: number) =>
      firstDifference(
        sampleCompany,
        fast.subarray(replicate * width, (replicate + 1) * width),
        runPlainReplicate(company, replicate).values,
      )
    const replicates = Array.from({ length: 20 }, (_, replicate) => replicate)
    expect(replicates.map((replicate) => difference(sampleCompany, replicate))).toEqual(new Array(20).fill(null))
    for (const [name, company] of Object.entries(wrongCompanies)) {
      const isCaught = replicates.some((replicate) => difference(company, replicate) !== null)
      expect(isCaught, name).toBe(true)
    }
  })
})

describe('conservation', () => {
  const months = sampleCompany.monthEnds.length
  const plan = planOf(sampleCompany)
  const cell = (group: number, month: number, fact: FactName) => (group * months + month) * factCount + factColumn[fact]

  it('opening + flows = closing to the minor unit, in every replicate, month and group of random companies', () => {
    fc.assert(
      fc.property(randomCompany, (company) => {
        const { values } = runPlan(planOf(company), 7, 2)
        const rows = values.length / factCount / company.monthEnds.length
        for (let row = 0; row < rows; row++) {
          const group = row % company.groups
          const owed = company.opening.filter((invoice) => group === 0 || invoice.group === group)
          let expected = owed.reduce((sum, invoice) => sum + invoice.open, 0)
          for (let month = 0; month < company.monthEnds.length; month++) {
            const at = (fact: FactName) =>
              values[(row * company.monthEnds.length + month) * factCount + factColumn[fact]]!
            expected += at('credit_sales') - at('cash_collected') - at('discounts_taken')
            expected -= at('credit_memos') + at('write_offs')
            expect(at('receivables')).toBe(expected)
          }
        }
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  it('buckets, settlements and the total hold together on random companies', () => {
    fc.assert(
      fc.property(randomCompany, (company) => {
        const { values } = runPlan(planOf(company), 3, 1)
        const width = company.monthEnds.length * factCount
        for (let row = 0; row < values.length; row += factCount) {
          const at = (fact: FactName) => values[row + factColumn[fact]]!
          const buckets: FactName[] = ['past_due_1_30', 'past_due_31_60', 'past_due_61_90', 'past_due_91_120']
          const pastDue = buckets.reduce((sum, fact) => sum + at(fact), at('past_due_over_120'))
          expect(at('receivables')).toBe(at('current_receivables') + pastDue - at('credit_balances'))
          expect(at('settled_value')).toBe(at('settled_on_time_value') + at('settled_late_value'))
          expect(at('settled_count')).toBe(at('settled_on_time_count') + at('settled_late_count'))
          expect(at('settled_early_value')).toBeLessThanOrEqual(at('settled_on_time_value'))
          expect(at('disputed_receivables')).toBeLessThanOrEqual(at('current_receivables') + pastDue)
        }
        for (let total = 0; company.groups > 1 && total < width; total++) {
          if (total % factCount === factColumn.unapplied_cash) continue
          let sum = 0
          for (let group = 1; group < company.groups; group++) sum += values[group * width + total]!
          expect(values[total]).toBe(sum)
        }
      }),
      { seed: 3, numRuns: 100 },
    )
  })

  it('teeth: a fact of the roll-forward that is wrong by one cent is refused, wherever it is', () => {
    const facts = runPlan(plan, 5, 1).values
    expect(() => assertConserved(plan, facts, 5)).not.toThrow()
    const moving = ['receivables', ...Object.keys(rollForwardSigns)] as FactName[]
    expect(moving.length).toBe(9)
    for (let group = 0; group < plan.groups; group++) {
      for (let month = 0; month < months; month++) {
        for (const fact of moving) {
          for (const cent of [1, -1]) {
            const corrupt = facts.slice()
            corrupt[cell(group, month, fact)]! += cent
            expect(() => assertConserved(plan, corrupt, 5)).toThrow(
              `Money is not conserved in replicate 5, group ${group}, month ${month + 1}`,
            )
          }
        }
      }
    }
  })

  it('says what the flows give, what is open, and the difference', () => {
    const corrupt = runPlan(plan, 0, 1).values
    corrupt[cell(0, 0, 'receivables')]! += 2
    const open = corrupt[cell(0, 0, 'receivables')]!
    expect(() => assertConserved(plan, corrupt, 0)).toThrow(
      `flows give ${open - 2}, open amounts ${open}, difference 2. This is a defect of the engine.`,
    )
  })
})

describe('any cut of the replicates gives the same bytes', () => {
  const bytes = (values: Float64Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)

  it('in ranges, in any order, on random companies', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 5 })
    fc.assert(
      fc.property(randomCompany, cuts, fc.boolean(), (company, inner, backwards) => {
        const plan = planOf(company)
        const whole = runPlan(plan, 0, 12)
        const edges = [0, ...inner.sort((a, b) => a - b), 12]
        const ranges = edges.slice(1).map((end, index) => [edges[index]!, end] as const)
        if (backwards) ranges.reverse()
        const width = whole.values.length / 12
        let [invoices, events] = [0, 0]
        for (const [first, end] of ranges) {
          const part = runPlan(plan, first, end - first)
          const same = bytes(part.values).equals(bytes(whole.values.subarray(first * width, end * width)))
          expect(same, `replicates ${first} to ${end - 1}`).toBe(true)
          invoices += part.invoices
          events += part.events
        }
        expect([invoices, events]).toEqual([whole.invoices, whole.events])
      }),
      { seed: 4, numRuns: 150 },
    )
  })

  it('one replicate alone is its slice of a long run', () => {
    const plan = planOf(sampleCompany)
    const whole = runPlan(plan, 0, 40).values
    const width = whole.length / 40
    for (const replicate of [0, 1, 14, 39]) {
      const alone = runPlan(plan, replicate, 1).values
      expect(bytes(alone).equals(bytes(whole.subarray(replicate * width, (replicate + 1) * width)))).toBe(true)
    }
  })

  it('teeth: two replicates are not the same future', () => {
    const plan = planOf(sampleCompany)
    expect(bytes(runPlan(plan, 0, 1).values).equals(bytes(runPlan(plan, 1, 1).values))).toBe(false)
  })

  it('does not change its plan, so that threads may share one', () => {
    const plan = planOf(sampleCompany)
    const before = JSON.stringify(plan)
    runPlan(plan, 0, 5)
    expect(JSON.stringify(plan)).toBe(before)
  })
})
