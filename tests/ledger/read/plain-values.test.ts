import type { DuckDBValue } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, isoFromDay } from '../../../src/calendar/day.js'
import { noDay } from '../../../src/ledger/no-day.js'
import { parseDate } from '../../../src/ledger/read/parse-date.js'
import { askAmount, askDay, plainAmount, plainDay, plainNumber } from '../../../src/ledger/read/plain-values.js'
import { type DecimalStyle, decimalStyles, parseAmount } from '../../../src/money/parse-amount.js'
import { connection } from './source/reading-sources.js'

/** What an expression over the text column `t` gives for each of many texts; null is a null of SQL. */
async function answers(expression: string, texts: readonly (string | null)[]): Promise<DuckDBValue[]> {
  await connection.run('CREATE OR REPLACE TABLE texts (t VARCHAR)')
  for (let first = 0; first < texts.length; first += 500) {
    const rows = texts.slice(first, first + 500)
    const places = rows.map(() => '(CAST(? AS VARCHAR))').join(', ')
    await connection.run(`INSERT INTO texts VALUES ${places}`, [...rows])
  }
  const reader = await connection.runAndReadAll(`SELECT ${expression} FROM texts`)
  return reader.getRows().map(([value]) => value!)
}

const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number) =>
  fc.sample(arbitrary, { numRuns: count, seed })

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 20 })
/** Texts that are numbers, almost numbers, or made of what numbers are made of. */
const numberLike = fc.oneof(
  fc
    .tuple(fc.constantFrom('', '-', '+', '('), digits, fc.constantFrom('', '.', ','), digits)
    .map((parts) => parts.join('')),
  digits,
  fc.string({ unit: fc.constantFrom(...'0123456789.,-+() eExX_\u0660１'), maxLength: 14 }),
  fc.double().map(String),
  fc.constantFrom(
    '',
    ' ',
    'NaN',
    'inf',
    '-0',
    '-0.00',
    '1e5',
    '00012',
    '1.',
    '.5',
    '1 ',
    '\u00a01',
    '0x1',
    '1_0',
    '9'.repeat(15),
  ),
  fc.string(),
)

const two = (number: number) => String(number).padStart(2, '0')
/** Texts that are dates, almost dates, or made of what dates are made of. */
const dateLike = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 1890, max: 2210 }),
      fc.nat({ max: 14 }),
      fc.nat({ max: 33 }),
      fc.constantFrom('-', '-', '/', '.'),
    )
    .map(([year, month, day, separator]) => [year, two(month), two(day)].join(separator)),
  fc.tuple(fc.nat({ max: 12_000 }), fc.nat({ max: 14 }), fc.nat({ max: 33 })).map((parts) => parts.join('-')),
  fc.integer({ min: -40_000, max: 100_000 }).map((day) => isoFromDay(day as Day)),
  fc.string({ unit: fc.constantFrom(...'0123456789-/. TZ:+\u0663'), maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2000-02-29',
    '2024-1-01',
    '20240101',
    'infinity',
    'epoch',
  ),
  fc.constantFrom(
    '-infinity',
    '2024-01-01 ',
    '0024-01-01',
    '2024-01-01 (BC)',
    '-2024-1-1',
    '+2024-1-1',
    'today',
    'now',
  ),
)

describe('what SQL understands of a date', () => {
  const texts = sample(dateLike, 20_000, 11)

  test('is what the parser understands, or it asks the parser', async () => {
    const found = await answers(plainDay('t'), texts)
    let answered = 0
    texts.forEach((text, row) => {
      if (found[row] === askDay) return
      if (text === '') expect(found[row]).toBe(noDay)
      else expect(found[row], text).toBe(parseDate(text, 'iso'))
      answered++
    })
    expect(answered).toBeGreaterThan(3_000)
  })

  test('is every day from 1900 to 2199 that is plainly written', async () => {
    const first = parseDate('1900-01-01', 'iso')!
    const last = parseDate('2199-12-31', 'iso')!
    const days = Array.from({ length: last - first + 1 }, (_, index) => (first + index) as Day)
    const found = await answers(plainDay('t'), days.map(isoFromDay))
    expect(found.every((day, index) => day === days[index])).toBe(true)
    const beyond = ['1899-12-31', '2200-01-01', '9999-12-31', '0001-01-01']
    expect(await answers(plainDay('t'), beyond)).toEqual(beyond.map(() => askDay))
  })

  test('is no day where there is no text', async () =>
    expect(await answers(plainDay('t'), [null, ''])).toEqual([noDay, noDay]))
})

describe.each(decimalStyles)('what SQL understands of an amount of style %s', (style: DecimalStyle) => {
  const texts = sample(numberLike, 10_000, 12)

  test.each([0, 2, 3, 4])(
    'with %i decimals is what the parser understands, or it asks the parser',
    async (decimals) => {
      const found = await answers(plainAmount('t', decimals, style), texts)
      let answered = 0
      texts.forEach((text, row) => {
        if (found[row] === askAmount) return
        // −0 and 0 are one amount.
        if (text === '') expect(found[row]).toBeNaN()
        else expect(found[row], text).toBe((parseAmount(text, decimals, style) as number) + 0)
        answered++
      })
      expect(answered).toBeGreaterThan(300)
    },
  )

  test.each([0, 2, 3])('with %i decimals is every amount that is plainly written', async (decimals) => {
    const wholeUnits = style === 'minor-units' || decimals === 0
    const plainly = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.nat({ max: 10 ** (15 - decimals) - 1 }),
        fc.nat({ max: 10 ** decimals - 1 }),
        fc.boolean(),
      )
      .map(([sign, whole, part, isShort]) => {
        const fraction = String(part).padStart(decimals, '0')
        const point = style === 'comma' ? ',' : '.'
        return sign + whole + (wholeUnits ? '' : point + (isShort ? fraction.slice(0, 1) : fraction))
      })
    const written = sample(plainly, 3_000, 13)
    const found = await answers(plainAmount('t', decimals, style), written)
    written.forEach((text, row) => {
      const parsed = parseAmount(text, decimals, style)
      expect(typeof parsed, text).toBe('number')
      expect(found[row], text).toBe((parsed as number) + 0)
    })
  })

  test('is nothing where there is no text', async () =>
    expect(await answers(plainAmount('t', 2, style), [null, ''])).toEqual([Number.NaN, Number.NaN]))
})

describe('what SQL understands of a number that is no money', () => {
  test('is the nearest double, as everywhere in JavaScript, or it asks the parser', async () => {
    const texts = sample(numberLike, 10_000, 14)
    const found = await answers(plainNumber('t'), texts)
    let answered = 0
    texts.forEach((text, row) => {
      if (found[row] === askAmount) return
      if (text === '') expect(found[row]).toBeNaN()
      else {
        expect(text).toMatch(/^-?[0-9]+(\.[0-9]+)?$/)
        expect(found[row], text).toBe(Number(text))
      }
      answered++
    })
    expect(answered).toBeGreaterThan(1_000)
  })

  test('is every number that is plainly written', async () => {
    const written = sample(
      fc.integer().chain((whole) => fc.nat().map((part) => `${whole}.${part}`)),
      3_000,
      15,
    )
    const found = await answers(plainNumber('t'), written)
    expect(written.filter((text, row) => found[row] !== Number(text))).toEqual([])
  })
})
