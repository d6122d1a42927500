import { describe, expect, it } from 'vitest'
import { addMonths, monthEnd, monthOf, monthStart } from '../../src/calendar/month.js'
import { type DemoCompany, demoCompany } from '../../src/demo/demo-company.js'
import { openAt, postingsOf } from './plain-ledger-of.js'

const company = demoCompany({ seed: 'arlab', customers: 300, months: 24 })
const { start, end } = company.truth
const postings = postingsOf(company)
const invoiceOf = new Map(company.invoices.map((row) => [row.invoiceId, row]))
const paymentOf = new Map(company.payments.map((row) => [row.paymentId, row]))
const customerOf = new Map(company.customers.map((row) => [row.customerId, row]))
const defaultDayOf = new Map(company.truth.customers.map((row) => [row.customerId, row.defaultDay]))

function sumBy<Row>(
  rows: readonly Row[],
  key: (row: Row) => string,
  amount: (row: Row) => number,
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + amount(row))
  return sums
}

/** What is wrong with the open amounts of a company on any day of any invoice. */
function openAmountProblems(of: DemoCompany): string[] {
  const problems: string[] = []
  const amountOf = new Map(of.invoices.map((row) => [row.invoiceId, row.amount]))
  for (const [invoiceId, own] of postingsOf(of)) {
    const amount = amountOf.get(invoiceId)!
    for (const { day } of own) {
      const open = openAt(own, day)
      if (amount > 0 && open < 0) problems.push(`${invoiceId} is over-applied by ${-open} on day ${day}`)
      if (amount < 0 && open > 0) problems.push(`credit note ${invoiceId} is over-applied by ${open} on day ${day}`)
    }
  }
  return problems
}

