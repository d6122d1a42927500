import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pace } from '../../src/engine/customers/customer-run.js'
import { runPlan, traceReplicate } from '../../src/engine/run-plan.js'
import { Conservation } from '../../src/engine/tally/conservation.js'
import {
  agingBuckets,
  type FactName,
  factColumn,
  factCount,
  factNames,
  rollForwardSigns,
} from '../../src/facts/columns.js'
import { openInvoice } from './by-day.js'
import type { PlainCompany } from './plain-company.js'
import { liveCompany } from './plain-days.js'
import { type PlainFacts, runPlainReplicate } from './plain-engine.js'
import { isAside, type PlainEvent } from './plain-events.js'
import { planOf } from './plan-of.js'
import { randomCompany } from './random-company.js'
import { sampleCompany } from './sample-company.js'
import { always, known, steadyCompany, steadyCustomer, steadySegment } from './steady-company.js'
import { workCompany, wrongWork } from './work-company.js'
import { wrongCompanies } from './wrong-companies.js'

const paces: readonly Pace[] = ['batches', 'one by one', 'day by day']
const bytes = (values: Float64Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)

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
const plainReplicates = (company: PlainCompany) =>
  Array.from({ length: replicates }, (_, replicate) => runPlainReplicate(company, replicate))

/** Expects the engine to agree with the plain one in every replicate, at every pace. */
function expectAgreement(company: PlainCompany, plain: readonly PlainFacts[]): void {
  for (const pace of paces) {
    const fast = runPlan(planOf(company), 0, replicates, pace)
    const width = fast.values.length / replicates
    plain.forEach((facts, replicate) => {
      const own = fast.values.subarray(replicate * width, (replicate + 1) * width)
      expect(firstDifference(company, own, facts.values), `${pace}, replicate ${replicate}`).toBeNull()
    })
    expect(fast.invoices).toBe(plain.reduce((sum, facts) => sum + facts.invoices, 0))
    expect(fast.events).toBe(plain.reduce((sum, facts) => sum + facts.events, 0))
  }
}

