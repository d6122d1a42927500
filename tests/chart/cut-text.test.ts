import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutText, textWidth } from '../../src/chart/cut-text.js'
import { wrapText } from '../../src/chart/wrap-text.js'

describe('a text of the ledger', () => {
  test('that is short stays as it is, on one line', () => {
    expect(cutText('Nordlys & Søn', 16)).toBe('Nordlys & Søn')
    expect(cutText('  two\n\tlines ', 16)).toBe('two lines')
  })

  test('that is long is cut with an ellipsis', () => {
    // Ten em: nine for letters of 0.64, 14 of them, and one for the ellipsis.
    expect(cutText('abcdeghkabcdeghkabcdeghk', 10)).toBe('abcdeghkabcdeg…')
    expect(cutText('WWWWWWWWWWWWWWWWWWWWWWWW', 10)).toBe('WWWWWWWWW…')
  })

  test('without anything to read has a name nevertheless', () => {
    expect(cutText('', 16)).toBe('(no name)')
    expect(cutText(' \n ', 16)).toBe('(no name)')
    expect(cutText('\ufffe', 16)).toBe('(no name)')
  })

  test('cannot turn the direction of writing, ring a bell or break the XML', () => {
    expect(cutText('a\u202eb\u0007c\ud800d\uffff', 30)).toBe('a\\u202eb\\u0007cd')
  })

  test('is not cut within a character', () => {
    expect(cutText('👩‍🚀👩‍🚀👩‍🚀👩‍🚀', 4)).toBe('👩‍🚀👩‍🚀…')
    expect(cutText('e\u0301'.repeat(20), 3)).toBe(`${'e\u0301'.repeat(3)}…`)
  })

  test('never takes more room than it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 10, max: 30 }), (text, width) => {
        const cut = cutText(text, width)
        expect(textWidth(cut)).toBeLessThanOrEqual(width)
        // What Vega is told of it, which it makes room for.
        expect(0.62 * [...new Intl.Segmenter('en').segment(cut)].length).toBeLessThanOrEqual(width + 0.38)
        expect(cut).not.toBe('')
      }),
      { seed: 20, numRuns: 300 },
    )
  })
})

test('lines break at a width in em too, where one is given', () => {
  expect(wrapText('WWWW WWWW aaaa aaaa', 20)).toEqual(['WWWW WWWW aaaa aaaa'])
  expect(wrapText('WWWW WWWW aaaa aaaa', 20, 9.5)).toEqual(['WWWW WWWW', 'aaaa aaaa'])
  expect(wrapText('WWWWWWWW', 20, 3)).toEqual(['WWW', 'WWW', 'WW'])
})

test('a number and its per cent stay together', () => {
  expect(wrapText('a share of 12.5 % of it', 15)).toEqual(['a share of', '12.5 % of it'])
})
