import { describe, expect, test } from 'vitest'
import { daysIn } from '../../src/calendar/period.js'
import { ewmaChart } from '../../src/collections/control-chart.js'
import { delinquencyAlerts } from '../../src/collections/delinquency-alerts.js'
import type { FactTable, Group } from '../../src/facts/fact-table.js'
import { lastWholePeriod } from '../../src/facts/whole-periods.js'
import { type Facts, groupedFacts } from './grouped-facts.js'

/** 100.00 of sales a day and as much past due as makes so many days delinquent; null is a month without sales. */
function monthsOf(days: readonly (number | null)[], through: string): Facts[] {
  const { periods } = groupedFacts(through, [])
  return days.map((delinquent, at) =>
    delinquent === null
      ? {}
      : {
          credit_sales: 10_000 * daysIn(periods[at]!),
          current_receivables: 500_000,
          past_due_1_30: 10_000 * delinquent,
          receivables: 500_000 + 10_000 * delinquent,
        },
  )
}

function tableOf(through: string, ...groups: (readonly [Group, readonly (number | null)[]])[]): FactTable {
  return groupedFacts(
    through,
    groups.map(([group, days]) => [group, monthsOf(days, through)]),
  )
}

/** Three months to warm up, then a year of mean 5 whose neighbours differ by 2: σ = √π. */
const year = [0, 2, 3, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6]
const services = { division: 'Services' }

describe('the alert on average days delinquent', () => {
  // The smoothed value is 5.1035 in March 2024: 5 + 0.04 × (1 − 0.64⁶) ÷ 0.36, for a 4 and a 6 take a distance d from the
  // centre to 0.64 d + 0.04. The limits then are 5 ± √π × √(1 − 0.8^2t), to one digit 3.2 and 6.8 from April on.
  test('rising: since when, how much, and what is usual', () => {
    // April: 0.8 × 5.1035 + 0.2 × 12 = 6.4828, still within; May: 0.8 × 6.4828 + 2.4 = 7.5862.
    const [alert] = delinquencyAlerts(tableOf('2024-05-31', [{}, [...year, 12, 12]]))
    expect(alert).toMatchObject({ group: {}, state: 'rising', since: '2024-05', period: '2024-05', chartFrom: 3 })
    expect(alert!.latest!.ewma).toBeCloseTo(7.5862, 4)
    expect(alert!.sentence).toBe(
      'Average days delinquent of the portfolio rose above its usual range in 2024-05 and is 7.6 days (smoothed; 12.0 in 2024-05 alone), usual 3.2 to 6.8.',
    )
  })

  test('it goes on rising while the smoothed value stays outside, also over months without sales', () => {
    // June has no sales; July: 0.8 × 7.5862 + 0.2 × 6 = 7.2690. The value alone is back in the range, the level is not.
    const [, alert] = delinquencyAlerts(tableOf('2024-07-31', [{}, year], [services, [...year, 12, 12, null, 6]]))
    expect(alert!.sentence).toBe(
      'Average days delinquent of division Services rose above its usual range in 2024-05 and is 7.3 days (smoothed; 6.0 in 2024-07 alone), usual 3.2 to 6.8.',
    )
    expect(alert).toMatchObject({ group: services, state: 'rising', since: '2024-05', period: '2024-07' })
  })

  test('a new rise after a month within the range counts from its own start', () => {
    // May 7.5862; June 0.8 × 7.5862 + 0.2 × 1 = 6.2690, within; July 0.8 × 6.2690 + 0.2 × 11 = 7.2152.
    const [alert] = delinquencyAlerts(tableOf('2024-07-31', [{}, [...year, 12, 12, 1, 11]]))
    expect([alert!.state, alert!.since]).toEqual(['rising', '2024-07'])
  })

  test('falling is an improvement, not an alert', () => {
    // April: 0.8 × 5.1035 + 0 = 4.0828; May: 3.2662, above 3.2293 still; June: 2.6130.
    const [may, june] = [17, 18].map((months) =>
      delinquencyAlerts(tableOf(`2024-0${months - 12}-30`, [{}, [...year, 0, 0, 0].slice(0, months)])),
    )
    expect(may![0]!.state).toBe('steady')
    expect(june![0]!.sentence).toBe(
      'Average days delinquent of the portfolio fell below its usual range in 2024-06 and is 2.6 days (smoothed; 0.0 in 2024-06 alone), usual 3.2 to 6.8.',
    )
    expect(june![0]).toMatchObject({ state: 'falling', since: '2024-06' })
  })

  test('steady, with the last value long ago', () => {
    // April: 0.8 × 5.1035 + 0.2 × 9 = 5.8828.
    const [alert] = delinquencyAlerts(tableOf('2024-07-31', [{}, [...year, 9, null, null, null]]))
    expect(alert).toMatchObject({ state: 'steady', since: null, period: '2024-04' })
    expect(alert!.sentence).toBe(
      'Average days delinquent of the portfolio is within its usual range: 5.9 days (smoothed; 9.0 in 2024-04 alone), usual 3.2 to 6.8; it has no value since.',
    )
  })

  test('a value that would look like the limit it is beyond has more digits', () => {
    // The upper limit after 13 values is 6.7698: 0.8 × 5.1035 + 0.2 × 13.44 = 6.7708.
    const [alert] = delinquencyAlerts(tableOf('2024-04-30', [{}, [...year, 13.44]]))
    expect(alert!.sentence).toBe(
      'Average days delinquent of the portfolio rose above its usual range in 2024-04 and is 6.771 days (smoothed; 13.440 in 2024-04 alone), usual 3.230 to 6.770.',
    )
    // The lower one is 3.2302: 0.8 × 5.1035 − 0.2 × 4.28 = 3.2268.
    const [low] = delinquencyAlerts(tableOf('2024-04-30', [{}, [...year, -4.28]]))
    expect(low!.sentence).toBe(
      'Average days delinquent of the portfolio fell below its usual range in 2024-04 and is 3.227 days (smoothed; −4.280 in 2024-04 alone), usual 3.230 to 6.770.',
    )
  })

  test('credit balances may make the days, and the usual range, negative', () => {
    const days = [0, 0, 0, ...Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? -1 : 1)), -0.02]
    const [alert] = delinquencyAlerts(tableOf('2024-04-30', [{}, days]))
    // 0.8 × 0.1035 − 0.2 × 0.02 = 0.0788; −0.02 is shown as 0.0, without a sign.
    expect(alert!.sentence).toBe(
      'Average days delinquent of the portfolio is within its usual range: 0.1 days (smoothed; 0.0 in 2024-04 alone), usual −1.8 to 1.8.',
    )
  })

  test('too little history says what is missing', () => {
    const table = tableOf(
      '2024-03-31',
      [{}, year.slice(0, 11)],
      [{ division: 'New' }, [...Array(9).fill(null), 1, 2, 3, 4, 5]],
      [{ division: 'Prompt' }, Array(15).fill(0)],
      [{ division: 'Idle' }, []],
    )
    const alerts = delinquencyAlerts(table)
    expect(alerts.map(({ sentence }) => sentence)).toEqual([
      'Average days delinquent of the portfolio cannot be judged: leaving out its first 3 periods, it has 8 values, and a usual range needs 8 before the one that is judged.',
      'Average days delinquent of division New cannot be judged: leaving out its first 3 periods, it has 2 values, and a usual range needs 8 before the one that is judged.',
      'Average days delinquent of division Prompt cannot be judged: leaving out its first 3 periods, its first 11 values are all alike, so there is no usual range.',
      'Average days delinquent of division Idle cannot be judged: leaving out its first 3 periods, it has 0 values, and a usual range needs 8 before the one that is judged.',
    ])
    for (const alert of alerts) {
      expect(alert).toMatchObject({ state: 'too little history', since: null, period: null, latest: null, chart: null })
    }
  })
})

