import { agingBuckets, bucketOf, factColumn, factCount } from '../facts/columns.js'
import { CalendarQueue } from './calendar-queue.js'
import { assertConserved } from './conservation.js'
import { InvoiceDrawer } from './draw-invoices.js'
import { ReplicateParameters } from './draw-parameters.js'
import { InvoiceState, step } from './invoice-state.js'
import { never, type Plan } from './plan.js'

/** The facts of a range of replicates. */
export interface SimulatedFacts {
  /** values[((replicate × groups + group) × months + month) × facts + fact]; group 0 is the total. */
  readonly values: Float64Array
  /** Invoices drawn and events worked off, opening invoices included. */
  readonly invoices: number
  readonly events: number
}

/**
 * Runs replicates `first` to `first + count − 1` of a plan. A pure function: each replicate depends on the plan and
 * its own number alone, so any cut of the range gives the same bytes. Throws if money is not conserved.
 */
export function runPlan(plan: Plan, first: number, count: number): SimulatedFacts {
  const size = plan.groups * plan.monthEnds.length * factCount
  const values = new Float64Array(count * size)
  const run = new ReplicateRun(plan)
  let invoices = 0
  let events = 0
  for (let index = 0; index < count; index++) {
    const facts = values.subarray(index * size, (index + 1) * size)
    events += run.fill(first + index, facts)
    invoices += run.invoices
    assertConserved(plan, facts, first + index)
  }
  return { values, invoices, events }
}

const bucketColumns = agingBuckets.map((bucket) => factColumn[bucket.fact])

/** The working memory of one thread, reused for every replicate. */
class ReplicateRun {
  readonly #state = new InvoiceState()
  readonly #queue: CalendarQueue
  readonly #monthOfDay: Int32Array
  readonly #parameters: ReplicateParameters
  readonly #drawer: InvoiceDrawer
  #facts: Float64Array = new Float64Array(0)

  constructor(readonly plan: Plan) {
    const horizon = plan.monthEnds[plan.monthEnds.length - 1]!
    this.#queue = new CalendarQueue(horizon)
    this.#monthOfDay = new Int32Array(horizon + 1)
    let month = 0
    for (let day = 0; day <= horizon; day++) {
      if (day > plan.monthEnds[month]!) month++
      this.#monthOfDay[day] = month
    }
    this.#parameters = new ReplicateParameters(plan)
    this.#drawer = new InvoiceDrawer(plan, this.#parameters, this.#monthOfDay)
  }

  get invoices(): number {
    return this.#state.count
  }

  /** Runs one replicate into `facts` (all zero before) and returns how many events it took. */
  fill(replicate: number, facts: Float64Array): number {
    const { plan } = this
    const [state, queue] = [this.#state, this.#queue]
    this.#facts = facts
    state.reset()
    this.#parameters.draw(replicate)
    this.#drawer.draw(replicate, state)

    queue.reset(state.count)
    this.#fallDueAsKnown()
    for (let invoice = 0; invoice < state.count; invoice++) {
      if (state.issued[invoice]! > 0) {
        state.next[invoice] = step.issue
        queue.schedule(invoice, state.issued[invoice]!)
      } else {
        state.markOpen(invoice)
        this.#scheduleNext(invoice)
      }
    }

    let events = 0
    let day = 1
    for (let month = 0; month < plan.monthEnds.length; month++) {
      for (; day <= plan.monthEnds[month]!; day++) {
        for (let invoice = queue.take(day); invoice >= 0; invoice = queue.take(day)) {
          this.#work(invoice, day)
          events++
        }
      }
      this.#takeStock(month)
    }
    if (plan.groups > 1) this.#addTotal()
    return events
  }

  #work(invoice: number, day: number): void {
    const state = this.#state
    const row = this.#row(state.group[invoice]!, this.#monthOfDay[day]!)
    switch (state.next[invoice]) {
      case step.issue:
        this.#issue(invoice, row)
        break
      case step.resolveDispute:
        this.#facts[row + factColumn.credit_memos]! += state.credited[invoice]!
        state.open[invoice]! -= state.credited[invoice]!
        state.disputeEnds[invoice] = never
        break
      case step.pay:
        this.#pay(invoice, row, day)
        break
      default:
        this.#facts[row + factColumn.write_offs]! += state.open[invoice]!
        state.open[invoice] = 0
    }
    if (state.open[invoice] === 0) state.markClosed(invoice)
    else this.#scheduleNext(invoice)
  }

