import type { Day } from '../calendar/day.js'
import type { Span } from '../calendar/frequency.js'
import type { FactTable } from '../facts/fact-table.js'

/** The KPIs whose change can be split into its causes. */
export type BridgeKpi = 'dso' | 'cei'

/** A period to compare: its name, and its first and last base period in the ledger's table of facts. */
export type BridgeWindow = Span

/** One cause of a change, and how much of the change is its. */
export interface BridgePart {
  readonly id: string
  /** For people: `customer mix`. */
  readonly label: string
  /** What a reader may conclude from it, as the end of a sentence that begins with its name. */
  readonly meaning: string
  /** In the KPI's unit, with its sign. */
  readonly value: number
}

/** The KPI of one of the two periods. */
export interface BridgeEnd {
  readonly label: string
  readonly start: Day
  readonly end: Day
  readonly value: number
}

/** The change of a KPI between two periods, split into parts that add up to it. */
export interface Bridge {
  readonly kpi: BridgeKpi
  /** `percent` is on the scale 0 to 100. */
  readonly unit: 'days' | 'percent'
  readonly from: BridgeEnd
  readonly to: BridgeEnd
  /** The later value minus the earlier one. */
  readonly change: number
  readonly parts: readonly BridgePart[]
}

export interface BridgeOptions {
  /** The customer or invoice attributes that make the groups; none if not given. */
  readonly by?: readonly string[]
  /** The number of the group in the facts by those attributes; 0, which is everything, if not given. */
  readonly group?: number
  /** The ledger's facts by those attributes, if they are there already; those of calendar months if not given. */
  readonly facts?: FactTable
}
