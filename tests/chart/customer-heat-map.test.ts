import { describe, expect, test } from 'vitest'
import { type CustomerCell, type CustomerHeatMapOptions, customerHeatMap } from '../../src/chart/customer-heat-map.js'
import { monthly } from './chart-periods.js'
import { drawn, hostileName, layerRows, textsOf } from './drawn-chart.js'
import { goldenText } from './golden.js'

const daysToPay: CustomerHeatMapOptions = { name: 'Days to pay', unit: 'days', better: 'lower' }

/** A customer's cells, monthly from January 2012. */
function customer(name: string, ...values: readonly (number | null)[]): CustomerCell[] {
  return monthly(...values).map(({ label, start, value }) => ({ customer: name, label, start, value }))
}

const three = [...customer('Aurora', 30, 95), ...customer('Boreal', 12, null), ...customer('Cirrus', null, 41)]

/** Customers that pay after 1, 2, 3 … days. */
function rising(count: number, name = (index: number) => `Customer ${index}`): CustomerCell[] {
  return Array.from({ length: count }, (_, index) => customer(name(index), index + 1)).flat()
}

interface Drawn {
  readonly mark: { readonly type: string; readonly color?: string }
  readonly encoding: {
    readonly y: { readonly axis: { readonly labelExpr: string } }
    readonly color: {
      readonly scale: { readonly domain: number[]; readonly range: string[] }
      readonly legend: { readonly labelExpr: string }
    }
  }
  readonly data: { readonly values: Record<string, unknown>[] }
}

function layersOf(cells: readonly CustomerCell[], options: Partial<CustomerHeatMapOptions> = {}): readonly Drawn[] {
  return customerHeatMap(cells, { ...daysToPay, ...options }).spec.layer as Drawn[]
}

function cellLayer(cells: readonly CustomerCell[], options: Partial<CustomerHeatMapOptions> = {}): Drawn {
  return layersOf(cells, options).find(({ mark }) => mark.type === 'rect')!
}

test('the specification is the golden one', async () => {
  await expect(goldenText(customerHeatMap(three, daysToPay))).toMatchFileSnapshot('golden/customer-heat-map.vegalite')
})

test.each<[string, CustomerCell[], Partial<CustomerHeatMapOptions>]>([
  ['one cell', customer('A', 30), {}],
  ['60 periods', customer('A', ...Array.from({ length: 60 }, (_, index) => (index % 7 ? index : null))), {}],
  ['200 customers of hostile names', rising(200, (index) => `${hostileName}${index}`), { name: hostileName }],
  ['all zero', [...customer('A', 0, 0), ...customer('B', 0, 0)], { better: 'neither' }],
  ['negative', customer('A', -5, 3, -12), {}],
  ['no name', customer('', 5), {}],
  [
    'money',
    [...customer('A', 1e9, 2e11), ...customer('B', 0, 5)],
    { unit: 'money', currency: { code: 'USD', decimals: 2 } },
  ],
])('is drawn whole and without a warning: %s', async (_, cells, options) => {
  expect(await drawn(customerHeatMap(cells, { ...daysToPay, ...options }))).toContain('</svg>')
})

describe('the rows', () => {
  test('stand in the order given, thirty at most', () => {
    const layer = cellLayer(rising(200))
    expect(layer.data.values).toHaveLength(30)
    expect(layer.data.values.map(({ customer }) => customer).slice(0, 2)).toEqual(['Customer 0', 'Customer 1'])
    expect(layer.encoding.y.axis.labelExpr).toMatch(/^\["Customer 0","Customer 1",.*"Customer 29"\]\[datum\.value\]$/)
  })

  test('keep customers apart whose names are cut alike', () => {
    const long = 'The same beginning of a long name, '
    const layer = cellLayer([...customer(`${long}1`, 5), ...customer(`${long}2`, 6)])
    expect(layer.data.values.map(({ row, customer }) => [row, customer])).toEqual([
      [0, 'The same beginning of…'],
      [1, 'The same beginning of…'],
    ])
  })
})

