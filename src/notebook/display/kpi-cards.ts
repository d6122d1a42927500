import type { KpiAnalysis } from '../../analysis/kpis.js'
import { formatChange, formatValue, type ValueFormat, valueFormat } from '../../chart/value-format.js'
import { escapeHtml } from '../../document/escape-html.js'
import { type Group, groupLabel, isTotal } from '../../facts/fact-table.js'
import type { Kpi } from '../../kpi/kpi.js'
import type { KpiChange } from '../../kpi/kpi-change.js'
import type { KpiRow } from '../../kpi/kpi-table.js'
import type { Showable } from './display-bundle.js'

export interface KpiCardsOptions {
  /** The last whole period if left out. */
  readonly period?: string
  /** The total if left out. */
  readonly group?: Group
}

const signs = { improving: '▲ improving', degrading: '▼ degrading', flat: '● flat' } as const

const cardStyle =
  'display: inline-block; vertical-align: top; min-width: 11em; margin: 0 0.6em 0.6em 0; padding: 0.6em 0.9em; border: 1px solid #9aa5b1; border-radius: 6px'

/**
 * The KPIs of a period as cards, to `show`: the value, what changed against the period before and a year ago, and whether that
 * is improving, in a word and a sign. A KPI that is not defined says why. Throws an InputError for a period or group that the
 * table does not have.
 */
export function kpiCards(analysis: KpiAnalysis, options: KpiCardsOptions = {}): Showable {
  const row = analysis.row(options.period, options.group)
  const title = isTotal(row.group) ? row.period : `${row.period}, ${groupLabel(row.group)}`
  const cards = analysis.kpis.map((kpi) => cardOf(kpi, row, analysis))
  const html = cards.map(
    ({ name, value, lines }) =>
      `<div role="listitem" style="${cardStyle}"><div>${escapeHtml(name)}</div>` +
      `<div style="font-size: 1.6em; font-weight: 600">${escapeHtml(value)}</div>` +
      `${lines.map((line) => `<div style="font-size: 0.9em">${escapeHtml(line)}</div>`).join('')}</div>`,
  )
  const text = cards.map(({ name, value, lines }) => [`${name}: ${value}`, ...lines].join('; '))
  return {
    bundle: {
      data: {
        'text/html': `<div role="list" aria-label="KPIs of ${escapeHtml(title)}"><div style="margin-bottom: 0.4em"><b>${escapeHtml(title)}</b></div>${html.join('\n')}</div>`,
        'text/plain': [title, ...text].join('\n'),
      },
      metadata: {},
    },
  }
}

interface Card {
  readonly name: string
  readonly value: string
  readonly lines: readonly string[]
}

function cardOf(kpi: Kpi, row: KpiRow, { currency }: KpiAnalysis): Card {
  const value = row.kpis[kpi.id] ?? null
  const note = row.notes[kpi.id]
  if (value === null) return { name: kpi.name, value: 'not defined', lines: note === undefined ? [] : [note] }
  const format = valueFormat(kpi.id, kpi.unit, currency, [value], kpi.digits)
  const { previous, yearAgo } = row.changes[kpi.id]!
  return {
    name: kpi.name,
    value: formatValue(value, format),
    // Of years the two are the same.
    lines: [previous, yearAgo?.period === previous?.period ? null : yearAgo].flatMap((change) =>
      change === null ? [] : [changeLine(change, format)],
    ),
  }
}

function changeLine({ absolute, period, indicator }: KpiChange, format: ValueFormat): string {
  return `${formatChange(absolute, format)} from ${period}${indicator === null ? '' : `, ${signs[indicator]}`}`
}
