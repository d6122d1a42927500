import { purpose } from '../../src/engine/random-stream.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { type Beliefs, beliefsOf, streamOf } from './plain-beliefs.js'
import { collectedBefore, horizonOf, type PlainCompany, type PlainCustomer } from './plain-company.js'
import { live, monthOfDay, type PlainEvent, type PlainInvoice, type PlainPayer } from './plain-invoice.js'
import { newInvoices, poissonDays } from './plain-orders.js'
import { plainTriple32 } from './plain-random.js'

export interface PlainFacts {
  /** In the order of SimulatedFacts.values, for one replicate. */
  readonly values: number[]
  readonly invoices: number
  readonly events: number
}

/**
 * The slow engine that anybody can check by reading: one object per invoice, one step per day, every fact a sum over all
 * invoices. It shares with the fast engine the streams of random numbers and the list of facts, and nothing else.
 */
export function runPlainReplicate(company: PlainCompany, replicate: number): PlainFacts {
  const invoices = invoicesOf(company, replicate)
  const { groups, monthEnds } = company
  const values: number[] = []
  for (let group = 0; group < groups; group++) {
    const own = group === 0 ? invoices : invoices.filter((invoice) => invoice.group === group)
    monthEnds.forEach((end, month) => {
      const facts = monthFacts(own, month === 0 ? company.firstMonthStart : monthEnds[month - 1]! + 1, end)
      for (const { due, amount, inMonth } of company.paidAhead.filter((paid) => group === 0 || paid.group === group)) {
        if (due < (monthEnds[month - 1] ?? 0) + 1 || due > end) continue
        const paid = {
          fell_due_value: amount,
          collected_of_due_value: amount,
          collected_on_due_value: inMonth ? amount : 0,
        }
        for (const [fact, value] of Object.entries(paid) as [FactName, number][]) {
          facts.set(fact, (facts.get(fact) ?? 0) + value)
        }
      }
      facts.set('unapplied_cash', company.unappliedCash[group]!)
      const row = new Array<number>(factCount).fill(0)
      for (const [fact, value] of facts) row[factColumn[fact]] = value
      values.push(...row)
    })
  }
  const happened = invoices.reduce((count, invoice) => count + invoice.events.length, 0)
  return { values, invoices: invoices.length, events: happened }
}

/** Every invoice of a replicate with all that happens to it: those that are there, and those that are ordered. */
function invoicesOf(company: PlainCompany, replicate: number): PlainInvoice[] {
  const beliefs = beliefsOf(company, replicate)
  const there = company.customers.map((customer) =>
    payerLike(company, beliefs, replicate, customer, customer.key, 1, customer.defaulted),
  )
  return [
    ...openingInvoices(company, beliefs, replicate, there),
    ...there.flatMap((payer) => newInvoices(company, beliefs, replicate, payer, 1)),
    ...newcomers(company, beliefs, replicate).flatMap(({ payer, firstDay }) =>
      newInvoices(company, beliefs, replicate, payer, firstDay),
    ),
  ]
}

/** A customer from its first day on, with the luck of a key: its own, or that of a newcomer like it, who has never defaulted. */
function payerLike(
  company: PlainCompany,
  beliefs: Beliefs,
  replicate: number,
  customer: PlainCustomer,
  key: number,
  firstDay: number,
  defaulted: number,
): PlainPayer {
  const segment = beliefs.segments[customer.segment]!
  const { value, shape } = customer.multiplier
  const multiplier = value * streamOf(company, replicate, key, purpose.multiplierParameter).nextGammaOfMeanOne(shape)
  // It is solvent as long as the probability of that is above its uniform number.
  const stream = streamOf(company, replicate, key, purpose.default)
  const luck = stream.nextUniform()
  let solvent = 1
  // One that is in default already has had its orders stopped.
  let defaultDay =
    stream.nextUniform() < defaulted ? firstDay - company.ordersStopAfterDefault : Number.POSITIVE_INFINITY
  for (let day = firstDay; day <= horizonOf(company) && defaultDay > day; day++) {
    solvent *= Math.exp(-segment.defaultsPerDay * beliefs.months[monthOfDay(company, day)]!.default)
    if (solvent <= luck) defaultDay = day
  }
  return { customer, key, segment, multiplier, defaultDay }
}

function newcomers(company: PlainCompany, beliefs: Beliefs, replicate: number) {
  const came: { payer: PlainPayer; firstDay: number }[] = []
  company.segments.forEach(({ key }, row) => {
    const members = company.customers.filter(({ segment }) => segment === row)
    if (members.length === 0) return
    const stream = streamOf(company, replicate, key, purpose.arrival)
    const { arrivalsPerDay } = beliefs.segments[row]!
    for (const firstDay of poissonDays(stream, 1, horizonOf(company), () => arrivalsPerDay)) {
      const like = members[Math.floor(stream.nextUniform() * members.length)]!
      const ownKey = Number(plainTriple32(BigInt(stream.nextWord())))
      came.push({ payer: payerLike(company, beliefs, replicate, like, ownKey, firstDay, 0), firstDay })
    }
  })
  return came
}

