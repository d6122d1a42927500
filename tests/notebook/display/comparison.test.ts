import { describe, expect, test } from 'vitest'
import { comparison } from '../../../src/notebook/display/comparison.js'
import { sampleResult } from '../../chart/sample-result.js'

const textOf = (...options: Parameters<typeof comparison>) => String(comparison(...options).bundle.data['text/plain'])

describe('comparison', () => {
  const text = textOf(sampleResult(), { kpis: ['dso', 'cei'] })
  const rowOf = (start: RegExp) => text.split('\n').find((line) => start.test(line))

  test('says where and what the figures are', () => {
    expect(text.split('\n')[0]).toBe(
      'Jun 2014: the median of 1,000 futures and the range that holds 90 % of them; changes are against the baseline, on the same luck.',
    )
  })

  test('has today, the baseline and each scenario for each KPI, with its change and whether that is better', () => {
    expect(text.split('\n')).toHaveLength(3 + 2 * 5)
    expect(rowOf(/^DSO, days\s+today/)).toContain('30 Jun 2013')
    expect(rowOf(/^DSO, days\s+Net 45 {2}/)).toMatch(/\+14\.7 days +\+13\.2 to \+16\.3 +worse$/)
    expect(rowOf(/^DSO, days\s+More calls/)).toMatch(/−2\.6 days .*better$/)
    expect(rowOf(/^CEI, %\s+Net 45 with 2\/10/)).toMatch(/−0\.4 points .*worse$/)
    expect(rowOf(/^DSO, days\s+Baseline/)).not.toMatch(/better|worse|clear/)
  })

  test('is refused for a KPI that was not simulated', () => {
    expect(() => comparison(sampleResult(), { kpis: ['ar_turnover'] })).toThrow('has no KPI "ar_turnover"')
  })
})
