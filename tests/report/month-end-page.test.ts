import { describe, expect, test } from 'vitest'
import { monthEndPack } from '../../src/collections/month-end-pack.js'
import { monthEndPage } from '../../src/report/month-end-page.js'
import { smallCompany as company, invoice } from '../collections/small-company.js'
import { ledgerFrom, type Tables } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'

async function pageOf(tables: Tables, day = '2024-03-31', title = 'Northwind & Co.'): Promise<string> {
  return await monthEndPage(title, monthEndPack((await ledgerFrom(tables)).data, iso(day)))
}

/** A part of the page by its anchor, without the pictures. */
function sectionOf(page: string, anchor: string): string {
  const found = new RegExp(`<section aria-labelledby="${anchor}">([\\s\\S]*?)</section>`).exec(page)
  if (!found) throw new Error(`the page has no section ${anchor}`)
  return found[1]!.replace(/<svg[\s\S]*?<\/svg>/g, '')
}

/** A table’s rows as texts. */
function rowsOf(section: string): string[][] {
  return [...section.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell!),
  )
}

function expectStill(page: string): void {
  expect(page).toContain(`Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(page).not.toMatch(/<(?:script|link|img|image|iframe|object|embed|base|audio|video|form|use|foreignObject)\b/i)
  expect(page).not.toMatch(/@import|url\((?!#)|<[^>]*\s(?:src|on\w+)\s*=|javascript:/i)
  const targets = [...page.matchAll(/\bhref="([^"]*)"/g)].map(([, target]) => target!)
  expect(targets.length).toBeGreaterThan(4)
  for (const target of targets) expect(target).toMatch(/^#/)
  expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:/)
}

const sections = ['alerts', 'trend', 'cadence', 'aging', 'worklist']

describe('the month-end page', async () => {
  const page = await pageOf(company)

  test('runs nothing and loads nothing', () => {
    expectStill(page)
  })

  test('has every section once, in this order, each with a name and a link', () => {
    const heads = [...page.matchAll(/<h2 id="([^"]*)">([^<]*)<\/h2>/g)].map(([, id, name]) => [id, name])
    expect(heads).toEqual([
      ['alerts', 'Alerts'],
      ['trend', 'Past due by division'],
      ['cadence', 'How often to call'],
      ['aging', 'Aging by salesperson'],
      ['worklist', 'Accounts to call'],
    ])
    for (const [id, name] of heads) expect(page).toContain(`<li><a href="#${id}">${name}</a></li>`)
  })

  test('leads with what is past due, and how it moved', () => {
    // 70.00 of 520.00 is 13.46 %; in February it was 100.00 of 540.00, 18.52 %.
    expect(page).toContain(
      '<h1>70.00 USD is more than 30 days past due: 13.5 % of receivables, 5.1 points less than in Feb 2024</h1>',
    )
    expect(page).toContain('<title>Northwind &amp; Co.: receivables at 31 Mar 2024</title>')
  })

  test('has the trend by division as a picture and a table', () => {
    // Retail: 30.00 of I1 against 20.00 of receivables after the credit note.
    expect(rowsOf(sectionOf(page, 'trend'))).toEqual([
      ['division', '2024-01', '2024-02', '2024-03', 'amount'],
      ['all customers', '0.0', '18.5', '13.5', '70.00'],
      ['Retail', '0.0', '100.0', '150.0', '30.00'],
      ['Services', '0.0', '0.0', '8.0', '40.00'],
    ])
    expect(page).toContain('Retail has the highest past due over 30 days in Mar 2024')
  })

  test('has the cadence, the aging and the accounts', () => {
    expect(rowsOf(sectionOf(page, 'cadence')).map((row) => row.slice(0, 3))).toEqual([
      ['division', 'call', 'past due over 30 days'],
      ['Retail', 'weekly', '30.00'],
      ['Services', 'biweekly', '40.00'],
    ])
    expect(rowsOf(sectionOf(page, 'aging')).slice(1)).toEqual([
      ['all customers', '60.00', '400.00', '40.00', '30.00', '0.00', '0.00', '13.5'],
      ['Ana', '0.00', '0.00', '40.00', '30.00', '0.00', '0.00', '116.7'],
      ['Ben', '60.00', '400.00', '0.00', '0.00', '0.00', '0.00', '0.0'],
    ])
    const worklist = sectionOf(page, 'worklist')
    expect(worklist).toContain('<h3>Ana</h3>')
    expect(worklist).toContain('<caption>70.00 USD in 2 accounts</caption>')
    expect(rowsOf(worklist).slice(1)).toEqual([
      ['C2 Bora', '40.00', 'I2', '40', 'never', ''],
      ['C1 Abel', '30.00', 'I1', '71', 'never', ''],
    ])
  })

  test('has ids that are unique, a caption for every table, and no trace of a value that is not there', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const tables = page.match(/<table>[\s\S]*?<\/table>/g)!
    expect(tables).toHaveLength(4)
    for (const table of tables) expect(table).toMatch(/<caption>.+<\/caption>/)
    expect(page.replace(/<style>[\s\S]*?<\/style>/g, '')).not.toMatch(/\b(?:NaN|undefined|null|Infinity)\b/)
  })

  test('is the same every time', async () => {
    expect(await pageOf(company)).toBe(page)
  })
})

test('contacts, promises, disputes and customers without a name', async () => {
  const page = await pageOf({
    ...company,
    customers: company.customers.map(({ name: _, ...customer }) => customer),
    activities: [
      {
        activity_id: 'T1',
        customer_id: 'C1',
        date: '2024-03-20',
        kind: 'sales_call',
        right_party: 'yes',
        promised_on: '2024-03-25',
        kept: 'no',
      },
    ],
    disputes: [{ dispute_id: 'D1', invoice_id: 'I2', opened_on: '2024-03-01', amount: '40.00' }],
  })
  expect(rowsOf(sectionOf(page, 'worklist')).slice(1)).toEqual([
    ['C2', '40.00 (disputed in part or whole)', 'I2', '40', 'never', ''],
    ['C1', '30.00', 'I1', '71', 'sales call, 11 days ago', 'broken: by 2024-03-25'],
  ])
})

describe('a hostile ledger', async () => {
  const hostile = (word: string) => `</td><script>alert("${word}")</script> & <img src=x onerror="alert('${word}')">`
  const escaped = (word: string) =>
    `&lt;/td&gt;&lt;script&gt;alert(&quot;${word}&quot;)&lt;/script&gt; &amp; ` +
    `&lt;img src=x onerror=&quot;alert(&#39;${word}&#39;)&quot;&gt;`
  const page = await pageOf(
    {
      ...company,
      customers: company.customers.map(({ customer_id }) => ({
        customer_id,
        name: hostile(`name of ${customer_id}`),
        division: hostile('division'),
        salesperson: hostile('salesperson'),
      })),
      invoices: company.invoices.map((row) => ({ ...row, invoice_id: hostile(row.invoice_id!) })),
      applications: [{ payment_id: 'P1', invoice_id: hostile('I1'), amount: '70.00' }],
    },
    '2024-03-31',
    hostile('title'),
  )
  const body = page.replace(/<svg[\s\S]*?<\/svg>/g, '')

  test('stays text in every table and heading', () => {
    expect(sectionOf(page, 'worklist')).toContain(`<h3>${escaped('salesperson')}</h3>`)
    expect(sectionOf(page, 'worklist')).toContain(`C1 ${escaped('name of C1')}</th>`)
    expect(sectionOf(page, 'worklist')).toContain(`>${escaped('I1')}</td>`)
    for (const anchor of ['trend', 'cadence']) expect(sectionOf(page, anchor)).toContain(`>${escaped('division')}</th>`)
    expect(sectionOf(page, 'aging')).toContain(`>${escaped('salesperson')}</th>`)
    expect(sectionOf(page, 'alerts')).toContain(escaped('division'))
    expect(body).toContain(`<title>${escaped('title')}`)
  })

  test('opens no tag and no attribute, in no table and no picture', () => {
    expectStill(page.replaceAll(/&lt;img src=x onerror=&quot;.*?&quot;&gt;/g, ''))
    expect(page).not.toMatch(/<\/?script|<img/i)
    expect(page.match(/<td[^>]*>/g)!.length).toBe(page.match(/<\/td>/g)!.length)
  })

  test('leaves the page whole: every section, every table', () => {
    for (const anchor of sections) expect(sectionOf(page, anchor).length).toBeGreaterThan(20)
    expect(page.match(/<\/table>/g)).toHaveLength(4)
  })
})

test('a promise whose day is past, in a ledger that never says which were kept, and a contact of today', async () => {
  const page = await pageOf({
    ...company,
    activities: [
      {
        activity_id: 'T1',
        customer_id: 'C1',
        date: '2024-03-20',
        kind: 'call',
        promised_on: '2024-03-25',
        promised_amount: '5.00',
      },
      { activity_id: 'T2', customer_id: 'C1', date: '2024-03-31', kind: 'email' },
    ],
  })
  expect(rowsOf(sectionOf(page, 'worklist')).slice(2)).toEqual([
    ['C1 Abel', '30.00', 'I1', '71', 'email, today', 'past: 5.00 by 2024-03-25'],
  ])
})

describe('a ledger without divisions and salespeople', async () => {
  const page = await pageOf({ ...company, customers: company.customers.map(({ customer_id }) => ({ customer_id })) })
  const lacks = (attribute: string) =>
    `<p>The ledger names no ${attribute}: neither its customers nor its invoices have that column.</p>`

  test('says so in each part that goes by them, and still has every section', () => {
    expectStill(page)
    for (const anchor of ['trend', 'cadence']) expect(sectionOf(page, anchor)).toContain(lacks('division'))
    for (const anchor of ['aging', 'worklist']) expect(sectionOf(page, anchor)).toContain(lacks('salesperson'))
    expect(sectionOf(page, 'alerts')).toContain('<li>')
  })

  test('has the portfolio', () => {
    expect(rowsOf(sectionOf(page, 'trend'))[1]).toEqual(['all customers', '0.0', '18.5', '13.5', '70.00'])
    expect(rowsOf(sectionOf(page, 'aging'))[1]!.slice(0, 2)).toEqual(['all customers', '60.00'])
    expect(rowsOf(sectionOf(page, 'worklist'))).toEqual([])
  })
})

test('a share that did not move is not said to be less', async () => {
  const page = await pageOf({
    customers: [{ customer_id: 'C1', division: 'Retail', salesperson: 'Ana' }],
    invoices: [invoice('I1', 'C1', '2024-01-05', '2024-01-06', '10.00')],
    activities: [{ activity_id: 'T1', customer_id: 'C1', date: '2024-03-30', kind: 'call' }],
  })
  expect(page).toContain('<h1>10.00 USD is more than 30 days past due: 100.0 % of receivables, as in Feb 2024</h1>')
})

test('a day before the first invoice has a page that says that nothing is open', async () => {
  const page = await pageOf(company, '2023-12-31')
  expect(page).toContain('<h1>Nothing is open</h1>')
  expect(sectionOf(page, 'worklist')).toContain('<p>No account is late enough to be called.</p>')
  expect(rowsOf(sectionOf(page, 'trend'))[1]).toEqual(['all customers', '–', '0.00'])
  expect(page).toContain('Past due over 30 days is not defined in any period')
  for (const anchor of sections) expect(page).toContain(`<h2 id="${anchor}">`)
})
