import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFormulaLike, neutralised, restored } from '../../src/export/spreadsheet-safety.js'
import { hardText } from './random-tables.js'

describe('Texts that a spreadsheet would run', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['\n=1', "'\n'=1"],
    ['  =1', "'  =1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['\ufeff=1', "'\ufeff=1"],
    ['"=1', `'"=1`],
    ["'=1", "''=1"],
    ['\u0000=1', "'\u0000=1"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    // Where the list separator is a semicolon, or quotes do not hold, a cell begins inside the text.
    ['a;=1', "a;'=1"],
    ['a\n-b', "a\n'-b"],
    ['a\r\n+b', "a\r\n'+b"],
    ['a;;"@b', `a;;'"@b`],
  ])('%j becomes %j, and back', (text, safe) => {
    expect(isFormulaLike(text)).toBe(true)
    expect(neutralised(text)).toBe(safe)
    expect(restored(safe)).toBe(text)
  })

  test.each(['', ' ', 'Acme', 'a=b', 'a-b', 'a, -b', "O'Brien", '007', '5-', 'x@y.example', '"quoted"', 'a;b', "'"])(
    '%j is harmless and stays',
    (text) => {
      expect(isFormulaLike(text)).toBe(false)
      expect(neutralised(text)).toBe(text)
    },
  )

  test('whatever the text, neutralising is undone exactly, and what comes out is harmless to the first cell', () => {
    fc.assert(
      fc.property(hardText, (text) => {
        const safe = neutralised(text)
        expect(restored(safe)).toBe(text)
        expect(safe === text).toBe(!isFormulaLike(text))
        for (const cell of safe.split(/[;\t\r\n]/))
          expect(cell.replace(/^[\s"\u200b-\u200f\ufeff]+/, '')).not.toMatch(/^[=+\-@＝]/)
      }),
      { numRuns: 2000 },
    )
  })

  test('two texts never become the same one', () => {
    fc.assert(
      fc.property(hardText, hardText, (one, other) => {
        expect(neutralised(one) === neutralised(other)).toBe(one === other)
      }),
      { numRuns: 2000 },
    )
  })
})