  #pay(invoice: number, row: number, day: number): void {
    const state = this.#state
    const open = state.open[invoice]!
    const fraction = state.fraction[invoice]!
    if (fraction > 0 && open > 1) {
      const part = Math.min(open - 1, Math.max(1, Math.round(open * fraction)))
      this.#collect(invoice, row, day, part)
      state.open[invoice] = open - part
      state.fraction[invoice] = 0
      state.paid[invoice] = state.restPaid[invoice]!
      return
    }
    const discount = state.discount[invoice]!
    if (discount > 0) this.#facts[row + factColumn.discounts_taken]! += discount
    this.#collect(invoice, row, day, discount > 0 ? open - discount : open)
    this.#settle(invoice, row, day)
    state.open[invoice] = 0
  }

  #issue(invoice: number, row: number): void {
    const [state, facts] = [this.#state, this.#facts]
    const amount = state.amount[invoice]!
    facts[row + factColumn.credit_sales]! += amount
    facts[row + factColumn.invoices]! += 1
    facts[row + factColumn.terms_sales_weight]! += amount * (state.due[invoice]! - state.issued[invoice]!)
    if (state.disputeEnds[invoice]! !== never) {
      facts[row + factColumn.disputes_opened]! += 1
      facts[row + factColumn.disputed_value]! += amount
      facts[row + factColumn.invoices_disputed_or_credited]! += 1
    }
    this.#fallDue(invoice)
    state.next[invoice] = step.none
    state.markOpen(invoice)
  }

  /** Counts what was invoiced before the first day in the months in which it falls due, with what came in for it before. */
  #fallDueAsKnown(): void {
    const { value, collected, inMonth } = this.plan.fallingDue
    for (let cell = 0; cell < value.length; cell++) {
      const row = cell * factCount
      this.#facts[row + factColumn.fell_due_value]! += value[cell]!
      this.#facts[row + factColumn.collected_of_due_value]! += collected[cell]!
      this.#facts[row + factColumn.collected_on_due_value]! += inMonth[cell]!
    }
  }

  /** Counts a new invoice in the month in which it falls due, if the horizon reaches it. */
  #fallDue(invoice: number): void {
    const state = this.#state
    const month = this.#monthOfDay[state.due[invoice]!]
    if (month === undefined) return
    this.#facts[this.#row(state.group[invoice]!, month) + factColumn.fell_due_value]! += state.amount[invoice]!
  }

  /** Cash comes in; it counts as collected of what is due from the month on in which both have happened. */
  #collect(invoice: number, row: number, day: number, cash: number): void {
    const [state, facts] = [this.#state, this.#facts]
    facts[row + factColumn.cash_collected]! += cash
    const due = state.due[invoice]!
    const month = this.#monthOfDay[day]!
    const dueMonth = due < this.plan.firstMonthStart ? -1 : this.#monthOfDay[Math.max(0, due)]
    if (dueMonth === undefined) return
    const both = this.#row(state.group[invoice]!, Math.max(month, dueMonth))
    facts[both + factColumn.collected_of_due_value]! += cash
    if (month === dueMonth) facts[both + factColumn.collected_on_due_value]! += cash
  }

  /** Finds what happens to an open invoice next. A day on which it could be both paid and written off pays. */
  #scheduleNext(invoice: number): void {
    const state = this.#state
    const closes = Math.min(state.paid[invoice]!, state.writtenOff[invoice]!)
    if (state.next[invoice] !== step.resolveDispute && state.disputeEnds[invoice]! < closes) {
      state.next[invoice] = step.resolveDispute
      this.#queue.schedule(invoice, state.disputeEnds[invoice]!)
    } else {
      state.next[invoice] = state.paid[invoice]! <= state.writtenOff[invoice]! ? step.pay : step.writeOff
      this.#queue.schedule(invoice, closes)
    }
  }

  #settle(invoice: number, row: number, day: number): void {
    const [state, facts] = [this.#state, this.#facts]
    const amount = state.amount[invoice]!
    const late = day - state.due[invoice]!
    facts[row + factColumn.settled_value]! += amount
    facts[row + factColumn.settled_count]! += 1
    if (late < 0) {
      facts[row + factColumn.settled_early_value]! += amount
      facts[row + factColumn.settled_early_count]! += 1
    }
    if (late <= 0) {
      facts[row + factColumn.settled_on_time_value]! += amount
      facts[row + factColumn.settled_on_time_count]! += 1
    } else {
      facts[row + factColumn.settled_late_value]! += amount
      facts[row + factColumn.settled_late_count]! += 1
      facts[row + factColumn.late_days_weight]! += amount * late
    }
    facts[row + factColumn.signed_late_days_weight]! += amount * late
    facts[row + factColumn.settle_days_weight]! += amount * (day - state.issued[invoice]!)
  }

  #takeStock(month: number): void {
    const [state, facts, end] = [this.#state, this.#facts, this.plan.monthEnds[month]!]
    for (let group = 0; group < this.plan.groups; group++) {
      facts[this.#row(group, month) + factColumn.unapplied_cash] = this.plan.unappliedCash[group]!
    }
    for (let place = 0; place < state.openCount; place++) {
      const invoice = state.openList[place]!
      const row = this.#row(state.group[invoice]!, month)
      const open = state.open[invoice]!
      facts[row + factColumn.receivables]! += open
      facts[row + factColumn.terms_weight]! += open * (state.due[invoice]! - state.issued[invoice]!)
      if (open < 0) {
        facts[row + factColumn.credit_balances]! -= open
        continue
      }
      const daysPastDue = end - state.due[invoice]!
      facts[row + bucketColumns[bucketOf(daysPastDue)]!]! += open
      facts[row + factColumn.open_invoices]! += 1
      if (daysPastDue > 0) facts[row + factColumn.past_due_invoices]! += 1
      if (state.disputeEnds[invoice]! !== never) {
        facts[row + factColumn.disputed_receivables]! += open
      }
    }
  }

  #addTotal(): void {
    const width = this.plan.monthEnds.length * factCount
    const facts = this.#facts
    const unapplied = factColumn.unapplied_cash
    for (let group = 1; group < this.plan.groups; group++) {
      for (let cell = 0; cell < width; cell++) {
        if (cell % factCount !== unapplied) facts[cell]! += facts[group * width + cell]!
      }
    }
  }

  #row(group: number, month: number): number {
    return (group * this.plan.monthEnds.length + month) * factCount
  }
}
