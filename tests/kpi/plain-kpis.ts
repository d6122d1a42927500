import { Decimal } from 'decimal.js'
import type { KpiSettings } from '../../src/kpi/kpi-settings.js'
import {
  daysBetween,
  groupText,
  openOn,
  type PlainContact,
  type PlainInvoice,
  type PlainLedger,
  type PlainPosting,
  plusDays,
  sum,
  zero,
} from '../facts/plain-ledger-at.js'

/**
 * Every KPI of the catalogue, worked out in the slowest and plainest way straight from the rows of a ledger, for any days
 * and any group, from the words of KPI.md: no facts, no tables, each sum added up afresh, in decimal.js. Money is in major
 * units. Null is a KPI that does not exist for the window.
 */
export type PlainKpis = Readonly<Record<string, Decimal | null>>

/** Both days are in it. */
export interface PlainWindow {
  readonly start: string
  readonly end: string
}

/** Which rows count: all of them if `text` is null, else those whose attributes read so. */
export interface PlainGroup {
  readonly by: readonly string[]
  readonly text: string | null
}

const bucketIds = ['current', '1_30', '31_60', '61_90', '91_120', 'over_120'] as const

/** The first days past due of each bucket: 1–30 begins on day 1. */
const bucketStarts = [1, 31, 61, 91, 121]

/** part ÷ whole × scale; null where the whole is not above 0. */
function share(part: Decimal.Value, whole: Decimal.Value, scale: Decimal.Value = 1): Decimal | null {
  return new Decimal(whole).greaterThan(0) ? new Decimal(part).dividedBy(whole).times(scale) : null
}

export function plainKpis(
  ledger: PlainLedger,
  group: PlainGroup,
  window: PlainWindow,
  settings: KpiSettings,
): PlainKpis {
  const rows = new WindowRows(ledger, group, window)
  return {
    ...balanceKpis(rows, settings),
    ...paymentKpis(rows),
    ...stateKpis(rows, settings),
    ...disputeKpis(rows),
    ...effortKpis(rows, settings),
  }
}

/** The rows of a group, and the sums over a window that several KPIs are made of. */
class WindowRows {
  readonly invoices: readonly PlainInvoice[]
  /** Positive invoices issued in the window. */
  readonly sold: readonly PlainInvoice[]
  /** Invoices settled in the window. */
  readonly settled: readonly PlainInvoice[]
  /** Contacts in the window. */
  readonly contacts: readonly PlainContact[]
  /** Promises that fall due in the window. */
  readonly promisesDue: readonly PlainContact[]
  readonly surveys: PlainLedger['surveys']
  readonly days: number

  constructor(
    readonly ledger: PlainLedger,
    { by, text }: PlainGroup,
    readonly window: PlainWindow,
  ) {
    const { start, end } = window
    const isOurs = (own: PlainInvoice['own'] | null, customer: PlainInvoice['customer']) =>
      text === null || groupText(by, own, customer) === text
    const isIn = (day: string | null) => day !== null && start <= day && day <= end
    this.invoices = ledger.invoices.filter(({ own, customer }) => isOurs(own, customer))
    this.sold = this.invoices.filter(({ amount, issued }) => amount.greaterThan(0) && isIn(issued))
    this.settled = this.invoices.filter(({ settled }) => isIn(settled))
    const contacts = ledger.contacts.filter(({ invoice, customer }) => isOurs(invoice, customer))
    this.contacts = contacts.filter(({ day }) => isIn(day))
    this.promisesDue = contacts.filter(({ promised }) => isIn(promised))
    this.surveys = ledger.surveys.filter(({ customer, day }) => isOurs(null, customer) && isIn(day))
    this.days = daysBetween(start, end) + 1
  }

  get sales(): Decimal {
    return sum(this.sold.map(({ amount }) => amount))
  }

