import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, dayFromIso, isoFromDay } from '../../src/calendar/day.js'
import { agingBuckets } from '../../src/facts/columns.js'
import { factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { groupLedger } from '../../src/facts/ledger-groups.js'
import type { LedgerData, PostingKind } from '../../src/ledger/ledger-data.js'
import { agingStates, transitionSources, transitionTargets } from '../../src/roll-rates/aging-states.js'
import { agingTransitions, type GroupTransitions, ledgerMoves } from '../../src/roll-rates/aging-transitions.js'
import { ledgerOf, type PlainInvoice } from '../behavior/plain-ledger.js'
import { iso } from '../ledger/ledger-reading.js'
import { isoAt, openRandom, randomLedger } from '../properties/random-ledger.js'
import { plainMonthEnds, plainTransitions } from './plain-transitions.js'

const at = (text: string) => dayFromIso(text)! as number

interface Post {
  readonly on: string
  readonly kind: PostingKind
  readonly amount: number
}

function invoiceOf(
  issued: string,
  due: string,
  amount: number,
  posts: readonly Post[] = [],
  customer = 0,
): PlainInvoice {
  const postings = posts.map(({ on, kind, amount: posted }) => ({ day: at(on), kind, amount: posted }))
  return { customer, issued: at(issued), due: at(due), amount, postings, disputes: [] }
}

const pay = (on: string, amount: number): Post => ({ on, kind: 'cash', amount })

/** What went where as `from → to`, without what is 0. */
function arrows(group: GroupTransitions): Record<string, number> {
  return Object.fromEntries(
    group.rows.flatMap(({ from, moved }) =>
      moved.flatMap((amount, target) => (amount === 0 ? [] : [[`${from} → ${transitionTargets[target]!}`, amount]])),
    ),
  )
}

/** An old invoice makes the ledger long enough to look back. */
const early = invoiceOf('2023-11-15', '2023-11-20', 1, [pay('2023-11-20', 1)])

function arrowsOf(invoices: readonly PlainInvoice[], weight: 'money' | 'count' = 'money', through = '2024-04-30') {
  const ledger = ledgerOf([{}, {}], [early, ...invoices], at(through))
  return arrows(agingTransitions(ledger, { weight }).groups[0]!)
}

describe('one invoice', () => {
  test('ages from bucket to bucket until it is paid', () => {
    const found = arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, [pay('2024-03-15', 100)])])
    expect(found).toEqual({
      'new sales → current': 100,
      'current → 1–30 days': 100,
      '1–30 days → 31–60 days': 100,
      '31–60 days → paid': 100,
    })
  })

  test('is split to the cent by a part payment, a discount, a credit note and a credit memo', () => {
    const posts: Post[] = [
      pay('2024-01-05', 33),
      { on: '2024-01-06', kind: 'discount', amount: 2 },
      { on: '2024-01-07', kind: 'credit_application', amount: 5 },
      { on: '2024-01-20', kind: 'credit_memo', amount: 10 },
      { on: '2024-02-01', kind: 'write_off', amount: 50 },
    ]
    expect(arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, posts)])).toEqual({
      'new sales → current': 100,
      'current → paid': 40,
      'current → credited': 10,
      'current → 1–30 days': 50,
      '1–30 days → written off': 50,
    })
  })

  test('that is issued and paid in one month never stands in a bucket', () => {
    expect(arrowsOf([invoiceOf('2024-02-01', '2024-02-20', 70, [pay('2024-02-28', 60)])])).toEqual({
      'new sales → paid': 60,
      'new sales → 1–30 days': 10,
      '1–30 days → 31–60 days': 10,
      '31–60 days → 61–90 days': 10,
    })
  })

  test('has paid nothing by a payment that bounces in its month, and comes back by one that bounces later', () => {
    const bounced = invoiceOf('2023-12-10', '2024-01-09', 100, [pay('2024-01-05', 100), pay('2024-01-25', -100)])
    expect(arrowsOf([bounced], 'money', '2024-01-31')['current → 1–30 days']).toBe(100)
    const later = invoiceOf('2023-12-10', '2024-01-09', 100, [pay('2024-01-05', 100), pay('2024-02-25', -100)])
    const ledger = ledgerOf([{}], [early, later], at('2024-02-29'))
    const [all] = agingTransitions(ledger).groups
    expect(arrows(all!)).toEqual({ 'new sales → current': 100, 'current → paid': 100 })
    expect(all!.reopened).toEqual([0, 0, 100, 0, 0, 0])
  })

  test('counts what was over-paid only up to what was held', () => {
    expect(arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, [pay('2024-01-05', 130)])])).toEqual({
      'new sales → current': 100,
      'current → paid': 100,
    })
  })

  test('revalued upwards adds nothing that a bucket had not held; downwards it is credited', () => {
    const up: Post = { on: '2024-01-10', kind: 'revaluation', amount: 20 }
    const ledger = ledgerOf([{}], [early, invoiceOf('2023-12-10', '2024-01-09', 100, [up])], at('2024-01-31'))
    const [all] = agingTransitions(ledger).groups
    expect(arrows(all!)).toEqual({ 'new sales → current': 100, 'current → 1–30 days': 100 })
    expect(all!.reopened).toEqual([0, 20, 0, 0, 0, 0])
    const down: Post = { on: '2024-01-10', kind: 'revaluation', amount: -20 }
    expect(arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, [down])], 'money', '2024-01-31')).toMatchObject({
      'current → credited': 20,
      'current → 1–30 days': 80,
    })
  })

  test('a recovery after the write-off changes nothing', () => {
    const posts: Post[] = [
      { on: '2024-02-05', kind: 'write_off', amount: 100 },
      { on: '2024-03-05', kind: 'recovery', amount: 40 },
    ]
    expect(arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, posts)])['1–30 days → written off']).toBe(100)
  })
})

