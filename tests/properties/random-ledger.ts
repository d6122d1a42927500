import fc from 'fast-check'
import type { Ledger } from '../../src/ledger/ledger.js'
import { ledgerFrom, type Row, type Tables } from '../ledger/ledger-folder.js'

/** Tables as rows only, so that a test can change them. */
export type RowTables = Readonly<
  Record<'customers' | 'invoices' | 'payments' | 'applications' | 'adjustments' | 'disputes', readonly Row[]> &
    Partial<Record<'activities' | 'surveys', readonly Row[]>>
>

const epoch = Date.UTC(2023, 10, 15)

/** The ISO day that lies a number of days after 15 November 2023, where every random ledger begins. */
export function isoAt(offset: number): string {
  return new Date(epoch + offset * 86_400_000).toISOString().slice(0, 10)
}

const money = (cents: number) => (cents < 0 ? `-${money2(-cents)}` : money2(cents))
const money2 = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

/** What may happen to an invoice next; `share` is of what is open then, in per cent. */
const anyEvent = fc.record({
  gap: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.integer({ min: 1, max: 45 }) }),
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('pay' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        'pay_with_discount',
        'bounce',
        'credit_memo',
        'write_off',
        'write_off_reversal',
        'recovery',
        'fx_revaluation',
      ),
    },
  ),
  share: fc.constantFrom<number>(100, 100, 50, 33, 1, 130, -20),
  /** Days between the payment and its application; null leaves the application’s date to the payment. */
  appliedAfter: fc.option(fc.integer({ min: 0, max: 25 })),
  /** What of the payment is left unapplied. */
  left: fc.constantFrom(0, 0, 0, 1, 12_345),
})

type Event = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never

const cashEvent: fc.Arbitrary<Event> = anyEvent.map((event) => ({
  ...event,
  kind: 'pay',
  share: Math.min(100, Math.max(1, event.share)),
}))

function invoiceWith(event: fc.Arbitrary<Event>, amount: fc.Arbitrary<number>) {
  return fc.record({
    customer: fc.nat({ max: 4 }),
    issued: fc.nat({ max: 120 }),
    net: fc.constantFrom(0, 7, 30, 30, 45, 60),
    hasTerms: fc.boolean(),
    amount,
    salesperson: fc.constantFrom('', '', 'Ana', 'Ben'),
    disputed: fc.constantFrom('', '', '', 'no', 'yes'),
    /** The first payment is applied to the invoice before the invoice is there. */
    prepaid: fc.constantFrom(false, false, false, true),
    events: fc.array(event, { maxLength: 6 }),
    dispute: fc.option(fc.record({ opened: fc.nat({ max: 70 }), lasts: fc.option(fc.nat({ max: 60 })) }), { freq: 3 }),
    margin: fc.constantFrom('', '0.00', '12.34', '2500.00', '-5.01'),
    contract: fc.constantFrom('', '', 'K1', 'K2'),
    /** Days from delivery to the invoice’s date, below 0 where it comes before; null where no delivery is stated. */
    deliveredBefore: fc.option(fc.integer({ min: -4, max: 9 })),
    /** Days from the invoice’s date until it is sent; null where that is not stated. */
    sentAfter: fc.option(fc.nat({ max: 25 })),
  })
}

/** A contact with a customer; `invoice` picks the invoice that it names, null for none. */
const anyContact = fc.record({
  kind: fc.constantFrom('invoice_copy', 'email', 'call', 'call', 'sales_call', 'letter', 'visit'),
  customer: fc.nat({ max: 4 }),
  invoice: fc.option(fc.nat({ max: 9 }), { freq: 2 }),
  day: fc.integer({ min: -20, max: 260 }),
  rightParty: fc.constantFrom('yes', 'yes', 'no', ''),
  /** Days until what was promised falls due; null for no promise. */
  promisedFor: fc.option(fc.nat({ max: 40 }), { freq: 2 }),
  kept: fc.constantFrom('yes', 'no', ''),
  cost: fc.constantFrom('', '0', '2.25', '14.00'),
})

/** Scores are eighths, which add up to the same in any order. */
const anySurvey = fc.record({
  customer: fc.nat({ max: 4 }),
  day: fc.integer({ min: -20, max: 260 }),
  score: fc.constantFrom('0', '7', '7.5', '9.125', '10'),
})

const positiveCents = fc.oneof(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 1, max: 2_000_000_000 }))
const anyCents = fc.oneof(
  { weight: 8, arbitrary: positiveCents },
  { weight: 1, arbitrary: positiveCents.map((cents) => -cents) },
)

