import { isoFromDay } from '../../calendar/day.js'
import { InputError } from '../../document/input-error.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import { ledgerHash } from '../../ledger/ledger-hash.js'
import { noDay } from '../../ledger/no-day.js'
import { textAt } from '../../ledger/text-at.js'
import type { Behavior, CustomerBehavior, HazardPiece, SegmentBehavior } from '../behavior.js'
import { fitted, stated, statedRange } from '../estimate.js'
import { fitAmounts } from './fit-amounts.js'
import { fitBilling, fitMargins } from './fit-billing.js'
import { fitContacts } from './fit-contacts.js'
import { fitDefaults } from './fit-defaults.js'
import { fitDiscounts } from './fit-discounts.js'
import { fitDisputes } from './fit-disputes.js'
import type { SegmentHazards } from './fit-hazards.js'
import { fitOrders } from './fit-orders.js'
import { fitPartPayments } from './fit-part-payments.js'
import { fitPayDays } from './fit-pay-days.js'
import { type FittedPayments, fitPayments } from './fit-payments.js'
import { fitWriteOffAge } from './fit-write-off-age.js'
import { pieceCount, pieceStart } from './hazard-pieces.js'
import { cutSpells, type PaymentSpells, paymentSpells } from './payment-spells.js'
import { chooseSegments } from './segments.js'
import { silentCustomers } from './silent-customers.js'
import { usualNetDays } from './usual-terms.js'

/** A behaviour with what it was learnt from, for reports. */
export interface Fit {
  readonly behavior: Behavior
  readonly payments: FittedPayments
  /** The spells that hazards were learnt from. */
  readonly spells: PaymentSpells
  /** Each customer's segment. */
  readonly ofCustomer: Int32Array
}

/**
 * Learns from a ledger how its customers pay and order, knowing what it knew on its as-of day and no more: see each part in
 * this folder. Segments are the customers' own segments, split by usual terms; without a segment attribute they are found.
 * Costs O(invoices + postings). Throws an InputError if there is nothing to learn from.
 */
export function fitBehavior(ledger: LedgerData): Behavior {
  return fitLedger(ledger).behavior
}

/** As fitBehavior, with what the behaviour was learnt from. */
export function fitLedger(ledger: LedgerData): Fit {
  const { invoices, customers } = ledger
  if (invoices.count === 0) throw new InputError('There is no invoice up to the as-of day, so nothing can be learnt.')
  const all = paymentSpells(ledger)
  if (!all.spells.paid.includes(1)) {
    throw new InputError(
      `No invoice was paid by ${isoFromDay(ledger.asOf)}, so nothing can be learnt of how customers pay; ` +
        'check that the ledger has payments and applications, or state the behaviour in a file.',
    )
  }
  const netDays = usualNetDays(ledger)
  const writeOff = fitWriteOffAge(ledger)
  const segments = chooseSegments(ledger, all.spells, netDays)
  const { ofCustomer, names, reasons } = segments
  const count = names.length
  const defaults = fitDefaults(ledger, ofCustomer, count, writeOff.daysPastDue.value)
  const discounts = fitDiscounts(ledger, ofCustomer, count)
  // What a customer does not pay once it has stopped paying, or pays to earn a discount, is no habit of its segment. Who has
  // stopped shows only by what habits are, so habits are learnt twice: without those that have gone silent the second time.
  const habitsThrough = (lastOf: (customer: number) => number, turns?: number) => {
    const spells = cutSpells(all.spells, (invoice) => {
      const customer = invoices.customer[invoice]!
      return discounts.ofCustomer[customer]?.taken ? -noDay : lastOf(customer)
    })
    return { spells, payments: fitPayments(ledger, spells, ofCustomer, count, turns) }
  }
  const lastPaying = (customer: number) => lastHabitDay(defaults.defaultDay[customer]!)
  // One turn is enough to see who is silent.
  const first = habitsThrough(lastPaying, 1)
  const silent = silentCustomers(ledger, first.spells, first.payments, defaults)
  const habitDays = Int32Array.from(silent, ({ value }, customer) =>
    Math.min(lastPaying(customer), value > 0.5 ? defaults.lastPaid[customer]! : noDay),
  )
  const { spells, payments } = habitsThrough((customer) => habitDays[customer]!)
  const firstDays = firstDaysAtRisk(ledger, spells, ofCustomer, count)
  const multipliers = new Array<CustomerBehavior['multiplier']>(customers.count).fill(stated(1))
  payments.members.forEach((own, segment) => {
    own.forEach((customer, index) => {
      multipliers[customer] = payments.segments[segment]!.multipliers[index]!
    })
  })
  const orders = fitOrders(ledger, ofCustomer, count)
  const amounts = fitAmounts(ledger, ofCustomer, count)
  const disputes = fitDisputes(ledger, ofCustomer, count)
  const partial = fitPartPayments(ledger, all.firstShare, ofCustomer, count)
  const billing = fitBilling(ledger, ofCustomer, count)
  const margins = fitMargins(ledger)
  const scores = customers.numbers.get('risk_score')
  const payDays = fitPayDays(ledger, spells)
  const speed = Float64Array.from(multipliers, ({ value }) => value)
  const behavior: Behavior = {
    schema: 'arlab/behavior/1',
    currency: ledger.currency.code,
    fittedFrom: {
      ledgerHash: ledgerHash(ledger),
      asOf: isoFromDay(ledger.asOf),
      invoices: invoices.count,
      contacts: ledger.activities.count,
    },
    writeOff,
    ...(defaults.recovery === undefined ? {} : { recovery: defaults.recovery }),
    economy: economyOf(payments),
    orders: orders.orders,
    contacts: fitContacts(ledger, spells, ofCustomer, count, speed, habitDays),
    segments: names.map((name, segment): SegmentBehavior => {
      const hurdle = discounts.hurdles[segment]
      return {
        name,
        reason: reasons[segment]!,
        hazard: piecesOf(payments.segments[segment]!, firstDays[segment]!),
        frailty: payments.frailty[segment]!,
        dispute: disputes[segment]!,
        partial: partial[segment]!,
        ...(hurdle === undefined ? {} : { discount: hurdle }),
        ...(billing[segment] === undefined ? {} : { billing: { meanDays: billing[segment] } }),
        defaultsPerYear: defaults.perYear[segment]!,
        newCustomersPerYear: orders.newCustomersPerYear[segment]!,
      }
    }),
    customers: Array.from({ length: customers.count }, (_, customer): CustomerBehavior => {
      const calendar = payDays[customer]
      const discount = discounts.ofCustomer[customer]
      return {
        id: customers.ids.at(customer)!,
        segment: names[ofCustomer[customer]!]!,
        netDays: netDays[customer]!,
        multiplier: multipliers[customer]!,
        ...(silent[customer]!.value > 0 ? { defaulted: silent[customer]! } : {}),
        ordersPerDay: orders.perDay[customer]!,
        logAmountMean: amounts.logMean[customer]!,
        logAmountDeviation: amounts.logDeviation[customer]!,
        ...(discount === undefined ? {} : { discount }),
        ...(calendar === undefined ? {} : { payDays: calendar }),
        ...(margins[customer] === undefined ? {} : { marginRate: Math.min(1, Math.max(-1, margins[customer])) }),
        ...(scores === undefined || Number.isNaN(scores[customer]!) ? {} : { riskScore: scores[customer]! }),
        attributes: attributesOf(ledger, customer, netDays[customer]!),
      }
    }),
  }
  return { behavior, payments, spells, ofCustomer }
}

