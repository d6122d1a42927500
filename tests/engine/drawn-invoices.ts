import { InvoiceDrawer } from '../../src/engine/draw-invoices.js'
import { ReplicateParameters } from '../../src/engine/draw-parameters.js'
import { InvoiceState } from '../../src/engine/invoice-state.js'
import { horizonOf, type PlainCompany } from './plain-company.js'
import { monthOfDay } from './plain-invoice.js'
import { planOf } from './plan-of.js'

/** An invoice as the engine decides it at its birth; days that never come are `never`. */
export interface DrawnInvoice {
  readonly group: number
  readonly issued: number
  readonly due: number
  readonly amount: number
  readonly disputeEnds: number
  readonly credited: number
  readonly paid: number
  /** The share of its first payment; 0 where that is all. */
  readonly fraction: number
  readonly restPaid: number
  readonly discount: number
  readonly writtenOff: number
}

/** What `of` makes of the invoices of each of the replicates 0 to n − 1; the state is the next replicate's afterwards. */
export function eachReplicate<T>(company: PlainCompany, replicates: number, of: (state: InvoiceState) => T): T[] {
  const plan = planOf(company)
  const parameters = new ReplicateParameters(plan)
  const months = Int32Array.from({ length: horizonOf(company) + 1 }, (_, day) => monthOfDay(company, day))
  const drawer = new InvoiceDrawer(plan, parameters, months)
  const state = new InvoiceState()
  return Array.from({ length: replicates }, (_, replicate) => {
    state.reset()
    parameters.draw(replicate)
    drawer.draw(replicate, state)
    return of(state)
  })
}

/** The invoices of replicates 0 to n − 1 as objects: for thousands of them, not for millions. */
export function drawnInvoices(company: PlainCompany, replicates: number): DrawnInvoice[][] {
  return eachReplicate(company, replicates, (state) =>
    Array.from({ length: state.count }, (_, row) => ({
      group: state.group[row]!,
      issued: state.issued[row]!,
      due: state.due[row]!,
      amount: state.amount[row]!,
      disputeEnds: state.disputeEnds[row]!,
      credited: state.credited[row]!,
      paid: state.paid[row]!,
      fraction: state.fraction[row]!,
      restPaid: state.restPaid[row]!,
      discount: state.discount[row]!,
      writtenOff: state.writtenOff[row]!,
    })),
  )
}