  /** Σ open amounts just before the window. */
  get opening(): Decimal {
    return sum(this.invoices.map((invoice) => openOn(invoice, plusDays(this.window.start, -1))))
  }

  /** Σ open amounts at its end. */
  get closing(): Decimal {
    return sum(this.invoices.map((invoice) => openOn(invoice, this.window.end)))
  }

  /** Σ postings of a kind in some days; those of the window if not said. */
  posted(kind: PlainPosting['kind'], { start, end }: PlainWindow = this.window): Decimal {
    const postings = this.invoices.flatMap((invoice) => invoice.postings)
    return sum(
      postings
        .filter((posting) => posting.kind === kind && start <= posting.day && posting.day <= end)
        .map(({ amount }) => amount),
    )
  }

  /** Credit memos, and credit notes by their own dates. */
  get credited(): Decimal {
    const { start, end } = this.window
    const notes = this.invoices.filter(({ amount, issued }) => amount.lessThan(0) && start <= issued && issued <= end)
    return this.posted('credit_memo').minus(sum(notes.map(({ amount }) => amount)))
  }

  /** Positive open amounts on a day, by days past due. */
  buckets(day = this.window.end): Decimal[] {
    const amounts = bucketIds.map(() => zero)
    for (const invoice of this.invoices) {
      const open = openOn(invoice, day)
      if (open.lessThanOrEqualTo(0)) continue
      const bucket = bucketStarts.filter((start) => daysBetween(invoice.due, day) >= start).length
      amounts[bucket] = amounts[bucket]!.plus(open)
    }
    return amounts
  }

  /** The months of the ledger up to the end of the window, the last one as far as the window goes. */
  months(): PlainWindow[] {
    const months: PlainWindow[] = []
    for (let start = `${this.ledger.first.slice(0, 7)}-01`; start <= this.window.end; ) {
      let end = start
      while (end < this.window.end && end.slice(0, 7) === plusDays(end, 1).slice(0, 7)) end = plusDays(end, 1)
      months.push({ start, end })
      start = plusDays(end, 1)
    }
    return months
  }

  /** Positive invoices of the group issued in some days, summed. */
  salesIn({ start, end }: PlainWindow): Decimal {
    const found = this.invoices.filter(
      ({ amount, issued }) => amount.greaterThan(0) && start <= issued && issued <= end,
    )
    return sum(found.map(({ amount }) => amount))
  }
}

/** What receivables and sales say: the DSO family, CEI, turnover. */
function balanceKpis(rows: WindowRows, settings: KpiSettings): PlainKpis {
  const { sales, opening, closing, credited, days } = rows
  const current = rows.buckets()[0]!
  const dso = share(closing, sales, days)
  const best = share(current, sales, days)
  const terms = share(sum(rows.sold.map(({ amount, issued, due }) => amount.times(daysBetween(issued, due)))), sales)
  const target = settings.targetDso === null ? terms?.times(settings.targetFactor) : new Decimal(settings.targetDso)
  const perDay = sales.greaterThan(0) ? sales.dividedBy(days) : null
  const collectable = opening.plus(sales).minus(current)
  const gone = opening.plus(sales).minus(closing)
  const mean = opening.plus(closing).dividedBy(2)
  // Twelve months, or 52 or 53 weeks, are a year; what is shorter is annualised.
  const toYear = days >= 364 && days <= 371 ? new Decimal(1) : new Decimal(365).dividedBy(days)
  const turnover = share(sales.minus(credited), mean, toYear)
  return {
    dso,
    dso_countback: countback(rows),
    dso_best_possible: best,
    average_days_delinquent: dso && best && dso.minus(best),
    dso_true: trueDso(rows),
    dso_target: target ?? null,
    dso_gap_to_target: dso && target ? dso.minus(target) : null,
    cash_per_dso_day: perDay,
    dso_day_yearly_cost: settings.costOfCapital === null ? null : (perDay?.times(settings.costOfCapital) ?? null),
    cei: share(gone, collectable, 100),
    cei_cash: share(gone.minus(credited).minus(rows.posted('write_off')), collectable, 100),
    collection_effectiveness: collectionEffectiveness(rows, settings),
    ar_turnover: turnover,
    turnover_days: turnover && share(365, turnover),
    weighted_terms: terms,
  }
}

