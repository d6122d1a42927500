import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { csvText } from '../../src/demo/csv-text.js'
import { demoCompany } from '../../src/demo/demo-company.js'
import { demoFileNames, demoFiles } from '../../src/demo/demo-files.js'
import { writeDemo } from '../../src/demo/write-demo.js'

const workplace = mkdtempSync(join(tmpdir(), 'arlab-demo-test-'))
afterAll(() => rmSync(workplace, { recursive: true }))

const company = demoCompany({ seed: 'files', customers: 30, months: 12 })

function bytesIn(directory: string): Record<string, string> {
  return Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]))
}

describe('csvText', () => {
  it('quotes a field only where it must (RFC 4180), and leaves null empty', () => {
    const rows = [
      ['Velmora Foods, Inc.', 1],
      ['The "Oven"', null],
      ['two\nlines', ''],
      ['plain & simple', 2.5],
    ]
    expect(csvText(['name', 'n'], rows)).toBe(
      'name,n\n"Velmora Foods, Inc.",1\n"The ""Oven""",\n"two\nlines",\nplain & simple,2.5\n',
    )
  })
})

describe('demoFiles', () => {
  const files = demoFiles(company)

  it('have the canonical columns', () => {
    const headers = Object.fromEntries(
      demoFileNames.filter((name) => name.endsWith('.csv')).map((name) => [name, files[name].split('\n', 1)[0]]),
    )
    expect(headers).toEqual({
      'customers.csv': 'customer_id,name,segment,division,region,salesperson,terms,currency,onboarded_on',
      'invoices.csv': 'invoice_id,customer_id,invoice_date,due_date,amount',
      'payments.csv': 'payment_id,customer_id,payment_date,amount',
      'applications.csv': 'payment_id,invoice_id,amount',
      'adjustments.csv': 'adjustment_id,invoice_id,date,amount,kind,reason',
      'disputes.csv': 'dispute_id,invoice_id,opened_on,amount,resolved_on,reason,conceded',
    })
  })

  it('have a line for each row, amounts of two decimals and ISO dates', () => {
    const lines = files['invoices.csv'].trimEnd().split('\n').slice(1)
    expect(lines).toHaveLength(company.invoices.length)
    for (const line of lines) expect(line).toMatch(/^I\d{4}-\d{3},C\d{4},\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,\d+\.\d\d$/)
  })

  it('hold a company name with a comma in quotes', () => {
    const withComma = company.customers.find((row) => row.name.includes(','))!
    expect(files['customers.csv']).toContain(`${withComma.customerId},"${withComma.name}",`)
  })

  it('truth.json says what the simulation used', () => {
    const truth = JSON.parse(files['truth.json'])
    expect(truth).toMatchObject({ schema: 'arlab/demo-truth/1', seed: 'files', start: '2023-01-01', end: '2023-12-31' })
    expect(truth.segments).toEqual(company.truth.segments)
    expect(truth.customers).toHaveLength(30)
    expect(truth.customers[4]).toEqual({ ...company.truth.customers[4], defaultDay: truth.customers[4].defaultDay })
  })
})

describe('writeDemo', () => {
  it('writes the same bytes for the same seed, over an earlier demo ledger too', () => {
    const [one, two] = [join(workplace, 'one'), join(workplace, 'deep', 'two')]
    const written = writeDemo(company, one)
    writeDemo(demoCompany({ seed: 'other', customers: 5, months: 2 }), two)
    expect(bytesIn(two)).not.toEqual(bytesIn(one))
    writeDemo(demoCompany({ seed: 'files', customers: 30, months: 12 }), two)
    expect(bytesIn(two)).toEqual(bytesIn(one))
    expect(written.map(({ file }) => file)).toEqual([...demoFileNames])
    expect(written.find(({ file }) => file === 'invoices.csv')!.bytes).toBe(bytesIn(one)['invoices.csv']!.length)
    expect(readdirSync(workplace).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('the default company stays under 4 MB', () => {
    const written = writeDemo(demoCompany({ seed: 'arlab', customers: 300, months: 24 }), join(workplace, 'default'))
    expect(written.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(4_000_000)
  })

  it('writes into an empty folder', () => {
    const empty = join(workplace, 'empty')
    mkdirSync(empty)
    writeDemo(company, empty)
    expect(existsSync(join(empty, 'truth.json'))).toBe(true)
  })

  it.each([
    ['other files', 'notes.txt', 'the folder holds "notes.txt", which is no file of a demo ledger'],
    ['a ledger that is no demo', 'invoices.csv', 'the folder holds a ledger that is no demo ledger (no truth.json)'],
  ])('refuses a folder with %s and changes nothing', (_, file, message) => {
    const directory = join(workplace, `refused-${file}`)
    mkdirSync(directory)
    writeFileSync(join(directory, file), 'mine')
    expect(() => writeDemo(company, directory)).toThrow(message)
    expect(bytesIn(directory)).toEqual({ [file]: 'mine' })
  })

  it('refuses a path that is a file', () => {
    const file = join(workplace, 'file')
    writeFileSync(file, 'mine')
    expect(() => writeDemo(company, file)).toThrow('this is a file, not a folder')
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})
