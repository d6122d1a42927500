import { beforeAll, describe, expect, test } from 'vitest'
import { reportPage } from '../../src/report/report-page.js'
import { hostileName } from '../chart/drawn-chart.js'
import { attribution, cash, choices, dso, figures, goalTest, hangs, sought } from '../chart/sample-decisions.js'
import { sampleResult, sampleScenarios } from '../chart/sample-result.js'
import { sampleReport } from './sample-report.js'

/** The page without the libraries in it, whose texts are not ours. */
function ownText(page: string): string {
  return page.replace(/<script>\/\* vega[\s\S]*?<\/script>/g, '')
}

/** What a reader sees of a page. */
function visibleText(page: string): string {
  return page.replace(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
}

describe('what to do', () => {
  const decisions = [
    goalTest(hostileName),
    attribution(hostileName),
    hangs('Net 45'),
    sought([0.2, 0.9], 1),
    choices('baseline', [dso, cash]),
  ]

  test('answers are drawn and told in figures, each under its own heading; texts are text', async () => {
    const text = ownText(await reportPage({ ...sampleReport(), decisions }))
    expect(text).toContain('>What to do</h2>')
    expect(text).toContain('<h3>What DSO in 2025-12 under Net 45 hangs on</h3>')
    expect(text).toContain('<h3>Which terms.net reaches DSO in 2025-12 at most 40.0 days</h3>')
    expect(text).toContain('<h3>Choices by DSO in 2025-12, Cash</h3>')
    expect(text).toContain('terms.net 40 reaches DSO in 2025-12 at most 40.0 days, in 80 % of futures')
    expect(text).not.toContain('<script>alert')
  })

  test('the trade-off of scenarios has a chart and a table; without answers and trade-offs neither section is there', async () => {
    const result = sampleResult()
    const own = {
      scenario: hostileName,
      against: 'baseline',
      group: {},
      dso: figures(7.9),
      receivables: figures(1_000_000),
      sales: figures(0),
      cash: figures(-1_000_000),
      badDebt: figures(100),
      contribution: figures(-9_000_000),
      contributionPerDsoDay: { value: -1_139_240, low: -1_300_000, high: -900_000 },
    }
    const text = ownText(await reportPage(sampleReport({ ...result, tradeOffs: [own] })))
    expect(text).toContain('>Trade-off</h2>')
    expect(text).toContain('given up costs 11,392')
    expect(text).not.toContain('<script>alert')
    const plain = ownText(await reportPage(sampleReport()))
    expect(plain).not.toContain('>Trade-off</h2>')
    expect(plain).not.toContain('>What to do</h2>')
  })

  test('the method says what ranges hold', async () => {
    const method = async (parameters: 'drawn' | 'fixed') =>
      ownText(await reportPage(sampleReport({ ...sampleResult(), parameters })))
    expect(await method('drawn')).toContain('and that habits, growth, seasons and responses are not surely known')
    expect(await method('fixed')).toContain('and not that habits, growth and seasons are not surely known')
  })
})

describe('the report', () => {
  let page: string
  let text: string

  beforeAll(async () => {
    page = await reportPage(sampleReport())
    text = ownText(page)
  })

  test('brings its libraries and their licences along', () => {
    expect(text.length).toBeLessThan(page.length - 800_000)
    expect(page).toContain('/* vega-embed\n')
    expect(page.match(/Redistributions in binary form must reproduce/g)).toHaveLength(3)
  })

  test('loads nothing', () => {
    expect(text).not.toMatch(/\b(?:src|srcset|data|action|poster)\s*=\s*["']?\s*(?:https?:|\/\/)/i)
    expect(text).not.toMatch(/<(?:link|img|iframe|object|embed|base|audio|video)\b/i)
    expect(text).not.toMatch(/@import|url\((?!#)/i)
    expect([...text.matchAll(/href="([^"]*)"/g)].every(([, target]) => target!.startsWith('#'))).toBe(true)
    expect(page).toContain(`Content-Security-Policy" content="default-src 'none';`)
  })

  test('leads with the finding and says per scenario what happens', () => {
    expect(text).toContain('<h1>Net 45 raises DSO most, by 14.7 days in Jun 2014</h1>')
    expect(text).toContain('DSO 46.0 days (38.0 to 54.0): 14.7 days above the baseline (+13.2 to +16.3).')
    expect(text).toContain('CEI 90.7 % (87.0 to 94.3): 2.8 points above the baseline (+2.3 to +3.3).')
    expect(text).toContain(
      'Bad debt to sales 1.05 % (0.67 to 1.43): no clear difference to the baseline (−0.05 to +0.01).',
    )
  })

  test('sums up today, the baseline and each scenario, with a word for each difference', () => {
    const row = text
      .match(/<tr><th scope="row">DSO[\s\S]*?<\/tr>/)![0]
      .replace(/<[^>]+>|&nbsp;/g, ' ')
      .replace(/\s+/g, ' ')
    expect(row.trim()).toBe(
      'DSO days 30.2 31.3 27.5 to 35.1 46.0 38.0 to 54.0 +14.7 worse +13.2 to +16.3 36.5 31.2 to 41.7 +5.2 worse +4.4 to +5.9 28.7 24.2 to 33.2 −2.6 better −3.1 to −2.1',
    )
    expect(text).toContain('<b>not clear</b>')
    expect(text).toContain('<b>higher</b>')
  })

  test('has for each KPI its past, a fan for each scenario, and the differences', () => {
    expect(text.match(/<figure>/g)).toHaveLength(4 * (1 + 3 + 1))
    expect(text.match(/<svg role="img" aria-label="/g)).toHaveLength(20)
    expect(text.match(/<details>/g)).toHaveLength(12)
  })

  test('says where it comes from and what was left out', () => {
    const { result } = sampleReport()
    for (const fact of [
      'quarterly review',
      result.ledgerHash,
      result.behaviorHash,
      ...result.scenarios.map(({ hash }) => hash),
    ]) {
      expect(text).toContain(`<code>${fact}</code>`)
    }
    expect(text).toContain('2 rows of the ledger are not in the figures')
    expect(text).toContain('Northwind Trading &amp; Co.')
    expect(text).toContain('2,466 invoices of 100 customers were read')
  })

  test('is the same every time', async () => {
    expect(await reportPage(sampleReport())).toBe(page)
  })

  test('closes no script before its end', () => {
    expect(page.match(/<script\b/g)!.length).toBe(page.match(/<\/script>/g)!.length)
    expect(page.match(/<script\b/g)).toHaveLength(20 + 3 + 1)
  })
})

test('hostile texts stay texts', async () => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(2)>'
  const scenarios = [{ ...sampleScenarios[0]!, name: hostile }]
  const result = sampleResult({ scenarios })
  const notes = [hostile]
  const input = sampleReport({
    ...result,
    seed: hostile,
    scenarios: result.scenarios.map((one) => ({ ...one, note: hostile, notes })),
  })
  const kpis = input.kpis.map((kpi) => ({ ...kpi, name: `${kpi.name} ${hostile}` }))
  const page = ownText(await reportPage({ ...input, kpis, title: hostile, ledgerCheck: notes, behaviorFit: notes }))
  expect(page).not.toContain('<script>alert')
  expect(page).not.toContain('<img')
  expect(page.match(/<script\b/g)!.length).toBe(page.match(/<\/script>/g)!.length)
})

test('a result with the baseline alone makes a report', async () => {
  const page = ownText(await reportPage(sampleReport(sampleResult({ scenarios: [] }))))
  expect(page).toContain('<h1>On today&#39;s policy DSO is 31.3 days by Jun 2014</h1>')
  expect(page.match(/<figure>/g)).toHaveLength(8)
  expect(page).not.toContain('paired')
})

test('a scenario that leaves a KPI alone is said to be the same', async () => {
  const result = sampleResult()
  const differences = result.differences.map((one) => ({ ...one, mean: 0, low: 0, high: 0 }))
  const page = ownText(await reportPage(sampleReport({ ...result, differences })))
  expect(page).toContain('DSO 46.0 days (38.0 to 54.0): the same as the baseline.')
  expect(page).toContain('0.0 <b>the same</b>')
})

test('many scenarios are spread over several tables', async () => {
  const scenarios = Array.from({ length: 4 }, (_, index) => ({ name: `Terms ${index}`, effects: { dso: index } }))
  const input = sampleReport(sampleResult({ scenarios }))
  const page = ownText(await reportPage({ ...input, kpis: input.kpis.slice(0, 1) }))
  const summary = page.slice(page.indexOf('id="summary"'), page.indexOf('id="kpi-1"'))
  expect(summary.match(/<table>/g)).toHaveLength(2)
})

test('a KPI that the result does not have is named as left out', async () => {
  const input = sampleReport()
  const kpis = [...input.kpis.slice(0, 1), { id: 'x', name: 'Dispute rate', unit: 'percent', better: 'lower' } as const]
  expect(await reportPage({ ...input, kpis })).toContain('Dispute rate is not in the result.')
})

test('a KPI that nothing defines makes a report that says so', async () => {
  const result = sampleResult({ months: 2, historyMonths: 2 })
  const none = { mean: null, se: null, q05: null, q25: null, q50: null, q75: null, q95: null }
  const undefinedResult = {
    ...result,
    history: result.history.map((point) => ({ ...point, value: null })),
    scenarios: result.scenarios.map((one) => ({
      ...one,
      series: one.series.map((spread) => ({ ...spread, defined: 0, ...none })),
    })),
    differences: [],
  }
  const page = ownText(await reportPage(sampleReport(undefinedResult)))
  expect(page).toContain('DSO is not defined in any simulated month.')
  expect(page).toContain('<td>not defined</td>')
  expect(visibleText(page).match(/\b(?:NaN|undefined|null)\b/)).toBeNull()
})
