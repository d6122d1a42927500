import { describe, expect, test } from 'vitest'
import { type ControlChartOptions, type ControlPoint, controlChart } from '../../src/chart/control-chart.js'
import { monthPeriods } from './chart-periods.js'
import { drawn, hostileName, layerRows, textsOf } from './drawn-chart.js'
import { goldenText } from './golden.js'

const delinquent: ControlChartOptions = { name: 'Average days delinquent', unit: 'days' }

/** Months from January 2012 of these averages, each held against 6 to 10; the values lie 1 above. Null is a gap that carries the average 8 on. */
function points(...averages: readonly (number | null)[]): ControlPoint[] {
  return monthPeriods(averages.length).map(({ label, start }, index) => {
    const ewma = averages[index]!
    const signal = ewma === null ? null : ewma > 10 ? 'high' : ewma < 6 ? 'low' : null
    return {
      label,
      start,
      value: ewma === null ? null : ewma + 1,
      ewma: ewma ?? 8,
      center: 8,
      lower: 6,
      upper: 10,
      signal,
    }
  })
}

const unlimited = { ewma: null, center: null, lower: null, upper: null, signal: null }

test('the specification is the golden one', async () => {
  await expect(goldenText(controlChart(points(8, 9, null, 11, 12, 5), delinquent))).toMatchFileSnapshot(
    'golden/control-chart.vegalite',
  )
})

test.each<[string, ControlPoint[], Partial<ControlChartOptions>]>([
  ['one point', points(8), {}],
  ['one point that signals', points(18), {}],
  [
    '60 points',
    points(...Array.from({ length: 60 }, (_, index) => (index % 9 === 8 ? null : 8 + 4 * Math.sin(index)))),
    { judgedFrom: 12 },
  ],
  ['all zero', points(0, 0).map((point) => ({ ...point, value: 0, lower: 0, upper: 0, center: 0, signal: null })), {}],
  ['values only', points(8, 9).map((point) => ({ ...point, ...unlimited })), {}],
  [
    'limits that begin late',
    points(8, 9, 12).map((point, index) => (index < 2 ? { ...point, ...unlimited } : point)),
    {},
  ],
  ['a hostile name', points(8, 12), { name: hostileName }],
  ['judged at the very end', points(8, 9, 8), { judgedFrom: 2 }],
  ['money', points(8e9, 7e9), { unit: 'money', currency: { code: 'USD', decimals: 2 } }],
])('is drawn whole and without a warning: %s', async (_, all, more) => {
  expect(await drawn(controlChart(all, { ...delinquent, ...more }))).toContain('</svg>')
})

describe('the signals', () => {
  const marks = (all: readonly ControlPoint[]) =>
    (controlChart(all, delinquent).spec.layer as { mark: { shape?: string }; data: { values: { start: string }[] } }[])
      .filter(({ mark }) => mark.shape !== undefined)
      .map(({ mark, data }) => [mark.shape, data.values.map(({ start }) => start)])

  test('are triangles that point to their side', () => {
    expect(marks(points(8, 11, 12, 5))).toEqual([
      ['triangle-up', ['2012-02-01', '2012-03-01']],
      ['triangle-down', ['2012-04-01']],
    ])
  })

  test('are none without one', () => {
    expect(marks(points(8, 9))).toEqual([])
  })

  test('have a word at the first of several in a row', async () => {
    const texts = textsOf(await drawn(controlChart(points(8, 11, 12, 11, 8, 8, 8, 5, 8, 12), delinquent)))
    // Each word is drawn twice: its white edge, and itself.
    expect(texts.filter((text) => text === 'high')).toHaveLength(4)
    expect(texts.filter((text) => text === 'low')).toHaveLength(2)
  })

  test('have no words on top of one another', async () => {
    const restless = points(...Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? 12 : 5)))
    const texts = textsOf(await drawn(controlChart(restless, delinquent)))
    const words = texts.filter((text) => text === 'high' || text === 'low').length / 2
    // 540 pixels have room for 15 words that are at least 36 apart.
    expect(words).toBeGreaterThan(5)
    expect(words).toBeLessThanOrEqual(15)
  })
})

