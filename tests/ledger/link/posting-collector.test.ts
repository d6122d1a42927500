import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { postingCode, postingKinds } from '../../../src/ledger/ledger-data.js'
import { PostingCollector } from '../../../src/ledger/link/posting-collector.js'

const anyPosting = (invoices: number) =>
  fc.record({
    invoice: fc.nat({ max: invoices - 1 }),
    day: fc.integer({ min: -3, max: 3 }),
    kind: fc.constantFrom(...postingKinds),
    amount: fc.integer(),
  })

const drawn = fc
  .record({ invoices: fc.integer({ min: 1, max: 5 }), expected: fc.constantFrom(0, 1, 1000) })
  .chain(({ invoices, expected }) =>
    fc.tuple(
      fc.constant(invoices),
      fc.constant(expected),
      fc.array(anyPosting(invoices), { maxLength: 250, size: 'max' }),
    ),
  )

describe('postings are sorted', () => {
  test('by invoice, day and kind as a plain stable sort does, however many an invoice has', () => {
    let long = 0
    fc.assert(
      fc.property(drawn, ([invoices, expected, postings]) => {
        const collector = new PostingCollector(invoices, expected)
        for (const [source, { invoice, day, kind, amount }] of postings.entries()) {
          collector.add(invoice, day, postingCode[kind], amount, source)
        }
        const plain = postings
          .map((posting, source) => ({ ...posting, kind: postingCode[posting.kind], source }))
          .sort((a, b) => a.invoice - b.invoice || a.day - b.day || a.kind - b.kind)
        const { start, day, kind, amount, source } = collector.sorted()
        const found = Array.from(day, (_, row) => ({
          invoice: start.filter((first) => first <= row).length - 1,
          day: day[row],
          kind: kind[row],
          amount: amount[row],
          source: source[row],
        }))
        expect(found).toEqual(plain)
        expect([start.length, start[0], start[invoices]]).toEqual([invoices + 1, 0, postings.length])
        if (Array.from({ length: invoices }, (_, row) => start[row + 1]! - start[row]!).some((count) => count > 32))
          long++
      }),
      { numRuns: 300 },
    )
    // Both ways of sorting were taken.
    expect(long).toBeGreaterThan(20)
    expect(long).toBeLessThan(280)
  })

  test('and none are none', () => {
    expect(new PostingCollector(2, 0).sorted()).toMatchObject({
      start: Int32Array.of(0, 0, 0),
      day: new Int32Array(0),
      source: new Int32Array(0),
    })
  })
})
