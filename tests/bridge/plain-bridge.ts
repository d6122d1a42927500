import type { BridgeKpi, BridgeWindow } from '../../src/bridge/bridge.js'
import type { FactTable } from '../../src/facts/fact-table.js'
import { type LedgerData, postingKinds } from '../../src/ledger/ledger-data.js'

/**
 * Bridges by the definition and as plainly as can be: every order in which the factors change is walked through, and each
 * factor gets the mean of what its own change did. All numbers are read from invoices, postings and disputes.
 */
export function plainBridge(
  kpi: BridgeKpi,
  ledger: LedgerData,
  facts: FactTable,
  from: BridgeWindow,
  to: BridgeWindow,
): Record<string, number> {
  const model = kpi === 'dso' ? dsoModel : ceiModel
  const cells = [from, to].map(({ first, last }) =>
    model.cells(ledger, facts, facts.periods[first]!.start, facts.periods[last]!.end, last),
  ) as [Cells, Cells]
  const names = [...new Set([...cells[0].keys(), ...cells[1].keys()])]
  return averageOverOrders(model.factors, (changed) => {
    let sum = 0
    for (const name of names) {
      const [before, after] = [cells[0].get(name) ?? model.nothing(cells[0], name), cells[1].get(name)]
      const own = after ?? model.nothing(cells[1], name)
      sum += model.value((factor, ratio) => {
        const [first, second] = changed.has(factor) ? [own, before] : [before, own]
        return first[ratio] ?? second[ratio] ?? 0
      })
    }
    return sum
  })
}

/** The mean, over all orders, of what each factor's change does at its turn. */
export function averageOverOrders(
  factors: readonly string[],
  value: (changed: ReadonlySet<string>) => number,
): Record<string, number> {
  const known = new Map<number, number>()
  /** The value after these factors have changed; each factor has a bit of the number. */
  const valueAfter = (bits: number) => {
    const found = known.get(bits) ?? value(new Set(factors.filter((_, index) => (bits & (1 << index)) !== 0)))
    known.set(bits, found)
    return found
  }
  const sums = factors.map(() => 0)
  const orders = ordersOf(factors.map((_, index) => index))
  for (const order of orders) {
    let changed = 0
    for (const factor of order) {
      sums[factor]! += valueAfter(changed | (1 << factor)) - valueAfter(changed)
      changed |= 1 << factor
    }
  }
  return Object.fromEntries(factors.map((factor, index) => [factor, sums[index]! / orders.length]))
}

/** All orders of some numbers. */
export function ordersOf(numbers: readonly number[]): readonly (readonly number[])[] {
  if (numbers.length === 0) return [[]]
  return numbers.flatMap((number) =>
    ordersOf(numbers.filter((other) => other !== number)).map((rest) => [number, ...rest]),
  )
}

/** The ratios of a cell; null where there is nothing to take one of. */
type Cell = Record<string, number | null>
type Cells = Map<string, Cell>

interface Model {
  readonly factors: readonly string[]
  cells(ledger: LedgerData, facts: FactTable, start: number, end: number, last: number): Cells
  /** What a cell is like in a period without it. */
  nothing(cells: Cells, name: string): Cell
  value(pick: (factor: string, ratio: string) => number): number
}

const dsoModel: Model = {
  factors: ['terms', 'customer_mix', 'sales_timing', 'delinquency', 'disputes', 'early_payment', 'credit_balances'],
  cells(ledger, { periods }, start, end, last) {
    const { invoices, disputes } = ledger
    let [windowSales, credit] = [0, 0]
    const cohortSales = new Map<number, number>()
    const money = new Map<string, { age: number; sales: number; notDue: number; q: number; r: number; d: number }>()
    for (let row = 0; row < invoices.count; row++) {
      const issued = invoices.issued[row]!
      if (issued > end) continue
      const amount = invoices.amount[row]!
      const open = openOn(ledger, row, end)
      if (amount > 0 && issued >= start) windowSales += amount
      if (amount <= 0 || open < 0) credit += open
      if (amount <= 0) continue
      const age = last - periods.findIndex((period) => issued <= period.end)
      const key = `${age}|${invoices.customer[row]}`
      const cell = money.get(key) ?? { age, sales: 0, notDue: 0, q: 0, r: 0, d: 0 }
      money.set(key, cell)
      cohortSales.set(age, (cohortSales.get(age) ?? 0) + amount)
      cell.sales += amount
      let isDisputed = invoices.disputed[row] === 1
      for (let dispute = 0; dispute < disputes.count; dispute++) {
        const isThen = disputes.opened[dispute]! <= end && disputes.resolved[dispute]! > end
        if (disputes.invoice[dispute] === row && isThen) isDisputed = true
      }
      if (end <= invoices.due[row]!) {
        cell.notDue += amount
        if (open > 0) cell.q += open
      } else if (open > 0) cell[isDisputed ? 'd' : 'r'] += open
    }
    const days = end - start + 1
    const cells: Cells = new Map([['credit', { c: (days * credit) / windowSales }]])
    for (const [age, sales] of cohortSales) cells.set(`cohort ${age}`, { t: (days * sales) / windowSales })
    for (const [key, { age, sales, notDue, q, r, d }] of money) {
      const due = sales - notDue
      cells.set(key, {
        t: (days * cohortSales.get(age)!) / windowSales,
        m: sales / cohortSales.get(age)!,
        n: notDue / sales,
        q: notDue > 0 ? q / notDue : null,
        r: due > 0 ? r / due : null,
        d: due > 0 ? d / due : null,
        c: 0,
      })
    }
    return cells
  },
  nothing(cells, name) {
    const cohort = cells.get(`cohort ${name.split('|')[0]}`)
    // The cohort without the customer: a share of 0. Without the cohort there is no share.
    return { t: cohort?.t ?? 0, m: cohort === undefined ? null : 0, n: null, q: null, r: null, d: null, c: 0 }
  },
  value(pick) {
    const notDue = pick('terms', 'n')
    const open = notDue * pick('early_payment', 'q') + (1 - notDue) * (pick('delinquency', 'r') + pick('disputes', 'd'))
    return pick('sales_timing', 't') * pick('customer_mix', 'm') * open + pick('credit_balances', 'c')
  },
}

