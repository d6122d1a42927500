import type { Behavior } from './behavior.js'
import { type Estimate, errorOf, type Provenance } from './estimate.js'

/** One number of a behaviour in words: what it is, how sure, and where it comes from. */
export interface EvidenceRow {
  /** The part of the behaviour: `orders`, `disputes`, … */
  readonly part: string
  /** What the number is, with the segment where it has one. */
  readonly what: string
  readonly value: string
  /** ± one standard error or the stated range; empty where the number is taken as exactly known. */
  readonly spread: string
  readonly provenance: Provenance
  /** Cases that it was learnt from, or where it comes from. */
  readonly evidence: string
}

type Form = 'percent' | 'days' | 'times' | 'number' | 'rate'

/** Every number of a behaviour but the hazards and the customers' own, with its provenance: what is data, what is assumption. */
export function evidenceRows(behavior: Behavior): EvidenceRow[] {
  const rows: EvidenceRow[] = []
  const add = (part: string, what: string, estimate: Estimate | undefined, form: Form, cases: string) => {
    if (estimate !== undefined) rows.push(rowOf(part, what, estimate, form, cases))
  }
  for (const { name, frailty, dispute, partial, discount, defaultsPerYear, newCustomersPerYear } of behavior.segments) {
    add('speed', `variance of multipliers, ${name}`, frailty, 'number', 'customers')
    if (dispute.probability.value > 0) {
      add('disputes', `share of invoices, ${name}`, dispute.probability, 'percent', 'invoices')
      add('disputes', `days from invoice to resolution, ${name}`, dispute.meanDays, 'days', 'resolved')
      add('disputes', `share that ends with a credit, ${name}`, dispute.conceded, 'percent', 'resolved')
      add('disputes', `share of the invoice credited then, ${name}`, dispute.creditedShare, 'percent', 'credits')
    }
    if (partial.probability.value > 0) {
      add('part payments', `share of first payments, ${name}`, partial.probability, 'percent', 'payments')
      add('part payments', `share of the open amount, ${name}`, partial.fraction.mean, 'percent', 'part payments')
    }
    add('discounts', `median hurdle, a year, ${name}`, discount?.hurdleMedian, 'percent', 'customers offered one')
    add('defaults', `a customer and year, ${name}`, defaultsPerYear, 'percent', 'defaults')
    add('new customers', `a year, ${name}`, newCustomersPerYear, 'rate', 'came')
  }
  const { orders, economy, writeOff, recovery, contacts } = behavior
  add('orders', 'growth a year', orders.yearlyGrowth, 'percent', 'months')
  add('orders', 'noise of a month', orders.monthlyDeviation, 'percent', 'months')
  orders.season.forEach((season, month) => {
    add('orders', `season, ${monthNames[month]}`, season, 'percent', 'such months')
  })
  add('economy', 'spread of months’ payment speed', economy.paymentLoading, 'percent', 'months')
  add('economy', 'correlation of neighbouring months', economy.persistence, 'number', 'months')
  add('economy', 'state in the last month (0 is usual)', economy.now, 'number', 'months')
  add('economy', 'how strongly defaults go with it', economy.defaultLoading, 'number', 'months')
  add('write-off', 'days past due', writeOff.daysPastDue, 'days', 'write-offs')
  add('recovery', 'share of what was written off', recovery?.share, 'percent', 'write-offs')
  add('recovery', 'days after the write-off', recovery?.meanDays, 'days', 'recoveries')
  for (const [kind, contact] of Object.entries(contacts)) {
    const name = kind.replace('_', ' ')
    add(
      'contacts',
      `${name}: payments for ${contact.effectDays} days, times`,
      contact.multiplier,
      'times',
      'payments after it',
    )
    add('contacts', `${name}: right party reached`, contact.rightParty, 'percent', 'contacts')
    add('contacts', `${name}: promise, if reached`, contact.promise, 'percent', 'reached')
    add('contacts', `${name}: promises kept`, contact.kept, 'percent', 'promises due')
  }
  return rows
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function rowOf(part: string, what: string, estimate: Estimate, form: Form, cases: string): EvidenceRow {
  const { value, low, high, provenance, evidence, source } = estimate
  const error = errorOf(estimate)
  const spread =
    low !== undefined && high !== undefined
      ? `${text(low, form)} to ${text(high, form)}`
      : error > 0
        ? `± ${text(error, form)}`
        : ''
  const seen = evidence === undefined ? '' : `${evidence.toLocaleString('en-US')} ${cases}`
  return { part, what, value: text(value, form), spread, provenance, evidence: source ?? seen }
}

function text(value: number, form: Form): string {
  const sign = value < 0 ? '−' : ''
  const size = Math.abs(value)
  switch (form) {
    case 'percent':
      return `${sign}${(100 * size).toFixed(1)} %`
    case 'days':
      return `${sign}${size.toFixed(1)} days`
    case 'times':
      return `× ${size.toFixed(2)}`
    case 'number':
      return `${sign}${size.toFixed(2)}`
    case 'rate':
      return size.toFixed(1)
    default:
      return form satisfies never
  }
}
