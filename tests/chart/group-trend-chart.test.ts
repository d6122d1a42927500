import { describe, expect, test } from 'vitest'
import { type GroupTrendOptions, groupTrendChart } from '../../src/chart/group-trend-chart.js'
import type { NamedSeries } from '../../src/chart/named-lines.js'
import { monthly, monthPeriods } from './chart-periods.js'
import { drawn, hostileName, layerRows, textsOf } from './drawn-chart.js'

const pastDue: GroupTrendOptions = {
  name: 'Past due over 30 days',
  kpi: 'past_due_over_30',
  unit: 'percent',
  better: 'lower',
}
const group = (name: string, ...values: readonly (number | null)[]): NamedSeries => ({
  name,
  points: monthly(...values),
})
const three = [group('all', 5, 6, 7.25), group('Retail', 4, 9, 12.34), group('Services', 8, 3, null)]
const subtitleOf = (chart: ReturnType<typeof groupTrendChart>) =>
  (chart.spec.title as { subtitle: string[] }).subtitle.join(' ')
const lineCount = (chart: ReturnType<typeof groupTrendChart>) =>
  (chart.spec.layer as { mark: { type: string } }[]).filter(({ mark }) => mark.type === 'line').length

describe('the finding', () => {
  test('is the worst group of the newest period; all that are known then stand in the alt sentence, the worst first', () => {
    const chart = groupTrendChart(three, pastDue)
    expect(chart.title).toBe('Retail has the highest past due over 30 days in Mar 2012: 12.3 %')
    expect(chart.alt).toBe('Line chart of past due over 30 days of 3 groups. In Mar 2012: Retail 12.3 %, all 7.3 %.')
    expect(subtitleOf(chart)).toBe('Jan 2012 to Mar 2012. At the right end: the last value of each.')
  })

  test('is the lowest where higher is better', () => {
    const chart = groupTrendChart(three, { name: 'CEI', kpi: 'cei', unit: 'percent', better: 'higher' })
    expect(chart.title).toBe('all has the lowest CEI in Mar 2012: 7.3 %')
    expect(chart.alt).toBe('Line chart of CEI of 3 groups. In Mar 2012: all 7.3 %, Retail 12.3 %.')
  })

  test.each(['neither', 'band'] as const)('is the highest where better is %s', (better) => {
    const chart = groupTrendChart([group('A', 1.5), group('B', 2.5)], {
      name: 'Turnover',
      kpi: 'x',
      unit: 'times',
      better,
    })
    expect(chart.title).toBe('B has the highest turnover in Jan 2012: 2.5 times')
  })

  test('of equals is the first one given', () => {
    expect(groupTrendChart([group('A', 2), group('B', 2)], pastDue).title).toMatch(/^A has/)
  })

  test('of a single group is its value alone', () => {
    const chart = groupTrendChart([group('Retail', 4, 9)], pastDue)
    expect(chart.title).toBe('Past due over 30 days is 9.0 % in Feb 2012')
    expect(chart.alt).toBe('Line chart of past due over 30 days of 1 group. In Feb 2012: Retail 9.0 %.')
  })

  test('is of the newest period with a value, whoever has it', () => {
    const chart = groupTrendChart([group('A', 50, null, null), group('B', 1, 2, null)], pastDue)
    expect(chart.title).toBe('B has the highest past due over 30 days in Feb 2012: 2.0 %')
    expect(subtitleOf(chart)).toMatch(/^Jan 2012 to Mar 2012\./)
  })
})

describe('more than seven groups', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => group(`Group ${index}`, index, index + 1))

  test('seven are drawn whole', () => {
    const chart = groupTrendChart(many(7), pastDue)
    expect([lineCount(chart), subtitleOf(chart).includes('not drawn')]).toEqual([7, false])
  })

  test('the first seven are drawn, and the chart says how many are not', async () => {
    const chart = groupTrendChart(many(10), pastDue)
    expect(lineCount(chart)).toBe(7)
    expect(subtitleOf(chart)).toBe(
      'Jan 2012 to Feb 2012. At the right end: the last value of each. 3 more are not drawn.',
    )
    // Of those that are drawn: Group 9 is higher.
    expect(chart.title).toBe('Group 6 has the highest past due over 30 days in Feb 2012: 7.0 %')
    expect(chart.alt).toContain('of 7 groups')
    const texts = textsOf(await drawn(chart)).join('\n')
    expect(texts).toContain('7.0  Group 6')
    expect(texts).not.toContain('Group 7')
  })
})

describe('the lines', () => {
  test('have gaps where a group has no value', () => {
    expect(layerRows(groupTrendChart([group('A', 1, null, 3)], pastDue), 0)).toEqual([
      { value: 1, start: '2012-01-01', run: 0 },
      { value: 3, start: '2012-03-01', run: 1 },
    ])
  })

  test('are of groups that have any value', () => {
    const chart = groupTrendChart([group('A', null, null), group('B', 1, 2)], pastDue)
    expect(lineCount(chart)).toBe(1)
    expect(chart.alt).not.toContain('A ')
  })

  test('have their last value and name at the right end, and the period of an older one', async () => {
    const texts = textsOf(await drawn(groupTrendChart(three, pastDue)))
    expect(texts).toContain('12.3  Retail')
    expect(texts).toContain('7.3  all')
    expect(texts).toContain('3.0  Services, Feb 2012')
  })
})

test.each<[string, NamedSeries[]]>([
  ['no group', []],
  ['no period', [{ name: 'A', points: [] }]],
  ['no value', [group('A', null, null), group('B', null)]],
])('nothing defined is said in words: %s', async (_, groups) => {
  const chart = groupTrendChart(groups, pastDue)
  expect(chart.title).toBe('Past due over 30 days is not defined in any period')
  expect(chart.alt).toBe('Past due over 30 days is not defined in any period. There is nothing to draw.')
  expect(await drawn(chart)).toContain('</svg>')
})

test.each<[string, NamedSeries[]]>([
  ['one period', [group('A', 40), group('B', 30)]],
  ['all zero', [group('A', 0, 0), group('B', 0, 0)]],
  ['a share beyond 100 %, and a negative one', [group('A', 150, 220), group('B', -3, -40)]],
  ['seven that coincide', Array.from({ length: 7 }, (_, index) => group(`Group ${index}`, 40, 40))],
  [
    '60 periods with gaps',
    [0, 1].map((shift) =>
      group(`Group ${shift}`, ...monthPeriods(60).map((_, index) => ((index + shift) % 9 === 0 ? null : index))),
    ),
  ],
  [
    'hostile names',
    [group(hostileName, 1, 2), group(`${hostileName}2`, 3, null), group('', 1, 1), group('\u0007', 2, 2)],
  ],
])('is drawn whole and without a warning: %s', async (_, groups) => {
  const svg = await drawn(groupTrendChart(groups, pastDue))
  expect(svg).toContain('</svg>')
})

test('a hostile name in title and alt is short and shows its control characters', () => {
  const { title, alt } = groupTrendChart([group('\u001b[31mred\nalert', 4), group('B', 3)], pastDue)
  expect(title).toBe('\\u001b[31mred alert has the highest past due over 30 days in Jan 2012: 4.0 %')
  expect(alt).toContain('\\u001b[31mred alert 4.0 %')
})