/** Takes each month's sales off what is open, newest first, until it is used up. */
function countback(rows: WindowRows): Decimal | null {
  let left = rows.closing
  let days = zero
  if (left.lessThan(0)) return null
  for (const month of rows.months().reverse()) {
    if (left.isZero()) break
    const sales = rows.salesIn(month)
    if (sales.lessThanOrEqualTo(0)) return null
    const used = Decimal.min(left, sales)
    days = days.plus(used.dividedBy(sales).times(daysBetween(month.start, month.end) + 1))
    left = left.minus(used)
  }
  return left.isZero() ? days : null
}

/** Σ age × open amount ÷ sales of the invoice's own month. */
function trueDso(rows: WindowRows): Decimal | null {
  const { end } = rows.window
  const open = rows.invoices.filter((invoice) => invoice.amount.greaterThan(0) && openOn(invoice, end).greaterThan(0))
  if (open.length === 0) return null
  const months = rows.months()
  return sum(
    open.map((invoice) => {
      const month = months.find(({ start, end: last }) => start <= invoice.issued && invoice.issued <= last)!
      return openOn(invoice, end).times(daysBetween(invoice.issued, end)).dividedBy(rows.salesIn(month))
    }),
  )
}

/** Cash on invoices that are due, against their value. */
function collectionEffectiveness(rows: WindowRows, { collection }: KpiSettings): Decimal | null {
  const { end } = rows.window
  const start = collection.overdue === 'include' ? '0000' : rows.window.start
  if (collection.contracts === 'only' && !rows.ledger.has('invoices', 'contract_id')) return null
  let [due, collected] = [zero, zero]
  for (const invoice of rows.invoices) {
    const isOfContract = Boolean(invoice.own.contract_id)
    if (invoice.amount.lessThanOrEqualTo(0) || invoice.due < start || invoice.due > end) continue
    if (collection.contracts === 'exclude' && isOfContract) continue
    if (collection.contracts === 'only' && !isOfContract) continue
    due = due.plus(invoice.amount)
    const isPaidInFull = invoice.settled !== null && invoice.settled <= end
    if (collection.partial === 'full-only' && !isPaidInFull) continue
    for (const { kind, day, amount } of invoice.postings) {
      if (kind === 'cash' && start <= day && day <= end) collected = collected.plus(amount)
    }
  }
  return share(collected, due, 100)
}

/** What was settled in the window. */
function paymentKpis({ settled }: WindowRows): PlainKpis {
  const early = settled.filter((invoice) => invoice.settled! < invoice.due)
  const onTime = settled.filter((invoice) => invoice.settled! <= invoice.due)
  const late = settled.filter((invoice) => invoice.settled! > invoice.due)
  const totalOf = (invoices: readonly PlainInvoice[]) => sum(invoices.map(({ amount }) => amount))
  const value = totalOf(settled)
  const mean = (daysOf: (invoice: PlainInvoice) => number) =>
    share(sum(settled.map((invoice) => invoice.amount.times(daysOf(invoice)))), value)
  const customers = [...new Set(settled.map(({ customer }) => customer))]
  const mostlyEarly = customers.filter((customer) => {
    const isOwn = (invoice: PlainInvoice) => invoice.customer === customer
    return totalOf(early.filter(isOwn))
      .times(2)
      .greaterThan(totalOf(settled.filter(isOwn)))
  })
  return {
    days_to_pay: mean((invoice) => daysBetween(invoice.issued, invoice.settled!)),
    days_late: mean((invoice) => Math.max(0, daysBetween(invoice.due, invoice.settled!))),
    days_late_signed: mean((invoice) => daysBetween(invoice.due, invoice.settled!)),
    paid_on_time: share(totalOf(onTime), value, 100),
    paid_on_time_count: share(onTime.length, settled.length, 100),
    paid_early: share(totalOf(early), value, 100),
    paid_early_count: share(early.length, settled.length, 100),
    paid_late: share(totalOf(late), value, 100),
    paid_late_count: share(late.length, settled.length, 100),
    customers_paying_early: share(mostlyEarly.length, customers.length, 100),
  }
}

