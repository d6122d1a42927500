import fc from 'fast-check'
import type { Row, Tables } from '../ledger/ledger-folder.js'
import { isoAt, type RowTables, randomLedger } from '../properties/random-ledger.js'

const contactDraw = fc.record({
  kind: fc.constantFrom('invoice_copy', 'email', 'call', 'call', 'sales_call', 'letter', 'visit'),
  customer: fc.nat({ max: 9 }),
  /** Which invoice it names; null for none. */
  invoice: fc.option(fc.nat({ max: 9 })),
  day: fc.integer({ min: -20, max: 260 }),
  rightParty: fc.constantFrom('yes', 'yes', 'no', ''),
  /** Days until what was promised falls due; null for no promise. */
  promised: fc.option(fc.nat({ max: 40 })),
  kept: fc.constantFrom('yes', 'no', ''),
  cost: fc.constantFrom('', '0', '2.25', '14.00'),
})

const invoiceDraw = fc.record({
  margin: fc.constantFrom('', '0.00', '12.34', '-5.00'),
  delivered: fc.option(fc.nat({ max: 9 })),
  sent: fc.option(fc.nat({ max: 25 })),
  contract: fc.constantFrom('', '', 'K1', 'K2'),
})

const surveyDraw = fc.record({
  customer: fc.nat({ max: 9 }),
  day: fc.integer({ min: -20, max: 260 }),
  score: fc.constantFrom('0', '7', '7.5', '9.1', '10'),
})

/** The random ledgers with contacts, surveys and the columns that not every ledger has: every fact may be in them. */
export const fullLedger: fc.Arbitrary<Tables> = fc
  .record({
    tables: randomLedger,
    contacts: fc.array(contactDraw, { maxLength: 14 }),
    surveys: fc.array(surveyDraw, { maxLength: 5 }),
    extras: fc.array(invoiceDraw, { minLength: 10, maxLength: 10 }),
  })
  .map(({ tables, contacts, surveys, extras }) => ({
    ...tables,
    invoices: tables.invoices.map((invoice, row) => withExtras(invoice, extras[row % extras.length]!)),
    activities: contacts.map((contact, row) => activity(tables, contact, row)),
    surveys: surveys.map(({ customer, day, score }) => ({
      customer_id: pick(tables.customers, customer).customer_id!,
      date: isoAt(day),
      score,
    })),
  }))

type Draw<A> = A extends fc.Arbitrary<infer T> ? T : never

function pick(rows: readonly Row[], at: number): Row {
  return rows[at % rows.length]!
}

function withExtras(invoice: Row, { margin, delivered, sent, contract }: Draw<typeof invoiceDraw>): Row {
  const issued = (Date.parse(invoice.invoice_date!) - Date.parse(isoAt(0))) / 86_400_000
  return {
    ...invoice,
    margin,
    delivered_on: delivered === null ? '' : isoAt(issued - delivered),
    sent_on: sent === null ? '' : isoAt(issued + sent),
    contract_id: contract,
  }
}

function activity(tables: RowTables, draw: Draw<typeof contactDraw>, row: number): Row {
  const invoice = draw.invoice === null ? null : pick(tables.invoices, draw.invoice)
  return {
    activity_id: `T${row}`,
    customer_id: invoice === null ? pick(tables.customers, draw.customer).customer_id! : invoice.customer_id!,
    invoice_id: invoice === null ? '' : invoice.invoice_id!,
    date: isoAt(draw.day),
    kind: draw.kind,
    right_party: draw.rightParty,
    promised_on: draw.promised === null ? '' : isoAt(draw.day + draw.promised),
    kept: draw.kept,
    cost: draw.cost,
  }
}