describe('a reversal of a write-off', () => {
  const writeOff: Post = { on: '2024-01-25', kind: 'write_off', amount: 100 }
  const reversal: Post = { on: '2024-03-10', kind: 'write_off_reversal', amount: 60 }

  test('in its own month leaves nothing written off', () => {
    const posts: Post[] = [writeOff, { on: '2024-01-30', kind: 'write_off_reversal', amount: 100 }]
    expect(arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, posts)], 'money', '2024-01-31')).toEqual({
      'new sales → current': 100,
      'current → 1–30 days': 100,
    })
  })

  test('later takes it back: the amount went to where it stands after the month of the reversal', () => {
    expect(arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, [writeOff, reversal])])).toEqual({
      'new sales → current': 100,
      'current → written off': 40,
      'current → 61–90 days': 60,
      '61–90 days → 91–120 days': 60,
    })
  })

  test('followed by cash in its month makes the loss a payment', () => {
    expect(arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, [writeOff, reversal, pay('2024-03-12', 60)])])).toEqual(
      {
        'new sales → current': 100,
        'current → written off': 40,
        'current → paid': 60,
      },
    )
    expect(
      arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, [writeOff, reversal, pay('2024-03-12', 60)])], 'count'),
    ).toEqual({ 'new sales → current': 1, 'current → paid': 1 })
  })

  test('of a write-off before the first month looked at reopens', () => {
    const ledger = ledgerOf(
      [{}],
      [early, invoiceOf('2023-12-10', '2024-01-09', 100, [writeOff, reversal])],
      at('2024-03-31'),
    )
    const [all] = agingTransitions(ledger, { months: 2 }).groups
    expect(arrows(all!)).toEqual({})
    expect(all!.reopened).toEqual([0, 0, 0, 60, 0, 0])
  })

  test('by number gives the invoice back as a whole', () => {
    expect(arrowsOf([invoiceOf('2023-12-10', '2024-01-09', 100, [writeOff, reversal])], 'count')).toEqual({
      'new sales → current': 1,
      'current → 61–90 days': 1,
      '61–90 days → 91–120 days': 1,
    })
  })
})

