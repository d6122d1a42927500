import fc from 'fast-check'
import { stringify } from 'yaml'
import type { z } from 'zod'
import { behaviorSchema } from '../../src/behavior/behavior.js'
import { addDays, dayFromIso, isoFromDay } from '../../src/calendar/day.js'
import { addMonths, monthEnd, monthOf } from '../../src/calendar/month.js'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { scenarioSchema } from '../../src/scenario/file/scenario-schema.js'
import { type CompiledPlan, compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { ledgerOf, type PlainInvoice } from '../behavior/plain-ledger.js'
import { oneIn, real, whole } from '../engine/random-policy.js'
import { type BehaviorText, randomBehavior } from './random-behavior.js'
import { type Aim, randomLevers } from './random-levers.js'

/** What a plan is compiled from, as files would state it. */
export interface RandomPlan {
  readonly asOf: string
  readonly months: number
  readonly seed: string
  readonly by: readonly string[]
  readonly behavior: BehaviorText
  readonly scenario: z.input<typeof scenarioSchema>
  /** The open ledger, days counted from the as-of day; null begins with nothing. */
  readonly ledger: { readonly invoices: readonly PlainInvoice[]; readonly unapplied: readonly number[] } | null
}

const invoice = fc
  .record({
    customer: whole(0, 3),
    age: oneIn(3, fc.noBias(whole(0, 250)), whole(0, 40)),
    net: whole(0, 60),
    amount: oneIn(4, whole(1, 5), whole(1, 2_000_000)),
    // Open in full or in part, paid ahead of its time, over-applied, or a credit note.
    state: fc.constantFrom('full', 'full', 'part', 'credited in part', 'paid', 'over-applied', 'credit note'),
    share: real(0, 1),
    postedAfter: real(0, 1),
    disputed: oneIn(3, fc.boolean(), fc.constant(false)),
  })
  .map(({ customer, age, net, amount, state, share, postedAfter, disputed }): PlainInvoice => {
    const posted = {
      full: 0,
      part: Math.min(amount - 1, Math.round(amount * share)),
      'credited in part': Math.min(amount - 1, Math.round(amount * share)),
      paid: amount,
      'over-applied': amount + Math.round(100 * share),
      'credit note': 0,
    }[state]!
    const kind = state === 'credited in part' ? ('credit_memo' as const) : ('cash' as const)
    const after = Math.floor(age * postedAfter)
    return {
      customer,
      issued: -age,
      due: net - age,
      amount: state === 'credit note' ? -amount : amount,
      postings: posted > 0 ? [{ day: after - age, kind, amount: posted }] : [],
      disputes: disputed ? [{ opened: after - age, resolved: null }] : [],
    }
  })

/** A `where` for the customers that a lever is aimed at; all of them where none of those has the attribute. */
function whereOf({ attribute, customers }: Aim, all: BehaviorText['customers']): Record<string, string[]> {
  if (attribute === null) return {}
  const values = customers.map((pick) => {
    const customer = all[pick % all.length]!
    if (attribute === 'customer_id') return customer.id
    return attribute === 'segment' ? customer.segment : customer.attributes?.[attribute]
  })
  const known = [...new Set(values.filter((value) => value !== undefined))]
  return known.length === 0 ? {} : { [attribute]: known }
}

/** Small random companies under random scenarios, with and without a ledger to begin from. */
export const randomPlan: fc.Arbitrary<RandomPlan> = fc
  .record({
    asOf: whole(0, 700),
    months: fc.noBias(whole(1, 5)),
    seed: fc.constantFrom('one', 'two', 'three'),
    by: fc.constantFrom<string[]>([], ['region'], ['region', 'salesperson']),
    behavior: randomBehavior,
    from: fc.option(whole(1, 90), { freq: 2 }),
    levers: randomLevers,
    ledger: fc.option(
      fc.record({
        invoices: fc.array(invoice, { maxLength: 8 }),
        unapplied: fc.array(whole(1, 100_000), { maxLength: 2 }),
      }),
      { freq: 2 },
    ),
  })
  .map(({ asOf: offset, months, seed, by, behavior, from, levers, ledger }) => {
    const asOf = addDays(dayFromIso('2023-01-31')!, offset)
    const horizon = monthEnd(addMonths(monthOf(addDays(asOf, 1)), months - 1)) - asOf
    const { customers } = behavior
    const dated = (day: number | null) =>
      day === null ? {} : { from: isoFromDay(addDays(asOf, 1 + ((day - 1) % horizon))) }
    const written = <T extends { readonly from: number | null; readonly aim?: Aim }>({
      from: day,
      aim,
      ...own
    }: T) => ({
      ...dated(day),
      ...(aim === undefined ? {} : { where: whereOf(aim, customers) }),
      ...own,
    })
    const scenarioLevers = Object.fromEntries(
      Object.entries(levers).map(([name, lever]) => [name, Array.isArray(lever) ? lever.map(written) : written(lever)]),
    )
    // Only what the company knows can be an attribute to group by.
    const known = by.filter((name) => customers.some(({ attributes }) => attributes?.[name] !== undefined))
    return readable({
      asOf: isoFromDay(asOf),
      months,
      seed,
      by: known,
      behavior,
      scenario: { ...dated(from), levers: scenarioLevers },
      ledger: ledger && {
        ...ledger,
        invoices: ledger.invoices.map((own) => ({ ...own, customer: own.customer % customers.length })),
      },
    })
  })

/** A plan that a failing property shows as the files that one would write to have it again. */
function readable(plan: RandomPlan): RandomPlan {
  return Object.defineProperty(plan, fc.toStringMethod, { value: () => `\n${stringify(plan)}`, enumerable: false })
}

/** The ledger in columns, as of its day. */
function ledgerOfPlan({ asOf, behavior, ledger }: RandomPlan): LedgerData | null {
  if (ledger === null) return null
  const day = dayFromIso(asOf)!
  const invoices = ledger.invoices.map((own) => ({
    ...own,
    issued: day + own.issued,
    due: day + own.due,
    postings: own.postings.map((posting) => ({ ...posting, day: day + posting.day })),
    disputes: own.disputes.map((dispute) => ({ ...dispute, opened: day + dispute.opened })),
  }))
  const owners = ledger.unapplied.map((_, row) => row % behavior.customers.length)
  const unapplied = {
    customer: Int32Array.from(owners),
    day: new Int32Array(owners.length).fill(day),
    amount: Float64Array.from(ledger.unapplied),
  }
  const customers = behavior.customers.map(({ attributes }) => attributes!)
  return { ...ledgerOf(customers, invoices, day), unapplied }
}

export function compileRandomPlan(random: RandomPlan): CompiledPlan {
  const { levers, from } = scenarioSchema.parse(random.scenario)
  const scenario = { name: 'random', note: '', file: 'random.yaml', levers, ...(from === undefined ? {} : { from }) }
  const { asOf, months, seed, by } = random
  const input = {
    behavior: behaviorSchema.parse(random.behavior),
    ledger: ledgerOfPlan(random),
    asOf: dayFromIso(asOf)!,
    months,
    seed,
    by,
  }
  return compilePlan(input, scenario)
}

/** What is open of each group's invoices before the first day, from the ledger as it was written. */
export function openingOf({ behavior, ledger }: RandomPlan, groups: CompiledPlan['groups']): number[] {
  return groups.map((group) =>
    (ledger?.invoices ?? [])
      .filter(({ customer }) => {
        const own = behavior.customers[customer]!.attributes!
        return Object.entries(group).every(([attribute, value]) => (own[attribute] ?? '(none)') === value)
      })
      .reduce(
        (sum, { amount, postings }) => postings.reduce((open, posting) => open - posting.amount, sum + amount),
        0,
      ),
  )
}