describe('the fast engine against the plain one', () => {
  it('gives every fact to the last bit, at every pace, on 600 random companies of 3 replicates', () => {
    let [invoices, events] = [0, 0]
    /** In how many companies each fact is more than nothing. */
    const companiesWith = new Map<FactName, number>()
    fc.assert(
      fc.property(randomCompany, (company) => {
        const plain = plainReplicates(company)
        expectAgreement(company, plain)
        invoices += plain.reduce((sum, facts) => sum + facts.invoices, 0)
        events += plain.reduce((sum, facts) => sum + facts.events, 0)
        for (const [column, fact] of factNames.entries()) {
          const isThere = plain.some(({ values }) => values.some((value, cell) => cell % factCount === column && value))
          companiesWith.set(fact, (companiesWith.get(fact) ?? 0) + (isThere ? 1 : 0))
        }
      }),
      { seed: 1, numRuns: 600 },
    )
    // The companies are no empty ones, and use everything.
    expect(invoices).toBeGreaterThan(100_000)
    expect(events).toBeGreaterThan(100_000)
    for (const fact of simulated) expect(companiesWith.get(fact), fact).toBeGreaterThan(30)
  })

  it('gives them for customers who fill several blocks of orders, the usual ones and others', () => {
    const busy = { ...steadyCustomer, ordersPerDay: known(60), logAmountMean: 8, logAmountDeviation: 1 }
    const company: PlainCompany = {
      ...steadyCompany([25, 50, 75]),
      segments: [
        {
          ...steadySegment(0.04, -5),
          disputes: known(0.05),
          disputeDays: known(9),
          conceded: known(0.5),
          creditedShare: 0.5,
        },
        { ...steadySegment(0.05, -25), key: 8, partial: known(0.1) },
      ],
      customers: [
        { ...busy, phases: busy.phases.map((phase) => ({ ...phase, policy: { ...phase.policy, writeOffAge: 35 } })) },
        { ...busy, key: 78, segment: 1, ordersPerDay: known(45) },
      ],
    }
    const plain = plainReplicates(company)
    expect(Math.min(...plain.map(({ invoices }) => invoices))).toBeGreaterThan(6 * 1024)
    expectAgreement(company, plain)
  })

  it('gives them for customers whose hurdles are drawn many times until one agrees with what is known of them', () => {
    // One draw in 64 is above 2.15, which is known; the discount is worth the while of those for whom 64 draws are not enough.
    const [customers, above] = [400, 2.15]
    const phases = always({ discount: { days: 5, rate: 0.1, logReturn: above + 1e-6 } })
    const company: PlainCompany = {
      ...steadyCompany([30]),
      segments: [{ ...steadySegment(0, 0), hurdle: { logMedian: 0, logDeviation: 1 } }],
      customers: Array.from({ length: customers }, (_, key) => ({
        ...steadyCustomer,
        key,
        ordersPerDay: known(0),
        hurdleAbove: above,
        phases,
      })),
      opening: Array.from({ length: customers }, (_, key) => ({ ...openInvoice, key, customer: key, issued: 0 })),
    }
    const plain = plainReplicates(company)
    // (1 − 1/64)^64 of them: 146, with a standard deviation of 10.
    const takers = plain.map(({ events }) => events)
    expect(Math.min(...takers)).toBeGreaterThan(96)
    expect(Math.max(...takers)).toBeLessThan(196)
    expectAgreement(company, plain)
  })

  it('tells every event of every invoice that the plain one has, on random companies', () => {
    let told = 0
    fc.assert(
      fc.property(randomCompany, (company) => {
        const plan = planOf(company)
        for (const replicate of [0, 1]) {
          const events = tracedEvents(plan, replicate)
          expect(events.sort()).toEqual(plainEvents(company, replicate).sort())
          told += events.length
        }
      }),
      { seed: 5, numRuns: 150 },
    )
    expect(told).toBeGreaterThan(50_000)
  })

  it('teeth: one wrong number in the company makes them differ', () => {
    const width = sampleCompany.groups * sampleCompany.monthEnds.length * factCount
    const all = Array.from({ length: 20 }, (_, replicate) => replicate)
    for (const [right, wrongOnes] of [[sampleCompany, wrongCompanies] as const, [workCompany, wrongWork] as const]) {
      const fast = runPlan(planOf(right), 0, 20).values
      const difference = (company: PlainCompany, replicate: number) =>
        firstDifference(
          right,
          fast.subarray(replicate * width, (replicate + 1) * width),
          runPlainReplicate(company, replicate).values,
        )
      expect(all.map((replicate) => difference(right, replicate))).toEqual(new Array(20).fill(null))
      for (const [name, company] of Object.entries(wrongOnes)) {
        const isCaught = all.some((replicate) => difference(company, replicate) !== null)
        expect(isCaught, name).toBe(true)
      }
    }
  })
})

/** The facts that random companies bring about. */
const simulated = factNames.filter(
  (fact) => !['write_off_reversals', 'credit_notes_applied', 'revaluations', 'surveys', 'survey_scores'].includes(fact),
)

/** An event as text: when, what, how much, of which invoice. */
const eventText = (
  { day, kind, amount }: Pick<PlainEvent, 'day' | 'amount'> & { readonly kind: string },
  { group, issued, due }: { readonly group: number; readonly issued: number; readonly due: number },
) => `${day} ${kind} ${amount} of group ${group}, ${issued}–${due}`

function tracedEvents(plan: ReturnType<typeof planOf>, replicate: number): string[] {
  const events: string[] = []
  traceReplicate(plan, replicate, (day, event, amount, invoice) => {
    events.push(eventText({ day, kind: event, amount }, invoice))
  })
  return events
}

/** The events that the trace tells, in its words. */
const words: Partial<Record<PlainEvent['kind'], string>> = {
  issue: 'issued',
  cash: 'paid',
  discount: 'discount taken',
  settled: 'settled',
  'dispute ends': 'dispute resolved',
  credit: 'credited',
  'write off': 'written off',
  recovery: 'recovered',
}

