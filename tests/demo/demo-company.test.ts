import { describe, expect, it } from 'vitest'
import { dayFromIso, isoFromDay } from '../../src/calendar/day.js'
import { demoCompany } from '../../src/demo/demo-company.js'

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
    }
    expect(figures).toMatchInlineSnapshot(`
      {
        "adjustments": [
          492,
          152136505,
        ],
        "applications": [
          19093,
          9196766020,
        ],
        "disputes": [
          815,
          266204244,
        ],
        "invoices": [
          20020,
          10045217012,
        ],
        "payments": [
          16280,
          9198505491,
        ],
      }
    `)
  })

  it('covers whole months from the start', () => {
    expect([isoFromDay(start), isoFromDay(end)]).toEqual(['2023-01-01', '2024-12-31'])
    const other = demoCompany({ seed: 'x', customers: 1, months: 3, start: dayFromIso('2024-02-10')! })
    expect([isoFromDay(other.truth.start), isoFromDay(other.truth.end)]).toEqual(['2024-02-10', '2024-04-30'])
  })

  it('takes less than 3 seconds', () => {
    const before = performance.now()
    demoCompany({ seed: 'time', customers: 300, months: 24 })
    expect(performance.now() - before).toBeLessThan(3_000)
  })

  it.each([
    [{ seed: '', customers: 1, months: 1 }, 'demoCompany needs a seed of at least one character, got an empty one'],
    [{ seed: 'x', customers: 0, months: 1 }, 'customers to be a whole number from 1 to 100000, got 0'],
    [{ seed: 'x', customers: 1.5, months: 1 }, 'customers to be a whole number from 1 to 100000, got 1.5'],
    [{ seed: 'x', customers: 1, months: 241 }, 'months to be a whole number from 1 to 240, got 241'],
  ])('refuses %o', (options, message) => {
    expect(() => demoCompany(options)).toThrow(message)
  })
})

