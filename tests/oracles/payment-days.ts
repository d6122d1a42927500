import type { Plan } from '../../src/engine/plan.js'
import { traceReplicate } from '../../src/engine/run-plan.js'

/** The days on which each invoice of a replicate is paid, whole or in parts; none for one that never is. */
function paymentDays(plan: Plan, replicate: number): Map<string, number[]> {
  const found = new Map<string, number[]>()
  traceReplicate(plan, replicate, (day, event, _, { salt, key, issued, isOpening }) => {
    if (event !== 'issued' && event !== 'paid') return
    const invoice = `${isOpening ? 'opening' : 'new'} ${salt} ${key} of day ${issued}`
    const days = found.get(invoice) ?? []
    if (event === 'paid') days.push(day)
    found.set(invoice, days)
  })
  return found
}

/** How the payments of a plan compare with a baseline's, invoice by invoice. */
export interface PaymentShift {
  /** Payments of the baseline's. */
  readonly payments: number
  /** Of these, how many come sooner; and how many later or never, or belong to an invoice that is not there any more. */
  readonly sooner: number
  readonly later: number
}

export function paymentShift(baseline: Plan, changed: Plan, replicates: number): PaymentShift {
  let [payments, sooner, later] = [0, 0, 0]
  for (let replicate = 0; replicate < replicates; replicate++) {
    const own = paymentDays(changed, replicate)
    for (const [invoice, days] of paymentDays(baseline, replicate)) {
      const now = own.get(invoice) ?? []
      days.forEach((day, part) => {
        const then = now[part] ?? Number.POSITIVE_INFINITY
        payments++
        if (then < day) sooner++
        if (then > day) later++
      })
    }
  }
  return { payments, sooner, later }
}