describe('the cells', () => {
  test('without a value, given or not, are a dash, and the subtitle says so', async () => {
    const chart = customerHeatMap([...three, ...customer('Delta', 5)], daysToPay)
    // Boreal in February, Cirrus in January, Delta in February
    expect(layerRows(chart, 0)).toEqual([
      { start: '2012-02-01', row: 1, text: '–' },
      { start: '2012-01-01', row: 2, text: '–' },
      { start: '2012-02-01', row: 3, text: '–' },
    ])
    expect(textsOf(await drawn(chart))).toContain('The darker, the worse. A dash: not defined.')
    expect(textsOf(await drawn(customerHeatMap(customer('A', 1, 2), daysToPay)))).toContain('The darker, the worse.')
  })

  test('have their numbers where there is room: with decimals, without, or not', () => {
    const firstNumber = (count: number) =>
      layersOf(customer('A', ...Array.from({ length: count }, (_, index) => 100.25 + index)))
        .filter(({ mark }) => mark.type === 'text')
        .flatMap(({ data }) => data.values)
        .find(({ start }) => start === '2012-01-01')?.text
    // 420 pixels: 52 for each of 8 cells, 30 for each of 14, 10 for each of 40; 100.3 takes 28 and 100 takes 18.
    expect(firstNumber(8)).toBe('100.3')
    expect(firstNumber(14)).toBe('100')
    expect(firstNumber(40)).toBeUndefined()
  })

  test('have white numbers on dark and dark numbers on light', () => {
    const colors = layersOf(customer('A', 0, 100)).filter(({ mark }) => mark.type === 'text')
    expect(colors.map(({ mark, data }) => [mark.color, data.values.map(({ text }) => text)])).toEqual([
      ['#ffffff', ['100.0']],
      ['#1f2933', ['0.0']],
    ])
  })
})

describe('the colours', () => {
  test('go from light to dark with the value, the other way where higher is better', () => {
    const lower = cellLayer(customer('A', 0, 100)).encoding.color.scale
    const higher = cellLayer(customer('A', 0, 100), { better: 'higher' }).encoding.color.scale
    expect(lower.domain).toEqual([0, 25, 50, 75, 100])
    expect(lower.range[0]).toBe('#e4eff8')
    expect(higher.range).toEqual([...lower.range].reverse())
  })

  test('are not used up by one value far out, and the legend says that there is more', () => {
    const usual = Array.from({ length: 60 }, (_, index) => 30 + (index % 10))
    const { scale, legend } = cellLayer(customer('A', ...usual, 2000)).encoding.color
    expect(scale.domain.at(-1)).toBe(40)
    expect(legend.labelExpr).toBe("datum.value >= 40 ? '≥ ' + datum.label : datum.label")
    expect(cellLayer(customer('A', ...usual, -2000)).encoding.color.legend.labelExpr).toBe(
      "datum.value <= 30 ? '≤ ' + datum.label : datum.label",
    )
    expect(cellLayer(customer('A', ...usual)).encoding.color.legend.labelExpr).toBe('datum.label')
  })
})

describe('the finding', () => {
  test.each<[string, CustomerCell[], Partial<CustomerHeatMapOptions>, string]>([
    // the median of 41 and 95
    [
      'lower is better',
      three,
      {},
      'Aurora has the highest days to pay in Feb 2012: 95.0 days, where the median is 68.0',
    ],
    [
      'higher is better',
      three,
      { better: 'higher' },
      'Cirrus has the lowest days to pay in Feb 2012: 41.0 days, where the median is 68.0',
    ],
    [
      'the first of equals',
      [...customer('A', 3), ...customer('B', 3), ...customer('C', 1)],
      {},
      'A has the highest days to pay in Jan 2012: 3.0 days, where the median is 3.0',
    ],
    ['the newest period with a value', customer('A', 5, null), {}, 'Days to pay of A is 5.0 days in Jan 2012'],
    [
      'all alike',
      [...customer('A', 0), ...customer('B', 0)],
      {},
      'Days to pay is 0.0 days for all 2 customers in Jan 2012',
    ],
    ['nothing defined', customer('A', null), {}, 'Days to pay is not defined for any customer'],
    ['no cells', [], {}, 'Days to pay is not defined for any customer'],
  ])('is the title: %s', (_, cells, options, title) => {
    expect(customerHeatMap(cells, { ...daysToPay, ...options }).title).toBe(title)
  })

  test('stands in the alt sentence with its numbers', () => {
    expect(customerHeatMap(three, daysToPay).alt).toBe(
      'Heat map of days to pay for 3 customers, Jan 2012 to Feb 2012. In Feb 2012 it goes from 41.0 days (Cirrus) to 95.0 ' +
        'days (Aurora); the median is 68.0 days. It is not defined in 2 cells of 6.',
    )
    expect(customerHeatMap(rising(200), daysToPay).alt).toMatch(
      /^Heat map of days to pay for the first 30 of 200 customers, /,
    )
  })
})

test('money needs a currency', () => {
  expect(() => customerHeatMap(three, { ...daysToPay, unit: 'money' })).toThrow(
    'customerHeatMap needs a currency for money',
  )
})