function openingInvoices(
  company: PlainCompany,
  beliefs: Beliefs,
  replicate: number,
  payers: readonly PlainPayer[],
): PlainInvoice[] {
  return company.opening.map((opening) => {
    const { group, issued, due, amount, open } = opening
    const invoice = { group, issued, due, amount, openAtStart: open }
    if (open < 0) return { ...invoice, dispute: null, events: [] }
    const payer = payers[opening.customer]!
    const stream = streamOf(company, replicate, opening.key, purpose.opening)
    const payment = stream.nextUniform()
    const disputeDays = Math.max(1, Math.ceil(-Math.log(stream.nextUniform()) * payer.segment.disputeDays))
    const isConceded = stream.nextUniform()
    const isPartial = opening.partlyPaid ? Number.POSITIVE_INFINITY : stream.nextUniform()
    const luck = { payment, isConceded, isPartial, fraction: stream.nextUniform(), rest: stream.nextUniform() }
    const events = live(company, beliefs, payer, luck, {
      due,
      clockDue: due,
      firstDay: 1,
      open,
      disputedThrough: opening.disputed ? disputeDays : null,
      discount: null,
    })
    return { ...invoice, dispute: opening.disputed ? { from: 1, through: disputeDays } : null, events }
  })
}

/** The facts of one month; the first one may have begun before the first simulated day. */
function monthFacts(invoices: readonly PlainInvoice[], first: number, last: number): Map<FactName, number> {
  const facts = new Map<FactName, number>()
  const add = (fact: FactName, value: number) => facts.set(fact, (facts.get(fact) ?? 0) + value)
  const isIn = (day: number) => first <= day && day <= last
  for (const invoice of invoices) {
    const { amount, issued, due } = invoice
    for (const event of invoice.events.filter(({ day }) => isIn(day))) {
      const cash = event.amount - (event.discount ?? 0)
      switch (event.kind) {
        case 'issue':
          add('credit_sales', amount)
          add('invoices', 1)
          add('terms_sales_weight', amount * (due - issued))
          if (invoice.dispute) {
            add('disputes_opened', 1)
            add('disputed_value', amount)
            add('invoices_disputed_or_credited', 1)
          }
          break
        case 'credit':
          add('credit_memos', event.amount)
          break
        case 'write off':
          add('write_offs', event.amount)
          break
        case 'part payment':
          add('cash_collected', cash)
          break
        case 'pay': {
          add('cash_collected', cash)
          add('discounts_taken', event.amount - cash)
          const late = event.day - due
          const ways = [
            'settled',
            late < 0 && 'settled_early',
            late <= 0 && 'settled_on_time',
            late > 0 && 'settled_late',
          ]
          for (const way of ways) {
            if (!way) continue
            add(`${way}_value` as FactName, amount)
            add(`${way}_count` as FactName, 1)
          }
          add('settle_days_weight', amount * (event.day - issued))
          add('late_days_weight', amount * Math.max(0, late))
          add('signed_late_days_weight', amount * late)
          break
        }
        default:
          event.kind satisfies never
      }
    }
    // What fell due through the as-of day is the ledger's to tell.
    if (amount > 0 && isIn(due) && due >= 1) {
      add('fell_due_value', amount)
      if (invoice.openAtStart !== 0) {
        add('collected_of_due_value', collectedBefore({ amount, open: invoice.openAtStart }))
      }
    }
    for (const paid of invoice.events.filter(isPayment)) {
      const cash = paid.amount - (paid.discount ?? 0)
      if (isIn(Math.max(paid.day, due))) add('collected_of_due_value', cash)
      if (isIn(paid.day) && isIn(due)) add('collected_on_due_value', cash)
    }
    const open = openAfter(invoice, last)
    if (open !== 0) {
      add('receivables', open)
      add('terms_weight', open * (due - issued))
      if (open < 0) add('credit_balances', -open)
      else {
        add(bucketOf(last - due), open)
        add('open_invoices', 1)
        if (last > due) add('past_due_invoices', 1)
        const { dispute } = invoice
        if (dispute !== null && dispute.from <= last && last < dispute.through) add('disputed_receivables', open)
      }
    }
  }
  return facts
}

function isPayment({ kind }: PlainEvent): boolean {
  return kind === 'pay' || kind === 'part payment'
}

function openAfter(invoice: PlainInvoice, day: number): number {
  return invoice.events
    .filter((event) => event.day <= day)
    .reduce((open, { kind, amount }) => open + (kind === 'issue' ? amount : -amount), invoice.openAtStart)
}

function bucketOf(daysPastDue: number): FactName {
  if (daysPastDue <= 0) return 'current_receivables'
  if (daysPastDue <= 30) return 'past_due_1_30'
  if (daysPastDue <= 60) return 'past_due_31_60'
  if (daysPastDue <= 90) return 'past_due_61_90'
  if (daysPastDue <= 120) return 'past_due_91_120'
  return 'past_due_over_120'
}
