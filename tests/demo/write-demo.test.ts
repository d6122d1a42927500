import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isoFromDay } from '../../src/calendar/day.js'
import { AppendFile } from '../../src/demo/append-file.js'
import { type CsvFormat, csvFormat } from '../../src/demo/csv-text.js'
import { customersForInvoices } from '../../src/demo/customers-for-invoices.js'
import { DaySpool } from '../../src/demo/day-spool.js'
import { demoCompany, demoParts } from '../../src/demo/demo-company.js'
import type { DemoTables } from '../../src/demo/demo-rows.js'
import { type DemoTableName, demoTableNames, demoTables } from '../../src/demo/demo-tables.js'
import { drawsOf } from '../../src/demo/draws.js'
import { demoFileNames, type WrittenFile, writeDemo } from '../../src/demo/write-demo.js'

const workplace = mkdtempSync(join(tmpdir(), 'arlab-demo-test-'))
afterAll(() => rmSync(workplace, { recursive: true }))

function bytesIn(directory: string): Record<string, string> {
  return Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]))
}

describe('csvFormat', () => {
  it('quotes a field only where it must (RFC 4180), and leaves null empty', () => {
    const { header, line } = csvFormat<readonly [string, string | number | null]>({
      name: ([a]) => a,
      'n, m': ([, b]) => b,
    })
    const rows = [
      ['Velmora Foods, Inc.', 1],
      ['The "Oven"', null],
      ['two\nlines', ''],
      ['plain & simple', 2.5],
    ] as const
    expect(header + rows.map(line).join('')).toBe(
      'name,"n, m"\n"Velmora Foods, Inc.",1\n"The ""Oven""",\n"two\nlines",\nplain & simple,2.5\n',
    )
  })
})

describe('DaySpool', () => {
  /** Random lines of random days, put in order by a spool of the given memory and by a stable sort. */
  async function ordered(budget: number) {
    const days = 50
    const draws = drawsOf('spool', 1, 'test')
    const path = join(workplace, 'spool')
    const spool = new DaySpool(path, days, budget)
    const lines: { day: number; line: string }[] = []
    for (let index = 0; index < 5_000; index++) {
      const day = Math.floor(draws() * days)
      const line = `${index},${'é'.repeat(Math.floor(draws() * 30))}\n`
      lines.push({ day, line })
      spool.append(day, line)
    }
    const file = new AppendFile(join(workplace, 'ordered'))
    for (const _ of spool.drainInto(file));
    file.close()
    const expected = lines
      .sort((a, b) => a.day - b.day)
      .map(({ line }) => line)
      .join('')
    const text = readFileSync(join(workplace, 'ordered'), 'utf8')
    return {
      isSorted: text === expected,
      bytes: file.bytes === Buffer.byteLength(expected),
      memory: spool.memory,
      path,
    }
  }

  // All in memory; slots of a few lines; slots too small for a long line.
  it.each([10_000_000, 20_000, 2_000])('is a stable sort by day within %d bytes', async (budget) => {
    const { isSorted, bytes, memory, path } = await ordered(budget)
    expect({ isSorted, bytes }).toEqual({ isSorted: true, bytes: true })
    expect(memory).toBeLessThanOrEqual(budget)
    expect(existsSync(path)).toBe(false)
  })
})

/** A table's text, from the company in memory. */
function tableText<Name extends DemoTableName>(of: DemoTables, name: Name): string {
  const { header, line } = demoTables[name] as CsvFormat<DemoTables[Name][number]>
  return header + of[name].map((row) => line(row)).join('')
}

const bytesOf = (written: readonly WrittenFile[]) => written.reduce((sum, { bytes }) => sum + bytes, 0)