describe('the demo ledger keeps the rules of a ledger', () => {
  it('identifiers are unique across payments and invoices, and references lead to rows of the same customer', () => {
    expect(customerOf.size).toBe(300)
    expect(new Set(company.customers.map((row) => row.name)).size).toBe(300)
    expect(invoiceOf.size).toBe(company.invoices.length)
    expect(paymentOf.size).toBe(company.payments.length)
    for (const id of paymentOf.keys()) expect(invoiceOf.has(id)).toBe(false)
    for (const [rows, id] of [
      [company.adjustments, 'adjustmentId'],
      [company.disputes, 'disputeId'],
      [company.activities, 'activityId'],
    ] as const) {
      expect(new Set(rows.map((row) => (row as unknown as Record<string, string>)[id])).size).toBe(rows.length)
    }
    for (const row of [...company.invoices, ...company.payments, ...company.surveys]) {
      expect(customerOf.has(row.customerId)).toBe(true)
    }
    for (const row of [...company.adjustments, ...company.disputes]) expect(invoiceOf.has(row.invoiceId)).toBe(true)
    for (const row of company.activities) expect(invoiceOf.get(row.invoiceId)?.customerId).toBe(row.customerId)
    for (const { paymentId, invoiceId } of company.applications) {
      const source = paymentOf.get(paymentId) ?? invoiceOf.get(paymentId)
      expect(source?.customerId).toBe(invoiceOf.get(invoiceId)?.customerId)
    }
  })

  it('nothing is over-applied on any day: neither an invoice nor a credit note', () => {
    expect(openAmountProblems(company)).toEqual([])
  })

  it('teeth: an application that is a cent larger than what is open is found', () => {
    const closed = company.applications.find(({ invoiceId }) => openAt(postings.get(invoiceId)!, end) === 0)!
    const applications = company.applications.map((row) =>
      row === closed ? { ...row, amount: (row.amount + 1) as typeof row.amount } : row,
    )
    expect(openAmountProblems({ ...company, applications })).not.toEqual([])
  })

  it('rolls forward to the cent in every month and for every salesperson', () => {
    const salespeople = [...new Set(company.customers.map((row) => row.salesperson))]
    for (const salesperson of [null, ...salespeople]) {
      const own = [...postings].filter(
        ([invoiceId]) => salesperson === null || invoiceOf.get(invoiceId)!.salesperson === salesperson,
      )
      let opening = 0
      for (let month = monthOf(start); month <= monthOf(end); month = addMonths(month, 1)) {
        const [first, last] = [monthStart(month), monthEnd(month)]
        const flows: Record<string, number> = {}
        let closing = 0
        for (const [, list] of own) {
          for (const { day, change, kind } of list) {
            if (day >= first && day <= last) flows[kind] = (flows[kind] ?? 0) + change
          }
          closing += openAt(list, last)
        }
        // What a credit note gives, an invoice loses: no flow.
        expect(flows['credit note'] ?? 0).toBe(0)
        expect(opening + Object.values(flows).reduce((sum, flow) => sum + flow, 0)).toBe(closing)
        opening = closing
      }
      expect(opening).toBeGreaterThan(0)
    }
  })

  it('applications of a payment are at most the payment, and a refund gives back no more than is unapplied', () => {
    const applied = sumBy(
      company.applications.filter((row) => paymentOf.has(row.paymentId)),
      (row) => row.paymentId,
      (row) => row.amount,
    )
    const unapplied = new Map<string, number>()
    let overPaid = 0
    for (const { paymentId, customerId, amount } of company.payments) {
      const left = amount - (applied.get(paymentId) ?? 0)
      if (amount > 0) {
        expect(left).toBeGreaterThanOrEqual(0)
        if (left > 0) overPaid++
      } else expect(applied.has(paymentId)).toBe(false)
      // In the order of dates, so a refund never comes before the money.
      unapplied.set(customerId, (unapplied.get(customerId) ?? 0) + left)
      expect(unapplied.get(customerId)).toBeGreaterThanOrEqual(0)
    }
    expect(overPaid).toBeGreaterThan(20)
    expect(overPaid).toBeLessThan(120)
    expect(company.payments.filter((row) => row.amount < 0).length).toBeGreaterThan(10)
    expect(
      [
        ...sumBy(
          company.applications,
          (row) => row.paymentId,
          () => 1,
        ).values(),
      ].filter((n) => n > 1).length,
    ).toBeGreaterThan(1_000)
  })

  it('no event is dated before its invoice, outside of the ledger, or before what it follows', () => {
    const inside = (day: number, from: number) => expect(from <= day && day <= end).toBe(true)
    for (const row of company.customers) inside(row.onboardedOn, start)
    for (const row of company.invoices) {
      inside(row.invoiceDate, customerOf.get(row.customerId)!.onboardedOn)
      expect(row.dueDate).toBeGreaterThanOrEqual(row.invoiceDate)
      if (row.deliveredOn !== null) {
        inside(row.deliveredOn, start)
        expect(row.deliveredOn).toBeLessThanOrEqual(row.invoiceDate)
      }
      if (row.sentOn !== null) inside(row.sentOn, row.invoiceDate)
      if (row.rebills !== null) inside(row.invoiceDate, invoiceOf.get(row.rebills)!.invoiceDate + 1)
    }
    for (const row of company.applications) {
      const payment = paymentOf.get(row.paymentId)
      inside(row.appliedDate, invoiceOf.get(row.invoiceId)!.invoiceDate + 1)
      if (payment) {
        expect(row.paymentDate).toBe(payment.paymentDate)
        inside(row.appliedDate, payment.paymentDate)
      } else inside(row.appliedDate, invoiceOf.get(row.paymentId)!.invoiceDate)
      expect(row.amount).toBeGreaterThan(0)
      expect(row.discount).toBeGreaterThanOrEqual(0)
    }
    for (const row of company.adjustments) {
      inside(row.date, invoiceOf.get(row.invoiceId)!.invoiceDate + 1)
      expect(row.amount).toBeGreaterThan(0)
    }
    for (const row of company.disputes) {
      inside(row.openedOn, invoiceOf.get(row.invoiceId)!.invoiceDate + 1)
      if (row.resolvedOn !== null) inside(row.resolvedOn, row.openedOn + 1)
      expect(row.conceded === null).toBe(row.resolvedOn === null)
    }
    for (const row of company.surveys) inside(row.date, customerOf.get(row.customerId)!.onboardedOn)
  })

  it('a customer in default pays nothing from that day on', () => {
    for (const { customerId, paymentDate, amount } of company.payments) {
      if (amount > 0) expect(paymentDate).toBeLessThan(defaultDayOf.get(customerId) ?? end + 1)
    }
  })

  it('nothing is paid while it is disputed, and a conceded dispute is credited that day', () => {
    const cash = new Map<string, number[]>()
    for (const { invoiceId, paymentId, appliedDate } of company.applications) {
      const day = paymentOf.get(paymentId)?.paymentDate ?? appliedDate
      cash.set(invoiceId, [...(cash.get(invoiceId) ?? []), day])
    }
    for (const { invoiceId, openedOn, resolvedOn } of company.disputes) {
      for (const day of cash.get(invoiceId) ?? []) {
        expect(day < openedOn || day >= (resolvedOn ?? end + 1)).toBe(true)
      }
    }
    const memos = company.adjustments.filter((row) => row.reason.startsWith('dispute: '))
    const facts = (rows: readonly { invoiceId: string; amount: number; day: number | null }[]) =>
      rows.map((row) => `${row.invoiceId} ${row.amount} ${row.day}`).sort()
    expect(facts(memos.map((row) => ({ ...row, day: row.date })))).toEqual(
      facts(company.disputes.filter((row) => row.conceded).map((row) => ({ ...row, day: row.resolvedOn }))),
    )
  })

  it('nothing undisputed stays open 180 days past due', () => {
    const inDispute = new Set(company.disputes.filter((row) => row.resolvedOn === null).map((row) => row.invoiceId))
    const old = company.invoices.filter(
      (row) =>
        row.amount > 0 &&
        end - row.dueDate >= 180 &&
        !inDispute.has(row.invoiceId) &&
        openAt(postings.get(row.invoiceId)!, end) !== 0,
    )
    expect(old).toEqual([])
  })

  it('write-offs close, reversals open again what is then paid, recoveries are at most what was written off', () => {
    const writtenOff = new Map<string, number>()
    for (const { invoiceId, kind, amount, date } of company.adjustments) {
      if (kind === 'write_off') {
        writtenOff.set(invoiceId, amount)
        expect(openAt(postings.get(invoiceId)!, date)).toBe(0)
      } else if (kind === 'write_off_reversal') {
        expect(amount).toBe(writtenOff.get(invoiceId))
        const paid = company.applications.filter((row) => row.invoiceId === invoiceId && row.paymentDate === date)
        expect(paid.map((row) => row.amount)).toEqual([amount])
      } else if (kind === 'recovery') expect(amount).toBeLessThanOrEqual(writtenOff.get(invoiceId) ?? 0)
    }
    for (const kind of ['write_off', 'write_off_reversal', 'recovery'] as const) {
      expect(company.adjustments.some((row) => row.kind === kind)).toBe(true)
    }
  })

  it('a discount granted is the percentage of what was open, within the days, on the terms of the customer', () => {
    const granted = company.applications.filter((row) => row.discount > 0)
    expect(granted.length).toBeGreaterThan(300)
    for (const { invoiceId, amount, discount, paymentDate, appliedDate } of granted) {
      const { customerId, invoiceDate } = invoiceOf.get(invoiceId)!
      const [, percent, days] = /^(\d+)\/(\d+) net \d+$/.exec(customerOf.get(customerId)!.terms)!
      expect(discount).toBe(Math.round(((amount + discount) * Number(percent)) / 100))
      expect(paymentDate! - invoiceDate).toBeLessThanOrEqual(Number(days))
      expect(openAt(postings.get(invoiceId)!, appliedDate)).toBe(0)
    }
    for (const { invoiceId } of company.adjustments.filter((row) => row.reason.includes('unearned discount'))) {
      const own = company.applications.find((row) => row.invoiceId === invoiceId && row.paymentDate !== null)!
      expect(own.discount).toBe(0)
      const { customerId, invoiceDate } = invoiceOf.get(invoiceId)!
      const days = Number(/\/(\d+) /.exec(customerOf.get(customerId)!.terms)![1])
      expect(own.paymentDate! - invoiceDate).toBeGreaterThan(days)
    }
  })

  it('contracts bill whole years of service in advance, one after the other', () => {
    const bills = company.invoices.filter((row) => row.contractId !== null && row.rebills === null)
    expect(bills.length).toBeGreaterThan(60)
    const lastOf = new Map<string, number>()
    for (const { contractId, serviceFrom, serviceTo, invoiceDate, customerId } of bills) {
      expect(contractId).toBe(`K${customerId.slice(1)}`)
      expect(serviceFrom! - invoiceDate).toBe(30)
      expect(monthOf(serviceTo!) - monthOf(serviceFrom!)).toBe(11)
      expect([monthStart(monthOf(serviceFrom!)), monthEnd(monthOf(serviceTo!))]).toEqual([serviceFrom, serviceTo])
      expect(serviceFrom).toBe((lastOf.get(contractId!) ?? serviceFrom! - 1) + 1)
      lastOf.set(contractId!, serviceTo!)
    }
    expect(bills.length).toBeGreaterThan(lastOf.size)
  })

  it('credit notes are negative invoices, applied whole or not at all; rebills follow a credit in full', () => {
    const notes = company.invoices.filter((row) => row.amount < 0)
    const applied = notes.filter((row) => openAt(postings.get(row.invoiceId)!, end) === 0)
    expect(notes.length).toBeGreaterThan(50)
    expect(applied.length).toBeGreaterThan(notes.length / 2)
    for (const row of notes) {
      expect([0, row.amount]).toContain(openAt(postings.get(row.invoiceId)!, end))
      expect(row.margin).toBeLessThanOrEqual(0)
    }
    const rebills = company.invoices.filter((row) => row.rebills !== null)
    expect(rebills.length).toBeGreaterThan(10)
    for (const { rebills: replaced, invoiceDate, amount } of rebills) {
      expect(openAt(postings.get(replaced!)!, invoiceDate)).toBe(0)
      expect(company.adjustments.find((row) => row.invoiceId === replaced)).toMatchObject({
        kind: 'credit_memo',
        date: invoiceDate,
      })
      expect(amount).toBeLessThanOrEqual(invoiceOf.get(replaced!)!.amount)
    }
  })

  it('contacts are about invoices that are past due and open, and promises are kept or not by the ledger itself', () => {
    const promises = company.activities.filter((row) => row.promisedOn !== null)
    expect(promises.length).toBeGreaterThan(1_000)
    for (const row of company.activities) {
      const { dueDate } = invoiceOf.get(row.invoiceId)!
      expect(row.date).toBeGreaterThan(dueDate)
      expect(row.date).toBeLessThanOrEqual(end)
      expect(openAt(postings.get(row.invoiceId)!, row.date)).toBeGreaterThan(0)
      const isSpoken = row.kind === 'call' || row.kind === 'sales_call' || row.kind === 'visit'
      expect(row.rightParty === null).toBe(!isSpoken)
      expect(row.promisedOn === null).toBe(row.outcome !== 'promise')
    }
    for (const { invoiceId, date, promisedOn, promisedAmount, kept, rightParty } of promises) {
      expect(rightParty).toBe(true)
      expect(promisedOn).toBeGreaterThan(date)
      expect(promisedAmount).toBe(openAt(postings.get(invoiceId)!, date))
      const paid = company.applications
        .filter((row) => row.invoiceId === invoiceId && row.paymentDate! > date && row.paymentDate! <= promisedOn!)
        .reduce((sum, row) => sum + row.amount, 0)
      if (promisedOn! > end) expect(kept).toBe(null)
      // A late application of the last days is not in the ledger yet.
      else if (promisedOn! < end - 4) expect(kept).toBe(paid >= promisedAmount!)
    }
  })

  it('surveys are scores from 0 to 10', () => {
    expect(company.surveys.length).toBeGreaterThan(300)
    for (const { score } of company.surveys) expect(Number.isInteger(score) && score >= 0 && score <= 10).toBe(true)
  })
})
