import { CustomerOrders } from '../customers/customer-orders.js'
import { CustomerPolicies } from '../customers/customer-policies.js'
import { HabitBuilder } from '../customers/habit-builder.js'
import { eachNewcomer } from '../customers/newcomers.js'
import { Invoice } from '../invoices/invoice.js'
import { Invoicing } from '../invoices/invoicing.js'
import { eachOpening } from '../invoices/opening-invoices.js'
import type { MonthTable } from '../month-table.js'
import { orders as block } from '../orders/order-block.js'
import { PaymentHabit } from '../payment/payment-habit.js'
import type { Plan } from '../plan.js'
import type { ReplicateParameters } from '../replicate-parameters.js'
import type { Tally } from '../tally/tally.js'
import { Account } from './account.js'
import { ContactDesk } from './contact-desk.js'
import { CreditControl } from './credit-control.js'
import { DayOrders } from './day-orders.js'
import { DayQueue } from './day-queue.js'
import { OpenInvoices } from './open-invoices.js'
import { SlotEvents } from './slot-events.js'

/**
 * Works off, day by day, the customers whose invoices hang on one another. A day has four parts: what is waiting happens to
 * invoices (payment, end of a dispute, write-off, follow-up), and what was delivered is billed; held orders are let through or
 * lost; new orders come; people make contacts. What is billed lives its first day at once, so that it may be paid before the
 * next order comes. What an order or invoice is and how it is paid is decided as for all other customers.
 */
export class CompanyDays {
  readonly invoice: Invoice
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
  readonly #slots = new OpenInvoices()
  readonly #queue: DayQueue
  readonly #events: SlotEvents

  constructor(
    readonly plan: Plan,
    readonly parameters: ReplicateParameters,
    readonly table: MonthTable,
    readonly tally: Tally,
    /** 1 for the customers that are worked off here. */
    readonly which: Uint8Array,
  ) {
    this.#policies = new CustomerPolicies(plan)
    this.#habits = new HabitBuilder(plan, parameters, table, this.#policies)
    this.invoice = new Invoice(plan, parameters, tally, new PaymentHabit())
    this.#invoicing = new Invoicing(plan, parameters, this.#policies, this.invoice, table.horizon)
    this.#customerOrders = new CustomerOrders(plan, parameters, this.#invoicing, table.horizon)
    this.#orders = new DayOrders(table.horizon)
    this.#queue = new DayQueue(table.horizon)
    this.desk = new ContactDesk(plan)
    this.credit = new CreditControl(plan, this.#policies, this.#slots, this.#orders)
    this.#events = new SlotEvents(plan, this.invoice, this.#policies, this.#slots, this.desk, (account) =>
      this.#standAt(this.#accounts[account]!),
    )
  }

  /** Contacts that wait for somebody's time at the horizon. */
  get waitingContacts(): number {
    return this.desk.waiting((slot) => this.#slots.ticket[slot]!)
  }

  run(replicate: number): void {
    this.invoices = 0
    if (!this.which.includes(1)) return
    this.#reset()
    this.#openAccounts(replicate)
    this.#orders.sort()
    const { start, byDay } = this.#orders
    for (let place = 0; place < start[1]!; place++) this.#let(byDay[place]!, this.#orders.day[byDay[place]!]!)
    for (let day = 1; day <= this.table.horizon; day++) {
      this.#happen(day)
      this.credit.release(day, this.#letThrough)
      for (let place = start[day]!; place < start[day + 1]!; place++) this.#order(byDay[place]!, day)
      this.#events.work(day, this.#queue)
    }
    this.#close()
  }

  #reset(): void {
    this.#accountCount = 0
    this.#orders.reset()
    this.#slots.reset()
    this.#queue.reset()
    this.desk.reset()
    this.credit.reset()
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
    if (number === this.#accounts.length) this.#accounts.push(new Account())
    const account = this.#accounts[number]!
    account.customer = customer
    account.key = key
    account.exposure = 0
    account.firstSlot = -1
    account.firstHeld = -1
    this.#policies.of(customer)
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

  #openInvoices(replicate: number, number: number): void {
    const { invoice } = this
    const account = this.#accounts[number]!
    this.#standAt(account)
    this.invoices += eachOpening(this.plan, this.#policies, invoice, replicate, account.customer, () => {
      const slot = this.#take(number)
      invoice.enter()
      account.exposure += invoice.open
      this.#events.begin(slot, 1)
      this.#settleSlot(slot, account, 0)
    })
  }

  #standAt(account: Account): void {
    const { invoice } = this
    this.#policies.of(account.customer)
    invoice.habit = account.habit
    invoice.customer = account.customer
    invoice.customerKey = account.key
    invoice.segment = this.plan.customers.segment[account.customer]!
  }

