import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arlabJson, type CommandResult, runArlab } from './run-arlab.js'

/** Day-first dates of 2024 in the ways people write them: no leading zeros. */
const dayFirst = (day: number) => {
  const date = new Date(Date.UTC(2024, 0, 1 + day))
  return `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`
}

const header = 'Belegnummer;Kunde;Kundenname;Rechnungsdatum;Fälligkeit;Betrag;Bezahlt;Zahlungsdatum'
const names = ['Müller & Söhne', '"Nord;Süd AG"', '=Böse']

/** 90 invoices of 1.000,50 each, every third unpaid. */
const invoices = Array.from({ length: 90 }, (_, index) => {
  const paid = index % 3 === 0 ? ['', ''] : ['1.000,50', dayFirst(index + 40)]
  const id = String(index + 1).padStart(8, '0')
  const customer = [`K${(index % 3) + 1}`, names[index % 3]]
  return [id, ...customer, dayFirst(index), dayFirst(index + 30), '1.000,50', ...paid].join(';')
})

/** A total below, an amount that is none and a day that is none; the lines count from the header, 1. */
const rows = [
  ...invoices,
  '00000091;K1;Müller & Söhne;31/11/2024;31/12/2024;12,00;;',
  '00000092;K1;Müller & Söhne;30/11/2024;31/12/2024;1.2x0,00;;',
  'Summe;;;;;90.045,00;;',
]

describe('A messy export in Latin-1 with day-first dates and decimal commas', () => {
  let folder: string
  let file: string
  let map: string
  let guess: CommandResult
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'arlab-'))
    file = join(folder, 'offene-posten.csv')
    map = join(folder, 'mapping.yaml')
    writeFileSync(file, Buffer.from([header, ...rows].join('\r\n'), 'latin1'))
    guess = runArlab('import', '--guess', file)
    writeFileSync(map, guess.stdout)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is understood by --guess although a few values make no sense, which are named', () => {
    expect(guess.code).toBe(0)
    expect(guess.stderr).toContain('Rechnungsdatum: "31/11/2024" is no date, so such rows are rejected.')
    expect(guess.stderr).toContain('Betrag: "1.2x0,00" is no amount, so such rows are rejected.')
    expect(guess.stdout).toMatch(/dates: day-first\n +decimals: comma\n/)
    expect(guess.stderr).not.toMatch(/\?\./)
  })

  test('gives every sound row to the cent, and each bad one with its line', () => {
    const { code, stdout } = runArlab('check', map, '--json')
    expect(code).toBe(1)
    const check = JSON.parse(stdout)
    expect(check.tables.invoices).toMatchObject({ read: 93, accepted: 90, acceptedAmount: 90 * 100_050 })
    expect(check.tables.payments).toMatchObject({ accepted: 60, acceptedAmount: 60 * 100_050 })
    expect(check.receivables).toBe(30 * 100_050)
    const ofInvoices = (check.rejects as { line: number; column: string; code: string }[]).map(
      ({ line, column, code: reason }) => [line, column, reason],
    )
    expect(ofInvoices).toEqual(
      expect.arrayContaining([
        [92, 'Rechnungsdatum', 'not-a-date'],
        [93, 'Betrag', 'not-an-amount'],
        [94, 'Kunde', 'empty-required'],
      ]),
    )
    expect(new Set(ofInvoices.map(([line]) => line))).toEqual(new Set([92, 93, 94]))
  })

  test('is imported without them if they are allowed, and is then the same ledger', () => {
    const ledger = join(folder, 'ledger')
    expect(runArlab('import', file, '--map', map, '-o', ledger).code).toBe(1)
    expect(existsSync(ledger)).toBe(false)
    expect(runArlab('import', file, '--map', map, '-o', ledger, '--allow-rejects', '10').code).toBe(0)
    const [mapped, imported] = [map, ledger].map((path) => arlabJson('kpi', path, '--allow-rejects', '10'))
    expect(imported!.rows).toEqual(mapped!.rows)
    expect(readFileSync(join(ledger, 'customers.csv'), 'utf8')).toContain('=Böse')
  })

  test('is shown as a page and exported as a workbook', () => {
    const [page, workbook] = ['check.html', 'ledger.xlsx'].map((name) => join(folder, name))
    expect(runArlab('check', map, '--html', page!, '--allow-rejects', '10').code).toBe(0)
    expect(readFileSync(page!, 'utf8')).toContain('31/11/2024')
    expect(runArlab('export', map, '-o', workbook!, '--allow-rejects', '10').code).toBe(0)
    expect(readFileSync(workbook!).subarray(0, 2).toString()).toBe('PK')
  })
})
