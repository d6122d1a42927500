import type { Period } from '../calendar/period.js'
import { type FactName, type FlowFact, isStock } from '../facts/columns.js'
import { contactLines } from './contact-lines.js'
import { disputeLines } from './dispute-lines.js'
import { byDateAndId, type FactLine } from './fact-line.js'
import type { GroupRows } from './group-rows.js'
import { invoiceLines } from './invoice-lines.js'
import type { FlowLister } from './line-listers.js'
import { postingLines } from './posting-lines.js'
import { stockLines } from './stock-lines.js'

const flowLines: Readonly<Record<FlowFact, FlowLister>> = {
  ...invoiceLines,
  ...postingLines,
  ...disputeLines,
  ...contactLines,
}

/**
 * The rows of a ledger that are behind a fact of consecutive periods: for a stock what is there at their end, for a flow
 * what falls into them. By date, then by identifier; the values add up to the fact. It goes over the ledger's rows by
 * itself and reads nothing of the table of facts, so that the sum of its lines is a check of that.
 */
export function factLines(rows: GroupRows, fact: FactName, periods: readonly Period[]): FactLine[] {
  const lines = isStock(fact) ? stockLines[fact](rows, periods.at(-1)!.end) : flowLines[fact](rows, periods)
  return lines.sort(byDateAndId)
}
