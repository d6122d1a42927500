import type { Kpi } from '../kpi/kpi.js'

const units = { days: 'days', percent: '%' } as const

/** A KPI's value with its unit; a dash where it is not defined. */
export function formatKpi(kpi: Kpi, value: number | null): string {
  return value === null ? '–' : `${formatFigure(kpi, value)} ${units[kpi.unit]}`
}

/** A KPI's value without its unit: one decimal, two for shares that are usually below one per cent. */
export function formatFigure(kpi: Kpi, value: number | null): string {
  if (value === null) return '–'
  const digits = kpi.id === 'bad_debt_to_sales' ? 2 : 1
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

/** A change with its sign: +14.8. */
export function formatChange(kpi: Kpi, value: number | null): string {
  if (value === null) return '–'
  const text = formatFigure(kpi, value)
  return value > 0 ? `+${text}` : text
}