/** The same of the plain engine. */
function plainEvents(company: PlainCompany, replicate: number): string[] {
  const horizon = company.monthEnds.at(-1)!
  return liveCompany(company, replicate).invoices.flatMap((invoice) => {
    let open = invoice.openAtStart
    const texts: string[] = []
    for (const event of invoice.events) {
      const { day, kind, amount } = event
      const word = words[kind]
      if (word === undefined) continue
      if (kind === 'issue') open += amount
      const told = kind === 'settled' ? invoice.amount : kind === 'dispute ends' ? open : amount
      if (told > 0 && day <= horizon) texts.push(eventText({ day, kind: word, amount: told }, invoice))
      if (kind === 'issue' && invoice.dispute) texts.push(eventText({ day, kind: 'disputed', amount }, invoice))
      if (kind !== 'issue' && !isAside(event)) open -= amount
    }
    return texts
  })
}

describe('conservation', () => {
  const months = sampleCompany.monthEnds.length
  const plan = planOf(sampleCompany)
  const conservation = new Conservation(plan)
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
    expect(() => conservation.assert(facts, 5)).not.toThrow()
    const moving = ['receivables', ...Object.keys(rollForwardSigns)] as FactName[]
    expect(moving.length).toBe(9)
    for (let group = 0; group < plan.groups; group++) {
      for (let month = 0; month < months; month++) {
        for (const fact of moving) {
          for (const cent of [1, -1]) {
            const corrupt = facts.slice()
            corrupt[cell(group, month, fact)]! += cent
            expect(() => conservation.assert(corrupt, 5)).toThrow(
              `Money is not conserved in replicate 5, group ${group}, month ${month + 1}`,
            )
          }
        }
      }
    }
  })

  it('teeth: so is an aging bucket below zero, wherever it is', () => {
    const facts = runPlan(plan, 5, 1).values
    for (let group = 0; group < plan.groups; group++) {
      for (let month = 0; month < months; month++) {
        for (const { fact } of agingBuckets) {
          const corrupt = facts.slice()
          corrupt[cell(group, month, fact)] = -1
          expect(() => conservation.assert(corrupt, 5)).toThrow(
            `An aging bucket is below zero in replicate 5, group ${group}, month ${month + 1}: -1.`,
          )
        }
      }
    }
  })

  it('teeth: a plan whose opening invoices are not all there is refused by the run itself', () => {
    // Their sum is taken from the columns, and the invoices are found by customer: here the last one is nobody's.
    const start = plan.opening.start.slice()
    start[start.length - 1]! -= 1
    const short = { ...plan, opening: { ...plan.opening, start } }
    for (const pace of paces) {
      expect(() => runPlan(short, 0, 1, pace)).toThrow('Money is not conserved in replicate 0, group 0, month 1')
    }
  })

  it('says what the flows give, what is open, and the difference', () => {
    const corrupt = runPlan(plan, 0, 1).values
    corrupt[cell(0, 0, 'receivables')]! += 2
    const open = corrupt[cell(0, 0, 'receivables')]!
    expect(() => conservation.assert(corrupt, 0)).toThrow(
      `flows give ${open - 2}, open amounts ${open}, difference 2. This is a defect of the engine.`,
    )
  })
})

describe('any cut of the replicates gives the same bytes', () => {
  it('in ranges, in any order, on random companies', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 5 })
    fc.assert(
      fc.property(randomCompany, cuts, fc.boolean(), fc.constantFrom(...paces), (company, inner, backwards, pace) => {
        const plan = planOf(company)
        const whole = runPlan(plan, 0, 12)
        const edges = [0, ...inner.sort((a, b) => a - b), 12]
        const ranges = edges.slice(1).map((end, index) => [edges[index]!, end] as const)
        if (backwards) ranges.reverse()
        const width = whole.values.length / 12
        let [invoices, events] = [0, 0]
        for (const [first, end] of ranges) {
          const part = runPlan(plan, first, end - first, pace)
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
    for (const pace of paces) runPlan(plan, 0, 5, pace)
    traceReplicate(plan, 0, () => {})
    expect(JSON.stringify(plan)).toBe(before)
  })
})
