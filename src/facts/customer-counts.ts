import type { LedgerData } from '../ledger/ledger-data.js'
import type { Grouping } from './ledger-groups.js'
import type { PeriodOfDay } from './period-by-day.js'

/** Different customers in a window, by group: group 0 is everyone. */
export interface WindowCounts {
  /** Customers with an invoice in the window. */
  readonly customers: Int32Array
  /** Of those, the ones whose weights add up to more than 0. */
  readonly positive: Int32Array
}

/**
 * Counts the different customers that have invoices in windows of periods, by a day of theirs. The invoices’ weights are summed
 * by period and pair of customer and group, from which any window is counted for all groups at once; its counts are kept.
 */
export class CustomerCounts {
  /** Both by pair × periods + period: a window of a pair lies in one piece. */
  readonly #sum: Float64Array
  readonly #seen: Uint8Array
  readonly #known = new Map<number, WindowCounts>()

  /**
   * Of the positive invoices with a day up to the last period's end. The weight is the invoice's amount, and minus that where
   * the day is not before the invoice's own due day.
   */
  constructor(
    private readonly pairs: CustomerGroups,
    private readonly periods: number,
    { amount, due }: Pick<LedgerData['invoices'], 'amount' | 'due'>,
    days: Int32Array,
    lastDay: number,
    periodOf: PeriodOfDay,
  ) {
    const { ofInvoice } = pairs
    const width = pairs.customer.length
    const sum = new Float64Array(periods * width)
    const seen = new Uint8Array(periods * width)
    for (let row = 0; row < days.length; row++) {
      const day = days[row]!
      const own = amount[row]!
      if (own <= 0 || day > lastDay) continue
      const cell = ofInvoice[row]! * periods + periodOf(day)
      sum[cell]! += day < due[row]! ? own : -own
      seen[cell] = 1
    }
    this.#sum = sum
    this.#seen = seen
  }

  window(first: number, last: number): WindowCounts {
    const key = first * this.periods + last
    const known = this.#known.get(key) ?? this.#count(first, last)
    this.#known.set(key, known)
    return known
  }

  #count(first: number, last: number): WindowCounts {
    const { customer, group, groups, customers: customerCount } = this.pairs
    const width = customer.length
    const [sum, seen] = [this.#sum, this.#seen]
    const customers = new Int32Array(groups)
    const positive = new Int32Array(groups)
    // A customer of several groups counts once among everyone.
    const isShared = width > customerCount
    const total = new Float64Array(isShared ? customerCount : 0)
    const isIn = new Uint8Array(isShared ? customerCount : 0)
    for (let pair = 0; pair < width; pair++) {
      let [own, found] = [0, 0]
      for (let cell = pair * this.periods + first; cell <= pair * this.periods + last; cell++) {
        own += sum[cell]!
        found |= seen[cell]!
      }
      if (found === 0) continue
      const at = group[pair]!
      customers[at]!++
      if (own > 0) positive[at]!++
      if (isShared) {
        isIn[customer[pair]!] = 1
        total[customer[pair]!]! += own
      } else if (at > 0) {
        customers[0]!++
        if (own > 0) positive[0]!++
      }
    }
    for (let row = 0; row < isIn.length; row++) {
      if (isIn[row] === 0) continue
      customers[0]!++
      if (total[row]! > 0) positive[0]!++
    }
    return { customers, positive }
  }
}

/** The pairs of a customer and a group that invoices make: first one for each customer, then those of further groups. */
export interface CustomerGroups {
  readonly groups: number
  readonly customers: number
  readonly ofInvoice: Int32Array
  /** By pair. */
  readonly customer: Int32Array
  readonly group: Int32Array
}

export function customerGroups({ customers, invoices }: LedgerData, grouping: Grouping): CustomerGroups {
  const { groups, ofInvoice } = grouping
  if (grouping.isByCustomer) {
    const customer = Int32Array.from({ length: customers.count }, (_, row) => row)
    const group = grouping.ofCustomer
    return { groups: groups.length, customers: customers.count, ofInvoice: invoices.customer, customer, group }
  }
  const pairOf = new Int32Array(invoices.count)
  const firstGroup = new Int32Array(customers.count).fill(-1)
  const further: { readonly customer: number; readonly group: number }[] = []
  const pairOfFurther = new Map<number, number>()
  for (let row = 0; row < invoices.count; row++) {
    const owner = invoices.customer[row]!
    const own = ofInvoice[row]!
    if (firstGroup[owner] === -1) firstGroup[owner] = own
    if (firstGroup[owner] === own) {
      pairOf[row] = owner
      continue
    }
    const key = owner * groups.length + own
    let pair = pairOfFurther.get(key)
    if (pair === undefined) {
      pair = customers.count + further.push({ customer: owner, group: own }) - 1
      pairOfFurther.set(key, pair)
    }
    pairOf[row] = pair
  }
  const pairs = customers.count + further.length
  const pick = (own: (row: number) => number, more: 'customer' | 'group') =>
    Int32Array.from({ length: pairs }, (_, pair) =>
      pair < customers.count ? own(pair) : further[pair - customers.count]![more],
    )
  return {
    groups: groups.length,
    customers: customers.count,
    ofInvoice: pairOf,
    customer: pick((row) => row, 'customer'),
    // A customer without invoices is never seen; any group will do.
    group: pick((row) => Math.max(0, firstGroup[row]!), 'group'),
  }
}
