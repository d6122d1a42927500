import { describe, expect, test } from 'vitest'
import { type Bridge, bridgeChart } from '../../src/chart/bridge-chart.js'
import { drawn, hostileName, layerRows, textsOf } from './drawn-chart.js'
import { goldenText } from './golden.js'

const dso: Bridge = {
  kpiName: 'DSO',
  unit: 'days',
  digits: 1,
  better: 'lower',
  from: { label: '2013-Q1', value: 39.9 },
  to: { label: '2013-Q2', value: 41.4 },
  parts: [
    { label: 'terms', value: 0.3 },
    { label: 'customer mix', value: -0.4 },
    { label: 'sales timing', value: 0 },
    { label: 'delinquency', value: 2.1 },
    { label: 'disputes', value: -0.5 },
  ],
}

/** Parts of one size and alternating sign, which lead nowhere if there is an even number of them. */
function alternating(count: number, size: number): Bridge['parts'] {
  return Array.from({ length: count }, (_, index) => ({
    label: `part ${index}`,
    value: index % 2 === 0 ? size : -size,
  }))
}

test('the specification is the golden one', async () => {
  await expect(goldenText(bridgeChart(dso))).toMatchFileSnapshot('golden/bridge-chart.vegalite')
})

test.each<[string, Partial<Bridge>]>([
  ['one part', { parts: [{ label: 'delinquency', value: 1.5 }] }],
  ['fourteen parts', { parts: [...alternating(13, 1), { label: hostileName, value: 0.5 }] }],
  ['all zero', { from: { label: '2013', value: 0 }, to: { label: '2014', value: 0 }, parts: alternating(2, 0) }],
  ['below zero', { from: { label: '2013', value: -8 }, to: { label: '2014', value: -8 }, parts: alternating(2, 1) }],
  ['through zero', { from: { label: '2013', value: -1 }, to: { label: '2014', value: -1 }, parts: alternating(4, 3) }],
  [
    'long names',
    { kpiName: hostileName, from: { label: hostileName, value: 39.9 }, parts: [{ label: hostileName, value: 1.5 }] },
  ],
  [
    'money',
    {
      unit: 'money',
      digits: 0,
      currency: { code: 'USD', decimals: 2 },
      from: { label: '2013', value: 1e12 },
      to: { label: '2014', value: 3e12 },
      parts: [{ label: 'sales', value: 2e12 }],
    },
  ],
])('is drawn whole and without a warning: %s', async (_, changes) => {
  expect(await drawn(bridgeChart({ ...dso, ...changes }))).toContain('</svg>')
})

describe('the parts', () => {
  test('go from the earlier to the later value without a gap', () => {
    const steps = layerRows(bridgeChart(dso), 3)
    // 39.9 + 0.3 = 40.2, − 0.4 = 39.8, + 0 = 39.8, + 2.1 = 41.9, − 0.5 = 41.4
    expect(steps.map(({ before, value }) => [before, value])).toEqual([
      [39.9, 40.2],
      [40.2, 39.8],
      [39.8, 39.8],
      [39.8, 41.9],
      [41.9, 41.4],
    ])
  })

  test('have their sign written beside them, and the ends their values', async () => {
    const texts = textsOf(await drawn(bridgeChart(dso)))
    for (const text of ['39.9', '+0.3', '−0.4', '0.0', '+2.1', '−0.5', '41.4']) expect(texts).toContain(text)
  })

  test.each([
    ['lower', ['#d55e00', '#009e73', '#52606d', '#d55e00', '#009e73']],
    ['higher', ['#009e73', '#d55e00', '#52606d', '#009e73', '#d55e00']],
    ['neither', ['#52606d', '#52606d', '#52606d', '#52606d', '#52606d']],
  ] as const)('are coloured by what is better: %s', (better, colors) => {
    expect(layerRows(bridgeChart({ ...dso, better }), 3).map(({ color }) => color)).toEqual(colors)
  })

  test('must add up', () => {
    const wrong = { ...dso, to: { label: '2013-Q2', value: 41.5 } }
    expect(() => bridgeChart(wrong)).toThrow(
      'bridgeChart needs parts that add up to the change, but they lead to 41.4 and not to 41.5',
    )
    expect(() => bridgeChart({ ...dso, parts: [] })).toThrow(RangeError)
  })

  test('may add up with the tails of binary fractions', () => {
    const tenths = Array.from({ length: 10 }, (_, index) => ({ label: `part ${index}`, value: 0.1 }))
    const bridge = { ...dso, from: { label: '2012', value: 0.2 }, to: { label: '2013', value: 1.2 }, parts: tenths }
    expect(bridgeChart(bridge).title).toContain('DSO worsened 1.0 days')
  })
})

