import seedrandom from 'seedrandom'
import { describe, expect, test } from 'vitest'
import {
  type EwmaChart,
  type EwmaOptions,
  type EwmaPoint,
  ewmaChart,
  ewmaPoints,
} from '../../src/collections/control-chart.js'
import { falseAlarmRate, twoSidedNormalTail } from '../engine/statistics.js'
import { meanRunLength } from './ewma-run-length.js'

function chartOf(values: readonly (number | null)[], options?: EwmaOptions): EwmaChart {
  const chart = ewmaChart(values, options)
  if ('reason' in chart) throw new Error(chart.reason)
  return chart
}

const signals = (points: readonly EwmaPoint[]) => points.map(({ signal }) => signal)

describe('published charts', () => {
  // Montgomery, Introduction to Statistical Quality Control, the EWMA example of chapter 9: centre 10, σ 1, λ 0.1, L 2.7.
  test('Montgomery, chapter 9', () => {
    const values = [
      9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62,
      10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52,
    ]
    const smoothed = [
      9.945, 9.7495, 9.70355, 9.8992, 10.1253, 10.1307, 9.92167, 10.0755, 9.98796, 10.0232, 9.92384, 10.0785, 10.1216,
      10.0495, 10.0525, 9.98426, 10.0478, 10.074, 9.91864, 10.0108, 10.0997, 10.0227, 10.2495, 10.3745, 10.3971,
      10.4654, 10.4568, 10.5731, 10.6468, 10.6341,
    ]
    const points = ewmaPoints(values, { center: 10, sigma: 1 }, { lambda: 0.1, width: 2.7 })
    // Half a unit of the last printed digit.
    points.forEach(({ ewma }, at) => {
      expect(Math.abs(ewma - smoothed[at]!)).toBeLessThanOrEqual(0.000051)
    })
    expect([points[0]!.lower, points[0]!.upper].map((limit) => limit.toFixed(2))).toEqual(['9.73', '10.27'])
    expect([points[1]!.lower, points[1]!.upper].map((limit) => limit.toFixed(2))).toEqual(['9.64', '10.36'])
    expect([points[29]!.lower, points[29]!.upper].map((limit) => limit.toFixed(2))).toEqual(['9.38', '10.62'])
    expect(points.flatMap(({ signal }, at) => (signal === null ? [] : [[at + 1, signal]]))).toEqual([
      [29, 'high'],
      [30, 'high'],
    ])
  })

  // NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.4: centre 50, s 2.0539, λ 0.3, L 3; its limits are the fixed ones.
  test('NIST/SEMATECH, 6.3.2.4', () => {
    const values = [
      52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
    ]
    const smoothed = [
      '50.60 49.52 50.56 50.18 50.16 49.21 49.75 49.85 50.26 50.33 50.11 49.36 49.52 50.05 49.38 49.92 50.73 51.23 51.94 51.99',
    ]
    const points = ewmaPoints(values, { center: 50, sigma: 2.0539 }, { lambda: 0.3 })
    expect([points.map(({ ewma }) => ewma.toFixed(2)).join(' ')]).toEqual(smoothed)
    expect(points[19]!.upper).toBeCloseTo(52.5884, 3)
    expect(points[19]!.lower).toBeCloseTo(47.4115, 3)
    expect(signals(points)).toEqual(values.map(() => null))
  })
})

