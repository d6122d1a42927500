import type { Account } from '../days/account.js'
import type { OpenInvoice } from '../days/open-invoice.js'
import { type GoalColumns, goalTricks, type Plan } from '../plan.js'
import { purpose } from '../random/purpose.js'
import { decisionWord, RandomStream } from '../random/random-stream.js'
import { uniformOf } from '../random/word-draws.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import { goalMetric, misses, Standing } from './goal-metric.js'
import { OwnerSums } from './owner-sums.js'

/** What an owner of a goal can have done to the books. */
export interface BookKeeper {
  creditForNow(invoice: OpenInvoice, day: number): void
  writeOffEarly(invoice: OpenInvoice, day: number): void
  /** Bills those orders of an account that would be billed within some days and that `takes` takes. */
  pullForward(account: Account, day: number, through: number, takes: (amount: number) => boolean): void
}

const stream = new RandomStream()

/**
 * The owners of goals at the ends of their periods. One that would miss its goal plays with the books in some periods, as its propensity has it, and
 * stops as soon as the goal is met or the most is moved: oldest invoices first. Only holding bills back is all or nothing.
 */
export class GoalDesk {
  readonly owners: OwnerSums[]
  readonly #goals: GoalColumns
  readonly #accounts: Account[][]
  readonly #standing = new Standing()
  /** By owner: two words of its luck in the replicate. */
  readonly #words: Int32Array
  /** By owner: through which day bills are held back, and terms are extended; 0 for not at all. */
  readonly #heldUntil: Int32Array
  readonly #extendedUntil: Int32Array
  /** By owner: credit balances of its customers, which stay as they are. */
  readonly #balances: Float64Array
  readonly #candidates: OpenInvoice[] = []
  #period = 0
  #start = 1

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    goals: GoalColumns,
  ) {
    this.#goals = goals
    const count = goals.key.length
    this.owners = Array.from({ length: count }, () => new OwnerSums())
    this.#accounts = Array.from({ length: count }, () => [])
    this.#words = new Int32Array(2 * count)
    this.#heldUntil = new Int32Array(count)
    this.#extendedUntil = new Int32Array(count)
    this.#balances = new Float64Array(count)
    const { start, open } = plan.opening
    goals.owner.forEach((owner, customer) => {
      if (owner < 0) return
      for (let row = start[customer]!; row < start[customer + 1]!; row++) {
        this.#balances[owner]! -= Math.min(0, open[row]!)
      }
    })
  }

  reset(replicate: number): void {
    const { keyHigh, keyLow } = this.plan
    this.#period = 0
    this.#start = this.#periodStart()
    this.#heldUntil.fill(0)
    this.#extendedUntil.fill(0)
    for (let owner = 0; owner < this.owners.length; owner++) {
      this.#accounts[owner]!.length = 0
      this.owners[owner]!.begin(0)
      stream.setKey(keyHigh, keyLow, replicate, this.#goals.key[owner]!, purpose.goal)
      this.#words[2 * owner] = stream.nextWord()
      this.#words[2 * owner + 1] = stream.nextWord()
    }
  }

  /** Whose goal a customer counts for; null for nobody's. */
  ownerOf(customer: number): OwnerSums | null {
    const owner = this.#goals.owner[customer]!
    return owner < 0 ? null : this.owners[owner]!
  }

  register(account: Account): void {
    const owner = this.#goals.owner[account.customer]!
    if (owner >= 0) this.#accounts[owner]!.push(account)
  }

  /** A period begins: what is open then is what the owners begin with. Before the first day, all accounts are there. */
  begin(): void {
    for (let owner = 0; owner < this.owners.length; owner++) {
      this.#look(owner, 0)
      this.owners[owner]!.begin(this.#standing.receivables)
    }
  }

  /** Through which day the bills of an account's owner are held back; 0 for not at all. */
  heldUntil({ customer }: Account): number {
    const owner = this.#goals.owner[customer]!
    return owner < 0 ? 0 : this.#heldUntil[owner]!
  }

  /** Days that the owner grants on top of the terms of what is billed on a day. */
  extraDays({ customer }: Account, day: number): number {
    const owner = this.#goals.owner[customer]!
    return owner >= 0 && day <= this.#extendedUntil[owner]! ? this.#goals.extraDays : 0
  }

  endOfDay(day: number, books: BookKeeper): void {
    const end = this.#periodEnd()
    if (end === 0) return
    // Days before the first whole period count for none.
    if (day === this.#start - 1) this.begin()
    if (day === end - this.#goals.holdDays && (this.#goals.tricks & goalTricks.hold) !== 0) this.#startHolding(day, end)
    if (day !== end) return
    for (let owner = 0; owner < this.owners.length; owner++) {
      if (this.#plays(owner)) this.#play(owner, day, books)
      this.#look(owner, day)
      this.owners[owner]!.begin(this.#standing.receivables)
    }
    this.#period = this.#nextPeriod() + 1
    this.#start = this.#periodStart()
  }

  /** The month with which the period at hand ends; −1 if none does any more. */
  #nextPeriod(): number {
    const { periodMonths } = this.#goals
    for (let month = this.#period; month < periodMonths.length; month++) if (periodMonths[month]! > 0) return month
    return -1
  }

  /** The first day of the period at hand. */
  #periodStart(): number {
    const month = this.#nextPeriod()
    if (month < 0) return 1
    const before = month - this.#goals.periodMonths[month]!
    return before < 0 ? 1 : this.plan.monthEnds[before]! + 1
  }

  /** The last day of the period at hand; 0 if it does not end within the horizon. */
  #periodEnd(): number {
    const month = this.#nextPeriod()
    return month < 0 ? 0 : this.plan.monthEnds[month]!
  }

  /** Whether an owner is one that plays with the books in this period, should it miss its goal. */
  #plays(owner: number): boolean {
    const luck = uniformOf(decisionWord(this.#words[2 * owner]!, this.#words[2 * owner + 1]!, this.#period))
    return luck < this.parameters.responses[this.#goals.propensity]!
  }

  #misses(owner: number, days: number): boolean {
    return misses(this.#goals, goalMetric(this.#goals, this.owners[owner]!, this.#standing, days))
  }

  /** All bills of the last days are held back, however much they are. They lower receivables and sales alike, which lowers DSO where receivables are less than the period's sales. */
  #startHolding(day: number, end: number): void {
    for (let owner = 0; owner < this.owners.length; owner++) {
      if (this.#goals.metric !== 0 || !this.#plays(owner)) continue
      this.#look(owner, day)
      const { receivables } = this.#standing
      if (receivables < this.owners[owner]!.sales && this.#misses(owner, day - this.#start + 1))
        this.#heldUntil[owner] = end
    }
  }

  #play(owner: number, day: number, books: BookKeeper): void {
    const goals = this.#goals
    const days = day - this.#start + 1
    const does = (trick: number) => (goals.tricks & trick) !== 0
    this.#look(owner, day)
    const standing = this.#standing
    if (!this.#misses(owner, days)) return
    if (does(goalTricks.extendTerms)) this.#extendedUntil[owner] = this.#endOfNextPeriod()
    let left = goals.most * standing.receivables
    const leaves = (invoice: OpenInvoice) => {
      left -= invoice.open
      standing.receivables -= invoice.open
      if (day - invoice.due > goals.overDays) standing.over -= invoice.open
    }
    if (does(goalTricks.creditAndRebill) || does(goalTricks.writeOff)) {
      for (const invoice of this.#oldestFirst(owner, day)) {
        if (!this.#misses(owner, days)) break
        if (invoice.open > left) continue
        leaves(invoice)
        // A credit is the lesser thing to do, and comes first where both are done.
        if (does(goalTricks.creditAndRebill)) books.creditForNow(invoice, day)
        else books.writeOffEarly(invoice, day)
      }
      this.#candidates.length = 0
    }
    if (!does(goalTricks.pull)) return
    // A bill that is pulled forward raises receivables and sales alike: that lowers DSO where receivables are more than the sales, and the share past due.
    const helps = () =>
      this.#misses(owner, days) &&
      (goals.metric === 2 || (goals.metric === 0 && standing.receivables > this.owners[owner]!.sales))
    const takes = (amount: number) => {
      if (amount > left || !helps()) return false
      left -= amount
      standing.receivables += amount
      standing.current += amount
      return true
    }
    for (const account of this.#accounts[owner]!)
      if (left > 0 && helps()) books.pullForward(account, day, day + goals.pullDays, takes)
  }

  /** What can be taken off the books without anybody's asking: past due, not disputed, without a promise or an open question. */
  #oldestFirst(owner: number, day: number): readonly OpenInvoice[] {
    const { metric, overDays } = this.#goals
    const found = this.#candidates
    found.length = 0
    const least = metric === 2 ? overDays : 0
    for (const account of this.#accounts[owner]!) {
      for (let invoice = account.firstInvoice; invoice !== null; invoice = invoice.nextOfAccount) {
        if (!invoice.isBilled || invoice.open <= 0 || !invoice.twoBooks!.isReported) continue
        if (day - invoice.due > least && invoice.isQuiet(day)) found.push(invoice)
      }
    }
    return found.sort((a, b) => a.due - b.due || a.key - b.key)
  }

  #endOfNextPeriod(): number {
    const { periodMonths } = this.#goals
    const { monthEnds } = this.plan
    for (let month = this.#nextPeriod() + 1; month < periodMonths.length; month++) {
      if (periodMonths[month]! > 0) return monthEnds[month]!
    }
    return monthEnds[monthEnds.length - 1]!
  }

  /** What is open of an owner at the end of a day. */
  #look(owner: number, day: number): void {
    const standing = this.#standing
    standing.receivables = -this.#balances[owner]!
    standing.current = 0
    standing.over = 0
    for (const account of this.#accounts[owner]!) {
      for (let invoice = account.firstInvoice; invoice !== null; invoice = invoice.nextOfAccount) {
        if (!invoice.isBilled || !invoice.twoBooks!.isReported) continue
        standing.receivables += invoice.open
        if (invoice.due >= day) standing.current += invoice.open
        if (day - invoice.due > this.#goals.overDays) standing.over += invoice.open
      }
    }
  }
}
