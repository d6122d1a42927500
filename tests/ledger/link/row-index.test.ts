import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RowIndex } from '../../../src/ledger/link/row-index.js'
import { TextDictionary } from '../../../src/ledger/text/text-dictionary.js'
import { parsedTableOf } from './parsed-table-of.js'

const identifier = fc.constantFrom('1', '01', '2', 'A', 'B', 'a')

describe('an index of rows', () => {
  test('has the row among those accepted of each identifier; the second with it is rejected', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(identifier, fc.boolean())), fc.array(identifier), (rows, others) => {
        const dictionary = new TextDictionary()
        for (const other of others) dictionary.addText(other)
        const table = parsedTableOf({ payment_id: rows.map(([id]) => id) }, () => dictionary)
        for (const [row, [, isBad]] of rows.entries()) if (isBad) table.reject(row, 'payment_id', 'not-a-date', 'x', '')
        const index = RowIndex.byIdentifier(table, 'payment_id', 'twice')

        const kept: string[] = []
        for (const [row, [id, isBad]] of rows.entries()) {
          const isKept = !isBad && !kept.includes(id)
          expect(table.isAccepted(row)).toBe(isKept)
          if (isKept) kept.push(id)
        }
        for (const id of ['1', '01', '2', 'A', 'B', 'a']) expect(index.of(dictionary.find(id))).toBe(kept.indexOf(id))
        expect(table.acceptedCount).toBe(kept.length)
      }),
    )
  })

  test('knows nothing of numbers that came after it, and of none', () => {
    const dictionary = new TextDictionary()
    const index = RowIndex.byIdentifier(
      parsedTableOf({ payment_id: ['A'] }, () => dictionary),
      'payment_id',
      'twice',
    )
    expect([index.of(dictionary.addText('A')), index.of(dictionary.addText('B')), index.of(-1)]).toEqual([0, -1, -1])
  })
})
