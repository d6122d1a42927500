import { plural } from '../../document/plural.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import { rowsWhere } from '../../ledger/pick-rows.js'
import { textAt } from '../../ledger/text-at.js'
import { type AtRisk, countAtRisk, ledgerMonths, paymentsOf } from './at-risk.js'
import { highestHazard } from './customer-hazards.js'
import { fitHazards } from './fit-hazards.js'
import { pieceCount } from './hazard-pieces.js'
import { type PaymentSpells, pickSpells } from './payment-spells.js'

/** The segments of a ledger's customers, each with the reason for it. */
export interface Segments {
  readonly names: readonly string[]
  readonly reasons: readonly string[]
  readonly ofCustomer: Int32Array
}

/** How many classes of speed or size are tried. */
const speedClasses: readonly number[] = [2, 3, 4, 6]

/** A class with less than this tells nothing by itself. */
const [fewestCustomers, fewestPayments] = [4, 150]

/**
 * The customers' own segments where the ledger has them, split by usual terms. Without: customers of the same terms, split
 * into classes by how late they pay, or by the size of their invoices, where that forecasts better: each way is fitted to every
 * other invoice and judged by how probable it makes the payments of those left aside.
 */
export function chooseSegments(ledger: LedgerData, spells: PaymentSpells, netDays: Int32Array): Segments {
  const own = ledger.customers.attributes.get('segment')
  if (own) {
    return named(
      ledger,
      (customer) => {
        const segment = textAt(own, customer)
        return segment === null ? `net ${netDays[customer]}` : `${segment}, net ${netDays[customer]}`
      },
      () => 'The segment that the ledger gives its customers, and their usual terms.',
    )
  }
  const classes = speedOrSize(ledger, spells, netDays)
  return named(
    ledger,
    (customer) => classes.names[customer]!,
    (name) => classes.reasonOf.get(name)!,
  )
}

function named(
  { customers }: LedgerData,
  nameOf: (customer: number) => string,
  reasonOf: (name: string) => string,
): Segments {
  const ofEach = Array.from({ length: customers.count }, (_, customer) => nameOf(customer))
  const names = [...new Set(ofEach)].sort(byNumbersInText)
  const place = new Map(names.map((name, index) => [name, index]))
  return { names, reasons: names.map(reasonOf), ofCustomer: Int32Array.from(ofEach, (name) => place.get(name)!) }
}

