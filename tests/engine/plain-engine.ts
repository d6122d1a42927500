import { normalQuantile } from '../../src/engine/normal-quantile.js'
import { type Purpose, purpose, RandomStream } from '../../src/engine/random-stream.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { collectedBefore, hazardOn, type PlainCompany, type PlainCustomer } from './plain-company.js'

/** What happened to an invoice on a day. */
interface PlainEvent {
  readonly day: number
  readonly kind: 'issue' | 'credit' | 'pay' | 'write off'
  readonly amount: number
}

interface PlainInvoice {
  readonly group: number
  readonly issued: number
  readonly due: number
  readonly amount: number
  /** What is open before the first simulated day; 0 for an invoice that is not there yet. */
  readonly openAtStart: number
  /** The days on which it is under dispute and cannot be paid, both included. */
  readonly dispute: { readonly from: number; readonly through: number } | null
  readonly events: readonly PlainEvent[]
}

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
  const invoices = [...openingInvoices(company, replicate), ...newInvoices(company, replicate)]
  const { groups, monthEnds } = company
  const values: number[] = []
  for (let group = 0; group < groups; group++) {
    const own = group === 0 ? invoices : invoices.filter((invoice) => invoice.group === group)
    monthEnds.forEach((end, month) => {
      const facts = monthFacts(own, (monthEnds[month - 1] ?? 0) + 1, end)
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

function streamOf(company: PlainCompany, replicate: number, key: number, use: Purpose): RandomStream {
  return new RandomStream().setKey(company.keyHigh, company.keyLow, replicate, key, use)
}

function openingInvoices(company: PlainCompany, replicate: number): PlainInvoice[] {
  return company.opening.map((opening) => {
    const { group, issued, due, amount, open, disputed } = opening
    const invoice = { group, issued, due, amount, openAtStart: open }
    if (open < 0) return { ...invoice, dispute: null, events: [] }
    const customer = company.customers[opening.customer]!
    const stream = streamOf(company, replicate, opening.key, purpose.opening)
    const threshold = stream.nextExponential()
    const disputeDays = Math.max(1, Math.ceil(stream.nextExponential() * customer.disputeMeanDays))
    const dispute = disputed ? { from: 1, through: disputeDays } : null
    return { ...invoice, dispute, events: live(company, customer, { ...invoice, dispute }, open, due, 1, threshold) }
  })
}

function newInvoices(company: PlainCompany, replicate: number): PlainInvoice[] {
  const horizon = company.monthEnds[company.monthEnds.length - 1]!
  const invoices: PlainInvoice[] = []
  for (const customer of company.customers) {
    if (customer.ordersPerDay === 0) continue
    const draws = (use: Purpose) => streamOf(company, replicate, customer.key, use)
    const gaps = draws(purpose.orderGap)
    const amounts = draws(purpose.orderAmount)
    const payments = draws(purpose.payment)
    const disputes = draws(purpose.dispute)
    const disputeDays = draws(purpose.disputeDays)
    let time = gaps.nextExponential() / customer.ordersPerDay
    while (time < horizon) {
      const issued = Math.floor(time) + 1
      const normal = normalQuantile(amounts.nextUniform())
      const amount = Math.max(1, Math.round(Math.exp(customer.logAmountMean + customer.logAmountDeviation * normal)))
      const threshold = payments.nextExponential()
      const isDisputed = disputes.nextUniform() < customer.disputeProbability
      const blocked = Math.ceil(disputeDays.nextExponential() * customer.disputeMeanDays)
      const onNewTerms = issued >= company.leversFrom
      const due = issued + (onNewTerms ? customer.netDaysAfter : customer.netDaysBefore)
      const clockDue = issued + customer.netDaysBefore + (onNewTerms ? customer.clockShiftAfter : 0)
      const dispute = isDisputed ? { from: issued, through: issued + blocked } : null
      const invoice = { group: customer.group, issued, due, amount, openAtStart: 0, dispute }
      const lived = live(company, customer, invoice, amount, clockDue, issued, threshold)
      invoices.push({ ...invoice, events: [{ day: issued, kind: 'issue', amount }, ...lived] })
      time += gaps.nextExponential() / customer.ordersPerDay
    }
  }
  return invoices
}

/** Walks an invoice from `firstDay` to the horizon: a dispute ends, it is paid, or it is written off. */
function live(
  company: PlainCompany,
  customer: PlainCustomer,
  { due, dispute }: Pick<PlainInvoice, 'due' | 'dispute'>,
  startAmount: number,
  clockDue: number,
  firstDay: number,
  threshold: number,
): PlainEvent[] {
  const horizon = company.monthEnds[company.monthEnds.length - 1]!
  const events: PlainEvent[] = []
  let open = startAmount
  let accumulated = 0
  for (let day = firstDay; day <= horizon; day++) {
    const leversAct = day >= company.leversFrom
    const writeOffAge = leversAct ? company.writeOffAgeAfter : company.writeOffAgeBefore
    const isWrittenOffToday = day - due >= writeOffAge
    const isDisputed = dispute !== null && day <= dispute.through
    if (!isDisputed) {
      const curve = company.curves[leversAct ? customer.curveAfter : customer.curveBefore]!
      const hazard = hazardOn(curve, day - clockDue)
      accumulated += hazard === 1 ? Number.POSITIVE_INFINITY : -Math.log1p(-hazard)
      if (accumulated >= threshold) return [...events, { day, kind: 'pay', amount: open }]
    }
    if (isWrittenOffToday) return [...events, { day, kind: 'write off', amount: open }]
    if (dispute !== null && day === dispute.through) {
      const conceded = Math.round(open * customer.concededShare)
      events.push({ day, kind: 'credit', amount: conceded })
      open -= conceded
      if (open === 0) return events
    }
  }
  return events
}

function monthFacts(invoices: readonly PlainInvoice[], first: number, last: number): Map<FactName, number> {
  const facts = new Map<FactName, number>()
  const add = (fact: FactName, value: number) => facts.set(fact, (facts.get(fact) ?? 0) + value)
  for (const invoice of invoices) {
    const { amount, issued, due } = invoice
    for (const event of invoice.events.filter(({ day }) => first <= day && day <= last)) {
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
        case 'pay': {
          add('cash_collected', event.amount)
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
        }
      }
    }
    const isIn = (day: number) => first <= day && day <= last
    if (amount > 0 && isIn(due)) {
      add('fell_due_value', amount)
      if (invoice.openAtStart !== 0) {
        add('collected_of_due_value', collectedBefore({ amount, open: invoice.openAtStart }))
      }
    }
    for (const paid of invoice.events.filter(({ kind }) => kind === 'pay')) {
      if (isIn(Math.max(paid.day, due))) add('collected_of_due_value', paid.amount)
      if (isIn(paid.day) && isIn(due)) add('collected_on_due_value', paid.amount)
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