describe('by number of invoices', () => {
  test('an invoice that is paid in part is still open as a whole, and ends where most of it went', () => {
    const posts: Post[] = [pay('2024-01-05', 99), { on: '2024-02-05', kind: 'write_off', amount: 1 }]
    const mixed: Post[] = [pay('2024-01-05', 70), { on: '2024-01-05', kind: 'credit_memo', amount: 30 }]
    expect(
      arrowsOf(
        [invoiceOf('2023-12-10', '2024-01-09', 100, posts), invoiceOf('2023-12-10', '2024-01-09', 100, mixed)],
        'count',
      ),
    ).toEqual({
      'new sales → current': 2,
      'current → 1–30 days': 1,
      'current → paid': 1,
      '1–30 days → written off': 1,
    })
  })
})

describe('the months looked at', () => {
  const old = invoiceOf('2022-01-10', '2022-02-09', 100)

  test('are the last whole ones up to the as-of day', () => {
    const ledger = ledgerOf([{}], [old], at('2024-03-30'))
    const { monthEnds } = agingTransitions(ledger)
    expect([monthEnds.length, isoFromDay(monthEnds[0]!), isoFromDay(monthEnds.at(-1)!)]).toEqual([
      13,
      '2023-02-28',
      '2024-02-29',
    ])
    const whole = agingTransitions(ledgerOf([{}], [old], at('2024-03-31')), { months: 2 }).monthEnds
    expect(whole.map(isoFromDay)).toEqual(['2024-01-31', '2024-02-29', '2024-03-31'])
  })

  test('are as many as the ledger has, and nothing after `through` is read', () => {
    const posts: Post[] = [pay('2022-05-15', 100)]
    const ledger = ledgerOf([{}], [invoiceOf('2022-01-10', '2022-02-09', 100, posts)], at('2022-12-31'))
    const found = agingTransitions(ledger, { through: at('2022-04-30') as Day })
    expect(found.monthEnds.map(isoFromDay)).toEqual(['2022-01-31', '2022-02-28', '2022-03-31', '2022-04-30'])
    expect(arrows(found.groups[0]!)).toEqual({
      'current → 1–30 days': 100,
      '1–30 days → 31–60 days': 100,
      '31–60 days → 61–90 days': 100,
    })
  })
})

const anyQuestion = fc.record({
  tables: randomLedger,
  months: fc.constantFrom(1, 2, 3, 12),
  weight: fc.constantFrom('money' as const, 'count' as const),
  cutAt: fc.integer({ min: 80, max: 260 }),
})
const runs = { numRuns: 40, seed: 20261126 }

/** Ledgers with two month ends before the day. */
async function asked(tables: Parameters<typeof openRandom>[0], cutAt: number, months: number) {
  const ledger = (await openRandom(tables)).data
  const through = Math.min(ledger.asOf, iso(isoAt(cutAt))) as Day
  const ends = plainMonthEnds(ledger, months, through)
  fc.pre(ends.length >= 2)
  return { ledger, through, ends }
}

function agrees(found: GroupTransitions, plain: ReturnType<typeof plainTransitions>): void {
  found.rows.forEach(({ from, moved, held }) => {
    const row = transitionTargets.map((target) => plain.moved.get(from)?.get(target) ?? 0)
    expect(moved, from).toEqual(row)
    expect(held, from).toBe(row.reduce((sum, amount) => sum + amount, 0))
  })
  expect(found.reopened).toEqual(agingStates.map((state) => plain.reopened.get(state) ?? 0))
}

