import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import type { PlainCompany } from './plain-company.js'
import { liveCompany } from './plain-days.js'
import type { PlainEvent } from './plain-events.js'
import { monthFacts } from './plain-facts.js'

export interface PlainFacts {
  /** In the order of SimulatedFacts.values, for one replicate. */
  readonly values: number[]
  readonly invoices: number
  readonly events: number
}

/**
 * The slow engine that anybody can check by reading: one object per invoice, one step per day, every fact a sum over all
 * invoices. It shares with the fast engine the streams of random numbers and the list of facts, and nothing else.
 */
export function runPlainReplicate(company: PlainCompany, replicate: number): PlainFacts {
  const { invoices } = liveCompany(company, replicate)
  const { groups, monthEnds } = company
  const values: number[] = []
  for (let group = 0; group < groups; group++) {
    const own = group === 0 ? invoices : invoices.filter((invoice) => invoice.group === group)
    monthEnds.forEach((end, month) => {
      const facts = monthFacts(own, month === 0 ? company.firstMonthStart : monthEnds[month - 1]! + 1, end)
      for (const { due, amount, inMonth } of company.paidAhead.filter((paid) => group === 0 || paid.group === group)) {
        if (due < (monthEnds[month - 1] ?? 0) + 1 || due > end) continue
        const paid = {
          fell_due_value: amount,
          collected_of_due_value: amount,
          collected_on_due_value: inMonth ? amount : 0,
        }
        for (const [fact, value] of Object.entries(paid) as [FactName, number][]) {
          facts.set(fact, (facts.get(fact) ?? 0) + value)
        }
      }
      facts.set('unapplied_cash', company.unappliedCash[group]!)
      const row = new Array<number>(factCount).fill(0)
      for (const [fact, value] of facts) row[factColumn[fact]] = value
      values.push(...row)
    })
  }
  const events = invoices.flatMap((invoice) => invoice.events).filter(isWork).length
  return { values, invoices: invoices.length, events }
}

/** What the engine counts as an event; the others follow from these. */
function isWork({ kind }: PlainEvent): boolean {
  return ['issue', 'cash', 'dispute ends', 'write off'].includes(kind)
}
