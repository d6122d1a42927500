import { describe, expect, test } from 'vitest'
import {
  type Benchmark,
  benchmarkAbout,
  benchmarkOf,
  type Light,
  lightOf,
  publishedBenchmarks,
} from '../../src/kpi/benchmarks.js'
import { kpiById } from '../../src/kpi/catalogue.js'

const published = (kpi: string) => benchmarkOf(kpi, publishedBenchmarks)!

describe('the light of a value', () => {
  test.each<[string, number, Light]>([
    ['past_due_over_30', -1, 'green'],
    ['past_due_over_30', 0, 'green'],
    ['past_due_over_30', 5, 'green'],
    ['past_due_over_30', 5.000001, 'amber'],
    ['past_due_over_30', 10, 'amber'],
    ['past_due_over_30', 10.000001, 'red'],
    ['past_due_over_60', 1, 'green'],
    ['past_due_over_60', 2, 'amber'],
    ['past_due_over_60', 2.1, 'red'],
    ['customers_paying_early', 100, 'green'],
    ['customers_paying_early', 60, 'green'],
    ['customers_paying_early', 59.9, 'amber'],
    ['customers_paying_early', 40, 'amber'],
    ['customers_paying_early', 39.9, 'red'],
    // A range with two ends: too little bad debt is a warning as well.
    ['bad_debt_to_receivables', 0, 'amber'],
    ['bad_debt_to_receivables', 1, 'green'],
    ['bad_debt_to_receivables', 2, 'green'],
    ['bad_debt_to_receivables', 2.5, 'amber'],
    ['bad_debt_to_receivables', 3.1, 'red'],
    ['bad_debt_to_receivables', -0.1, 'red'],
    ['dso_gap_to_target', -20, 'green'],
    ['dso_gap_to_target', 0, 'green'],
    ['dso_gap_to_target', 7, 'amber'],
    ['dso_gap_to_target', 7.1, 'red'],
  ])('%s %d is %s', (kpi, value, light) => {
    expect(lightOf(value, published(kpi))).toBe(light)
  })

  test('of what is no number is not green', () => {
    expect(lightOf(Number.NaN, published('past_due_over_30'))).toBe('red')
  })
})

describe('the benchmark of a KPI', () => {
  const own: Benchmark = { kpi: 'dso', green: { to: 45 }, amber: { to: 50 }, text: 'our own', source: 'The board.' }

  test('is the last that names it, so that a company’s own goes before the published one', () => {
    const stricter = { ...published('past_due_over_30'), green: { to: 2 }, source: 'The board.' }
    expect(benchmarkOf('past_due_over_30', [...publishedBenchmarks, stricter])).toBe(stricter)
    expect(benchmarkOf('past_due_over_30', publishedBenchmarks)?.green).toEqual({ to: 5 })
  })

  test('is null where none names it, one that is only about it included', () => {
    expect(benchmarkOf('cei', publishedBenchmarks)).toBeNull()
    expect(benchmarkOf('dso', publishedBenchmarks)).toBeNull()
    expect(benchmarkOf('dso', [])).toBeNull()
  })

  test('to mention beside a KPI is its own, or else one that is about it', () => {
    const gap = published('dso_gap_to_target')
    expect(benchmarkAbout('dso', publishedBenchmarks)).toBe(gap)
    expect(benchmarkAbout('dso_countback', publishedBenchmarks)).toBe(gap)
    expect(benchmarkAbout('dso_gap_to_target', publishedBenchmarks)).toBe(gap)
    expect(benchmarkAbout('dso', [own, ...publishedBenchmarks])).toBe(own)
    expect(benchmarkAbout('cei', publishedBenchmarks)).toBeNull()
  })

  test('about several is the last of those', () => {
    const later = { ...own, kpi: 'cei', alsoAbout: ['dso_target'] }
    expect(benchmarkAbout('dso_target', [...publishedBenchmarks, later])).toBe(later)
  })
})

describe('the published benchmarks', () => {
  test('are of these KPIs, one each, over a year where a month says nothing', () => {
    expect(publishedBenchmarks.map(({ kpi, windowMonths }) => [kpi, windowMonths])).toEqual([
      ['past_due_over_30', undefined],
      ['past_due_over_60', undefined],
      ['customers_paying_early', 12],
      ['bad_debt_to_receivables', 12],
      ['dso_gap_to_target', undefined],
    ])
  })

  test.each(publishedBenchmarks.map((benchmark) => [benchmark.kpi, benchmark] as const))(
    'of %s: a KPI of the catalogue, a source, and an amber range around the green one',
    (_, { kpi, alsoAbout = [], green, amber, text, source }) => {
      for (const id of [kpi, ...alsoAbout]) expect(kpiById(id).id).toBe(id)
      expect(source).toMatch(/\.$/)
      expect(text.length).toBeGreaterThan(10)
      const ends = ({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }) => [from, to] as const
      const [[greenFrom, greenTo], [amberFrom, amberTo]] = [ends(green), ends(amber)]
      expect(greenFrom).toBeLessThan(greenTo)
      expect(amberFrom).toBeLessThanOrEqual(greenFrom)
      expect(amberTo).toBeGreaterThanOrEqual(greenTo)
      expect([amberFrom, amberTo]).not.toEqual([greenFrom, greenTo])
    },
  )

  test('say green on one side of the limit that their KPI calls better', () => {
    for (const { kpi, green } of publishedBenchmarks) {
      const { better } = kpiById(kpi)
      if (better === 'lower') expect(green.from).toBeUndefined()
      if (better === 'higher') expect(green.to).toBeUndefined()
    }
  })
})