function byNumbersInText(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

interface Split {
  readonly what: 'speed' | 'size'
  readonly classes: readonly (readonly number[])[]
  readonly logLikelihood: number
}

function speedOrSize(ledger: LedgerData, spells: PaymentSpells, netDays: Int32Array) {
  const { invoices, customers } = ledger
  const months = ledgerMonths(ledger)
  const even = new Float64Array(months.length).fill(1)
  const [learnt, aside] = [0, 1].map((part) => countAtRisk(ledger, everyOther(spells, part), months, even)) as [
    AtRisk,
    AtRisk,
  ]
  const lateness = meanLateness(ledger, everyOther(spells, 0))
  const size = meanAmounts(ledger)
  const payments = Array.from(
    { length: customers.count },
    (_, customer) => paymentsOf(learnt, customer) + paymentsOf(aside, customer),
  )

  const names = new Array<string>(customers.count).fill('')
  const reasonOf = new Map<string, string>()
  for (const net of [...new Set(netDays)].sort((a, b) => a - b)) {
    const members = Array.from(netDays.keys()).filter((customer) => netDays[customer] === net)
    const judge = (what: Split['what'], classes: Split['classes']): Split => ({
      what,
      classes,
      logLikelihood: classes.reduce((sum, own) => sum + logLikelihoodAside(learnt, aside, own), 0),
    })
    const whole = judge('speed', [members])
    const splits = (['speed', 'size'] as const).flatMap((what) => {
      const measure = what === 'speed' ? lateness : size
      const sorted = [...members].sort((a, b) => measure[a]! - measure[b]! || a - b)
      return speedClasses
        .filter((count) => what === 'speed' || count === 2)
        .map((count) => inClasses(sorted, payments, count))
        .filter((classes) => classes.every((own) => isThick(own, payments)))
        .map((classes) => judge(what, classes))
    })
    const best = splits.reduce((found, split) => (split.logLikelihood > found.logLikelihood ? split : found), whole)
    best.classes.forEach((own, index) => {
      const count = best.classes.length
      const name = count === 1 ? `net ${net}` : `net ${net}, ${best.what} ${index + 1} of ${count}`
      for (const customer of own) names[customer] = name
      reasonOf.set(name, reason(best, whole, index, net, lateness))
    })
  }
  return { names, reasonOf }

  function meanAmounts({ invoices: { amount, customer, count } }: LedgerData): Float64Array {
    const sums = new Float64Array(customers.count)
    const counts = new Float64Array(customers.count)
    for (let row = 0; row < count; row++) {
      if (invoices.amount[row]! <= 0) continue
      sums[customer[row]!]! += amount[row]!
      counts[customer[row]!]! += 1
    }
    return sums.map((sum, row) => (counts[row]! > 0 ? sum / counts[row]! : 0))
  }
}

function reason(best: Split, whole: Split, index: number, net: number, lateness: Float64Array): string {
  const count = best.classes.length
  if (count === 1) {
    return `Customers on net ${net}. No split by speed or size foretold the payments of invoices left aside any better.`
  }
  const gain = (best.logLikelihood - whole.logLikelihood).toFixed(0)
  const place =
    best.what === 'speed'
      ? `the ${ordinal(index + 1, count)} fastest of ${count} classes, paying ${days(meanOf(best.classes[index]!, lateness))} on average`
      : index === 0
        ? 'those with the smaller invoices'
        : 'those with the larger invoices'
  return `Customers on net ${net}: ${place}. ${plural(count, 'class')} foretold invoices left aside better than one (log likelihood +${gain}).`.replace(
    'classs',
    'classes',
  )
}

function ordinal(place: number, count: number): string {
  if (place === 1) return ''
  if (place === count) return 'least'
  return ['', '', 'second', 'third', 'fourth', 'fifth'][place] ?? `${place}th`
}

function days(late: number): string {
  const whole = Math.round(Math.abs(late))
  if (whole === 0) return 'on the due date'
  return `${plural(whole, 'day')} ${late < 0 ? 'before' : 'after'} due`
}

function meanOf(customers: readonly number[], values: Float64Array): number {
  return customers.reduce((sum, customer) => sum + values[customer]!, 0) / customers.length
}

/** The spells of every other invoice: those with an even row (part 0) or an odd one (part 1). */
function everyOther(spells: PaymentSpells, part: number): PaymentSpells {
  return pickSpells(
    spells,
    rowsWhere(spells.count, (spell) => spells.invoice[spell]! % 2 === part),
  )
}

/** The mean day relative to due on which a customer's invoices were paid or were last seen unpaid; +Infinity without any. */
function meanLateness({ invoices, customers }: LedgerData, spells: PaymentSpells): Float64Array {
  const sums = new Float64Array(customers.count)
  const counts = new Float64Array(customers.count)
  for (let spell = 0; spell < spells.count; spell++) {
    const row = spells.invoice[spell]!
    const isLast = spells.invoice[spell + 1] !== row
    if (!isLast) continue
    sums[invoices.customer[row]!]! += spells.through[spell]! - invoices.due[row]!
    counts[invoices.customer[row]!]! += 1
  }
  return sums.map((sum, customer) => (counts[customer]! > 0 ? sum / counts[customer]! : Number.MAX_SAFE_INTEGER))
}

/** Cuts customers, in order, into classes of about as many payments each. */
function inClasses(sorted: readonly number[], payments: readonly number[], count: number): number[][] {
  const total = sorted.reduce((sum, customer) => sum + payments[customer]!, 0)
  const classes = Array.from({ length: count }, (): number[] => [])
  let before = 0
  for (const customer of sorted) {
    const middle = before + payments[customer]! / 2
    classes[Math.min(count - 1, Math.floor((count * middle) / Math.max(1, total)))]!.push(customer)
    before += payments[customer]!
  }
  return classes
}

function isThick(customers: readonly number[], payments: readonly number[]): boolean {
  const paid = customers.reduce((sum, customer) => sum + payments[customer]!, 0)
  return customers.length >= fewestCustomers && paid >= fewestPayments
}

/** The log probability of the payments of invoices left aside, by what was learnt from the others. */
function logLikelihoodAside(learnt: AtRisk, aside: AtRisk, members: readonly number[]): number {
  const { daily, multipliers } = fitHazards(learnt, members, 1)
  let sum = 0
  members.forEach((customer, index) => {
    for (let piece = 0; piece < pieceCount; piece++) {
      const row = customer * pieceCount + piece
      if (aside.exposure[row] === 0) continue
      const p = Math.min(highestHazard, Math.max(1e-6, daily[piece]! * multipliers[index]!.value))
      const paid = aside.payments[row]!
      sum += paid * Math.log(p) + Math.max(0, aside.exposure[row]! - paid) * Math.log1p(-p)
    }
  })
  return sum
}
