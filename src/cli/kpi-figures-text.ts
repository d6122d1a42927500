import { isoFromDay } from '../calendar/day.js'
import { nameWithGroup } from '../facts/fact-table.js'
import { formulaInNumbers } from '../kpi/formula-text.js'
import { type Kpi, noteOf, numberOf } from '../kpi/kpi.js'
import { kpiWindow } from '../kpi/kpi-window.js'
import type { KpiProfile } from '../kpi/settings-file.js'
import { formatKpi } from './format-kpi.js'
import { type FigureOptions, figureOf } from './kpi-options.js'
import { type LedgerOptions, ledgerOf } from './ledger-argument.js'
import { termText } from './term-text.js'

/** A KPI with a ledger's own numbers in its formula, as lines of text and as data. */
export async function kpiFigures(
  kpi: Kpi,
  path: string,
  profile: KpiProfile,
  options: LedgerOptions & FigureOptions,
): Promise<{ readonly lines: string[]; readonly json: object }> {
  const ledger = await ledgerOf(path, options)
  const { settings } = profile
  const { facts, span, group } = figureOf({ ledger, profile, options })
  const window = kpiWindow(facts, group, span, kpi)!
  const value = kpi.compute(window, settings)
  const number = numberOf(value)
  const note = noteOf(value)
  const { currency } = ledger
  const start = isoFromDay(window.periods[window.first]!.start)
  const end = isoFromDay(window.periods[window.last]!.end)
  const result = number === null ? `not defined: ${note}` : formatKpi(kpi, number, currency)
  const terms = Object.fromEntries(Object.entries(kpi.terms).map(([name, term]) => [name, term.of(window, settings)]))
  return {
    lines: [
      `${nameWithGroup(path, facts.groups[group]!)}, ${span.label} (${start} to ${end}):`,
      `${formulaInNumbers(kpi, window, settings, (each, unit) => termText(each, unit, currency))} = ${result}`,
      ...(number !== null && note !== null ? [`Note: ${note}.`] : []),
    ],
    json: {
      period: span.label,
      start,
      end,
      group: facts.groups[group],
      terms,
      value: number,
      note,
      currency: currency.code,
    },
  }
}
