import { describe, expect, test } from 'vitest'
import type { Chart } from '../../src/chart/chart.js'
import { frontierChart } from '../../src/chart/frontier-chart.js'
import { goalChart } from '../../src/chart/goal-chart.js'
import { seekChart } from '../../src/chart/seek-chart.js'
import { tornadoChart } from '../../src/chart/tornado-chart.js'
import { tradeOffChart } from '../../src/chart/trade-off-chart.js'
import { waterfallChart } from '../../src/chart/waterfall-chart.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { drawn, hostileName } from './drawn-chart.js'
import { goldenText } from './golden.js'
import { attribution, cash, choices, dso, figures, goalTest, hangs, sought, words } from './sample-decisions.js'
import { sampleResult } from './sample-result.js'

const withTradeOffs = (names: readonly string[], isKnown = true): SimulationResult => ({
  ...sampleResult(),
  tradeOffs: names.map((scenario, index) => ({
    scenario,
    against: 'baseline',
    group: {},
    dso: figures(index === 0 ? 7.9 : -1.6),
    receivables: figures(100_000_000),
    sales: figures(0),
    cash: figures(-100_000_000),
    badDebt: figures(400_000),
    contribution: isKnown ? figures(index === 0 ? -9_000_000 : 4_700_000) : null,
    contributionPerDsoDay: null,
  })),
})

const charts: Readonly<Record<string, () => Chart>> = {
  'waterfall-chart': () => waterfallChart(attribution('Net 45 with 2/10')),
  'seek-chart': () => seekChart(sought([0.02, 0.2, 0.55, 0.83, 0.97, 1], 3), words),
  'tornado-chart': () => tornadoChart(hangs('Pay on receipt')),
  'trade-off-chart': () => tradeOffChart(withTradeOffs(['Net 45', 'Stronger collections'])),
  'goal-chart': () => goalChart(goalTest('Ana Ruiz')),
  'frontier-chart': () => frontierChart(choices('baseline', [dso, cash])),
}

describe.each(Object.keys(charts))('%s', (name) => {
  test('the specification is the golden one', async () => {
    await expect(goldenText(charts[name]!())).toMatchFileSnapshot(`golden/${name}.vegalite`)
  })

  test('is drawn without a warning, with a sentence for those who do not see it', async () => {
    const chart = charts[name]!()
    await drawn(chart)
    expect(chart.alt.length).toBeGreaterThan(40)
  })
})

describe('names of a ledger or a scenario are text, cut to their room', () => {
  test.each<[string, () => Chart]>([
    ['waterfall', () => waterfallChart(attribution(hostileName))],
    ['tornado', () => tornadoChart(hangs(hostileName))],
    ['trade-off', () => tradeOffChart(withTradeOffs([hostileName, 'b']))],
    ['goal', () => goalChart(goalTest(hostileName))],
    ['frontier', () => frontierChart(choices(hostileName, [dso, cash]))],
    ['seek', () => seekChart(sought([0.1, 0.9], 1), { ...words, setting: 'collections.2.contacts.3.day' })],
  ])('%s', async (_, chart) => {
    await drawn(chart())
  })
})

test('a waterfall adds up as it is shown: the largest part takes what rounding leaves over', () => {
  const { alt } = waterfallChart(attribution('Net 45 with 2/10'))
  expect(alt).toContain('43.1')
  expect(alt).toContain('41.0')
  const money = waterfallChart(attribution('Net 45 with 2/10'), 'cash')
  expect(money.alt).toContain('50,762,748')
  expect(() => waterfallChart(attribution('N'), 'cei')).toThrow(
    'waterfallChart: no outcome "cei" in the attribution; it has dso, cash',
  )
})

test('a search that found nothing says so and names the best', () => {
  const chart = seekChart(sought([0.02, 0.2, 0.1], null), words)
  expect(chart.title).toBe('No terms.net reaches the target in 80 % of futures; the best is 20 %, at 40')
})

test('a trade-off is by cash where contribution is not known, and empty where nothing is compared', async () => {
  expect(tradeOffChart(withTradeOffs(['A', 'B'])).title).toBe('B brings the most contribution')
  expect(tradeOffChart(withTradeOffs(['A'], false)).title).toBe('No scenario brings more cash than the baseline')
  await drawn(tradeOffChart(withTradeOffs([])))
})

test('of three outcomes no line joins the choices', async () => {
  const bad = { id: 'bad_debt', name: 'Bad debt', unit: 'money', better: 'lower' } as const
  const three = frontierChart(choices('baseline', [dso, cash, bad]))
  expect(JSON.stringify(three.spec)).not.toContain('"type":"line"')
  expect(JSON.stringify(frontierChart(choices('baseline', [dso, cash])).spec)).toContain('"type":"line"')
  await drawn(three)
})
