import { CustomerOrders } from '../customers/customer-orders.js'
import { HabitBuilder } from '../customers/habit-builder.js'
import { eachNewcomer } from '../customers/newcomers.js'
import { type BookKeeper, GoalDesk } from '../goals/goal-desk.js'
import type { TwoBooks } from '../goals/two-books.js'
import type { InvoiceTrace } from '../invoices/invoice.js'
import { Invoicing } from '../invoices/invoicing.js'
import { eachOpening, writeOpening } from '../invoices/opening-invoices.js'
import type { MonthTable } from '../month-table.js'
import { orders as block } from '../orders/order-block.js'
import { never, type Plan } from '../plan.js'
import { CustomerPolicies } from '../policies/customer-policies.js'
import type { PolicyPhase } from '../policies/policy-phase.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Tally } from '../tally/tally.js'
import { Account } from './account.js'
import { ContactDesk } from './contact-desk.js'
import { CreditControl } from './credit-control.js'
import { DayOrders } from './day-orders.js'
import { DayQueue } from './day-queue.js'
import { InvoiceEvents } from './invoice-events.js'
import { InvoicePool } from './invoice-pool.js'
import type { OpenInvoice } from './open-invoice.js'

/**
 * Works off, day by day, the customers whose invoices hang on one another. A day has four parts: what is waiting happens to
 * invoices (payment, end of a dispute, write-off, follow-up), and what was delivered is billed; held orders are let through or
 * lost; new orders come; people make contacts. What is billed lives its first day at once, so that it may be paid before the
 * next order comes. What an order or invoice is and how it is paid is decided as for all other customers.
 */