function ledgerRows(invoice: ReturnType<typeof invoiceWith>): fc.Arbitrary<RowTables> {
  return fc
    .record({
      customers: fc.array(
        fc.record({ region: fc.constantFrom('EMEA', 'APAC', ''), salesperson: fc.constantFrom('Ana', 'Cy', '') }),
        { minLength: 1, maxLength: 5 },
      ),
      invoices: fc.array(invoice, { minLength: 1, maxLength: 10 }),
      prepayments: fc.array(
        fc.record({ customer: fc.nat({ max: 4 }), day: fc.integer({ min: -40, max: 200 }), cents: anyCents }),
        {
          maxLength: 3,
        },
      ),
      noteUses: fc.array(anyNoteUse, { maxLength: 4 }),
      contacts: fc.array(anyContact, { maxLength: 14 }),
      surveys: fc.array(anySurvey, { maxLength: 5 }),
    })
    .map(({ customers, invoices, prepayments, noteUses, contacts, surveys }) => {
      const tables: Record<keyof RowTables, Row[]> = {
        customers: customers.map(({ region, salesperson }, row) => ({
          customer_id: `C${row}`,
          region,
          salesperson,
          terms: 'net 30',
        })),
        invoices: [],
        payments: [],
        applications: [],
        adjustments: [],
        disputes: [],
        activities: [],
        surveys: surveys.map(({ customer, day, score }) => ({
          customer_id: `C${customer % customers.length}`,
          date: isoAt(day),
          score,
        })),
      }
      for (const [row, drawn] of invoices.entries()) addInvoice(tables, drawn, row, customers.length)
      for (const { customer, day, cents } of prepayments) {
        addPayment(tables, `C${customer % customers.length}`, day, cents)
      }
      for (const use of noteUses) applyCreditNote(tables, invoices, use)
      for (const contact of contacts) addContact(tables, invoices, contact)
      return tables
    })
}

/** A credit note applied to an invoice; `note` and `invoice` pick among those there are. */
const anyNoteUse = fc.record({
  note: fc.nat({ max: 9 }),
  invoice: fc.nat({ max: 9 }),
  /** Per cent of the credit note's own amount. */
  share: fc.constantFrom(100, 60, 25),
  /** Days after the credit note's date; null leaves the day to the ledger. */
  after: fc.option(fc.nat({ max: 60 })),
})

function applyCreditNote(
  tables: Record<string, Row[]>,
  invoices: readonly DrawnInvoice[],
  use: typeof anyNoteUse extends fc.Arbitrary<infer T> ? T : never,
): void {
  const rows = invoices.map((_, row) => row)
  const notes = rows.filter((row) => invoices[row]!.amount < 0)
  const others = rows.filter((row) => invoices[row]!.amount > 0)
  if (notes.length === 0 || others.length === 0) return
  const note = notes[use.note % notes.length]!
  tables.applications!.push({
    payment_id: `I${note}`,
    invoice_id: `I${others[use.invoice % others.length]!}`,
    amount: money(Math.ceil((-invoices[note]!.amount * use.share) / 100)),
    applied_date: use.after === null ? '' : isoAt(invoices[note]!.issued + use.after),
    discount: '',
  })
}

type DrawnInvoice = ReturnType<typeof invoiceWith> extends fc.Arbitrary<infer T> ? T : never

