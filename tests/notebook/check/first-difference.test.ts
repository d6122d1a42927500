import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstJsonDifference, firstLineDifference } from '../../../src/notebook/check/first-difference.js'

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)

/** The same value with the keys of its objects the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, own]) => [key, turned(own)]),
  )
}

describe('the first difference of two JSON values', () => {
  test('is none for the same value, in whatever order its keys are', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(firstJsonDifference(value, turned(value))).toBeUndefined()
      }),
    )
  })

  test('is there whenever they differ, and the same from the other side', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const difference = firstJsonDifference(one, other)
        expect(difference === undefined).toBe(isDeepStrictEqual(one, other))
        const { path, saved, now } = difference ?? { path: '', saved: undefined, now: undefined }
        if (difference) expect(firstJsonDifference(other, one)).toEqual({ path, saved: now, now: saved })
      }),
    )
  })

  test.each<[unknown, unknown, object]>([
    [1, 2, { path: '', saved: 1, now: 2 }],
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, { path: 'a[0].b', saved: 1, now: 2 }],
    [[1], [1, 2], { path: '[1]', saved: undefined, now: 2 }],
    [[1, 2], [1], { path: '[1]', saved: 2, now: undefined }],
    [{ a: null }, {}, { path: 'a', saved: null, now: undefined }],
    [
      { z: 1, a: 1 },
      { z: 2, a: 2 },
      { path: 'a', saved: 1, now: 2 },
    ],
    [{}, [], { path: '', saved: {}, now: [] }],
    [{ a: '1' }, { a: 1 }, { path: 'a', saved: '1', now: 1 }],
    [{}, { toString: 1 }, { path: 'toString', saved: undefined, now: 1 }],
    [0.1 + 0.2, 0.3, { path: '', saved: 0.30000000000000004, now: 0.3 }],
  ])('of %j and %j', (saved, now, expected) => {
    expect(firstJsonDifference(saved, now)).toEqual(expected)
  })
})

describe('the first line that differs', () => {
  test.each([
    ['a\nb', 'a\nc', { line: 2, saved: 'b', now: 'c' }],
    ['a', 'a\n', { line: 2, saved: null, now: '' }],
    ['a\nb', 'a', { line: 2, saved: 'b', now: null }],
    ['', 'a', { line: 1, saved: '', now: 'a' }],
    ['a', 'a', undefined],
  ])('of %j and %j', (saved, now, expected) => {
    expect(firstLineDifference(saved, now)).toEqual(expected)
  })
})