/** How old what is open is, and what of it is lost. */
function stateKpis(rows: WindowRows, settings: KpiSettings): PlainKpis {
  const { closing, sales } = rows
  const buckets = rows.buckets()
  const all = sum(buckets)
  const over = (bucket: number) => sum(buckets.slice(bucket))
  const lost = rows.posted('write_off').minus(rows.posted('recovery'))
  const rates = settings.lossRates?.map((rate) => new Decimal(rate)) ?? rollRates(rows)
  return {
    past_due_share: share(over(1), closing, 100),
    past_due_over_30: share(over(2), closing, 100),
    past_due_over_60: share(over(3), closing, 100),
    past_due_over_90: share(over(4), closing, 100),
    total_past_due: over(1),
    ...Object.fromEntries(bucketIds.map((id, bucket) => [`aging_${id}_share`, share(buckets[bucket]!, all, 100)])),
    ...Object.fromEntries(bucketIds.map((id, bucket) => [`aging_${id}_amount`, buckets[bucket]!])),
    bad_debt_to_sales: share(lost, sales, 100),
    bad_debt_to_receivables: share(lost, closing, 100),
    allowance: rates && sum(buckets.map((amount, bucket) => amount.times(rates[bucket]!))),
  }
}

/**
 * The share of each bucket that is lost in the end. Over up to twelve steps from one month end to the next: what a bucket
 * holds after the step ÷ what the one before it held before the step, at most 1; the oldest one that ever held anything
 * loses what was written off for good. A bucket is lost if it rolls on through all of them. Null before three steps.
 */
function rollRates(rows: WindowRows): Decimal[] | null {
  const months = rows.months().slice(-13)
  if (months.length < 4) return null
  const held = months.map(({ end }) => rows.buckets(end))
  const before = bucketIds.map((_, bucket) => sum(held.slice(0, -1).map((amounts) => amounts[bucket]!)))
  const after = bucketIds.map((_, bucket) => sum(held.slice(1).map((amounts) => amounts[bucket]!)))
  const steps = { start: months[1]!.start, end: months.at(-1)!.end }
  const writtenOff = rows.posted('write_off', steps).minus(rows.posted('write_off_reversal', steps))
  const bounded = (part: Decimal, whole: Decimal) =>
    whole.isZero() ? zero : Decimal.min(1, Decimal.max(0, part.dividedBy(whole)))
  const oldest = Math.max(0, ...bucketIds.map((_, bucket) => (before[bucket]!.greaterThan(0) ? bucket : 0)))
  return bucketIds.map((_, from) => {
    let rate = bounded(writtenOff, before[oldest]!)
    for (let bucket = from; bucket < oldest; bucket++) rate = rate.times(bounded(after[bucket + 1]!, before[bucket]!))
    return rate
  })
}

