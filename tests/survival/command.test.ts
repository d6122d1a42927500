import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { lineWidth } from '../../src/cli/printed-table.js'
import { arlabJson, root, runArlab } from '../cli/run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-survival-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const survival = (...options: string[]) => runArlab('survival', 'data/demo', ...options)
/** Without line breaks, which fall where the line is full. */
const sentences = (text: string) => text.replace(/\s+/g, ' ')

describe('arlab survival', () => {
  test('shows counts, the half, and the shares unpaid with intervals, on lines of a terminal', () => {
    const { code, stdout, stderr } = survival()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Days to pay, from the invoice date; as of 2024-12-31\n/)
    expect(stdout).toMatch(/invoices +customers +paid +open +credited +half paid by \(95 %\) +mean to day 90 \(95 %\)/)
    expect(stdout).toMatch(/\nall +20,505 +300 +18,807 +1,291 +407 +38 \(\d+–\d+\) +\d+\.\d \(\d+\.\d–\d+\.\d\)\n/)
    expect(stdout).toMatch(/day 15 +day 30 +day 45 +day 60 +day 90/)
    expect(stdout).toContain('Half of the invoices are paid by day 38.')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(lineWidth)
  })

  test('compares groups in words, by customer and as if invoices were independent', () => {
    const { stdout } = survival('--by', 'segment')
    expect(sentences(stdout)).toContain(
      'No clear difference in when the 3 groups are paid. Such a difference or a larger one would arise by chance in 37 of ' +
        '100 ledgers if they were paid alike (p = 0.37). The comparison is by customer, as invoices of one customer move ' +
        'together; as if all were independent: p < 0.000001.',
    )
  })

  test('compares periods from the due day, of the invoices chosen', () => {
    const options = ['--clock', 'due', '--compare-periods', '2023,2024', '--where', 'region=EMEA', '--at=-10,0,30']
    const { stdout } = survival(...options)
    expect(stdout).toContain('Days late, from the due day')
    expect(stdout).toMatch(/invoices of +10 days early +due day +30 days late/)
    expect(sentences(stdout)).toContain('Invoices of 2023 are paid later than those of 2024')
    const document = arlabJson('survival', 'data/demo', ...options)
    expect(document).toMatchObject({
      schema: 'arlab/survival/1',
      clock: 'due',
      compares: 'periods',
      asOf: '2024-12-31',
      confidence: 0.95,
      intervals: 'by customer',
      comparison: { isClear: true, earliest: '2024', latest: '2023', byCustomer: { degreesOfFreedom: 1 } },
    })
  })

  test('JSON has counts, readings and curves that agree', () => {
    interface Group {
      readonly invoices: number
      readonly paid: number
      readonly open: number
      readonly credited: number
      readonly at: readonly { readonly day: number; readonly survival: number }[]
      readonly curve: Readonly<
        Record<'atRisk' | 'paid' | 'censored' | 'survival' | 'low' | 'cumulativeHazard', number[]>
      > & {
        readonly firstDay: number
      }
    }
    const { groups } = arlabJson('survival', 'data/demo', '--by', 'segment', '--at', '30') as { groups: Group[] }
    expect(groups).toHaveLength(3)
    for (const { invoices, paid, open, credited, at, curve } of groups) {
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
      expect(curve.firstDay).toBe(0)
      expect([sum(curve.paid), sum(curve.censored)]).toEqual([paid, open + credited])
      expect(curve.atRisk[0]).toBe(invoices)
      expect(at[0]!.survival).toBe(curve.survival[30])
      expect(curve.cumulativeHazard[30]!).toBeGreaterThan(-Math.log(curve.survival[30]!) * 0.8)
    }
  })

  test('goes by invoice on request, and where a group has one customer, and says so', () => {
    const asked = sentences(survival('--by', 'region', '--intervals', 'invoice', '--confidence', '90%').stdout)
    expect(asked).toContain('The comparison takes invoices as independent, which those of one customer are not')
    expect(asked).toContain(
      'In 90 % of such ledgers the interval would hold the true share if invoices were independent',
    )
    const alone = sentences(survival('--by', 'customer_id', '--from', '2024-01-01', '--to', '2024-02-29').stdout)
    expect(alone).toContain('Intervals by customer need at least two customers in each group.')
  })

  test('warns of few customers, and of ages that nothing is known of', () => {
    const few = sentences(survival('--by', 'salesperson', '--where', 'region=LATAM', '--at', '30,900').stdout)
    expect(few).toMatch(/Few customers: Luis Prado has \d/)
    expect(few).toContain('–: nothing is known of that age yet.')
  })

  test('--as-of is the ledger as it was known: nothing is older than the day', () => {
    const { stdout } = survival('--as-of', '2023-03-31')
    expect(stdout).toContain('as of 2023-03-31')
    expect(stdout).toMatch(/day 90\n─+\nall .* –\n/)
  })

  test.each(['md', 'html', 'csv'])('--format %s', (format) => {
    const { code, stdout } = survival('--by', 'segment', '--format', format)
    expect(code).toBe(0)
    if (format === 'csv') {
      const lines = stdout.trim().split(/\r?\n/)
      expect(lines[0]).toBe('group,day,at_risk,paid,censored,unpaid_share,standard_error,low,high')
      expect(lines.filter((line) => line.startsWith('mid,')).length).toBeGreaterThan(100)
      expect(lines[1]).toMatch(/^enterprise,0,6866,0,\d+,1,0,0\.99\d+,1$/)
    } else {
      expect(stdout).toContain(format === 'md' ? '| segment | invoices |' : '<th scope="col" class="text">segment</th>')
      expect(stdout).toContain('enterprise')
    }
  })

  test.each(['svg', 'png', 'html', 'json'])('-o draws the curves as .%s', (ending) => {
    const file = join(folder, `curves.${ending}`)
    const { code, stdout } = survival('--by', 'segment', '-o', file)
    expect(code).toBe(0)
    expect(stdout).toContain(`The chart is written to ${file}.`)
    expect(existsSync(file)).toBe(true)
    if (ending !== 'png')
      expect(readFileSync(file, 'utf8')).toContain('No clear difference in when the 3 groups are paid')
  })

  test('docs/survival.md shows what it prints', () => {
    const text = readFileSync(join(root, 'docs/survival.md'), 'utf8')
    expect(text).toContain(`$ arlab survival data/demo --by segment\n${survival('--by', 'segment').stdout.trimEnd()}\n`)
  })

  test('--help shows examples', () => {
    expect(runArlab('survival', '--help').stdout).toContain('arlab survival data/demo --by segment -o curves.svg')
  })
})
