import { describe, expect, test } from 'vitest'
import { type DsoVariant, dsoVariantsChart } from '../../src/chart/dso-variants-chart.js'
import { monthly, monthPeriods } from './chart-periods.js'
import { drawn, hostileName, layerRows, textsOf } from './drawn-chart.js'
import { goldenText } from './golden.js'

function variant(name: string, ...values: readonly (number | null)[]): DsoVariant {
  return { id: name, name, points: monthly(...values) }
}

const three = [
  variant('DSO', 41.2, 40.1, 42.3),
  variant('DSO by countback', null, 39.5, 41.9),
  variant('Best possible DSO', 32, 31.5, 33),
]

test('the specification is the golden one', async () => {
  await expect(goldenText(dsoVariantsChart(three))).toMatchFileSnapshot('golden/dso-variants-chart.vegalite')
})

test.each<[string, DsoVariant[]]>([
  ['one period', [variant('DSO', 40), variant('Best possible DSO', 30)]],
  [
    '60 periods with gaps',
    [0, 1].map((shift) =>
      variant(`Variant ${shift}`, ...monthPeriods(60).map((_, index) => ((index + shift) % 9 === 0 ? null : index))),
    ),
  ],
  ['all zero', [variant('A', 0, 0), variant('B', 0, 0)]],
  ['negative', [variant('A', -3, -4), variant('B', 5, 6)]],
  [
    'eight that nearly coincide',
    Array.from({ length: 8 }, (_, index) => variant(`Variant ${index}`, 40, 40 + index / 100)),
  ],
  ['hostile names', [variant(hostileName, 1, 2), variant(`${hostileName}2`, 3, null)]],
])('is drawn whole and without a warning: %s', async (_, series) => {
  expect(await drawn(dsoVariantsChart(series))).toContain('</svg>')
})

describe('the lines', () => {
  test('differ by dash from their neighbours, and by colour or dash from all', () => {
    const many = Array.from({ length: 12 }, (_, index) => variant(`Variant ${index}`, index, index + 1))
    const layers = dsoVariantsChart(many).spec.layer as {
      mark: { type: string; color: string; strokeDash: number[] }
    }[]
    const lines = layers.filter(({ mark }) => mark.type === 'line').map(({ mark }) => mark)
    expect(lines).toHaveLength(12)
    for (const [index, line] of lines.slice(1).entries()) expect(line.strokeDash).not.toEqual(lines[index]!.strokeDash)
    expect(new Set(lines.map(({ color, strokeDash }) => `${color} ${strokeDash}`)).size).toBe(12)
  })

  test('have a gap where the variant is not defined', () => {
    const rows = layerRows(dsoVariantsChart([variant('DSO', 1, 2, null, 4)]), 0)
    expect(rows).toEqual([
      { value: 1, start: '2012-01-01', run: 0 },
      { value: 2, start: '2012-02-01', run: 0 },
      { value: 4, start: '2012-04-01', run: 1 },
    ])
  })

  test('have their last value and name at the right end, and the period of a last value that is older', async () => {
    const texts = textsOf(await drawn(dsoVariantsChart([...three, variant('DSO over 3 months', 40, null, null)])))
    expect(texts).toContain('42.3  DSO')
    expect(texts).toContain('41.9  DSO by countback')
    expect(texts).toContain('33.0  Best possible DSO')
    expect(texts).toContain('40.0  DSO over 3 months, Jan 2012')
  })

  test('have names that do not stand on one another', () => {
    const layers = dsoVariantsChart(three).spec.layer as {
      mark: { type: string }
      data: { values: { at: number }[] }
    }[]
    const names = layers.find(({ mark }) => mark.type === 'text')!.data.values.map(({ at }) => at)
    const scale = layers.find(({ mark }) => mark.type === 'line') as unknown as {
      encoding: { y: { scale: { domain: [number, number] } } }
    }
    const [low, high] = scale.encoding.y.scale.domain
    const pixels = names.map((at) => (250 * (at - low)) / (high - low)).sort((a, b) => a - b)
    for (const [index, at] of pixels.slice(1).entries()) expect(at - pixels[index]!).toBeGreaterThanOrEqual(17 - 1e-6)
  })
})

describe('the finding', () => {
  test.each<[string, DsoVariant[], string]>([
    [
      'the ends of the newest period',
      three,
      'DSO in Mar 2012 depends on how it is counted: 33.0 (Best possible DSO) to 42.3 days (DSO)',
    ],
    ['one is all there is', [variant('DSO', 40, 41)], 'DSO is 41.0 days in Feb 2012'],
    [
      'only those of the newest period',
      [variant('DSO', 40, null), variant('Best possible DSO', 30, 31)],
      'Best possible DSO is 31.0 days in Feb 2012',
    ],
    ['nothing defined', [variant('DSO', null)], 'No variant of DSO is defined in any period'],
    ['none', [], 'No variant of DSO is defined in any period'],
  ])('is the title: %s', (_, series, title) => {
    expect(dsoVariantsChart(series).title).toBe(title)
  })

  test('stands in the alt sentence with all its numbers', () => {
    expect(dsoVariantsChart(three).alt).toBe(
      'Line chart of 3 variants of DSO. In Mar 2012: Best possible DSO 33.0 days, DSO by countback 41.9 days, DSO 42.3 ' +
        'days. Over all periods DSO lay between 40.1 and 42.3 days; DSO by countback lay between 39.5 and 41.9 days; Best ' +
        'possible DSO lay between 31.5 and 33.0 days.',
    )
    expect(dsoVariantsChart([variant('DSO', 40, 41)]).alt).toContain('Line chart of 1 variant of DSO. ')
  })

  test('counts the variants that are never defined', () => {
    const subtitle = (
      dsoVariantsChart([...three, variant('DSO from ages', null, null)]).spec.title as { subtitle: string[] }
    ).subtitle
    expect(subtitle.join(' ')).toBe(
      'Jan 2012 to Mar 2012. At the right end: the last value of each. 1 more is not defined in any period.',
    )
  })
})