/** By segment: the earliest day relative to due on which an invoice was there to be paid. */
function firstDaysAtRisk({ invoices }: LedgerData, spells: PaymentSpells, segmentOf: Int32Array, segments: number) {
  const first = new Array<number>(segments).fill(0)
  for (let spell = 0; spell < spells.count; spell++) {
    const row = spells.invoice[spell]!
    const segment = segmentOf[invoices.customer[row]!]!
    first[segment] = Math.min(first[segment]!, spells.from[spell]! - invoices.due[row]!)
  }
  return first
}

function lastHabitDay(defaultDay: number): number {
  return defaultDay === noDay ? noDay : defaultDay - 1
}

/** Nothing is paid earlier before the due date than the ledger's terms make possible: the first piece begins with that day. */
function piecesOf({ daily, error, payments, exposure }: SegmentHazards, firstDay: number): HazardPiece[] {
  const first = Math.max(
    0,
    exposure.findIndex((days) => days > 0),
  )
  return Array.from({ length: pieceCount - first }, (_, index) => {
    const piece = first + index
    return {
      from: Math.max(firstDay, pieceStart(piece)),
      daily: daily[piece]!,
      error: error[piece]!,
      payments: payments[piece]!,
      exposure: exposure[piece]!,
      provenance: 'fitted',
    }
  })
}

function economyOf({ economy }: FittedPayments): Behavior['economy'] {
  const { logFactor, lastError, persistence, persistenceError, loading, loadingError } = economy
  const months = logFactor.length
  const now = loading > 0 ? logFactor[months - 1]! / loading : 0
  return {
    persistence: fitted(persistence, persistenceError, months),
    now: fitted(now, loading > 0 ? lastError / loading : 0, months),
    paymentLoading: fitted(loading, loadingError, months),
    defaultLoading: statedRange(0.3, 0, 0.8, 'Assumed: defaults come more often in months in which all pay slowly.'),
  }
}

/** Without stated terms those that its invoices show, so that a scenario can say `where: { terms: net 30 }`. */
function attributesOf({ customers }: LedgerData, customer: number, netDays: number): Record<string, string> {
  const attributes: Record<string, string> = { terms: `net ${netDays}` }
  for (const [name, column] of customers.attributes) {
    const value = textAt(column, customer)
    if (value !== null && name !== 'name') attributes[name] = value
  }
  return attributes
}