describe('the axis', () => {
  const ends = (bridge: Bridge) => JSON.stringify((bridgeChart(bridge).spec.layer as { mark: unknown }[])[0]!.mark)

  test('need not begin at 0, but then the bars of the ends fade out', () => {
    expect(ends(dso)).toContain('gradient')
  })

  test('has solid bars where it holds 0', () => {
    expect(
      ends({ ...dso, from: { label: 'a', value: 1 }, to: { label: 'b', value: 9 }, parts: [{ label: 'c', value: 8 }] }),
    ).not.toContain('gradient')
  })
})

describe('the finding', () => {
  test.each<[string, Partial<Bridge>, string]>([
    ['lower is better', {}, 'DSO worsened 1.5 days from Q1 2013 to Q2 2013; the largest part is delinquency (+2.1)'],
    [
      'higher is better',
      { better: 'higher' },
      'DSO improved 1.5 days from Q1 2013 to Q2 2013; the largest part is delinquency (+2.1)',
    ],
    [
      'no good side',
      { better: 'neither' },
      'DSO rose 1.5 days from Q1 2013 to Q2 2013; the largest part is delinquency (+2.1)',
    ],
    [
      'no change in all',
      { to: { label: '2013-Q2', value: 39.9 }, parts: alternating(2, 1) },
      'DSO held at 39.9 days from Q1 2013 to Q2 2013; the largest part is part 0 (+1.0)',
    ],
    [
      'no change at all',
      { to: { label: '2013-Q2', value: 39.9 }, parts: alternating(2, 0) },
      'DSO held at 39.9 days from Q1 2013 to Q2 2013',
    ],
    [
      'per cent',
      {
        unit: 'percent',
        from: { label: '2012', value: 80 },
        to: { label: '2013', value: 78 },
        parts: [{ label: 'mix', value: -2 }],
      },
      'DSO improved 2.0 points from 2012 to 2013; the largest part is mix (−2.0)',
    ],
    [
      'nothing to show',
      { to: { label: '2013-Q2', value: 39.9 }, parts: [] },
      'The change of DSO was not split into parts',
    ],
  ])('is the title: %s', (_, changes, title) => {
    expect(bridgeChart({ ...dso, ...changes }).title).toBe(title)
  })

  test('stands in the alt sentence with all its numbers', () => {
    expect(bridgeChart(dso).alt).toBe(
      'Waterfall chart of DSO from 39.9 days in Q1 2013 to 41.4 days in Q2 2013, +1.5 days: terms +0.3, customer mix −0.4, ' +
        'sales timing 0.0, delinquency +2.1, disputes −0.5.',
    )
  })

  test('says which way is better, where one is', () => {
    const subtitle = (better: Bridge['better']) =>
      (bridgeChart({ ...dso, better }).spec.title as { subtitle: string[] }).subtitle
    expect(subtitle('lower')).toEqual(['The parts add up to the change. Up is worse, down is better.'])
    expect(subtitle('higher')).toEqual(['The parts add up to the change. Up is better, down is worse.'])
    expect(subtitle('band')).toEqual(['The parts add up to the change.'])
  })
})

test('money needs a currency', () => {
  expect(() => bridgeChart({ ...dso, unit: 'money' })).toThrow('bridgeChart needs a currency for money')
})
