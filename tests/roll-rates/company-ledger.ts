import { dayFromIso } from '../../src/calendar/day.js'
import { addMonths, monthEnd, monthOf } from '../../src/calendar/month.js'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import { ledgerOf, type PlainInvoice } from '../behavior/plain-ledger.js'
import { seededDraws } from './random-draws.js'

const start = dayFromIso('2022-01-01')!

/**
 * A company of 40 customers in two segments that invoices as much in every month: most invoices are paid within 60 days after
 * their date, some are credited, and the rest is written off half a year later, of which now and then a part comes back.
 */
export function companyLedger(months = 30, seed = 1): LedgerData {
  const draw = seededDraws(seed)
  const customers = Array.from({ length: 40 }, (_, row) => ({ segment: row % 4 === 0 ? 'large' : 'small' }))
  const asOf = monthEnd(addMonths(monthOf(start), months - 1))
  const invoices: PlainInvoice[] = []
  for (let day: number = start; day <= asOf; day++) {
    const customer = Math.floor(draw() * customers.length)
    const amount = 8000 + Math.floor(draw() * 4000)
    const due = day + 30
    const postings: PlainInvoice['postings'][number][] = []
    const luck = draw()
    if (luck < 0.85) {
      const paidOn = day + 5 + Math.floor(draw() * 60)
      const cash = Math.floor(amount * (draw() < 0.2 ? 0.98 : 1))
      postings.push({ day: paidOn, kind: 'cash', amount: cash })
      if (cash < amount) postings.push({ day: paidOn, kind: 'discount', amount: amount - cash })
    } else if (luck < 0.9) postings.push({ day: day + 20, kind: 'credit_memo', amount })
    else {
      const half = Math.floor(amount / 2)
      postings.push({ day: day + 70, kind: 'cash', amount: half })
      postings.push({ day: day + 180, kind: 'write_off', amount: amount - half })
      if (luck > 0.98) postings.push({ day: day + 260, kind: 'write_off_reversal', amount: Math.floor(half / 2) })
      if (luck > 0.98) postings.push({ day: day + 270, kind: 'cash', amount: Math.floor(half / 2) })
    }
    invoices.push({
      customer,
      issued: day,
      due,
      amount,
      disputes: [],
      postings: postings.filter((one) => one.day <= asOf),
    })
  }
  return ledgerOf(customers, invoices, asOf)
}
