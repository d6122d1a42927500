import { describe, expect, test } from 'vitest'
import type { AnswerUnit } from '../../src/lesson/answer-form.js'
import { readAnswer } from '../../src/lesson/read-answer.js'

const numbers = (given: unknown, unit: AnswerUnit | null = 'percent') => {
  const read = readAnswer(given, unit)
  return read.kind === 'numbers' ? read.readings : read
}

describe('Reading an answer', () => {
  test.each<[unknown, AnswerUnit, number]>([
    [93.4, 'percent', 93.4],
    ['93.4', 'percent', 93.4],
    ['93,4 %', 'percent', 93.4],
    [' 93.4% ', 'percent', 93.4],
    ['93.4 per cent', 'percent', 93.4],
    ['4.2 pp', 'points', 4.2],
    ['4.2 %', 'points', 4.2],
    ['1.234,50 USD', 'usd', 1234.5],
    ['$1,234.50', 'usd', 1234.5],
    ['USD 1,234,567', 'usd', 1_234_567],
    ['1.234.567', 'usd', 1_234_567],
    ["1'234.50", 'usd', 1234.5],
    ['1\u202f234,50 $', 'usd', 1234.5],
    ['-$12', 'usd', -12],
    ['$-12', 'usd', -12],
    ['(12)', 'usd', -12],
    ['−3.5 days', 'days', -3.5],
    ['.5', 'days', 0.5],
    ['45 d', 'days', 45],
    ['7,5×', 'times', 7.5],
    ['12 345', 'usd', 12_345],
    ['0,934', 'percent', 0.934],
    ['1234,567', 'usd', 1234.567],
  ])('%s in %s is %d', (given, unit, number) => {
    expect(numbers(given, unit)).toEqual([number])
  })

  test('a bigint is a number', () => {
    expect(numbers(93n)).toEqual([93])
  })

  test('what may be a thousand or a decimal is both', () => {
    expect(numbers('1,234', 'usd')).toEqual([1.234, 1234])
    expect(numbers('1.234', 'usd')).toEqual([1.234, 1234])
  })

  test.each([null, '', '   '])('%j is no answer yet', (given) => {
    expect(readAnswer(given, 'days')).toEqual({ kind: 'none' })
  })

  test.each<[unknown, RegExp]>([
    [undefined, /undefined/],
    [Number.NaN, /NaN/],
    [Number.POSITIVE_INFINITY, /infinite/],
    [Promise.resolve(1), /await/],
    [[1, 2], /list/],
    [{ value: 1 }, /object/],
    [() => 1, /function/],
    [true, /no number/],
    [Symbol('x'), /no number/],
    ['about 40', /cannot|not a number/],
    ['12k', /“k”/],
    ['1,23,4', /not a number/],
    ['1.2.3', /not a number/],
    ['--5', /not a number/],
    ['(5', /not a number/],
    ['45 %', /wanted in days, but this one is in per cent/],
    ['$45', /wanted in days, but this one is in US dollars/],
    ['45 €', /“€”/],
    ['9'.repeat(100), /longer than any number/],
    ['1\u001b[31m', /\\u001b/],
  ])('%s is not read, and the reason is said', (given, why) => {
    const read = readAnswer(given, 'days')
    expect(read.kind).toBe('unreadable')
    expect(read).toMatchObject({ why: expect.stringMatching(why) })
  })
})
