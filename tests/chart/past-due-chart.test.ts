import { describe, expect, test } from 'vitest'
import { type PastDueOptions, type PastDueRow, pastDueChart } from '../../src/chart/past-due-chart.js'
import { drawn, hostileName, layerRows, textsOf } from './drawn-chart.js'
import { goldenText } from './golden.js'

const options: PastDueOptions = { currency: { code: 'USD', decimals: 2 }, by: 'salesperson' }

/** A row with dollars by bucket. */
function row(name: string, ...dollars: readonly number[]): PastDueRow {
  const labels = ['1–30', '31–60', 'over 60']
  return { name, buckets: dollars.map((amount, bucket) => ({ label: labels[bucket]!, amount: amount * 100 })) }
}

const three = [row('Ana Ruiz', 1000, 0, 500), row('Ivan Tan', 3000, 200, 0), row('Jaya Menon', 0, 0, 0)]

/** Rows with 1, 2, 3 … dollars. */
function rising(count: number): PastDueRow[] {
  return Array.from({ length: count }, (_, index) => row(`Name ${index + 1}`, index + 1))
}

function barTotals(rows: readonly PastDueRow[]): [string, string][] {
  return layerRows(pastDueChart(rows, options), 2).map(({ name, total }) => [String(name), String(total)])
}

test('the specification is the golden one', async () => {
  await expect(goldenText(pastDueChart(three, options))).toMatchFileSnapshot('golden/past-due-chart.vegalite')
})

test.each<[string, PastDueRow[], Partial<PastDueOptions>]>([
  ['one row', [row('Ann', 5)], {}],
  ['200 customers of hostile names', rising(200).map((one, index) => ({ ...one, name: `${index}${hostileName}` })), {}],
  ['the same name many times', rising(20).map((one) => ({ ...one, name: hostileName })), { by: hostileName }],
  ['no names', [row('', 5), row(' ', 4)], {}],
  ['negative amounts', [row('Ann', 5, -3, 1), row('Bo', -5)], {}],
  [
    'much money',
    [row('Ann', 9e12), row('Bo', 8e12)],
    { currency: { code: 'JPY', decimals: 0 }, what: 'past due over 30 days' },
  ],
])('is drawn whole and without a warning: %s', async (_, rows, more) => {
  expect(await drawn(pastDueChart(rows, { ...options, ...more }))).toContain('</svg>')
})

test('names stay text', async () => {
  const texts = textsOf(await drawn(pastDueChart([row(hostileName, 5)], options)))
  expect(texts.some((text) => text.startsWith('<script>alert("1")'))).toBe(true)
})

describe('the bars', () => {
  test('are sorted by their total, equal ones by name, and leave out who owes nothing', () => {
    expect(barTotals([row('B', 2), row('none', 0), row('C', 1, 1), row('A', 1, 0, 1), row('D', 0, 9)])).toEqual([
      ['D', '9.00 USD'],
      ['A', '2.00 USD'],
      ['B', '2.00 USD'],
      ['C', '2.00 USD'],
    ])
  })

  test('are cut by age, the youngest first, and end with their total', () => {
    const chart = pastDueChart(three, options)
    expect(layerRows(chart, 0)).toEqual([
      { row: 0, bucket: '1–30 days past due', low: 0, high: 3000 },
      { row: 0, bucket: '31–60', low: 3000, high: 3200 },
      { row: 1, bucket: '1–30 days past due', low: 0, high: 1000 },
      { row: 1, bucket: 'over 60', low: 1000, high: 1500 },
    ])
    expect(layerRows(chart, 1).map(({ text, at }) => [text, at])).toEqual([
      ['3,200', 3200],
      ['1,500', 1500],
    ])
  })

  test('beyond fifteen are one, which holds the rest exactly', () => {
    const bars = barTotals(rising(40))
    expect(bars).toHaveLength(16)
    expect(bars[0]).toEqual(['Name 40', '40.00 USD'])
    expect(bars[14]).toEqual(['Name 26', '26.00 USD'])
    // 1 + 2 + … + 25
    expect(bars[15]).toEqual(['other (25)', '325.00 USD'])
  })

  test('name a single sixteenth', () => {
    expect(barTotals(rising(16)).at(-1)).toEqual(['Name 1', '1.00 USD'])
    expect(barTotals(rising(17)).at(-1)).toEqual(['other (2)', '3.00 USD'])
  })

  test('keep the buckets of the rest apart', () => {
    const rows = [
      ...rising(15).map((one) => ({ ...one, name: `big ${one.name}` })),
      row('x', 0.5, 0.25),
      row('y', 0.25, 0, 0.75),
    ]
    const rest = layerRows(pastDueChart(rows, options), 2).at(-1)
    expect(rest).toMatchObject({ amount0: '0.75 USD', amount1: '0.25 USD', amount2: '0.75 USD' })
  })
})

describe('the finding', () => {
  test.each<[string, PastDueRow[], Partial<PastDueOptions>, string]>([
    // 3,200 of 4,700
    ['one holds half', three, {}, 'Ivan Tan holds 68 % of what is past due'],
    // 10 + 9 + 8 + 7 = 34 of 55
    ['the fewest that do', rising(10), {}, '4 of 10 salespeople hold 62 % of what is past due'],
    ['exactly half', [row('A', 1), row('B', 1)], {}, 'A holds 50 % of what is past due'],
    ['another noun', rising(10), { by: 'country' }, '4 of 10 countries hold 62 % of what is past due'],
    ['another age', three, { what: 'past due over 30 days' }, 'Ivan Tan holds 68 % of what is past due over 30 days'],
    ['one alone', [row('Ann', 5), row('Bo', 0)], {}, 'Ann has all that is past due: 5.00 USD'],
    ['negative amounts have no share', [row('Ann', 5), row('Bo', -1)], {}, '4.00 USD is past due, most of it by Ann'],
    ['all zero', [row('Ann', 0)], {}, 'Nothing is past due'],
    ['none', [], {}, 'Nothing is past due'],
  ])('is the title: %s', (_, rows, more, title) => {
    expect(pastDueChart(rows, { ...options, ...more }).title).toBe(title)
  })

  test('stands in the alt sentence with its numbers', () => {
    expect(pastDueChart(three, options).alt).toBe(
      'Stacked bars of what is past due for 2 salespeople, 4,700 USD in all. The largest: Ivan Tan 3,200, Ana Ruiz 1,500. In ' +
        'the oldest bucket, over 60 days, are 500 USD.',
    )
    expect(pastDueChart(rising(40), options).alt).toMatch(/ The 25 smallest are one bar of 325\.00\.$/)
  })

  test('counts those that the bars leave out', () => {
    const subtitle = (rows: readonly PastDueRow[]) =>
      (pastDueChart(rows, options).spec.title as { subtitle: string[] }).subtitle.join(' ')
    expect(subtitle(three)).toBe('4,700 USD in all. 1 salesperson has nothing past due.')
    expect(subtitle([...rising(40), row('a', 0), row('b', 0)])).toBe(
      '820.00 USD in all. The 25 smallest are one bar. 2 salespeople have nothing past due.',
    )
  })
})
