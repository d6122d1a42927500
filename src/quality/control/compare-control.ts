import { type Month, monthLabel } from '../../calendar/month.js'
import { placeOfMonth } from '../../calendar/period.js'
import { type FactTable, factAt, type Group } from '../../facts/fact-table.js'
import type { ControlBalances } from './control-balances.js'

/** What a control account may hold: receivables, or receivables less the cash that is not applied yet. */
const controlBases = ['receivables', 'receivables-less-unapplied'] as const
export type ControlBasis = (typeof controlBases)[number]

/** One month (and group) beside its control balance, in minor units. Differences are the ledger's minus the control's. */
export interface ControlRow {
  readonly month: string
  readonly group: Group
  readonly control: number
  readonly receivables: number
  readonly unappliedCash: number
  /** receivables − control. */
  readonly difference: number
  /** receivables − unapplied cash − control. */
  readonly differenceLessUnapplied: number
  /** The line of the control file. */
  readonly line: number
}

export interface ControlCheck {
  readonly file: string
  /** Whether every month ties on one and the same basis, and none is unknown to the ledger. */
  readonly ties: boolean
  /** The basis on which it ties, or on which the fewest months differ. */
  readonly basis: ControlBasis
  readonly months: number
  readonly rows: readonly ControlRow[]
  /** The rows that differ on the basis. */
  readonly differences: readonly ControlRow[]
  /** Balances for a month or a group that the ledger does not have, and that are not zero. */
  readonly missingInLedger: readonly {
    readonly month: string
    readonly group: Group
    readonly control: number
    readonly line: number
  }[]
  /** Months and groups of the ledger that hold receivables but have no control balance. */
  readonly missingInControl: readonly { readonly month: string; readonly group: Group; readonly receivables: number }[]
}

/** Compares the receivables of every month's end with the general ledger's. `facts` must be grouped by `control.by`. */
export function compareControl(facts: FactTable, control: ControlBalances): ControlCheck {
  const key = (group: Group) => JSON.stringify(control.by.map((attribute) => group[attribute]))
  const groups = new Map(facts.groups.flatMap((group, index) => (isIn(group, control.by) ? [[key(group), index]] : [])))
  const periodOf = (month: Month) => {
    const period = placeOfMonth(facts.periods, month)
    return period >= 0 && period < facts.periods.length ? period : undefined
  }

  const rows: ControlRow[] = []
  const missingInLedger: ControlCheck['missingInLedger'][number][] = []
  const covered = new Set<string>()
  for (const { month, group, balance, line } of control.balances) {
    const period = periodOf(month)
    const index = groups.get(key(group))
    const label = monthLabel(month)
    if (period === undefined || index === undefined) {
      if (balance !== 0) missingInLedger.push({ month: label, group, control: balance, line })
      continue
    }
    covered.add(`${index} ${period}`)
    const receivables = factAt(facts, index, period, 'receivables')
    const unappliedCash = factAt(facts, index, period, 'unapplied_cash')
    const difference = receivables - balance
    rows.push({
      ...{ month: label, group, control: balance, receivables, unappliedCash, difference, line },
      differenceLessUnapplied: difference - unappliedCash,
    })
  }
  rows.sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : a.line - b.line))

  const missingInControl = facts.periods.flatMap(({ label }, period) =>
    [...groups.values()].flatMap((index) => {
      const receivables = factAt(facts, index, period, 'receivables')
      if (receivables === 0 || covered.has(`${index} ${period}`)) return []
      return [{ month: label, group: facts.groups[index]!, receivables }]
    }),
  )
  const off = (basis: ControlBasis) => rows.filter((row) => differenceOn(row, basis) !== 0)
  const [gross, net] = [off('receivables'), off('receivables-less-unapplied')]
  const basis: ControlBasis = net.length < gross.length ? 'receivables-less-unapplied' : 'receivables'
  const differences = basis === 'receivables' ? gross : net
  return {
    file: control.file,
    ties: rows.length > 0 && differences.length === 0 && missingInLedger.length === 0,
    basis,
    months: new Set(rows.map(({ month }) => month)).size,
    rows,
    differences,
    missingInLedger,
    missingInControl,
  }
}

/** The difference of a row on a basis. */
export function differenceOn(row: ControlRow, basis: ControlBasis): number {
  return basis === 'receivables' ? row.difference : row.differenceLessUnapplied
}

/** Whether a group is by all of the attributes: the total is, if there are none. */
function isIn(group: Group, by: readonly string[]): boolean {
  return Object.keys(group).length === by.length
}