describe('the picture', () => {
  test('has the average and the limits in numbers at the right end, as they are at last', async () => {
    const texts = textsOf(await drawn(controlChart(points(8, 9.5), delinquent)))
    expect(texts).toContain('9.5 average')
    expect(texts).toContain('10.0 upper')
    expect(texts).toContain('6.0 lower')
  })

  test('has gaps where a value is not defined', () => {
    const chart = controlChart(points(8, null, 9), delinquent)
    const layers = chart.spec.layer as { mark: { filled?: boolean } }[]
    const rows = layerRows(
      chart,
      layers.findIndex(({ mark }) => mark.filled === false),
    )
    expect(rows.map(({ start }) => start)).toEqual(['2012-01-01', '2012-03-01'])
  })

  test('says where the points that made the limits end', async () => {
    const all = points(8, 9, 8)
    expect(textsOf(await drawn(controlChart(all, { ...delinquent, judgedFrom: 2 })))).toContain('judged from here')
    expect(textsOf(await drawn(controlChart(all, delinquent)))).not.toContain('judged from here')
  })

  test('does not depend on the order of the points', () => {
    const all = points(8, 11, 5)
    expect(controlChart([...all].reverse(), delinquent)).toEqual(controlChart(all, delinquent))
  })
})

describe('the finding', () => {
  test.each<[string, ControlPoint[], Partial<ControlChartOptions>, string]>([
    [
      'a signal now',
      points(8, 11.5),
      {},
      'Average days delinquent signals high in Feb 2012: its average of 11.5 days is above the limit of 10.0',
    ],
    [
      'a signal that lasts',
      points(5, 11, 12, 5.5, 5),
      {},
      'Average days delinquent has signalled low since Apr 2012: its average of 5.0 days is below the limit of 6.0',
    ],
    [
      'a signal on both sides of a gap',
      points(8, 11, null, 12),
      {},
      'Average days delinquent has signalled high since Feb 2012: its average of 12.0 days is above the limit of 10.0',
    ],
    [
      'a gap at last',
      points(8, 11, null),
      {},
      'Average days delinquent signals high in Feb 2012: its average of 11.0 days is above the limit of 10.0',
    ],
    [
      'a signal that is over',
      points(8, 11, 8, 5, 9),
      {},
      'Average days delinquent is back within its limits in May 2012; the last signal, low, was in Apr 2012',
    ],
    ['no signal', points(8, 9, null, 8), {}, 'Average days delinquent gives no signal in 3 periods'],
    [
      'only those that are judged',
      points(8, 9, 8),
      { judgedFrom: 2 },
      'Average days delinquent gives no signal in 1 period',
    ],
    ['none is judged', points(8, 9), { judgedFrom: 2 }, 'Average days delinquent cannot be judged yet'],
    [
      'no limits',
      points(8).map((point) => ({ ...point, ...unlimited })),
      {},
      'Average days delinquent cannot be judged yet',
    ],
    [
      'nothing defined',
      points(null).map((point) => ({ ...point, ...unlimited })),
      {},
      'Average days delinquent is not defined in any period',
    ],
    ['no points', [], {}, 'Average days delinquent is not defined in any period'],
  ])('is the title: %s', (_, all, more, title) => {
    expect(controlChart(all, { ...delinquent, ...more }).title).toBe(title)
  })

  test('stands in the alt sentence with its numbers', () => {
    expect(controlChart(points(8, 11, null, 5.5), delinquent).alt).toBe(
      'Control chart of Average days delinquent, Jan 2012 to Apr 2012. In Apr 2012 the moving average is 5.5 days, its limits ' +
        'are 6.0 to 10.0 days. 2 signals: high in Feb 2012, low in Apr 2012. The KPI is not defined in 1 period.',
    )
    expect(controlChart(points(8, 9), { ...delinquent, judgedFrom: 1 }).alt).toBe(
      'Control chart of Average days delinquent, Jan 2012 to Feb 2012, judged from Feb 2012. In Feb 2012 the moving average is ' +
        '9.0 days, its limits are 6.0 to 10.0 days. No period signals.',
    )
    expect(controlChart(points(11, 12, 11, 12, 11, 12, 11), delinquent).alt).toContain(
      ' 7 signals, the last six: high in Feb 2012, ',
    )
  })
})

test('money needs a currency', () => {
  expect(() => controlChart(points(8), { ...delinquent, unit: 'money' })).toThrow(
    'controlChart needs a currency for money',
  )
})
