import { factCount } from '../facts/columns.js'
import { CustomerRun, type Pace } from './customers/customer-run.js'
import { feedbackCustomers } from './customers/feedback.js'
import { CompanyDays } from './days/company-days.js'
import type { InvoiceTrace } from './invoices/invoice.js'
import { MonthTable } from './month-table.js'
import type { Plan } from './plan.js'
import { firstPhases } from './policies/policy-phase.js'
import { ReplicateParameters } from './replicate-parameters.js'
import { Conservation } from './tally/conservation.js'
import { Tally } from './tally/tally.js'
import { TallyFacts } from './tally/tally-facts.js'

/** The facts of a range of replicates. */
export interface SimulatedFacts {
  /**
   * values[((replicate × groups + group) × months + month) × facts + fact]; group 0 is the total. Where the plan has two books, there are twice as
   * many groups: as they are reported, then as they would be.
   */
  readonly values: Float64Array
  /** Invoices drawn and events worked off, opening invoices included. */
  readonly invoices: number
  readonly events: number
}

/**
 * Runs replicates `first` to `first + count − 1` of a plan. A pure function: each replicate depends on the plan and
 * its own number alone, so any cut of the range gives the same bytes. Throws if money is not conserved.
 */
export function runPlan(plan: Plan, first: number, count: number, pace: Pace = 'batches'): SimulatedFacts {
  return new PlanRun(plan, pace).replicates(first, count)
}

/** Tells everything that happens to every invoice of one replicate, in time order for each. */
export function traceReplicate(plan: Plan, replicate: number, trace: InvoiceTrace): void {
  new PlanRun(plan, 'one by one', trace).replicate(replicate, new Float64Array(factsPerReplicate(plan)))
}

/** The length of one replicate's facts. */
export function factsPerReplicate({ groups, books, monthEnds }: Pick<Plan, 'groups' | 'books' | 'monthEnds'>): number {
  return groups * books * monthEnds.length * factCount
}

/** The working memory of one thread, reused for every replicate. */
export class PlanRun {
  readonly #parameters: ReplicateParameters
  readonly #tally: Tally
  readonly #customers: CustomerRun
  readonly #days: CompanyDays
  readonly #facts: TallyFacts
  readonly #conservation: Conservation
  /** What would be reported had nobody played with the books. */
  readonly #underlying: Tally | null

  constructor(
    readonly plan: Plan,
    pace: Pace = 'batches',
    trace: InvoiceTrace | null = null,
  ) {
    const table = new MonthTable(plan)
    const phases = firstPhases(plan, table.horizon)
    this.#parameters = new ReplicateParameters(plan)
    this.#tally = new Tally(plan, table)
    this.#underlying = plan.goals === null ? null : new Tally(plan, table)
    const byDay = feedbackCustomers(plan)
    if (pace === 'day by day') byDay.fill(1)
    this.#customers = new CustomerRun(plan, this.#parameters, table, phases, this.#tally, pace, byDay)
    this.#customers.invoice.trace = trace
    this.#days = new CompanyDays(plan, this.#parameters, table, phases, this.#tally, byDay, trace, this.#underlying)
    this.#facts = new TallyFacts(plan)
    this.#conservation = new Conservation(plan)
  }

  /** Runs replicates `first` to `first + count − 1`. */
  replicates(first: number, count: number): SimulatedFacts {
    const size = factsPerReplicate(this.plan)
    const values = new Float64Array(count * size)
    let [invoices, events] = [0, 0]
    for (let index = 0; index < count; index++) {
      const happened = this.replicate(first + index, values.subarray(index * size, (index + 1) * size))
      invoices += happened.invoices
      events += happened.events
    }
    return { values, invoices, events }
  }

  /** Runs one replicate into `facts`, which are all zero before. */
  replicate(replicate: number, facts: Float64Array): { readonly invoices: number; readonly events: number } {
    this.#tally.reset()
    this.#underlying?.reset()
    this.#parameters.draw(replicate)
    this.#customers.run(replicate)
    this.#days.run(replicate)
    this.#facts.write(this.#tally, facts, this.#underlying ?? this.#tally)
    this.#conservation.assert(facts, replicate)
    const invoices = this.#customers.invoices + this.#days.invoices
    return { invoices, events: this.#tally.events + this.#tally.countedEvents() }
  }
}
