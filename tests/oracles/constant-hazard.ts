import { runPlan } from '../../src/engine/run-plan.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import type { PlainCompany } from '../engine/plain-company.js'
import { planOf } from '../engine/plan-of.js'
import { always, known, steadyCompany, steadyCustomer, steadySegment } from '../engine/steady-company.js'

/**
 * A company in which orders are Poisson at a constant rate λ, all amounts are equal, an open invoice is paid with the same
 * probability h on each of its days from age 1 on, and nothing else happens but a write-off at age w. Every invoice lives by
 * itself, so by independent thinning of a Poisson process the number of invoices in any state is Poisson, exactly, and so is
 * its sum over replicates.
 */
export interface ConstantHazard {
  readonly hazard: number
  /** The first age in days that meets the hazard: 1 unless a test breaks it. */
  readonly firstAge?: number
  /** The age in days at which what is unpaid is written off; never within the horizon if left out. */
  readonly writeOffAge?: number
}

export const ordersPerDay = 20
export const amount = 1000
export const monthDays = 30
export const months = 12
export const replicates = 200

const net = 30

export function constantHazardCompany({ hazard, firstAge = 1, writeOffAge = 1000 }: ConstantHazard): PlainCompany {
  return {
    ...steadyCompany(Array.from({ length: months }, (_, month) => (month + 1) * monthDays)),
    segments: [steadySegment(hazard, firstAge - net)],
    customers: [
      {
        ...steadyCustomer,
        ordersPerDay: known(ordersPerDay),
        logAmountMean: Math.log(amount),
        phases: always({ terms: { net, every: 1 }, writeOffAge: writeOffAge - net }),
      },
    ],
  }
}

/** The facts of each month, those of all replicates added up as if they were one big company's: month × facts. */
export function addedFacts(company: PlainCompany): Float64Array {
  const { values } = runPlan(planOf(company), 0, replicates)
  const added = new Float64Array(company.monthEnds.length * factCount)
  values.forEach((value, cell) => {
    added[cell % added.length]! += value
  })
  return added
}

/** One fact of one month as so many invoices. */
export function invoicesIn(added: Float64Array, fact: FactName, month: number): number {
  return added[month * factCount + factColumn[fact]]! / amount
}
