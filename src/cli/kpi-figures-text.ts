import { isoFromDay } from '../calendar/day.js'
import type { Frequency } from '../calendar/frequency.js'
import { groupLabel } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { formulaInNumbers } from '../kpi/formula-text.js'
import { type Kpi, noteOf, numberOf } from '../kpi/kpi.js'
import { kpiWindow } from '../kpi/kpi-window.js'
import type { KpiProfile } from '../kpi/settings-file.js'
import { formatKpi } from './format-kpi.js'
import { groupNamed, spanNamed } from './kpi-options.js'
import { type LedgerOptions, ledgerOf } from './ledger-argument.js'
import { termText } from './term-text.js'

/** Which of a ledger's numbers are put into a formula. */
export interface FiguresOptions {
  readonly every: Frequency
  readonly period?: string
  readonly group?: Readonly<Record<string, string>>
}

/** A KPI with a ledger's own numbers in its formula, as lines of text and as data. */
export async function kpiFigures(
  kpi: Kpi,
  path: string,
  { settings, calendar }: KpiProfile,
  options: LedgerOptions & FiguresOptions,
): Promise<{ readonly lines: string[]; readonly json: object }> {
  const ledger = await ledgerOf(path, options)
  const facts = ledgerFacts(ledger.data, Object.keys(options.group ?? {}), calendar)
  const span = spanNamed(facts, options.every, options.period)
  const group = groupNamed(facts, options.group)
  const window = kpiWindow(facts, group, span, kpi)!
  const value = kpi.compute(window, settings)
  const number = numberOf(value)
  const note = noteOf(value)
  const { currency } = ledger
  const start = isoFromDay(window.periods[window.first]!.start)
  const end = isoFromDay(window.periods[window.last]!.end)
  const of = group === 0 ? '' : ` of ${groupLabel(facts.groups[group]!)}`
  const result = number === null ? `not defined: ${note}` : formatKpi(kpi, number, currency)
  const terms = Object.fromEntries(Object.entries(kpi.terms).map(([name, term]) => [name, term.of(window, settings)]))
  return {
    lines: [
      `${path}${of}, ${span.label} (${start} to ${end}):`,
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
