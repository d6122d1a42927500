import { describe, expect, test } from 'vitest'
import { type AgingStackPoint, agingStackChart } from '../../src/chart/aging-stack-chart.js'
import { monthPeriods, weekPeriods } from './chart-periods.js'
import { drawn, hostileName, layerRows, textsOf } from './drawn-chart.js'
import { goldenText } from './golden.js'

const usd = { currency: { code: 'USD', decimals: 2 } }
const labels = ['current', '1–30', '31–60', '61–90', '91–120', 'over 120']

/** A point for each row, from January 2012; a row has dollars by bucket. */
function points(...rows: readonly (readonly number[])[]): AgingStackPoint[] {
  return monthPeriods(rows.length).map(({ label, start }, index) => ({
    label,
    start,
    buckets: rows[index]!.map((dollars, bucket) => ({ label: labels[bucket]!, amount: dollars * 100 })),
  }))
}

const two = points([6000, 3000, 1000, 0, 0, 0], [5000, 2000, 0, 500, 0, 2500])

test('the specification is the golden one', async () => {
  const chart = agingStackChart([two[0]!, { ...two[1]!, creditBalances: 123_45 }], usd)
  await expect(goldenText(chart)).toMatchFileSnapshot('golden/aging-stack-chart.vegalite')
})

test.each<[string, AgingStackPoint[]]>([
  ['one period', points([5000, 2000, 0, 500, 0, 2500])],
  [
    '60 periods',
    weekPeriods(60).map(({ label, start }, index) => ({
      label,
      start,
      buckets: labels.map((bucket, place) => ({ label: bucket, amount: (index % 7) * place * 1e9 })),
    })),
  ],
  ['negative amounts', points([100, -50, 30, 0, 0, -20])],
  ['some with nothing', points([0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0])],
  ['one bucket', points([100], [200])],
  ['a bucket of a long name', [{ ...two[0]!, buckets: [{ label: hostileName, amount: 1 }] }]],
])('is drawn whole and without a warning: %s', async (_, rows) => {
  expect(await drawn(agingStackChart(rows, usd))).toContain('</svg>')
})

describe('the columns', () => {
  test('put the buckets on top of one another in the order of age, current at the bottom, without the empty ones', () => {
    const rows = layerRows(agingStackChart(two, usd), 0).map(({ start, bucket, low, high }) => [
      start,
      bucket,
      low,
      high,
    ])
    expect(rows).toEqual([
      ['2012-01-01', 'current', 0, 6000],
      ['2012-01-01', '1–30 days past due', 6000, 9000],
      ['2012-01-01', '31–60', 9000, 10000],
      ['2012-02-01', 'current', 0, 5000],
      ['2012-02-01', '1–30 days past due', 5000, 7000],
      ['2012-02-01', '61–90', 7000, 7500],
      ['2012-02-01', 'over 120', 7500, 10000],
    ])
  })

  test('go down from 0 where amounts are negative', () => {
    const rows = layerRows(agingStackChart(points([10, -5, 3, -2]), usd), 0).map(({ low, high }) => [low, high])
    expect(rows).toEqual([
      [0, 10],
      [-5, 0],
      [10, 13],
      [-7, -5],
    ])
  })

  test('stand in the order of time', () => {
    expect(agingStackChart([...two].reverse(), usd)).toEqual(agingStackChart(two, usd))
  })

  test('have all buckets in the legend, those that are empty too', async () => {
    const texts = textsOf(await drawn(agingStackChart(two, usd)))
    for (const name of ['current', '1–30 days past due', '31–60', '61–90', '91–120', 'over 120'])
      expect(texts).toContain(name)
  })

  test('lack a bucket that only other periods have', () => {
    const [first, second] = points([5], [5, 4])
    const chart = agingStackChart([first!, second!], usd)
    expect(layerRows(chart, 0)).toHaveLength(3)
    expect(layerRows(chart, 1)[0]).toMatchObject({ amount0: '5.00 USD', amount1: '0.00 USD', total: '5.00 USD' })
  })
})

describe('the finding', () => {
  test.each<[string, AgingStackPoint[], string]>([
    // 4,000 and 5,000 of 10,000
    [
      'against the first',
      two,
      '50 % of what is open is past due at the end of Feb 2012, 10 points more than in Jan 2012',
    ],
    [
      'against a year before',
      points([6, 4], ...Array.from({ length: 11 }, () => [1, 9]), [9, 1]),
      '10 % of what is open is past due at the end of Jan 2013, 30 points less than in Jan 2012',
    ],
    [
      'no change',
      points([6, 4], [6, 4]),
      '40 % of what is open is past due at the end of Feb 2012, about as much as in Jan 2012',
    ],
    ['one period', points([6, 4]), '40 % of what is open is past due at the end of Jan 2012'],
    ['a trifle', points([99_999, 1]), 'Under 1 % of what is open is past due at the end of Jan 2012'],
    ['nothing before', points([0], [6, 4]), '40 % of what is open is past due at the end of Feb 2012'],
    ['nothing at last', points([6, 4], [0, 0]), 'Nothing is open at the end of Feb 2012'],
    ['negative amounts have no share', points([6, -4]), '2.00 USD is open at the end of Jan 2012'],
    ['all zero', points([0, 0], [0, 0]), 'Nothing is open at the end of any period'],
    ['no periods', [], 'Nothing is open at the end of any period'],
  ])('is the title: %s', (_, rows, title) => {
    expect(agingStackChart(rows, usd).title).toBe(title)
  })

  test('stands in the alt sentence with all its numbers', () => {
    expect(agingStackChart(two, usd).alt).toBe(
      'Stacked columns of the open amounts by days past due. At the end of Jan 2012: current 6,000, 1–30 days 3,000, 31–60 ' +
        'days 1,000, 61–90 days 0, 91–120 days 0, over 120 days 0; in all 10,000 USD. At the end of Feb 2012: current 5,000, ' +
        '1–30 days 2,000, 31–60 days 0, 61–90 days 500, 91–120 days 0, over 120 days 2,500; in all 10,000 USD.',
    )
  })

  test('names the credit balances that the columns leave out: the last, else the largest', () => {
    const [first, second] = two
    const sentence = (amounts: readonly [number, number]) =>
      agingStackChart(
        [
          { ...first!, creditBalances: amounts[0] },
          { ...second!, creditBalances: amounts[1] },
        ],
        usd,
      ).alt
    expect(sentence([9_000_00, 123_00])).toMatch(/ Credit balances are left out: 123 USD at the end of Feb 2012\.$/)
    expect(sentence([9_000_00, 0])).toMatch(/ Credit balances are left out: 9,000 USD at the end of Jan 2012\.$/)
    expect(sentence([0, 0])).not.toContain('Credit balances')
  })
})