describe('a chart of a series against its own past', () => {
  /** Mean 5; neighbours differ by 2, so σ = 2 ÷ (2 ÷ √π) = √π. */
  const usual = [4, 6, 4, 6, 4, 6, 4, 6]
  const halves = { baseline: 8, lambda: 0.5, width: 2 }

  test('has the centre, σ and limits worked by hand', () => {
    const { center, sigma, judgedFrom, points } = chartOf([...usual, 9, 0], halves)
    expect([center, judgedFrom]).toEqual([5, 8])
    expect(sigma).toBeCloseTo(Math.sqrt(Math.PI), 12)
    // Each smoothed value is half way from the one before it to the value; the first starts from the centre.
    const smoothed = [4.5, 5.25, 4.625, 5.3125, 4.65625, 5.328125, 4.6640625, 5.33203125, 7.166015625, 3.5830078125]
    expect(points.map(({ ewma }) => ewma)).toEqual(smoothed)
    // L σ √(λ ÷ (2 − λ)) is 2 √π √(1 ÷ 3); after t values times √(1 − 1 ÷ 4^t).
    points.forEach(({ lower, upper }, at) => {
      const distance = 2 * Math.sqrt((Math.PI / 3) * (1 - 1 / 4 ** (at + 1)))
      expect(upper).toBeCloseTo(5 + distance, 12)
      expect(lower).toBeCloseTo(5 - distance, 12)
    })
    // 7.17 is above 5 + 2.0466; 3.58 is within.
    expect(signals(points)).toEqual([...usual.map(() => null), 'high', null])
  })

  test('low values signal low', () => {
    // (5.33203125 + 0) ÷ 2 = 2.666, below 5 − 2.0466.
    expect(signals(chartOf([...usual, 0], halves).points).at(-1)).toBe('low')
  })

  test('does not judge the points that made its limits', () => {
    // The 20 takes the smoothed value far above the limits while it is still part of the baseline.
    const wild = [5, 5, 5, 5, 5, 5, 5, 20, 20]
    const { center, sigma, points } = chartOf(wild, { ...halves, width: 0.5 })
    expect(points[7]!.ewma).toBeGreaterThan(center + sigma / 2)
    expect(signals(points)).toEqual([...Array(8).fill(null), 'high'])
  })

  test('a gap leaves the smoothed value and the limits as they were, signals nothing, and hides nothing', () => {
    const whole = chartOf([...usual, 9, 9, 0], halves)
    const gaps = chartOf([null, 4, null, null, 6, ...usual.slice(2), null, 9, null, 9, 0], halves)
    const [values, empty] = [gaps.points.filter(({ value }) => value !== null), [0, 2, 3, 11, 13]]
    expect(values).toEqual(whole.points)
    expect([gaps.center, gaps.sigma, gaps.judgedFrom]).toEqual([whole.center, whole.sigma, 11])
    expect(gaps.points[0]).toEqual({ value: null, ewma: 5, lower: 5, upper: 5, signal: null })
    for (const at of empty.slice(1)) {
      expect(gaps.points[at]).toEqual({ ...gaps.points[at - 1], value: null, signal: null })
    }
    expect(signals(gaps.points).slice(10)).toEqual([null, null, 'high', null, 'high', null])
  })

  test('takes the first 12 values as usual, and what there is before the last one where there are fewer', () => {
    const long = [...usual, 4, 6, 4, 6, 4, 6]
    expect([8, 9, 10, 11, 12, 13].map((at) => chartOf(long.slice(0, at + 1)).judgedFrom)).toEqual([
      8, 9, 10, 11, 12, 12,
    ])
    expect(chartOf([...long, 100, 100, 100]).center).toBe(5)
    expect(chartOf([...long.slice(0, 12), 8, 8], { baseline: 13 }).center).toBe(68 / 13)
  })

  test.each<[string, (number | null)[], EwmaOptions, string]>([
    ['nothing', [], {}, 'it has 0 values, and a usual range needs 8 before the one that is judged'],
    ['one value', [null, 3], {}, 'it has 1 value, and a usual range needs 8 before the one that is judged'],
    ['8 values', usual, {}, 'it has 8 values, and a usual range needs 8 before the one that is judged'],
    [
      '9 values for a baseline of 20',
      [...usual, 5],
      { baseline: 20 },
      'it has 9 values, and a usual range needs 20 before the one that is judged',
    ],
    ['equal values', Array(13).fill(0), {}, 'its first 12 values are all alike, so there is no usual range'],
    [
      'values equal up to rounding',
      [0.1 + 0.2, ...Array(8).fill(0.3)],
      {},
      'its first 8 values are all alike, so there is no usual range',
    ],
  ])('%s: a reason and no chart', (_, values, options, reason) => {
    expect(ewmaChart(values, options)).toEqual({ reason })
  })

  test.each<[EwmaOptions, string]>([
    [{ lambda: 0 }, 'ewmaPoints needs a lambda above 0 and at most 1, got 0'],
    [{ lambda: 1.1 }, 'ewmaPoints needs a lambda above 0 and at most 1, got 1.1'],
    [{ lambda: Number.NaN }, 'ewmaPoints needs a lambda above 0 and at most 1, got NaN'],
    [{ width: 0 }, 'ewmaPoints needs a width above 0, got 0'],
    [{ baseline: 7 }, 'ewmaChart needs a baseline of at least 8 values, got 7'],
    [{ baseline: 8.5 }, 'ewmaChart needs a baseline of at least 8 values, got 8.5'],
  ])('refuses %o', (options, message) => {
    expect(() => ewmaChart([...usual, 5], options)).toThrow(new RangeError(message))
  })

  test('σ from neighbours sees through a drift that the standard deviation hides behind', () => {
    // Twelve steps of 1 with ±0.5 in turn: neighbours are 2 and 0 apart, 12 ÷ 11 in the mean (six 2s).
    const drift = Array.from({ length: 12 }, (_, at) => at + (at % 2 === 0 ? -0.5 : 0.5))
    const chart = chartOf([...drift, 12])
    expect(chart.sigma).toBeCloseTo((12 / 11) * (Math.sqrt(Math.PI) / 2), 12)
    const { center } = chart
    const deviation = Math.sqrt(drift.reduce((sum, value) => sum + (value - center) ** 2, 0) / 11)
    expect(deviation / chart.sigma).toBeGreaterThan(3.5)
    expect(signals(chart.points).slice(12)).toEqual(['high'])
    expect(signals(ewmaPoints([...drift, 12], { center, sigma: deviation })).slice(12)).toEqual([null])
  })
})

