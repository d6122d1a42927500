import type { InvoiceEvent, InvoiceTrace } from '../../src/engine/invoices/invoice.js'
import { never } from '../../src/engine/plan.js'
import { factsPerReplicate, PlanRun } from '../../src/engine/run-plan.js'
import type { PlainCompany } from './plain-company.js'
import { planOf } from './plan-of.js'

/** An invoice with what happens to it within the horizon, as the engine's trace tells it, in the order of time. */
export interface DrawnInvoice {
  readonly group: number
  readonly issued: number
  readonly due: number
  readonly amount: number
  readonly events: readonly { readonly day: number; readonly event: InvoiceEvent; readonly amount: number }[]
}

/** The day of the first event of a kind; `never` if there is none. */
export function dayOf({ events }: DrawnInvoice, kind: InvoiceEvent): number {
  return events.find(({ event }) => event === kind)?.day ?? never
}

/** The amounts of all events of a kind. */
export function amountsOf({ events }: DrawnInvoice, kind: InvoiceEvent): number[] {
  return events.filter(({ event }) => event === kind).map(({ amount }) => amount)
}

/**
 * Traces replicates 0 to n − 1, and keeps of each what `keep` makes of it afterwards. What `listen` returns hears of every
 * event of one replicate, invoice by invoice.
 */
export function eachReplicate<T extends InvoiceTrace, Kept>(
  company: PlainCompany,
  replicates: number,
  listen: () => T,
  keep: (trace: T) => Kept,
): Kept[] {
  let trace = listen()
  const plan = planOf(company)
  // As traceReplicate, with one working memory for all.
  const run = new PlanRun(plan, 'one by one', (...event) => trace(...event))
  const facts = new Float64Array(factsPerReplicate(plan))
  return Array.from({ length: replicates }, (_, replicate) => {
    trace = listen()
    run.replicate(replicate, facts.fill(0))
    return keep(trace)
  })
}

/** The invoices of replicates 0 to n − 1 to which anything happens: for thousands of them, not for millions. */
export function drawnInvoices(company: PlainCompany, replicates: number): DrawnInvoice[][] {
  const listen = () => {
    const invoices: (DrawnInvoice & { readonly events: unknown[] })[] = []
    let [lastKey, lastSalt] = [-1, -1]
    const trace: InvoiceTrace = (day, event, amount, invoice) => {
      const { group, issued, due, key, salt } = invoice
      if (key !== lastKey || salt !== lastSalt) {
        invoices.push({ group, issued, due, amount: invoice.amount, events: [] })
        lastKey = key
        lastSalt = salt
      }
      invoices.at(-1)!.events.push({ day, event, amount })
    }
    return Object.assign(trace, { invoices })
  }
  return eachReplicate(company, replicates, listen, ({ invoices }) => invoices)
}
