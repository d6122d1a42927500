import {
  formatNumber,
  formatSigned,
  formatValue,
  noCurrency,
  type ValueFormat,
  valueFormat,
} from '../chart/value-format.js'
import type { Kpi } from '../kpi/kpi.js'
import type { Currency } from '../money/currency.js'

/** A KPI's value with its unit; a dash where it is not defined. */
export function formatKpi(kpi: Kpi, value: number | null, currency?: Currency): string {
  return value === null ? '–' : formatValue(value, kpiFormat(kpi, currency))
}

/** A KPI's value without its unit. */
export function formatFigure(kpi: Kpi, value: number | null, currency?: Currency): string {
  return value === null ? '–' : formatNumber(value, kpiFormat(kpi, currency))
}

/** A change with its sign: +14.8. */
export function formatChange(kpi: Kpi, value: number | null, currency?: Currency): string {
  return value === null ? '–' : formatSigned(value, kpiFormat(kpi, currency))
}

function kpiFormat(kpi: Kpi, currency: Currency = noCurrency): ValueFormat {
  return valueFormat(kpi.id, kpi.unit, currency)
}
