import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readBehavior } from '../../src/behavior/behavior.js'
import { arlabJson, runArlab } from './run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-fit-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('arlab fit', () => {
  const file = join(folder, 'behavior.json')
  const page = join(folder, 'fit.html')
  const run = runArlab('fit', 'data/demo', '-o', file, '--html', page)

  test('prints segments, what it learnt in words, assumptions and customers that stand out', () => {
    expect(run.code).toBe(0)
    for (const text of [
      'How long invoices stay unpaid, as learnt (and as seen)',
      'enterprise, net 45',
      'What is assumed, as the ledger does not show it',
      'Customers that stand out from their segment, slowest first',
      'Customers whose silence says that they may have stopped paying',
      `Written to ${file} and ${page}.`,
    ]) {
      expect(run.stdout).toContain(text)
    }
    for (const line of run.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  test('writes a behaviour with a line for each number, which can be read again and simulated with', () => {
    const text = readFileSync(file, 'utf8')
    const behavior = readBehavior(file)
    expect(behavior.customers).toHaveLength(300)
    expect(behavior.segments).toHaveLength(6)
    expect(text.split('\n').filter((line) => line.includes('"id": "C')).length).toBe(300)
    expect(text).toMatch(
      /"yearlyGrowth": \{ "value": [\d.e-]+, "error": [\d.e-]+, "provenance": "fitted", "evidence": 24 \}/,
    )
    const short = ['--months', '2', '--replicates', '20']
    const again = arlabJson('simulate', 'data/demo', '--behavior', file, ...short)
    const direct = arlabJson('simulate', 'data/demo', ...short)
    expect(again.scenarios).toEqual(direct.scenarios)
  })

  test('prints every number with --all, and Markdown and HTML', () => {
    const all = runArlab('fit', 'data/demo', '-o', file, '--all', '--format', 'md')
    expect(all.stdout).toContain('| orders | growth a year |')
    expect(runArlab('fit', 'data/demo', '-o', file, '--format', 'html').stdout).toContain('</html>')
  })
})

describe('arlab simulate --parameters', () => {
  test('fixed gives narrower ranges than drawn, and says so', () => {
    const spread = (mode: string) => {
      const result = arlabJson('simulate', 'data/demo', '--months', '3', '--replicates', '200', '--parameters', mode)
      expect(result.parameters).toBe(mode)
      const facts = (result.scenarios as { facts: { fact: string; month: string; q05: number; q95: number }[] }[])[0]!
        .facts
      const sales = facts.find(({ fact, month }) => fact === 'credit_sales' && month === '2025-03')!
      return sales.q95 - sales.q05
    }
    expect(spread('drawn')).toBeGreaterThan(1.05 * spread('fixed'))
  })
})

describe('arlab backtest', () => {
  const options = ['--origins', '2', '--replicates', '40', '--horizon', '2']
  test('prints scores and a verdict in lines of at most 100 characters, and writes a page', () => {
    const page = join(folder, 'backtest.html')
    const { code, stdout, stderr } = runArlab('backtest', 'data/demo', ...options, '-o', page)
    expect(code).toBe(0)
    expect(stdout).toContain('What the ranges held, and how good the forecasts were')
    expect(stdout).toContain('outcomes lay in the 90 % intervals')
    expect(stderr).toContain('2 month ends')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
    expect(readFileSync(page, 'utf8')).toContain('<h1>')
  })

  test('prints one JSON document, the same with any number of threads', () => {
    const of = (threads: string): Record<string, unknown> => ({
      ...arlabJson('backtest', 'data/demo', ...options, '--threads', threads),
      seconds: 0,
    })
    const result = of('1')
    expect(result).toMatchObject({ schema: 'arlab/backtest/1', origins: ['2024-10', '2024-11'], through: '2024-12' })
    // Two months and one month of four figures.
    expect(result.forecasts).toHaveLength(12)
    expect(of('2')).toEqual(result)
  })
})