describe('demoCompany, the ledger is sound', () => {
  const invoiceOf = new Map(company.invoices.map((row) => [row.invoiceId, row]))
  const paymentOf = new Map(company.payments.map((row) => [row.paymentId, row]))
  const customerOf = new Map(company.customers.map((row) => [row.customerId, row]))

  it('identifiers are unique and references lead somewhere', () => {
    expect(customerOf.size).toBe(300)
    expect(new Set(company.customers.map((row) => row.name)).size).toBe(300)
    expect(invoiceOf.size).toBe(company.invoices.length)
    expect(paymentOf.size).toBe(company.payments.length)
    expect(new Set(company.adjustments.map((row) => row.adjustmentId)).size).toBe(company.adjustments.length)
    expect(new Set(company.disputes.map((row) => row.disputeId)).size).toBe(company.disputes.length)
    for (const row of [...company.invoices, ...company.payments]) expect(customerOf.has(row.customerId)).toBe(true)
    for (const row of [...company.adjustments, ...company.disputes]) expect(invoiceOf.has(row.invoiceId)).toBe(true)
    for (const { paymentId, invoiceId } of company.applications) {
      expect(invoiceOf.get(invoiceId)?.customerId).toBe(paymentOf.get(paymentId)?.customerId)
    }
  })

  it('amount − applications − credit memos − write-offs is at least 0, and a recovery follows a write-off', () => {
    const open = new Map<string, number>(company.invoices.map((row) => [row.invoiceId, row.amount]))
    const writtenOff = new Map<string, number>()
    const reduce = (invoiceId: string, amount: number) => open.set(invoiceId, open.get(invoiceId)! - amount)
    for (const row of company.applications) reduce(row.invoiceId, row.amount)
    for (const row of company.adjustments) if (row.kind !== 'recovery') reduce(row.invoiceId, row.amount)
    for (const row of company.adjustments) if (row.kind === 'write_off') writtenOff.set(row.invoiceId, row.amount)
    expect(Math.min(...open.values())).toBe(0)
    for (const [invoiceId, amount] of writtenOff) {
      expect(open.get(invoiceId)).toBe(0)
      expect(amount).toBeGreaterThan(0)
    }
    const recoveries = company.adjustments.filter((row) => row.kind === 'recovery')
    expect(recoveries.length).toBeGreaterThan(0)
    for (const row of recoveries) expect(row.amount).toBeLessThanOrEqual(writtenOff.get(row.invoiceId) ?? 0)
  })

  it('a payment is its applications, but for a few over-payments', () => {
    const unapplied = new Map<string, number>(company.payments.map((row) => [row.paymentId, row.amount]))
    const applied = new Map<string, number>()
    for (const row of company.applications) {
      expect(row.amount).toBeGreaterThan(0)
      unapplied.set(row.paymentId, unapplied.get(row.paymentId)! - row.amount)
      applied.set(row.paymentId, (applied.get(row.paymentId) ?? 0) + 1)
    }
    const overPayments = [...unapplied.values()].filter((amount) => amount !== 0)
    expect(Math.min(...unapplied.values())).toBe(0)
    expect(overPayments.length).toBeGreaterThan(20)
    expect(overPayments.length).toBeLessThan(120)
    expect([...applied.values()].filter((count) => count > 1).length).toBeGreaterThan(1_000)
  })

  it('no event is dated before its invoice, outside of the ledger, or after a default', () => {
    const defaultDay = new Map(company.truth.customers.map((row) => [row.customerId, row.defaultDay]))
    const inside = (day: number, from: number) => expect(from <= day && day <= end).toBe(true)
    for (const row of company.customers) inside(row.onboardedOn, start)
    for (const row of company.invoices) inside(row.invoiceDate, customerOf.get(row.customerId)!.onboardedOn)
    for (const row of company.applications) {
      const { paymentDate, customerId } = paymentOf.get(row.paymentId)!
      inside(paymentDate, invoiceOf.get(row.invoiceId)!.invoiceDate + 1)
      expect(paymentDate).toBeLessThan(defaultDay.get(customerId) ?? Number.POSITIVE_INFINITY)
    }
    for (const row of company.adjustments) inside(row.date, invoiceOf.get(row.invoiceId)!.invoiceDate + 1)
    for (const row of company.disputes) {
      inside(row.openedOn, invoiceOf.get(row.invoiceId)!.invoiceDate + 1)
      if (row.resolvedOn !== null) inside(row.resolvedOn, row.openedOn + 1)
      expect(row.conceded === null).toBe(row.resolvedOn === null)
    }
  })

  it('nothing is paid while it is disputed, and only conceded disputes have a credit memo', () => {
    const paidOn = new Map<string, number[]>()
    for (const row of company.applications) {
      const days = paidOn.get(row.invoiceId) ?? []
      days.push(paymentOf.get(row.paymentId)!.paymentDate)
      paidOn.set(row.invoiceId, days)
    }
    for (const { invoiceId, openedOn, resolvedOn } of company.disputes) {
      for (const day of paidOn.get(invoiceId) ?? []) expect(day < openedOn || day >= (resolvedOn ?? end + 1)).toBe(true)
    }
    const memos = company.adjustments.filter((row) => row.kind === 'credit_memo')
    const conceded = company.disputes.filter((row) => row.conceded === true)
    const facts = (rows: readonly { invoiceId: string; amount: number }[]) =>
      rows.map((row) => `${row.invoiceId} ${row.amount}`).sort()
    expect(facts(memos)).toEqual(facts(conceded))
  })

  it('nothing undisputed stays open 180 days past due', () => {
    const closed = new Map<string, number>()
    const add = (row: { invoiceId: string; amount: number }) =>
      closed.set(row.invoiceId, (closed.get(row.invoiceId) ?? 0) + row.amount)
    for (const row of company.applications) add(row)
    for (const row of company.adjustments) if (row.kind !== 'recovery') add(row)
    const inDispute = new Set(company.disputes.filter((row) => row.resolvedOn === null).map((row) => row.invoiceId))
    const old = company.invoices.filter(
      (row) => end - row.dueDate >= 180 && !inDispute.has(row.invoiceId) && closed.get(row.invoiceId) !== row.amount,
    )
    expect(old).toEqual([])
  })
})