export class CompanyDays {
  readonly desk: ContactDesk
  readonly credit: CreditControl
  /** Invoices of the replicate so far. */
  invoices = 0
  readonly #policies: CustomerPolicies
  readonly #habits: HabitBuilder
  readonly #customerOrders: CustomerOrders
  readonly #invoicing: Invoicing
  readonly #accounts: Account[] = []
  #accountCount = 0
  /** The account whose orders are being collected. */
  #number = 0
  readonly #orders: DayOrders
  readonly #pool: InvoicePool
  readonly #queue: DayQueue
  readonly #events: InvoiceEvents
  readonly #goals: GoalDesk | null
  readonly #bookKeeper: BookKeeper
  /** Orders that were billed before their day. */
  readonly #pulled = new Set<number>()

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly table: MonthTable,
    firstPhases: readonly PolicyPhase[],
    readonly tally: Tally,
    /** 1 for the customers that are worked off here. */
    readonly which: Uint8Array,
    trace: InvoiceTrace | null = null,
    underlying: Tally | null = null,
  ) {
    this.#policies = new CustomerPolicies(firstPhases)
    this.#habits = new HabitBuilder(plan, parameters, table, this.#policies)
    this.#pool = new InvoicePool(plan, parameters, tally, trace, underlying)
    this.#goals = plan.goals === null ? null : new GoalDesk(plan, parameters, plan.goals)
    this.#bookKeeper = {
      creditForNow: this.#creditForNow,
      writeOffEarly: this.#writeOffEarly,
      pullForward: this.#pullForward,
    }
    this.#invoicing = new Invoicing(plan, parameters, this.#policies)
    this.#customerOrders = new CustomerOrders(plan, parameters, this.#invoicing, table.horizon)
    this.#orders = new DayOrders(table.horizon)
    this.#queue = new DayQueue(table.horizon)
    this.desk = new ContactDesk(plan, this.#pool)
    this.credit = new CreditControl(this.#policies, this.#orders)
    this.#events = new InvoiceEvents(plan, this.#policies, this.#pool, this.desk)
  }

  run(replicate: number): void {
    this.invoices = 0
    if (!this.which.includes(1)) return
    this.#reset()
    this.#goals?.reset(replicate)
    this.#openAccounts(replicate)
    this.#goals?.begin()
    this.#orders.sort()
    const { start } = this.#orders
    for (let order = 0; order < start[1]!; order++) this.#let(order, this.#orders.dayOf(order))
    for (let day = 1; day <= this.table.horizon; day++) {
      this.#happen(day)
      this.credit.release(day, this.#letThrough)
      for (let order = start[day]!; order < start[day + 1]!; order++) this.#order(order, day)
      this.desk.work(day, this.#contact)
      this.#goals?.endOfDay(day, this.#bookKeeper)
    }
    this.#close()
  }

  #reset(): void {
    this.#accountCount = 0
    this.#orders.reset()
    this.#pool.reset()
    this.#queue.reset()
    this.desk.reset()
    this.credit.reset()
    this.#pulled.clear()
  }

  #openAccounts(replicate: number): void {
    const { plan, which } = this
    const { customers } = plan
    for (let customer = 0; customer < customers.key.length; customer++) {
      if (which[customer] === 0) continue
      const account = this.#openAccount(
        replicate,
        customer,
        customers.key[customer]!,
        1,
        customers.defaulted[customer]!,
      )
      this.#openInvoices(replicate, account)
    }
    eachNewcomer(plan, this.parameters, this.#policies, replicate, this.table.horizon, (like, key, from) => {
      if (which[like] === 1) this.#openAccount(replicate, like, key, from, 0)
    })
  }

  /** Returns the number of the account. */
  #openAccount(replicate: number, customer: number, key: number, from: number, defaulted: number): number {
    const number = this.#accountCount++
    this.#policies.of(customer)
    if (number === this.#accounts.length) this.#accounts.push(new Account(this.#policies.first))
    const account = this.#accounts[number]!
    account.firstPhase = this.#policies.first
    account.customer = customer
    account.key = key
    account.exposure = 0
    account.segment = this.plan.customers.segment[customer]!
    account.group = this.plan.customers.group[customer]!
    account.oldestDue = never
    account.firstInvoice = null
    account.firstHeld = -1
    account.owner = this.#goals?.ownerOf(customer) ?? null
    this.#goals?.register(account)
    this.#habits.build(account.habit, replicate, customer, key, from, defaulted)
    this.#number = number
    this.#customerOrders.each(replicate, customer, key, from, account.habit.defaultDay, this.#collect)
    return number
  }

  /**
   * Keeps the orders of the account that come at all, and that the ledger does not have as invoices yet. What was ordered before
   * day 1 has been delivered; a newcomer's order from before its first day has to pass credit control as any other.
   */
  readonly #collect = (count: number, from: number, greatestLift: number) => {
    const { salt } = this.#customerOrders
    for (let row = 0; row < count; row++) {
      const day = block.day[row]!
      const key = block.key[row]!
      if (!this.#invoicing.isKept(day, key, salt, greatestLift)) continue
      if (day < from && day + this.#invoicing.lag(day, key, salt) < from) continue
      this.#orders.add(this.#number, day, block.amount[row]!, block.payment[row]!, key, salt, greatestLift > 0)
    }
  }

  /** What is there on the as-of day. */
  #openInvoices(replicate: number, number: number): void {
    const { plan } = this
    const account = this.#accounts[number]!
    this.#policies.first = account.firstPhase
    this.invoices += eachOpening(plan, account.customer, (row) => {
      const invoice = this.#pool.take(account)
      writeOpening(plan, this.#policies, invoice, replicate, row)
      invoice.enter()
      account.exposure += invoice.open
      this.#events.begin(invoice, 1)
      this.#live(invoice, 0)
    })
  }

  #order(order: number, day: number): void {
    if (this.#pulled.size > 0 && this.#pulled.delete(order)) return
    const account = this.#accounts[this.#orders.accountOf(order)]!
    this.#policies.first = account.firstPhase
    if (this.credit.admits(account, order, day)) this.#let(order, day)
    else this.credit.hold(account, order)
  }

  readonly #letThrough = (_: Account, order: number, day: number) => this.#let(order, day)

  /**
   * An order is delivered on a day, and billed at once or some days later, as the policy of that day has it; or it is billed at once though it would
   * be delivered later (`otherwise`).
   */
  #let(order: number, day: number, otherwise = -1): void {
    const orders = this.#orders
    const account = this.#accounts[orders.accountOf(order)]!
    this.#policies.first = account.firstPhase
    const amount = orders.amountOf(order)
    const lag = this.#invoicing.lag(day, orders.keyOf(order), orders.saltOf(order))
    const billed = otherwise < 0 ? day + Math.max(0, lag) : day
    account.exposure += amount
    if (billed > this.table.horizon) return
    const invoice = this.#pool.take(account)
    invoice.amount = amount
    invoice.payment = orders.paymentOf(order)
    invoice.key = orders.keyOf(order)
    invoice.salt = orders.saltOf(order)
    invoice.isAdded = orders.isAdded(order)
    invoice.lag = lag
    if (otherwise >= 0) {
      invoice.billedOtherwise = otherwise + Math.max(0, lag)
      invoice.trace?.(day, 'pulled forward', amount, invoice)
      this.#bill(invoice, day)
      return
    }
    if (billed > day) this.#queue.schedule(invoice, billed)
    else this.#billUnlessHeld(invoice, day)
  }

  /** What is held back for a goal is billed on the first day of the next period. `#policies` stands at the customer. */
  #billUnlessHeld(invoice: OpenInvoice, day: number): void {
    const until = this.#goals?.heldUntil(invoice.account!) ?? 0
    if (until < day) {
      this.#bill(invoice, day)
      return
    }
    invoice.billedOtherwise = day
    invoice.trace?.(day, 'held back', invoice.amount, invoice)
    if (until < this.table.horizon) {
      this.#queue.schedule(invoice, until + 1)
      return
    }
    this.#invoicing.write(invoice, day, invoice.payment, invoice.key, invoice.salt, invoice.isAdded)
    const margin = Math.round(invoice.amount * this.plan.customers.marginRate[invoice.customer]!)
    invoice.twoBooks!.neverReported(invoice.group, day, invoice.due, invoice.amount, margin, invoice.lag)
  }

  /** `#policies` stands at the customer. */
  #bill(invoice: OpenInvoice, day: number): void {
    const { lag } = invoice
    this.invoices++
    this.#invoicing.write(invoice, day, invoice.payment, invoice.key, invoice.salt, invoice.isAdded)
    if (invoice.twoBooks !== null) this.#keepUnderlying(invoice, invoice.twoBooks, day)
    if (lag >= 0) invoice.tally.bill(invoice.group, day, lag)
    invoice.enter()
    invoice.account!.exposure -= invoice.amount - invoice.open
    this.#events.begin(invoice, day)
    this.#live(invoice, day)
  }

  /** The days that the underlying books keep of an invoice that is billed on another day, or with days of terms on top. */
  #keepUnderlying(invoice: OpenInvoice, books: TwoBooks, day: number): void {
    const otherwise = invoice.billedOtherwise < 0 ? day : invoice.billedOtherwise
    books.keepDays(otherwise, otherwise === day ? invoice.due : this.#dueOf(otherwise))
    const extra = this.#goals!.extraDays(invoice.account!, day)
    if (extra === 0) return
    invoice.due += extra
    invoice.clockDue += Math.round(extra * this.parameters.responses[this.plan.goals!.extraDaysTaken]!)
    invoice.trace?.(day, 'terms extended', invoice.amount, invoice)
  }

  /** When what is billed on a day falls due. `#policies` stands at the customer. */
  #dueOf(day: number): number {
    const known = Math.min(day, this.table.horizon)
    return day + this.plan.terms[this.#policies.on(known).termsStart + known]!
  }

  readonly #creditForNow = (invoice: OpenInvoice, day: number) => {
    this.#policies.first = invoice.account!.firstPhase
    const again = day + this.plan.goals!.billedAgainAfter
    this.#events.creditForNow(invoice, day, again, this.#dueOf(again))
    this.#queue.schedule(invoice, invoice.nextDay(day))
  }

  readonly #writeOffEarly = (invoice: OpenInvoice, day: number) => {
    // Nothing happens to it any more.
    this.#queue.schedule(invoice, never)
    this.#events.writeOffEarly(invoice, day)
  }

  readonly #pullForward = (own: Account, day: number, through: number, takes: (amount: number) => boolean) => {
    const { start } = this.#orders
    const last = Math.min(through, this.table.horizon)
    this.#policies.first = own.firstPhase
    for (let order = start[day + 1]!; order < start[last + 1]!; order++) {
      if (this.#accounts[this.#orders.accountOf(order)] !== own || this.#pulled.has(order)) continue
      if (!this.credit.admits(own, order, day)) return
      if (!takes(this.#orders.amountOf(order))) continue
      this.#pulled.add(order)
      this.#let(order, day, this.#orders.dayOf(order))
    }
  }

  /** What waits to happen on a day, happens. */
  #happen(day: number): void {
    for (let invoice = this.#queue.take(day); invoice !== null; invoice = this.#queue.take(day)) {
      this.#policies.first = invoice.account!.firstPhase
      if (invoice.isBilled) this.#live(invoice, day)
      else this.#billUnlessHeld(invoice, day)
    }
  }

  /** What is due on a day happens to an invoice, and it is put to its next day. */
  #live(invoice: OpenInvoice, day: number): void {
    if (this.#events.happen(invoice, day)) this.#queue.schedule(invoice, invoice.nextDay(day))
  }

  readonly #contact = (invoice: OpenInvoice, kind: number, day: number) => {
    this.#policies.first = invoice.account!.firstPhase
    this.#events.contact(invoice, kind, day)
    this.#queue.schedule(invoice, invoice.nextDay(day))
  }

  /** At the horizon what is open stays open. */
  #close(): void {
    for (let number = 0; number < this.#accountCount; number++) {
      let invoice = this.#accounts[number]!.firstInvoice
      for (; invoice !== null; invoice = invoice.nextOfAccount) if (invoice.isBilled) invoice.stay()
    }
  }
}
