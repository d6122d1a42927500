import { describe, expect, test } from 'vitest'
import { lineWidth } from '../../src/cli/printed-table.js'
import { arlabJson, runArlab } from '../cli/run-arlab.js'
import { writeLedger } from '../ledger/ledger-folder.js'

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

/** The amounts of IFRS 9's example on 30 June 2024, with an old invoice before them. */
const dues = ['2024-07-10', '2024-06-10', '2024-05-10', '2024-04-10', '2024-03-20']
const amounts = ['15000000.00', '7500000.00', '4000000.00', '2500000.00', '1000000.00']
const ifrs = writeLedger({
  customers: [{ customer_id: 'C1', name: 'Acme' }],
  invoices: [
    ...dues.map((due_date, index) => ({
      invoice_id: `I${index}`,
      customer_id: 'C1',
      invoice_date: '2024-01-02',
      due_date,
      amount: amounts[index]!,
    })),
    { invoice_id: 'I9', customer_id: 'C1', invoice_date: '2024-06-30', due_date: '2024-07-30', amount: '0.01' },
  ],
})

describe('arlab provision', () => {
  test('gives the 580,000 of IFRS 9 for five stated rates', () => {
    const document = arlabJson('provision', ifrs, '--rates', '0.3%,1.6%,3.6%,6.6%,10.6%')
    expect(document).toMatchObject({ schema: 'arlab/provision/1', method: 'given', provision: 58_000_000 })
    const { stdout } = runArlab('provision', ifrs, '--rates', '0.3%,1.6%,3.6%,6.6%,10.6%')
    expect(stdout).toContain('by stated loss rates: 580,000.00 USD')
    expect(stdout).toContain(
      'Whether it would have been enough a year ago cannot be said: the ledger begins in 2024-01',
    )
  })

  test('takes rates from a settings file', () => {
    const { stdout, code } = runArlab('provision', 'data/demo', '--settings', 'data/kpi-settings.yaml')
    expect(code).toBe(0)
    expect(stdout).toContain('by stated loss rates')
  })

  test('of the demo company fits the line, by any method and format', () => {
    for (const words of [[], ['--method', 'chain', '--months', '24'], ['--by', 'segment'], ['--as-of', '2024-06-30']]) {
      const { code, stdout, stderr } = runArlab('provision', 'data/demo', ...words)
      expect([code, stderr]).toEqual([0, ''])
      expect(widest(stdout)).toBeLessThanOrEqual(lineWidth)
      expect(stdout).toMatch(/It would have provided [\d,.]+ USD; [\d,.]+ USD was written off since/)
      expect(stdout).not.toMatch(/NaN|undefined|Infinity/)
    }
    expect(runArlab('provision', 'data/demo', '--format', 'html').stdout).toContain('<table')
    expect(runArlab('provision', 'data/demo', '--format', 'md').stdout).toContain('| bucket | open |')
  })

  test('caps and says so', () => {
    const { stdout } = runArlab('provision', ifrs, '--rates', '0.3%,1.6%,3.6%,6.6%,90%', '--forward', '1.15')
    expect(stdout).toContain('* Capped: no more than 100 % can be lost of 91–120 days, over 120 days.')
  })

  test('exports a row for each segment and bucket, which add up', () => {
    const { stdout } = runArlab('provision', 'data/demo', '--by', 'segment', '--format', 'csv')
    const [header, ...rows] = stdout.trimEnd().split('\n')
    expect(header).toBe('segment,bucket,open,loss_rate,forward,applied_rate,provision')
    expect(rows).toHaveLength(18)
    const sum = rows.reduce((total, row) => total + Math.round(Number(row.split(',').at(-1)) * 100), 0)
    expect(sum).toBe(arlabJson('provision', 'data/demo', '--by', 'segment').provision)
  })
})

interface Row {
  readonly from: string
  readonly held: number
  readonly to: readonly { readonly moved: number; readonly share: number | null }[]
}

describe('arlab roll-rates', () => {
  test('shows the matrix, its evidence and what becomes of what is open, in lines that fit', () => {
    const printed = new Map<string, string>()
    for (const words of [
      [],
      ['--count'],
      ['--by', 'segment,region'],
      ['--as-of', '2024-06-30'],
      ['--as-of', '2023-03-15'],
    ]) {
      const { code, stdout, stderr } = runArlab('roll-rates', 'data/demo', ...words)
      expect([code, stderr]).toEqual([0, ''])
      expect(widest(stdout)).toBeLessThanOrEqual(lineWidth)
      expect(stdout).not.toMatch(/NaN|undefined|Infinity/)
      expect(stdout).toMatch(/a month later, in % of the row/)
      printed.set(words.join(' '), stdout)
    }
    const stdout = printed.get('--as-of 2024-06-30')!
    expect(stdout).toContain('* Thin: fewer than 10 effective customers.')
    expect(stdout).toMatch(/Of what was 1–30 days past due at a month end, 79\.5 % was paid by the next/)
    const early = printed.get('--as-of 2023-03-15')!
    expect(early).toContain('Nothing was written off in these months, so no loss is expected: for want of evidence')
    expect(early).toContain('The ledger has no more than 1 whole month with a month end before.')
  })

  test('prints one JSON document in which every row adds up', () => {
    const document = arlabJson('roll-rates', 'data/demo', '--by', 'segment', '--months', '6')
    expect(document).toMatchObject({ schema: 'arlab/roll-rates/1', currency: 'USD', weight: 'money', by: ['segment'] })
    const groups = document.groups as readonly { readonly rows: readonly Row[]; readonly chain: object }[]
    expect(groups).toHaveLength(4)
    for (const { rows } of groups) {
      expect(rows.map(({ from }) => from).slice(-2)).toEqual(['over 120 days', 'new sales'])
      for (const { held, to } of rows) {
        expect(to.reduce((sum, { moved }) => sum + moved, 0)).toBe(held)
        if (held > 0) expect(to.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 12)
      }
    }
  })

  test('says why there is no expected loss where nothing ever ended', () => {
    const { code, stdout } = runArlab('roll-rates', ifrs)
    expect(code).toBe(0)
    expect(stdout).toContain('No expected loss: in the months looked at, of what was current or 1–30 days')
    expect(stdout).toContain('State loss rates instead (arlab provision --rates)')
  })

  test('exports every share of every group', () => {
    const { stdout } = runArlab('roll-rates', 'data/demo', '--by', 'segment', '--format', 'csv')
    const [header, ...rows] = stdout.trimEnd().split('\n')
    expect(header).toBe(
      'segment,from,to,held,moved,share,standard_error,low,high,invoices,customers,effective_customers,thin',
    )
    expect(rows).toHaveLength(4 * 7 * 9)
  })
})