describe('on every random ledger', () => {
  test('the matrix is that of the slow loop over invoices and month ends, in all and by group', async () => {
    const seen = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ({ tables, months, weight, cutAt }) => {
        const { ledger, through, ends } = await asked(tables, cutAt, months)
        const by = ['region', 'salesperson']
        const { groups, monthEnds } = agingTransitions(ledger, { months, weight, through, by })
        expect(monthEnds).toEqual(ends)
        if (weight === 'money') {
          const moves = ledgerMoves(ledger, months, through)
          expect(moves.rows).toEqual(groups[0]!.rows.map(({ held, moved }) => ({ held, moved })))
          expect([moves.paidInCash, moves.monthEnds]).toEqual([groups[0]!.paidInCash, monthEnds])
        }
        const grouping = groupLedger(ledger, by)
        groups.forEach((group, index) => {
          const isOf = (row: number) => index === 0 || grouping.ofInvoice[row] === index
          agrees(group, plainTransitions(ledger, ends, weight, isOf))
        })
        for (const arrow of Object.keys(arrows(groups[0]!))) {
          const kind = `${weight} ${arrow.split(' → ')[1]!}`
          seen.set(kind, (seen.get(kind) ?? 0) + 1)
        }
      }),
      runs,
    )
    for (const target of ['paid', '1–30 days', '31–60 days', 'over 120 days']) {
      expect(seen.get(`money ${target}`) ?? 0, target).toBeGreaterThan(3)
    }
  })

  test('and so it is where everything odd happens: bounces, reversals, revaluations, over-payments of a few cents', () => {
    const zero = at('2024-01-01')
    const anyEvent = fc.record({
      gap: fc.constantFrom(0, 1, 9, 20, 31, 50),
      kind: fc.constantFrom<PostingKind>(
        'cash',
        'cash',
        'discount',
        'credit_application',
        'credit_memo',
        'revaluation',
        'write_off',
        'write_off',
        'write_off_reversal',
        'write_off_reversal',
        'recovery',
      ),
      amount: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 60 }) }, fc.integer({ min: -40, max: 120 })),
    })
    const anyInvoice = fc.record({
      customer: fc.nat({ max: 2 }),
      issued: fc.integer({ min: 0, max: 120 }),
      net: fc.constantFrom(0, 14, 30),
      amount: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 60 }) }, fc.integer({ min: -30, max: 0 })),
      events: fc.array(anyEvent, { maxLength: 7 }),
    })
    const seen = { lost: 0, credited: 0, reopened: 0, takenBack: 0 }
    fc.assert(
      fc.property(
        fc.array(anyInvoice, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('money' as const, 'count' as const),
        fc.constantFrom(2, 5, 12),
        (drawn, weight, months) => {
          const invoices = drawn.map(({ customer, issued, net, amount, events }): PlainInvoice => {
            let day = zero + issued
            const postings = events.map(({ gap, kind, amount: posted }) => {
              day += gap
              return { day, kind, amount: posted }
            })
            return { customer, issued: zero + issued, due: zero + issued + net, amount, postings, disputes: [] }
          })
          const ledger = ledgerOf([{ region: 'A' }, { region: 'B' }, { region: 'B' }], invoices, at('2024-12-31'))
          const ends = plainMonthEnds(ledger, months, ledger.asOf)
          const found = agingTransitions(ledger, { months, weight, by: ['region'] }).groups
          const grouping = groupLedger(ledger, ['region'])
          found.forEach((group, index) => {
            const isOf = (row: number) => index === 0 || grouping.ofInvoice[row] === index
            agrees(group, plainTransitions(ledger, ends, weight, isOf))
          })
          const gross = invoices.flatMap(({ postings }) => postings).filter(({ kind }) => kind === 'write_off')
          const lost = found[0]!.rows.reduce((sum, { moved }) => sum + moved.at(-1)!, 0)
          if (lost > 0) seen.lost++
          if (found[0]!.rows.some(({ moved }) => moved.at(-2)! > 0)) seen.credited++
          if (found[0]!.reopened.some((amount) => amount > 0)) seen.reopened++
          if (weight === 'money' && months === 12 && lost < gross.reduce((sum, { amount }) => sum + amount, 0)) {
            seen.takenBack++
          }
        },
      ),
      { numRuns: 600, seed: 20261127 },
    )
    // Otherwise the comparison says little.
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(50)
  })

  test('no cent is lost: rows hold the facts’ buckets, and columns lead to them', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ({ tables, months, cutAt }) => {
        const { ledger, through } = await asked(tables, cutAt, months)
        const { groups, monthEnds } = agingTransitions(ledger, { months, through })
        const facts = ledgerFacts(ledger)
        const first = facts.periods.findIndex(({ end }) => end === monthEnds[0])
        const last = first + monthEnds.length - 1
        const sum = (from: number, to: number, fact: Parameters<typeof factAt>[3]) => {
          let total = 0
          for (let period = from; period <= to; period++) total += factAt(facts, 0, period, fact)
          return total
        }
        const all = groups[0]!
        agingBuckets.forEach(({ fact }, bucket) => {
          expect(all.rows[bucket]!.held).toBe(sum(first, last - 1, fact))
          const led = all.rows.reduce((total, { moved }) => total + moved[bucket]!, 0)
          expect(led + all.reopened[bucket]!).toBe(sum(first + 1, last, fact))
        })
        expect(all.rows.at(-1)!.held).toBe(sum(first + 1, last, 'credit_sales'))
        for (const { held, moved } of all.rows) {
          expect(moved.every((amount) => Number.isInteger(amount) && amount >= 0)).toBe(true)
          expect(moved.reduce((total, amount) => total + amount, 0)).toBe(held)
        }
      }),
      runs,
    )
  })

  test('groups add up to all', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ({ tables, months, weight, cutAt }) => {
        const { ledger, through } = await asked(tables, cutAt, months)
        const [all, ...groups] = agingTransitions(ledger, { months, weight, through, by: ['salesperson'] }).groups
        transitionSources.forEach((_, source) => {
          transitionTargets.forEach((__, target) => {
            const sum = groups.reduce((total, { rows }) => total + rows[source]!.moved[target]!, 0)
            expect(all!.rows[source]!.moved[target]).toBe(sum)
          })
        })
        expect(all!.paidInCash).toBe(groups.reduce((sum, { paidInCash }) => sum + paidInCash, 0))
      }),
      { ...runs, numRuns: 40 },
    )
  })

  test('write-offs less reversals are those of the facts where nothing odd happens', () => {
    const anyInvoice = fc.record({
      customer: fc.nat({ max: 2 }),
      issued: fc.integer({ min: 0, max: 150 }),
      net: fc.constantFrom(0, 14, 30),
      amount: fc.integer({ min: 2, max: 10_000 }),
      writeOff: fc.integer({ min: 1, max: 200 }),
      back: fc.option(fc.integer({ min: 1, max: 90 })),
    })
    fc.assert(
      fc.property(fc.array(anyInvoice, { minLength: 1, maxLength: 8 }), (drawn) => {
        const zero = at('2024-01-01')
        const invoices = drawn.map(({ customer, issued, net, amount, writeOff, back }): PlainInvoice => {
          const lost = Math.ceil(amount / 2)
          const day = zero + issued + writeOff
          const posts = [
            { day, kind: 'write_off' as const, amount: lost },
            ...(back === null
              ? []
              : [{ day: day + back, kind: 'write_off_reversal' as const, amount: Math.ceil(lost / 3) }]),
          ]
          const due = zero + issued + net
          return { customer, issued: zero + issued, due, amount, disputes: [], postings: posts }
        })
        const asOf = at('2025-12-31')
        const ledger: LedgerData = ledgerOf([{}, {}, {}], [invoiceOf('2023-12-31', '2023-12-31', 1), ...invoices], asOf)
        const found = agingTransitions(ledger, { months: 24 }).groups[0]!
        const facts = ledgerFacts(ledger)
        let [net, lost] = [0, 0]
        for (let period = 1; period < facts.periods.length; period++) {
          net += factAt(facts, 0, period, 'write_offs') - factAt(facts, 0, period, 'write_off_reversals')
        }
        for (const { moved } of found.rows) lost += moved.at(-1)!
        expect(lost).toBe(net)
      }),
      { numRuns: 100, seed: 7 },
    )
  })
})

test('teeth: write-offs gross of their reversals disagree with the slow loop', () => {
  const posts: Post[] = [
    { on: '2024-01-25', kind: 'write_off', amount: 100 },
    { on: '2024-03-10', kind: 'write_off_reversal', amount: 60 },
  ]
  const ledger = ledgerOf([{}], [early, invoiceOf('2023-12-10', '2024-01-09', 100, posts)], at('2024-03-31'))
  const ends = plainMonthEnds(ledger, 12, ledger.asOf)
  const found = agingTransitions(ledger).groups[0]!
  agrees(found, plainTransitions(ledger, ends, 'money'))
  const gross = {
    ...plainTransitions(ledger, ends, 'money'),
    moved: new Map([['current', new Map([['written off', 100]])]]),
  }
  expect(() => agrees(found, gross)).toThrow()
})
