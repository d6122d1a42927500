/** The public API of AR Lab: all that a notebook or another program imports. */
export {
  type Behavior,
  type CustomerBehavior,
  type HazardPieces,
  readBehavior,
  type SegmentBehavior,
} from './behavior/behavior.js'
export { fitBehavior } from './behavior/fit-behavior.js'
export { addDays, type Day, day, dayFromIso, isoFromDay } from './calendar/day.js'
export type { Period } from './calendar/period.js'
export type { Chart, VegaLiteSpec } from './chart/chart.js'
export { type DifferenceChartOptions, differenceChart } from './chart/difference-chart.js'
export { type FanChartOptions, fanChart } from './chart/fan-chart.js'
export { renderSvg } from './chart/render-svg.js'

export { type TrendChartOptions, type TrendPoint, trendChart } from './chart/trend-chart.js'
export { InputError } from './document/input-error.js'
export {
  type ExportedFile,
  type ExportFormat,
  type ExportOptions,
  type ExportTarget,
  exportFiles,
  exportTarget,
} from './export/export-files.js'
export type { ExportColumn, ExportTable } from './export/export-table.js'
export type { FrameLike, Frames } from './export/frame-tables.js'
export { type KpiExportOptions, kpiExport } from './export/kpi-export.js'
export { ledgerTable } from './export/ledger-tables.js'
export { type OpenFramesOptions, openFrames } from './export/open-frames.js'
export { type RedactOptions, redactLedger } from './export/redact-ledger.js'
export { type TableFormat, writeTables } from './export/write-tables.js'
export { type Aging, type AgingBucket, aging } from './facts/aging.js'
export type { FactName, FlowFact, StockFact } from './facts/columns.js'
export { type FactTable, factAt, type Group, groupLabel } from './facts/fact-table.js'
export { ledgerFacts } from './facts/ledger-facts.js'
export { type RollForwardBreak, rollForwardBreaks } from './facts/roll-forward.js'
export { rollForwardStatement, type StatementOptions, type StatementRow } from './facts/roll-forward-statement.js'
export { kpiById, kpiCatalogue } from './kpi/catalogue.js'
export type { Better, Kpi, KpiUnit, KpiValue, NotDefined } from './kpi/kpi.js'
export { type Frequency, type KpiRow, type KpiTableOptions, kpiTable } from './kpi/kpi-table.js'
export { Ledger } from './ledger/ledger.js'
export { type OpenLedgerOptions, openLedger } from './ledger/open-ledger.js'
export { allocate } from './money/allocate.js'
export { type Cents, cents } from './money/cents.js'
export { type Currency, currencyOf } from './money/currency.js'
export { formatAmount } from './money/format-amount.js'
export { show } from './notebook/show.js'
export { showTable, type TableRow } from './notebook/show-table.js'
export { findingCatalogue } from './quality/catalogue.js'
export { type CheckOptions, checkLedger, type LedgerCheck } from './quality/check-ledger.js'
export type { ControlCheck, ControlRow } from './quality/control/compare-control.js'
export { type ControlBalances, type ControlTable, controlBalances } from './quality/control/control-balances.js'
export type { Finding, FindingDefinition, FindingExample, Severity } from './quality/finding.js'
export { type QualityPageInput, qualityPage } from './report/quality-page.js'
export { type ReportInput, type ReportKpi, reportPage } from './report/report-page.js'
export type {
  FactSpread,
  HistoryPoint,
  KpiSpread,
  PairedDifference,
  ScenarioResult,
  SimulationResult,
  Spread,
} from './scenario/result.js'
export { readScenario, type Scenario } from './scenario/scenario-file.js'
export { type SimulateOptions, simulate } from './scenario/simulate.js'
