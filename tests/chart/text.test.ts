import { expect, test } from 'vitest'
import { midSentence } from '../../src/chart/mid-sentence.js'
import { dayText, monthText } from '../../src/chart/month-text.js'
import { wrapText } from '../../src/chart/wrap-text.js'
import { escapeHtml } from '../../src/document/escape-html.js'

test('text for HTML stays text', () => {
  expect(escapeHtml(`<a href="x" title='y'>&\u0000</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;',
  )
})

test('marks that turn the direction of writing, and control characters, are not in HTML', () => {
  expect(escapeHtml('Acme\u202etxt.exe \u2066x\u2069\u007f\u0085 שלום\u200f\n')).toBe('Acmetxt.exe x שלום\u200f\n')
})

test('long titles break at spaces, long words anywhere', () => {
  expect(wrapText('DSO reaches 47.1 days by Jun 2014', 16)).toEqual(['DSO reaches 47.1', 'days by Jun 2014'])
  expect(wrapText('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
  expect(wrapText('', 10)).toEqual([''])
})

test('a name inside a sentence loses its capital, an abbreviation does not', () => {
  expect(midSentence('Bad debt to sales')).toBe('bad debt to sales')
  expect(midSentence('DSO')).toBe('DSO')
  expect(midSentence('% paid on time')).toBe('% paid on time')
})

test('months and days are written for people', () => {
  expect(monthText('2013-06')).toBe('Jun 2013')
  expect(dayText('2013-06-03')).toBe('3 Jun 2013')
  expect(() => monthText('June')).toThrow('monthNumber needs a month like 2013-06, got "June"')
})