/** Disputes and how right invoices are. */
function disputeKpis(rows: WindowRows): PlainKpis {
  const { ledger, sold, sales, window, invoices } = rows
  const isIn = (day: string | null) => day !== null && window.start <= day && day <= window.end
  const disputes = invoices.flatMap((invoice) => invoice.disputes)
  const opened = disputes.filter((dispute) => isIn(dispute.opened))
  const resolved = disputes.filter((dispute) => isIn(dispute.resolved))
  const faulty = invoices.filter(({ amount, faulted }) => amount.greaterThan(0) && isIn(faulted))
  const knowsDisputes = ledger.has('disputes') || ledger.invoices.some(({ isFlagged }) => isFlagged)
  const sent = sold.filter(
    ({ own: { delivered_on: delivered, sent_on: on } }) =>
      delivered && on && delivered <= ledger.asOf && on <= ledger.asOf,
  )
  const lag = sum(sent.map(({ own }) => new Decimal(daysBetween(own.delivered_on!, own.sent_on!))))
  return {
    dispute_rate: knowsDisputes ? share(opened.length, sold.length, 100) : null,
    dispute_rate_value: knowsDisputes ? share(sum(opened.map(({ amount }) => amount)), sales, 100) : null,
    dispute_days: ledger.has('disputes')
      ? share(sum(resolved.map(({ lasted }) => new Decimal(lasted))), resolved.length)
      : null,
    invoice_accuracy:
      knowsDisputes || ledger.has('adjustments') ? share(sold.length - faulty.length, sold.length, 100) : null,
    billing_lag: share(lag, sent.length),
  }
}

/** Contacts, what they bring and cost, and what customers are worth and think. */
function effortKpis(rows: WindowRows, { costOfCapital }: KpiSettings): PlainKpis {
  const { ledger, contacts, promisesDue, settled, sold, surveys } = rows
  const knows = (...columns: string[]) => columns.every((column) => ledger.has('activities', column))
  const hasContacts = ledger.has('activities')
  const countOf = (kind: string) => new Decimal(contacts.filter((contact) => contact.kind === kind).length)
  const calls = contacts.filter(({ kind }) => kind === 'call' || kind === 'sales_call')
  const reached = calls.filter(({ isRightParty }) => isRightParty)
  const promised = reached.filter((contact) => contact.promised !== null)
  const kept = promisesDue.filter(({ isKept }) => isKept)
  const cost = sum(contacts.map((contact) => contact.cost))
  const collections = settled.filter(({ isCollected }) => isCollected)
  const accounts = new Set(sold.map(({ customer }) => customer)).size
  const margin = sum(sold.map(({ own }) => new Decimal(own.margin || 0)))
  const badDebt = rows.posted('write_off').minus(rows.posted('recovery'))
  const carrying = rows.opening
    .plus(rows.closing)
    .dividedBy(2)
    .times(costOfCapital ?? 0)
    .times(rows.days)
    .dividedBy(365)
  const knowsMargin = costOfCapital !== null && ledger.has('invoices', 'margin')
  const knowsProfit = knowsMargin && knows('cost')
  return {
    right_party_contact_rate: knows('right_party') ? share(reached.length, calls.length, 100) : null,
    promise_to_pay_rate: knows('right_party', 'promised_on') ? share(promised.length, reached.length, 100) : null,
    promise_kept_rate: knows('promised_on', 'kept') ? share(kept.length, promisesDue.length, 100) : null,
    invoice_copies: hasContacts ? countOf('invoice_copy') : null,
    emails: hasContacts ? countOf('email') : null,
    calls: hasContacts ? countOf('call') : null,
    sales_calls: hasContacts ? countOf('sales_call') : null,
    cost_per_collection: knows('cost') ? share(cost, collections.length) : null,
    cost_per_unit_collected: knows('cost') ? share(cost, rows.posted('cash')) : null,
    carrying_cost: costOfCapital === null ? null : carrying,
    contribution: knowsMargin
      ? margin
          .minus(rows.posted('discount'))
          .minus(rows.credited)
          .minus(badDebt)
          .plus(rows.posted('write_off_reversal'))
          .minus(cost)
          .minus(carrying)
      : null,
    profit_per_account: knowsProfit ? share(margin.minus(badDebt).minus(cost).minus(carrying), accounts) : null,
    customer_satisfaction: share(sum(surveys.map(({ score }) => score)), surveys.length),
  }
}
