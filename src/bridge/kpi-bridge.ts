import { InputError } from '../document/input-error.js'
import type { FactTable } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { groupLedger } from '../facts/ledger-groups.js'
import { kpiById } from '../kpi/catalogue.js'
import { noteOf, numberOf } from '../kpi/kpi.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import type { Bridge, BridgeEnd, BridgeKpi, BridgeOptions, BridgeWindow } from './bridge.js'
import { ceiParts, ceiSplit } from './cei-split.js'
import type { ChangeSplit } from './change-split.js'
import { dsoParts, dsoSplit } from './dso-split.js'

/**
 * Splits the change of DSO (in days) or CEI (in points of per cent) between two periods into its causes. The parts add up
 * to the change of the catalogue's own KPI and do not depend on an order: each is averaged over all orders in which the
 * causes can change from the one period to the other. Swapping the periods turns the sign of each. Windows are named by
 * base periods of the table of facts; they may overlap, differ in length, or be the same.
 *
 * Throws an InputError for a period in which the KPI is not defined and for an attribute that the ledger lacks, and a
 * RangeError for a group or a base period that the table of facts has not.
 */
export function kpiBridge(
  kpi: BridgeKpi,
  ledger: LedgerData,
  from: BridgeWindow,
  to: BridgeWindow,
  options: BridgeOptions = {},
): Bridge {
  const { by = [], group = 0 } = options
  const facts = options.facts ?? ledgerFacts(ledger, by)
  if (facts.groups[group] === undefined) {
    throw new RangeError(`a bridge needs one of the ${facts.groups.length} groups of the facts, got ${group}`)
  }
  const [start, end] = [bridgeEnd(kpi, facts, group, from), bridgeEnd(kpi, facts, group, to)]
  const { ofInvoice } = groupLedger(ledger, group === 0 ? [] : by)
  const isInGroup = (row: number) => group === 0 || ofInvoice[row] === group
  const split =
    kpi === 'dso' ? dsoSplit(ledger, facts, group, isInGroup, from, to) : ceiSplit(ledger, facts, isInGroup, from, to)
  const bridge = {
    kpi,
    unit: kpi === 'dso' ? 'days' : 'percent',
    from: start,
    to: end,
    change: end.value - start.value,
    parts: (kpi === 'dso' ? dsoParts : ceiParts).map(({ id, label, meaning }) => {
      return { id, label, meaning, value: split.parts[id]! }
    }),
  } as const
  refuseOtherSum(bridge, split)
  return bridge
}

/** The KPI of a period as the catalogue has it. */
function bridgeEnd(kpiId: BridgeKpi, facts: FactTable, group: number, { label, first, last }: BridgeWindow): BridgeEnd {
  if (!(first >= 0 && first <= last && last < facts.periods.length)) {
    throw new RangeError(
      `a bridge needs periods 0 to ${facts.periods.length - 1} of the facts, got ${first} to ${last} for ${label}`,
    )
  }
  const kpi = kpiById(kpiId)
  const computed = kpi.compute(FactWindow.of(facts, group, last, last - first + 1))
  const value = numberOf(computed)
  if (value === null) {
    throw new InputError(
      `${kpi.name} is not defined for ${label}: ${noteOf(computed)}; choose other periods to compare.`,
    )
  }
  return { label, start: facts.periods[first]!.start, end: facts.periods[last]!.end, value }
}

/** Throws an Error with the arithmetic unless factors give both values and parts add up to the change, but for rounding. */
function refuseOtherSum({ kpi, from, to, change, parts }: Bridge, split: ChangeSplit): void {
  const sum = parts.reduce((total, { value }) => total + value, 0)
  const slack = 1e-9 * (split.size + Math.abs(from.value) + Math.abs(to.value))
  const differences = [sum - change, split.from - from.value, split.to - to.value]
  // Written so that NaN does not pass.
  if (differences.every((difference) => Math.abs(difference) <= slack)) return
  throw new Error(
    `the bridge of ${kpi} from ${from.label} to ${to.label} does not add up: ${from.value} becomes ${to.value}, a change of ${change}; ` +
      `its factors give ${split.from} and ${split.to}, and ${parts.map(({ id, value }) => `${id} ${value}`).join(' + ')} = ${sum}`,
  )
}
