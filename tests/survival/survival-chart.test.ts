import { describe, expect, test } from 'vitest'
import { survivalChart } from '../../src/chart/survival-chart.js'
import { type Durations, durationsOf } from '../../src/survival/durations.js'
import { drawn, hostileName, layerRows, textsOf } from '../chart/drawn-chart.js'
import { goldenText } from '../chart/golden.js'
import { drawnDurations, reportOf } from './drawn-survival.js'

const small = drawnDurations('small', 12, 24)
const large = drawnDurations('large', 12, 36)
const groupsOf = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `group ${index}`,
      drawnDurations(`${index}`, 6 + index, 20 + 3 * index),
    ]),
  )
const shifted = (durations: Durations, by: number): Durations => ({
  ...durations,
  entered: durations.entered.map((day) => day - by),
  time: durations.time.map((day) => day - by),
})

describe('the specification', () => {
  test('is the golden one, of two groups', async () => {
    const few = {
      small: durationsOf({ time: [3, 5, 5, 8, 9, 9], paid: [1, 1, 0, 1, 1, 0], customer: [0, 0, 1, 1, 2, 2] }),
    }
    const chart = survivalChart(
      reportOf({ ...few, large: durationsOf({ time: [6, 7, 9, 11], paid: [1, 1, 1, 0], customer: [3, 3, 4, 5] }) }),
    )
    await expect(goldenText(chart)).toMatchFileSnapshot('../chart/golden/survival-chart.vegalite')
  })

  test.each<[string, Parameters<typeof reportOf>]>([
    ['one group', [{ all: small }]],
    ['two groups', [{ small, large }]],
    [
      'as if independent',
      [
        { small, large },
        { byCustomer: false, confidence: 0.9 },
      ],
    ],
    ['three groups', [groupsOf(3)]],
    ['five groups', [groupsOf(5)]],
    ['more than are drawn', [groupsOf(9)]],
    ['periods', [{ '2023-Q1': small, '2023-Q2': large }, { compares: 'periods' }]],
    ['days late', [{ small: shifted(small, 30), large: shifted(large, 30) }, { clock: 'due' }]],
    ['days late, all after due', [{ all: small }, { clock: 'due' }]],
    ['days late, all before due', [{ all: shifted(small, 100) }, { clock: 'due' }]],
    ['long texts', [{ [hostileName]: small, [`${hostileName}.`]: large }]],
    ['a long time', [{ all: drawnDurations('slow', 9, 900, 3000) }]],
    ['a day', [{ all: durationsOf({ time: [0, 0, 0], paid: [1, 1, 1] }) }]],
    ['one paid of many', [{ all: durationsOf({ time: [4, 9, 9, 9, 9], paid: [1, 0, 0, 0, 0] }) }]],
    [
      'a group that has paid nothing',
      [{ paying: small, new: durationsOf({ time: [4, 5, 9], paid: [0, 0, 0], customer: [90, 91, 92] }) }],
    ],
  ])('is drawn whole and without a warning: %s', async (_, input) => {
    expect(await drawn(survivalChart(reportOf(...input)))).toContain('</svg>')
  })

  test('has a band for up to three groups, a line and a dot at the half for each', () => {
    const marks = (count: number) =>
      (survivalChart(reportOf(groupsOf(count))).spec.layer as { mark: { type: string } }[]).map(({ mark }) => mark.type)
    const counts = (count: number) =>
      ['area', 'line', 'point'].map((type) => marks(count).filter((one) => one === type).length)
    expect(counts(1)).toEqual([1, 1, 1])
    expect(counts(3)).toEqual([3, 3, 3])
    expect(counts(5)).toEqual([0, 5, 5])
    expect(counts(9)).toEqual([0, 5, 5])
  })

  test('draws the groups that its title names, however small', async () => {
    const groups = { ...groupsOf(8), tiny: drawnDurations('tiny', 2, 90) }
    const chart = survivalChart(reportOf(groups, { byCustomer: false }))
    expect(chart.title).toContain('those of tiny latest')
    expect(textsOf(await drawn(chart))).toContain('tiny')
  })

  test('steps: a row where something changes, and the level holds until the next', () => {
    const report = reportOf({ all: durationsOf({ time: [2, 2, 5, 5], paid: [1, 1, 1, 0] }) }, { byCustomer: false })
    expect(layerRows(survivalChart(report), 0).map(({ day, unpaid }) => [day, unpaid])).toEqual([
      [0, 100],
      [2, 50],
      [5, 25],
    ])
  })
})

describe('the words', () => {
  test('say the finding, how sure it is, and what bands are', async () => {
    const chart = survivalChart(reportOf({ small, large }))
    expect(chart.title).toMatch(
      /^Invoices of large are paid later than those of small: half by day \d+ against day \d+$/,
    )
    const texts = textsOf(await drawn(chart)).join(' ')
    expect(texts).toContain('if they were paid alike (p = 0.0')
    expect(texts).toContain('Bands: 95 % interval, by customer.')
    expect(texts).toContain('Days since the invoice date')
    expect(texts).toContain('Still unpaid, % of invoices')
  })

  test('tell who cannot see it the shares and the halves', () => {
    const report = reportOf({ all: durationsOf({ time: [10, 20, 30, 40], paid: [1, 1, 1, 1] }) }, { byCustomer: false })
    expect(survivalChart(report).alt).toBe(
      'Stepped lines of the share of invoices still unpaid, day 0 to day 40. Still unpaid are 75.0 % after day 10, 50.0 % ' +
        'after day 20, 0.0 % after day 40; half are paid by day 20.',
    )
    const due = reportOf(
      { all: durationsOf({ time: [-10, 0, 0, 10], paid: [1, 1, 1, 0], entered: [-20, -20, -20, -20] }) },
      { clock: 'due', byCustomer: false },
    )
    expect(survivalChart(due).alt).toContain('; half are paid by the due day.')
  })
})