function addInvoice(tables: Record<string, Row[]>, drawn: DrawnInvoice, row: number, customers: number): void {
  const { issued, net, amount } = drawn
  const id = `I${row}`
  const customer = `C${drawn.customer % customers}`
  tables.invoices!.push({
    invoice_id: id,
    customer_id: customer,
    invoice_date: isoAt(issued),
    ...(drawn.hasTerms ? { terms: `net ${net}` } : { due_date: isoAt(issued + net) }),
    amount: money(amount),
    salesperson: drawn.salesperson,
    disputed: drawn.disputed,
    margin: drawn.margin,
    contract_id: drawn.contract,
    delivered_on: drawn.deliveredBefore === null ? '' : isoAt(issued - drawn.deliveredBefore),
    sent_on: drawn.sentAfter === null ? '' : isoAt(issued + drawn.sentAfter),
  })
  let open = amount
  let day = issued
  drawn.events.forEach((event, index) => {
    day += event.gap
    const adjustment = (kind: string, cents: number) =>
      tables.adjustments!.push({
        adjustment_id: `A${tables.adjustments!.length}`,
        invoice_id: id,
        date: isoAt(day),
        amount: money(cents),
        kind,
      })
    const part = Math.round((Math.abs(open) * Math.abs(event.share)) / 100)
    switch (event.kind) {
      case 'pay':
      case 'pay_with_discount':
      case 'bounce': {
        const sign = event.kind === 'bounce' ? -1 : 1
        // What closes a credit note, or an over-payment, is money that goes back.
        const applied = open < 0 ? -part * sign : part * sign
        const discount = event.kind === 'pay_with_discount' ? Math.floor(applied / 50) : 0
        const early = drawn.prepaid && index === 0 ? issued - 20 : day
        const paidOn = event.appliedAfter === null ? early : early - event.appliedAfter
        const payment = addPayment(tables, customer, paidOn, applied - discount + event.left)
        tables.applications!.push({
          payment_id: payment,
          invoice_id: id,
          amount: money(applied - discount),
          applied_date: event.appliedAfter === null ? '' : isoAt(early),
          discount: discount === 0 ? '' : money(discount),
        })
        open -= applied
        break
      }
      case 'credit_memo':
      case 'write_off':
        adjustment(event.kind, part)
        open -= part
        break
      case 'write_off_reversal':
        adjustment(event.kind, part + 100)
        open += part + 100
        break
      case 'recovery':
        adjustment(event.kind, part + 100)
        break
      case 'fx_revaluation':
        adjustment(event.kind, event.share < 0 ? -part : part)
        open += event.share < 0 ? -part : part
        break
      default:
        event.kind satisfies never
    }
  })
  if (drawn.dispute) {
    const { opened, lasts } = drawn.dispute
    tables.disputes!.push({
      dispute_id: `D${row}`,
      invoice_id: id,
      opened_on: isoAt(issued + opened),
      amount: '1.00',
      resolved_on: lasts === null ? '' : isoAt(issued + opened + lasts),
    })
  }
}

/** A contact about an invoice is with its customer and not before its date, so that files cut at a day can be read. */
function addContact(
  tables: Record<keyof RowTables, Row[]>,
  invoices: readonly DrawnInvoice[],
  drawn: typeof anyContact extends fc.Arbitrary<infer T> ? T : never,
): void {
  const { activities, customers } = tables
  const row = drawn.invoice === null ? null : drawn.invoice % invoices.length
  const day = row === null ? drawn.day : invoices[row]!.issued + Math.max(0, Math.floor(drawn.day / 2))
  activities.push({
    activity_id: `T${activities.length}`,
    customer_id: row === null ? `C${drawn.customer % customers.length}` : tables.invoices[row]!.customer_id!,
    invoice_id: row === null ? '' : `I${row}`,
    date: isoAt(day),
    kind: drawn.kind,
    right_party: drawn.rightParty,
    promised_on: drawn.promisedFor === null ? '' : isoAt(day + drawn.promisedFor),
    kept: drawn.kept,
    cost: drawn.cost,
  })
}

function addPayment(tables: Record<string, Row[]>, customer: string, day: number, cents: number): string {
  const id = `P${tables.payments!.length}`
  tables.payments!.push({ payment_id: id, customer_id: customer, payment_date: isoAt(day), amount: money(cents) })
  return id
}

/**
 * Random ledgers with everything in them: part payments, discounts, over-payments, bounced payments, credit notes (some
 * applied to invoices) and memos, write-offs, reversals, recoveries, revaluations, unapplied cash, refunds, disputes, contacts
 * and promises, surveys, margins, contracts, days of delivery and sending, and several things on one day.
 */
export const randomLedger: fc.Arbitrary<RowTables> = ledgerRows(invoiceWith(anyEvent, anyCents))

/** Random ledgers in which nothing but cash lowers what is open, and never below zero. */
export const cashOnlyLedger: fc.Arbitrary<RowTables> = ledgerRows(invoiceWith(cashEvent, positiveCents))

const opened = new Map<string, Promise<Ledger>>()

/** Writes and opens a random ledger, whose every row must be accepted; the same tables are opened once. */
export async function openRandom(tables: RowTables): Promise<Ledger> {
  const key = JSON.stringify(tables)
  const ledger = opened.get(key) ?? ledgerFrom(tables as Tables)
  opened.set(key, ledger)
  const { rejects } = (await ledger).data
  if (rejects.length > 0) throw new Error(`a random ledger has a reject: ${JSON.stringify(rejects[0])}`)
  return await ledger
}