describe('writeDemo', () => {
  const options = { seed: 'files', customers: 30, months: 12 }
  const company = demoCompany(options)
  const directory = join(workplace, 'one')
  let written: readonly WrittenFile[]
  let files: Record<string, string>
  beforeAll(async () => {
    written = await writeDemo(demoParts(options), directory)
    files = bytesIn(directory)
  })

  it('writes the canonical columns', () => {
    const headers = Object.fromEntries(demoTableNames.map((name) => [name, files[`${name}.csv`]!.split('\n', 1)[0]]))
    expect(headers).toEqual({
      customers:
        'customer_id,name,segment,division,region,salesperson,collector,terms,credit_limit,currency,risk_score,onboarded_on',
      invoices:
        'invoice_id,customer_id,invoice_date,due_date,amount,salesperson,sent_on,delivered_on,contract_id,service_from,service_to,margin,rebills',
      payments: 'payment_id,customer_id,payment_date,amount,method',
      applications: 'payment_id,invoice_id,amount,applied_date,discount',
      adjustments: 'adjustment_id,invoice_id,date,amount,kind,reason,approved_by',
      disputes: 'dispute_id,invoice_id,opened_on,amount,resolved_on,reason,conceded',
      activities:
        'activity_id,customer_id,date,kind,invoice_id,outcome,right_party,promised_on,promised_amount,kept,minutes,cost,by',
      surveys: 'customer_id,date,score',
    })
  })

  it('writes the company in memory byte for byte', () => {
    for (const name of demoTableNames) expect(files[`${name}.csv`]).toBe(tableText(company, name))
  })

  it('writes a line for each row, amounts of two decimals and ISO dates', () => {
    const lines = files['invoices.csv']!.trimEnd().split('\n').slice(1)
    expect(lines).toHaveLength(company.invoices.length)
    for (const line of lines) {
      expect(line).toMatch(
        /^[IMN]\d{4}-\d{3}R?,C\d{4},\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,-?\d+\.\d\d,[\w ]+,(\d{4}-\d\d-\d\d)?,/,
      )
    }
  })

  it('writes a company name with a comma in quotes', () => {
    const withComma = company.customers.find((row) => row.name.includes(','))!
    expect(files['customers.csv']).toContain(`${withComma.customerId},"${withComma.name}",`)
  })

  it('truth.json says what the simulation used', () => {
    const truth = JSON.parse(files['truth.json']!)
    expect(truth).toMatchObject({ schema: 'arlab/demo-truth/2', seed: 'files', start: '2023-01-01', end: '2023-12-31' })
    const { customers, start: _, end: __, ...head } = company.truth
    expect(truth).toMatchObject(JSON.parse(JSON.stringify(head)))
    expect(truth.customers).toHaveLength(30)
    for (const [index, customer] of customers.entries()) {
      const { defaultDay } = customer
      expect(truth.customers[index]).toEqual({ ...customer, defaultDay: defaultDay && isoFromDay(defaultDay) })
    }
  })

  it('tells bytes and rows of every file, and the README names the rows', () => {
    expect(written.map(({ file }) => file)).toEqual([...demoFileNames])
    for (const { file, bytes, rows } of written) {
      expect(bytes).toBe(Buffer.byteLength(files[file]!))
      if (rows === null) continue
      expect(rows).toBe(files[file]!.trimEnd().split('\n').length - 1)
      expect(files['README.md']).toContain(`| ${file} | ${rows} |`)
    }
  })

  it('writes the same bytes for the same seed, over an earlier demo ledger too', async () => {
    const two = join(workplace, 'deep', 'two')
    await writeDemo(demoParts({ seed: 'other', customers: 5, months: 2 }), two)
    expect(bytesIn(two)).not.toEqual(files)
    await writeDemo(demoParts(options), two)
    expect(bytesIn(two)).toEqual(files)
    expect(readdirSync(workplace).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('the default company stays under 5 MB', async () => {
    const parts = demoParts({ seed: 'arlab', customers: 300, months: 24 })
    expect(bytesOf(await writeDemo(parts, join(workplace, 'default')))).toBeLessThan(5_000_000)
  })

  it('tells how far it is, to the end', async () => {
    const steps: string[] = []
    await writeDemo(demoParts(options), directory, (step, done, total) => steps.push(`${step} ${done}/${total}`))
    expect(steps).toContain('parts 30/30')
    expect(steps.at(-1)).toBe(`days ${8 * 365}/${8 * 365}`)
  })

  it('leaves nothing behind if it fails half-way', async () => {
    const { truth, count, parts } = demoParts(options)
    const failing = {
      *[Symbol.iterator]() {
        let left = 10
        for (const part of parts) {
          if (left-- === 0) throw new Error('the disk is full')
          yield part
        }
      },
    }
    const target = join(workplace, 'half')
    await expect(writeDemo({ truth, count, parts: failing }, target)).rejects.toThrow('the disk is full')
    expect(existsSync(target)).toBe(false)
    expect(readdirSync(workplace).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('writes into an empty folder', async () => {
    const empty = join(workplace, 'empty')
    mkdirSync(empty)
    await writeDemo(demoParts(options), empty)
    expect(existsSync(join(empty, 'truth.json'))).toBe(true)
  })

  it.each([
    ['other files', 'notes.txt', 'the folder holds "notes.txt", which is no file of a demo ledger'],
    ['a ledger that is no demo', 'invoices.csv', 'the folder holds a ledger that is no demo ledger (no truth.json)'],
  ])('refuses a folder with %s and changes nothing', async (_, file, message) => {
    const refused = join(workplace, `refused-${file}`)
    mkdirSync(refused)
    writeFileSync(join(refused, file), 'mine')
    await expect(writeDemo(demoParts(options), refused)).rejects.toThrow(message)
    expect(bytesIn(refused)).toEqual({ [file]: 'mine' })
  })

  it('refuses a path that is a file', async () => {
    const file = join(workplace, 'file')
    writeFileSync(file, 'mine')
    await expect(writeDemo(demoParts(options), file)).rejects.toThrow('this is a file, not a folder')
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})

describe('customersForInvoices', () => {
  it.each([
    [5_000, 24],
    [20_000, 24],
    [10_000, 6],
  ])('about %d invoices in %d months', (invoices, months) => {
    const customers = customersForInvoices(invoices, { seed: 'n', months })
    const made = demoCompany({ seed: 'n', customers, months }).invoices.length
    expect(made / invoices).toBeGreaterThan(0.9)
    expect(made / invoices).toBeLessThan(1.1)
  })
})
