import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeptRows } from '../../../src/ledger/link/kept-rows.js'
import { TextDictionary } from '../../../src/ledger/text/text-dictionary.js'
import { columnTexts, texts } from '../plain-data.js'
import { parsedTableOf } from './parsed-table-of.js'

const anyRows = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1 }), bad: fc.boolean(), method: fc.constantFrom('', 'wire', 'card') }),
  {
    selector: ({ id }) => id,
  },
)

describe('the rows that are kept', () => {
  test('are those accepted, in their order, in every column alike', () => {
    fc.assert(
      fc.property(anyRows, fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }), (rows, others) => {
        const ids = new TextDictionary()
        for (const other of others) ids.addText(other)
        const table = parsedTableOf(
          { payment_id: rows.map(({ id }) => id), method: rows.map(({ method }) => method) },
          (column) => (column === 'payment_id' ? ids : new TextDictionary()),
        )
        for (const [row, { bad }] of rows.entries()) if (bad) table.leaveOut(row)
        const kept = KeptRows.of(table)
        const expected = rows.flatMap((row, index) => (row.bad ? [] : [{ ...row, index }]))
        // One longer than the table: buffers are longer than what was read.
        const numbers = Int32Array.from({ length: rows.length + 1 }, (_, row) => row * 7)

        expect(kept.count).toBe(expected.length)
        expect(expected.map((_, index) => kept.row(index))).toEqual(expected.map(({ index }) => index))
        expect([...kept.integers(numbers)]).toEqual(expected.map(({ index }) => index * 7))
        expect([...kept.doubles(Float64Array.from(numbers))]).toEqual(expected.map(({ index }) => index * 7))
        expect(texts(kept.identifiers(table.texts('payment_id')!))).toEqual(expected.map(({ id }) => id))
        const { attributes } = kept.optional(table, ['method', 'currency'])
        expect([...attributes.keys()]).toEqual(['method'])
        expect(columnTexts(attributes.get('method')!)).toEqual(expected.map(({ method }) => method || null))
      }),
    )
  })

  test('may be given, in any order', () => {
    const table = parsedTableOf({ payment_id: ['A', 'B', 'C'] })
    const kept = KeptRows.these(Int32Array.of(2, 0))
    expect([kept.row(0), kept.row(1), kept.count]).toEqual([2, 0, 2])
    expect(texts(kept.identifiers(table.texts('payment_id')!))).toEqual(['C', 'A'])
    expect([...kept.integers(Int32Array.of(10, 20, 30))]).toEqual([30, 10])
  })

  test('have identifiers of their own only where one was dropped: else the list that was read is theirs', () => {
    const table = parsedTableOf({ payment_id: ['A', 'B'] })
    expect(KeptRows.of(table).identifiers(table.texts('payment_id')!)).toBe(table.texts('payment_id')!.dictionary)
    table.leaveOut(0)
    const ids = KeptRows.of(table).identifiers(table.texts('payment_id')!)
    expect(texts(ids)).toEqual(['B'])
    expect([ids.at(1), ids.at(-1)]).toEqual([undefined, undefined])
  })
})