  #take(number: number): number {
    const slots = this.#slots
    const account = this.#accounts[number]!
    const slot = slots.take()
    slots.account[slot] = number
    slots.previous[slot] = -1
    slots.next[slot] = account.firstSlot
    if (account.firstSlot >= 0) slots.previous[account.firstSlot] = slot
    account.firstSlot = slot
    return slot
  }

  #order(order: number, day: number): void {
    const account = this.#accounts[this.#orders.account[order]!]!
    this.#policies.of(account.customer)
    if (this.credit.admits(account, order, day)) this.#let(order, day)
    else this.credit.hold(account, order)
  }

  readonly #letThrough = (_: Account, order: number, day: number) => this.#let(order, day)

  /** An order is delivered on a day, and billed at once or some days later, as the policy of that day has it. */
  #let(order: number, day: number): void {
    const { amount, payment, key, salt, isAdded } = this.#orders
    const number = this.#orders.account[order]!
    const account = this.#accounts[number]!
    this.#policies.of(account.customer)
    const lag = this.#invoicing.lag(day, key[order]!, salt[order]!)
    const billed = day + Math.max(0, lag)
    account.exposure += amount[order]!
    if (billed > this.table.horizon) return
    const slots = this.#slots
    const slot = this.#take(number)
    slots.amount[slot] = amount[order]!
    slots.payment[slot] = payment[order]!
    slots.key[slot] = key[order]!
    slots.salt[slot] = salt[order]!
    slots.isAdded[slot] = isAdded[order]!
    slots.lag[slot] = lag
    if (billed > day) this.#queue.schedule(slot, billed)
    else this.#bill(slot, account, day)
  }

  #bill(slot: number, account: Account, day: number): void {
    const { invoice } = this
    const slots = this.#slots
    this.invoices++
    this.#standAt(account)
    invoice.group = this.plan.customers.group[account.customer]!
    invoice.isOpening = false
    const amount = slots.amount[slot]!
    this.#invoicing.write(
      day,
      amount,
      slots.payment[slot]!,
      slots.key[slot]!,
      slots.salt[slot]!,
      slots.isAdded[slot] === 1,
    )
    if (slots.lag[slot]! >= 0) this.tally.bill(invoice.group, day, slots.lag[slot]!)
    invoice.enter()
    account.exposure -= amount - invoice.open
    this.#events.begin(slot, day)
    this.#settleSlot(slot, account, day)
  }

  /** What waits to happen on a day, happens. */
  #happen(day: number): void {
    const slots = this.#slots
    for (let slot = this.#queue.take(day); slot >= 0; slot = this.#queue.take(day)) {
      const account = this.#accounts[slots.account[slot]!]!
      if (slots.isBilled[slot] === 0) {
        this.#bill(slot, account, day)
        continue
      }
      this.#standAt(account)
      slots.load(slot, this.invoice)
      this.#settleSlot(slot, account, day)
    }
  }

  /** The invoice at hand stands in a slot: what is due on the day happens to it, and it is put to its next day. */
  #settleSlot(slot: number, account: Account, day: number): void {
    if (!this.#events.happen(slot, account, day)) return
    this.#slots.update(slot, this.invoice)
    this.#queue.schedule(slot, this.#events.nextDay(slot, day))
  }

  /** At the horizon what is open stays open. */
  #close(): void {
    const { invoice } = this
    const slots = this.#slots
    for (let number = 0; number < this.#accountCount; number++) {
      const account = this.#accounts[number]!
      this.#standAt(account)
      for (let slot = account.firstSlot; slot >= 0; slot = slots.next[slot]!) {
        if (slots.isBilled[slot] === 0) continue
        slots.load(slot, invoice)
        invoice.stay()
      }
    }
  }
}