describe('how long a chart runs until it signals', () => {
  test('the reference has the published run lengths of fixed limits', () => {
    // Lucas and Saccucci, Technometrics 32 (1990): λ 0.2 with L 2.962 runs 500 points in control and 10.5 at a shift of 1 σ;
    // λ 0.1 with L 2.814 runs 500 and 10.3. The grid is within 0.3 % of the tables.
    expect(meanRunLength(0.2, 2.962, 0, 'fixed') / 500).toBeCloseTo(1, 2)
    expect(meanRunLength(0.2, 2.962, 1, 'fixed')).toBeCloseTo(10.5, 1)
    expect(meanRunLength(0.1, 2.814, 0, 'fixed') / 500).toBeCloseTo(1, 2)
    expect(meanRunLength(0.1, 2.814, 1, 'fixed')).toBeCloseTo(10.3, 1)
    // About 370 and 560 for L 2.86 and 3.
    expect(meanRunLength(0.2, 2.86, 0, 'fixed') / 370).toBeCloseTo(1, 2)
    expect(meanRunLength(0.2, 3, 0, 'fixed') / 560).toBeCloseTo(1, 2)
  })

  /** Draws of a normal variable (Box and Muller). */
  function normals(seed: string): () => number {
    const uniform = seedrandom(seed)
    return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  }

  type Judge = (values: readonly number[]) => EwmaPoint[]
  const right =
    (lambda: number, width: number): Judge =>
    (values) =>
      ewmaPoints(values, { center: 0, sigma: 1 }, { lambda, width })

  /** The number of points until the first signal, of many series with a shifted mean. */
  function runLengths(judge: Judge, shift: number, runs: number, seed: string): number[] {
    const draw = normals(seed)
    return Array.from({ length: runs }, () => {
      const values: number[] = []
      for (let length = shift === 0 ? 400 : 25; ; length *= 2) {
        while (values.length < length) values.push(draw() + shift)
        const at = judge(values).findIndex(({ signal }) => signal !== null)
        if (at >= 0) return at + 1
      }
    })
  }

  /** How likely a mean so far from the expected one is: a mean of thousands of run lengths is normal. */
  function pValue(lengths: readonly number[], expected: number): number {
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
    const variance = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / (lengths.length - 1)
    return twoSidedNormalTail((mean - expected) / Math.sqrt(variance / lengths.length))
  }

  test.each([
    [0.2, 3, 0],
    [0.2, 2.86, 0],
    [0.1, 2.7, 0],
    [0.2, 3, 1],
    [0.2, 3, -1],
    [0.2, 3, 2],
    [1, 3, 2],
  ])('λ %f, L %f, shift %f: the mean is the exact one', (lambda, width, shift) => {
    const lengths = runLengths(
      right(lambda, width),
      shift,
      shift === 0 ? 2000 : 6000,
      `run ${lambda} ${width} ${shift}`,
    )
    expect(pValue(lengths, meanRunLength(lambda, width, shift, 'growing'))).toBeGreaterThan(falseAlarmRate)
  })

  test('in the mean it runs about 550 points in control, and about 10 after a shift by 1 σ', () => {
    expect(Math.round(meanRunLength(0.2, 3, 0, 'growing') / 10)).toBe(55)
    expect(Math.round(meanRunLength(0.2, 3, 1, 'growing'))).toBe(10)
  })

  test('a wrong chart fails: narrower limits, and limits that do not grow', () => {
    const narrow = runLengths(right(0.2, 2.86), 0, 2000, 'narrow')
    expect(pValue(narrow, meanRunLength(0.2, 3, 0, 'growing'))).toBeLessThan(falseAlarmRate)
    const fixed: Judge = (values) =>
      right(0.2, 3)(values).map((point) => ({ ...point, signal: Math.abs(point.ewma) > 1 ? 'high' : null }))
    const late = runLengths(fixed, 1, 6000, 'fixed')
    expect(pValue(late, meanRunLength(0.2, 3, 1, 'growing'))).toBeLessThan(falseAlarmRate)
    expect(pValue(late, meanRunLength(0.2, 3, 1, 'fixed'))).toBeGreaterThan(falseAlarmRate)
  })

  test('a baseline of 12 costs false alarms: 1 series in 15 within 12 points, against 1 in 90', () => {
    const [runs, draw] = [20_000, normals('baseline of 12')]
    let [estimated, known] = [0, 0]
    for (let run = 0; run < runs; run++) {
      const values = Array.from({ length: 24 }, draw)
      const isHigh = ({ signal }: EwmaPoint) => signal === 'high'
      if (chartOf(values).points.some(isHigh)) estimated++
      if (right(0.2, 3)(values).slice(12).some(isHigh)) known++
    }
    // Standard errors are 0.0018 and 0.0007: a share that is as stated lies outside these once in 10⁵ seeds.
    expect(runs / estimated).toBeGreaterThan(13.3)
    expect(runs / estimated).toBeLessThan(17)
    expect(runs / known).toBeGreaterThan(68)
    expect(runs / known).toBeLessThan(130)
  })
})
