import { describe, expect, it } from 'vitest'
import { dayFromIso, isoFromDay } from '../../src/calendar/day.js'
import { companyName } from '../../src/demo/company-name.js'
import { customerLedger } from '../../src/demo/customer-ledger.js'
import { demoCompany } from '../../src/demo/demo-company.js'
import { demoParameters } from '../../src/demo/demo-parameters.js'
import { demoSetting } from '../../src/demo/demo-setting.js'
import { numberedId } from '../../src/demo/numbered-id.js'

const company = demoCompany({ seed: 'arlab', customers: 300, months: 24 })
const { start, end } = company.truth

describe('demoCompany, the same and different companies', () => {
  it('the same seed gives the same company, another seed another', () => {
    const small = { customers: 20, months: 6 }
    expect(demoCompany({ seed: 'x', ...small })).toEqual(demoCompany({ seed: 'x', ...small }))
    expect(demoCompany({ seed: 'y', ...small }).invoices).not.toEqual(demoCompany({ seed: 'x', ...small }).invoices)
  })

  it('a customer is the same in a company of 50 and of 300 customers', () => {
    const fewer = demoCompany({ seed: 'arlab', customers: 50, months: 24 })
    const kept = new Set(fewer.customers.map((row) => row.customerId))
    const keptInvoices = new Set(fewer.invoices.map((row) => row.invoiceId))
    const ofKept = (row: { customerId: string }) => kept.has(row.customerId)
    const ofKeptInvoice = (row: { invoiceId: string }) => keptInvoices.has(row.invoiceId)
    expect(fewer.customers).toEqual(company.customers.filter(ofKept))
    expect(fewer.invoices).toEqual(company.invoices.filter(ofKept))
    expect(fewer.payments).toEqual(company.payments.filter(ofKept))
    expect(fewer.applications).toEqual(company.applications.filter(ofKeptInvoice))
    expect(fewer.adjustments).toEqual(company.adjustments.filter(ofKeptInvoice))
    expect(fewer.disputes).toEqual(company.disputes.filter(ofKeptInvoice))
    expect(fewer.activities).toEqual(company.activities.filter(ofKept))
    expect(fewer.surveys).toEqual(company.surveys.filter(ofKept))
    expect(fewer.truth.customers).toEqual(company.truth.customers.slice(0, 50))
  })

  it('golden: the default company (may be changed on purpose, never unnoticed)', () => {
    const total = (rows: readonly { amount: number }[]) => rows.reduce((sum, row) => sum + row.amount, 0)
    const figures = {
      invoices: [company.invoices.length, total(company.invoices)],
      payments: [company.payments.length, total(company.payments)],
      applications: [company.applications.length, total(company.applications)],
      adjustments: [company.adjustments.length, total(company.adjustments)],
      disputes: [company.disputes.length, total(company.disputes)],
      activities: [company.activities.length, company.activities.reduce((sum, row) => sum + row.cost, 0)],
      surveys: [company.surveys.length, company.surveys.reduce((sum, row) => sum + row.score, 0)],
    }
    expect(figures).toMatchInlineSnapshot(`
      {
        "activities": [
          13772,
          7027425,
        ],
        "adjustments": [
          624,
          131468340,
        ],
        "applications": [
          19841,
          9258655796,
        ],
        "disputes": [
          845,
          273361727,
        ],
        "invoices": [
          20583,
          10011941852,
        ],
        "payments": [
          17463,
          9255675561,
        ],
        "surveys": [
          479,
          3712,
        ],
      }
    `)
  })

  it('covers whole months from the start', () => {
    expect([isoFromDay(start), isoFromDay(end)]).toEqual(['2023-01-01', '2024-12-31'])
    const other = demoCompany({ seed: 'x', customers: 1, months: 3, start: dayFromIso('2024-02-10')! })
    expect([isoFromDay(other.truth.start), isoFromDay(other.truth.end)]).toEqual(['2024-02-10', '2024-04-30'])
  })

  it('a mechanism that is turned off changes nothing that does not follow from it', () => {
    const { survey, ...others } = demoParameters
    const silent = demoCompany({
      seed: 'arlab',
      customers: 20,
      months: 24,
      parameters: { ...others, survey: { ...survey, responseShare: 0 } },
    })
    const talking = demoCompany({ seed: 'arlab', customers: 20, months: 24 })
    expect(silent.surveys).toEqual([])
    expect(talking.surveys.length).toBeGreaterThan(10)
    const { surveys: _, truth: __, ...rest } = talking
    expect(silent).toMatchObject(rest)
    const calm = demoCompany({
      seed: 'arlab',
      customers: 20,
      months: 24,
      parameters: { ...demoParameters, contacts: { ...demoParameters.contacts, plan: [] } },
    })
    expect(calm.activities).toEqual([])
    expect(calm.invoices.filter((row) => row.invoiceId.startsWith('I') && row.rebills === null)).toEqual(
      talking.invoices.filter((row) => row.invoiceId.startsWith('I') && row.rebills === null),
    )
  })

  it('an identifier takes more digits only where it must', () => {
    const setting = demoSetting({ seed: 'x', customers: 1_000_000, months: 2 })
    const idsOf = (number: number) => customerLedger(setting, number).customers.map((row) => row.customerId)
    expect([9_999, 10_000, 1_000_000].flatMap(idsOf)).toEqual(['C9999', 'C10000', 'C1000000'])
    expect(numberedId('I', 'C0001', 998)).toBe('I0001-999')
    expect(numberedId('I', 'C0001', 999)).toBe('I0001-1000')
  })

  it('names stay unique beyond all combinations', () => {
    const names = new Set(Array.from({ length: 40_000 }, (_, index) => companyName('x', index + 1)))
    expect(names.size).toBe(40_000)
  })

  it.each([
    [{ seed: '', customers: 1, months: 1 }, 'demoCompany needs a seed of at least one character, got an empty one'],
    [{ seed: 'x', customers: 0, months: 1 }, 'customers to be a whole number from 1 to 1000000, got 0'],
    [{ seed: 'x', customers: 1.5, months: 1 }, 'customers to be a whole number from 1 to 1000000, got 1.5'],
    [{ seed: 'x', customers: 1, months: 241 }, 'months to be a whole number from 1 to 240, got 241'],
  ])('refuses %o', (options, message) => {
    expect(() => demoCompany(options)).toThrow(message)
  })
})
