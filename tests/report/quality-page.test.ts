import { describe, expect, test } from 'vitest'
import { checkLedger } from '../../src/quality/check-ledger.js'
import { qualityPage } from '../../src/report/quality-page.js'
import { handMade } from '../quality/hand-made-ledger.js'
import { sampleCheck } from '../quality/sample-quality.js'

const balances = [{ month: 2024 * 12 + 10, group: {}, balance: 124_932_478, line: 2 }] as never

describe('the data-quality page', () => {
  const check = sampleCheck({ control: { file: 'gl.csv', by: [], balances } })
  const page = qualityPage({ title: 'Northwind & Co.', check })

  test('loads nothing and runs nothing', () => {
    expect(page).toContain(`Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|audio|video|form)\b/i)
    expect(page).not.toMatch(/@import|url\(|\son\w+=/i)
    expect([...page.matchAll(/href="([^"]*)"/g)].every(([, target]) => target!.startsWith('#'))).toBe(true)
  })

  test('leads with the verdict and says of each proof whether it is in order', () => {
    expect(page).toContain('<h1>The ledger does not tie to the general ledger</h1>')
    expect(page).toContain('<span class="hidden">In order: </span>The roll-forward ties to the cent in all 24 months.')
    expect(page).toContain(
      '<span class="hidden">Not in order: </span>3 rows were rejected. That is 2 of invoices (8,420.00 USD',
    )
  })

  test('has every finding once in the overview, and once in full with its money and what to do', () => {
    expect(page.match(/<article class="finding /g)).toHaveLength(check.findings.length)
    check.findings.forEach(({ code }, index) => {
      expect(page).toContain(`<a href="#finding-${index + 1}">`)
      expect(page).toContain(`<code>${code}</code>`)
    })
    expect(page).toContain('<dt>What to do</dt><dd class="todo">Compare the largest with their orders')
    expect(page).toContain('987,654.32 USD')
  })

  test('has every link’s target, ids that are unique, and a caption and heads for every table', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target)
    const tables = page.match(/<table>[\s\S]*?<\/table>/g)!
    expect(tables).toHaveLength(6)
    for (const table of tables) expect(table).toMatch(/<caption>.+<\/caption>\n<thead><tr><th scope="col"/)
  })

  test('shows the roll-forward with those lines only in which something happens', () => {
    expect(page).toContain('+ credit sales</th>')
    expect(page).not.toContain('+ revaluation</th>')
    expect(page).toContain('>1,236,398.70</td>')
  })

  test('is the same every time, and has no trace of a value that is not there', () => {
    expect(qualityPage({ title: 'Northwind & Co.', check })).toBe(page)
    expect(page.replace(/<style>[\s\S]*?<\/style>/, '')).not.toMatch(/\b(?:NaN|undefined|null|Infinity)\b/)
  })
})

test('texts of a hostile ledger stay texts', () => {
  const hostile = '</td><script>alert(1)</script><img src=x onerror="alert(2)">'
  const ledger = handMade({
    invoices: [
      { id: hostile, customer: hostile, on: '2024-01-10', amount: 100 },
      { id: `${hostile}2`, customer: hostile, on: '2024-01-10', amount: 100, texts: { currency: hostile } },
    ],
    regions: { [hostile]: hostile },
    warnings: [{ code: hostile, message: hostile, count: 1, amount: null }],
    rejects: [
      { file: hostile, line: 1, column: hostile, value: hostile, code: 'not-an-amount', reason: hostile, amount: null },
    ],
  })
  const check = checkLedger({ data: ledger }, { rollForward: { by: ['region'] } })
  const page = qualityPage({ title: hostile, check })
  expect(page).not.toMatch(/<script|<img/)
  expect(page.match(/&lt;script&gt;/g)!.length).toBeGreaterThan(8)
})

test('a ledger in which nothing is odd has a page that says so', () => {
  const ledger = handMade({
    invoices: [{ id: 'I1', on: '2024-01-10', amount: 100 }],
    payments: [{ id: 'P1', on: '2024-01-31', amount: 100 }],
    applications: [{ from: 'P1', to: 'I1', on: '2024-01-31', amount: 100 }],
  })
  const page = qualityPage({ title: 'Sound', check: checkLedger({ data: ledger }) })
  expect(page).toContain('<h1>The ledger is sound</h1>')
  expect(page).toContain('Nothing odd was found.')
  expect(page).not.toContain('class="fails"')
})