describe('what the chart is made of', () => {
  const days = [...year, 12, 12, 3]
  const table = tableOf('2024-06-10', [{}, days])

  test('the catalogue’s values after the warm-up, with the options of the chart', () => {
    const options = { lambda: 0.3, width: 2, baseline: 10 }
    const chart = ewmaChart(days.slice(3), options)
    const [alert] = delinquencyAlerts(table, options)
    if ('reason' in chart) throw new Error(chart.reason)
    expect(alert!.chart!.points.map(({ value }) => value?.toFixed(9))).toEqual(
      days.slice(3).map((day) => day.toFixed(9)),
    )
    expect(alert!.chart!.points.map(({ signal }) => signal)).toEqual(chart.points.map(({ signal }) => signal))
    expect(alert!.chart!.center).toBeCloseTo(chart.center, 9)
  })

  test('a part period at the end is left out if one says so', () => {
    // June ends on its 10th day.
    expect(lastWholePeriod(table)).toBe(16)
    expect(delinquencyAlerts(table)[0]!.period).toBe('2024-06')
    expect(delinquencyAlerts(table, { lastWhole: lastWholePeriod(table) })[0]).toMatchObject({
      period: '2024-05',
      state: 'rising',
    })
    const part = tableOf('2023-01-30', [{}, [1]])
    expect(lastWholePeriod(part)).toBe(-1)
    expect(delinquencyAlerts(part, { lastWhole: -1 })[0]!.state).toBe('too little history')
  })

  test('the warm-up counts from the first value, and can be left out', () => {
    const late = tableOf('2024-06-30', [{}, [null, null, ...year, 5]])
    expect(delinquencyAlerts(late)[0]).toMatchObject({ chartFrom: 5, state: 'steady' })
    expect(delinquencyAlerts(late, { warmUp: 0 })[0]!.chart!.points[0]!.value).toBe(0)
    const short = tableOf('2023-02-28', [{}, [1, 2]])
    expect([0, 1].map((warmUp) => delinquencyAlerts(short, { warmUp })[0]!.sentence)).toEqual([
      'Average days delinquent of the portfolio cannot be judged: it has 2 values, and a usual range needs 8 before the one that is judged.',
      'Average days delinquent of the portfolio cannot be judged: leaving out its first period, it has 1 value, and a usual range needs 8 before the one that is judged.',
    ])
    expect(() => delinquencyAlerts(short, { warmUp: -1 })).toThrow(RangeError)
  })
})
