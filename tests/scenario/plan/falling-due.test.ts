import { beforeAll, describe, expect, it } from 'vitest'
import { fitBehavior } from '../../../src/behavior/fit/fit-behavior.js'
import { addDays, type Day, dayFromIso } from '../../../src/calendar/day.js'
import type { FactName } from '../../../src/facts/columns.js'
import { factAt } from '../../../src/facts/fact-table.js'
import { ledgerFacts } from '../../../src/facts/ledger-facts.js'
import type { Ledger } from '../../../src/ledger/ledger.js'
import { viewAsOf } from '../../../src/ledger/view-as-of.js'
import { compilePlan } from '../../../src/scenario/plan/compile-plan.js'
import { demoLedger } from '../demo-ledger.js'

let ledger: Ledger
beforeAll(async () => {
  ledger = await demoLedger()
})

const by = ['region']
const months = 4
const facts = ['fell_due_value', 'collected_of_due_value', 'collected_on_due_value'] satisfies FactName[]

/**
 * Past and plan together, by group and month of what fell due, against a ledger in which nothing happens after the as-of
 * day: the facts of that ledger at the horizon, when all of it has fallen due.
 */
function compared(day: Day, of: (ledger: Ledger) => Ledger['data'] = ({ data }) => viewAsOf(data, day)) {
  const known = viewAsOf(ledger.data, day)
  const { plan, periods, groups } = compilePlan(
    { behavior: fitBehavior(known), ledger: known, asOf: day, months, seed: 'due', by },
    null,
  )
  const past = ledgerFacts(known, by)
  const still = ledgerFacts({ ...of(ledger), asOf: addDays(day, plan.monthEnds.at(-1)!) }, by)
  const pairs = groups.flatMap((_, group) =>
    periods.flatMap(({ label }, month) => {
      const [before, at] = [past, still].map((table) => table.periods.findIndex((period) => period.label === label))
      return facts.map((fact, which) => {
        const own = [plan.fallingDue.value, plan.fallingDue.collected, plan.fallingDue.inMonth][which]!
        // The engine adds the groups up.
        const ahead =
          group > 0
            ? own[group * months + month]!
            : groups.reduce((sum, _, one) => sum + (one === 0 ? 0 : own[one * months + month]!), 0)
        const begun = before! < 0 ? 0 : factAt(past, group, before!, fact)
        return { fact, label, planned: begun + ahead, plain: factAt(still, group, at!, fact) }
      })
    }),
  )
  return { pairs, inMonth: plan.fallingDue.inMonth }
}

// In mid-month, on a month's first day, on its last day but one, on its last.
describe.each(['2024-09-13', '2024-10-01', '2024-09-29', '2024-09-30'])('on %s', (iso) => {
  it('what falls due, and what came in for it, is what the ledger would say if nothing else happened', () => {
    const { pairs, inMonth } = compared(dayFromIso(iso)!)
    expect(pairs).toHaveLength(5 * months * facts.length)
    for (const { planned, plain, ...which } of pairs)
      expect({ ...which, value: planned }).toEqual({ ...which, value: plain })
    expect(inMonth.some((cash) => cash > 0)).toBe(iso !== '2024-09-30')
  })
})

it('teeth: with what is paid a day later it would be another', () => {
  const day = dayFromIso('2024-09-13')!
  const { pairs } = compared(day, ({ data }) => viewAsOf(data, addDays(day, 1)))
  expect(pairs.some(({ planned, plain }) => planned !== plain)).toBe(true)
})

it('without a ledger nothing is known', () => {
  const { plan } = compilePlan(
    { behavior: fitBehavior(ledger.data), ledger: null, asOf: ledger.knownThrough, months, seed: 'due', by: [] },
    null,
  )
  expect(Object.values(plan.fallingDue).map((known) => [...known])).toEqual(new Array(3).fill([0, 0, 0, 0]))
})