const waysOfKind: Readonly<Record<string, readonly [way: string, sign: number]>> = {
  cash: ['cash', 1],
  discount: ['discounts', 1],
  credit_memo: ['credit_memos', 1],
  credit_application: ['credit_memos', 1],
  write_off: ['write_offs', 1],
  write_off_reversal: ['write_offs', -1],
  revaluation: ['revaluations', -1],
}

const ways = ['cash', 'discounts', 'credit_memos', 'write_offs', 'revaluations']

const ceiModel: Model = {
  factors: ['customer_mix', ...ways],
  cells(ledger, _, start, end) {
    const { invoices, postings } = ledger
    const money = new Map<number, Record<string, number>>()
    for (let row = 0; row < invoices.count; row++) {
      const issued = invoices.issued[row]!
      if (issued > end) continue
      const customer = invoices.customer[row]!
      const own = money.get(customer) ?? Object.fromEntries(['owed', ...ways].map((name) => [name, 0]))
      money.set(customer, own)
      const amount = invoices.amount[row]!
      if (issued < start) own.owed! += openOn(ledger, row, start - 1)
      else if (amount > 0) own.owed! += amount
      else own.credit_memos! -= amount
      const open = openOn(ledger, row, end)
      if (open > 0 && end <= invoices.due[row]!) own.owed! -= open
      for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
        const way = waysOfKind[postingKinds[postings.kind[posting]!]!]
        const day = postings.day[posting]!
        if (way && day >= start && day <= end) own[way[0]]! += way[1] * postings.amount[posting]!
      }
    }
    const total = [...money.values()].reduce((sum, { owed }) => sum + owed!, 0)
    const cells: Cells = new Map()
    for (const [customer, own] of money) {
      const owed = own.owed!
      const cell: Cell = { w: Math.max(0, owed) / total }
      for (const way of ways) {
        // Rates go from −1 to 1; what lies beyond is counted by itself.
        const rate = owed > 0 ? Math.sign(own[way]!) * Math.min(1, Math.abs(own[way]!) / owed) : null
        cell[`rate of ${way}`] = rate
        cell[`beyond ${way}`] = (own[way]! - (rate ?? 0) * owed) / total
      }
      cells.set(String(customer), cell)
    }
    return cells
  },
  nothing: () => ({
    w: 0,
    ...Object.fromEntries(ways.map((way) => [`rate of ${way}`, null])),
    ...Object.fromEntries(ways.map((way) => [`beyond ${way}`, 0])),
  }),
  value: (pick) =>
    ways.reduce(
      (sum, way) => sum + 100 * (pick('customer_mix', 'w') * pick(way, `rate of ${way}`) + pick(way, `beyond ${way}`)),
      0,
    ),
}

function openOn({ invoices, postings }: LedgerData, row: number, day: number): number {
  let open = invoices.amount[row]!
  for (let posting = postings.start[row]!; posting < postings.start[row + 1]!; posting++) {
    const kind = postingKinds[postings.kind[posting]!]!
    if (postings.day[posting]! > day || kind === 'recovery') continue
    const isUp = kind === 'write_off_reversal' || kind === 'revaluation'
    open += isUp ? postings.amount[posting]! : -postings.amount[posting]!
  }
  return open
}
