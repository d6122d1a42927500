import fc from 'fast-check'
import { isoFromDay } from '../../src/calendar/day.js'
import type { PostingKind } from '../../src/ledger/ledger-data.js'
import { dayAt, type HandMade } from './hand-made-ledger.js'

const first = dayAt('2023-11-15')
const iso = (offset: number) => isoFromDay((first + offset) as typeof first)

const adjustmentKinds: readonly PostingKind[] = [
  'credit_memo',
  'write_off',
  'write_off_reversal',
  'revaluation',
  'recovery',
]

/** Ledgers with everything in them, sense or not: amounts that cancel, credit notes, payments before and after, refunds. */
export const randomHandMade: fc.Arbitrary<HandMade> = fc
  .record({
    invoices: fc.array(
      fc.record({
        customer: fc.constantFrom('A', 'B', 'C'),
        on: fc.nat({ max: 150 }),
        net: fc.constantFrom(0, 30, 30, 45, 500),
        amount: fc.oneof(fc.constantFrom(100, 100, 0, -100), fc.integer({ min: -100_000, max: 2_000_000_000 })),
        disputed: fc.boolean(),
        texts: fc.constantFrom({ currency: 'USD', terms: 'net 30' }, { currency: 'EUR' }, { terms: 'net 45' }, {}),
      }),
      { minLength: 1, maxLength: 25 },
    ),
    payments: fc.array(
      fc.record({
        customer: fc.constantFrom('A', 'B', 'C', 'D'),
        on: fc.integer({ min: -30, max: 300 }),
        amount: fc.integer({ min: -1000, max: 500_000 }),
        parts: fc.array(
          fc.record({
            invoice: fc.nat(),
            after: fc.nat({ max: 20 }),
            amount: fc.integer({ min: -500, max: 200_000 }),
            discount: fc.constantFrom(0, 0, 7),
          }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 12 },
    ),
    credits: fc.array(
      fc.record({ from: fc.nat(), to: fc.nat(), after: fc.nat({ max: 40 }), amount: fc.nat({ max: 500 }) }),
      {
        maxLength: 3,
      },
    ),
    adjustments: fc.array(
      fc.record({
        to: fc.nat(),
        after: fc.nat({ max: 120 }),
        kind: fc.constantFrom(...adjustmentKinds),
        amount: fc.nat({ max: 5000 }),
      }),
      { maxLength: 6 },
    ),
    disputes: fc.array(
      fc.record({ invoice: fc.nat(), after: fc.nat({ max: 50 }), lasts: fc.option(fc.nat({ max: 50 })) }),
      {
        maxLength: 4,
      },
    ),
  })
  .map(({ invoices, payments, credits, adjustments, disputes }): HandMade => {
    const issued = (index: number) => invoices[index]!.on
    const pick = (index: number) => index % invoices.length
    const notes = invoices.flatMap(({ amount }, index) => (amount < 0 ? [index] : []))
    return {
      invoices: invoices.map(({ on, net, ...rest }, index) => ({
        ...rest,
        id: `I${index}`,
        on: iso(on),
        due: iso(on + net),
      })),
      payments: payments.map(({ parts: _, on, ...rest }, index) => ({ ...rest, id: `P${index}`, on: iso(on) })),
      applications: [
        ...payments.flatMap(({ on, parts }, index) =>
          parts.map(({ invoice, after, amount, discount }) => {
            const to = pick(invoice)
            return { from: `P${index}`, to: `I${to}`, on: iso(Math.max(on + after, issued(to))), amount, discount }
          }),
        ),
        ...credits.flatMap(({ from, to, after, amount }) => {
          if (notes.length === 0) return []
          const [note, invoice] = [notes[from % notes.length]!, pick(to)]
          if (note === invoice) return []
          const on = iso(Math.max(issued(note), issued(invoice)) + after)
          return [{ from: `I${note}`, to: `I${invoice}`, on, amount }]
        }),
      ],
      adjustments: adjustments.map(({ to, after, ...rest }) => ({
        ...rest,
        to: `I${pick(to)}`,
        on: iso(issued(pick(to)) + after),
      })),
      disputes: disputes
        .map(({ invoice, after, lasts }) => {
          const opened = issued(pick(invoice)) + after
          return {
            index: pick(invoice),
            opened: iso(opened),
            ...(lasts === null ? {} : { resolved: iso(opened + lasts) }),
          }
        })
        .sort((a, b) => a.index - b.index || (a.opened < b.opened ? -1 : 1))
        .map(({ index, ...rest }) => ({ ...rest, invoice: `I${index}` })),
      regions: { A: 'EMEA', B: 'APAC', C: 'EMEA' },
    }
  })
