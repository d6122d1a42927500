/** The public API of AR Lab: all that a notebook or another program imports. */

export {
  backtestCoverageChart,
  backtestForecastChart,
  backtestPitChart,
} from './analysis/backtest-charts.js'
export { type KpiAnalysis, type KpisOptions, kpis, type SeriesPoint } from './analysis/kpis.js'
export { type AuditedTerm, auditKpi, type KpiAudit } from './audit/audit-kpi.js'
export type { FactLine } from './audit/fact-line.js'
export { type BacktestOptions, backtest } from './backtest/backtest.js'
export type { BacktestResult, ForecastScore, MeasureScore } from './backtest/result.js'
export {
  type Behavior,
  type CustomerBehavior,
  type HazardPiece,
  readBehavior,
  type SegmentBehavior,
} from './behavior/behavior.js'
export { behaviorFileText } from './behavior/behavior-file-text.js'
export type { Estimate } from './behavior/estimate.js'
export { type Fit, fitBehavior, fitLedger } from './behavior/fit/fit-behavior.js'
export { type FitReport, fitReport } from './behavior/fit/fit-report.js'
export type { Bridge, BridgeKpi, BridgeOptions, BridgePart } from './bridge/bridge.js'
export { kpiBridge } from './bridge/kpi-bridge.js'
export { type ShownBridge, shownParts } from './bridge/shown-parts.js'
export { addDays, type Day, day, dayFromIso, isoFromDay } from './calendar/day.js'
export { calendarYear, type FiscalCalendar, periodsThrough } from './calendar/fiscal-calendar.js'
export { type Frequency, type Span, spansOf } from './calendar/frequency.js'
export { parseCalendar } from './calendar/parse-calendar.js'
export type { Period } from './calendar/period.js'
export { agingStackChart } from './chart/aging-stack-chart.js'
export { bridgeChart } from './chart/bridge-chart.js'
export { calibrationChart } from './chart/calibration-chart.js'
export type { Chart, VegaLiteSpec } from './chart/chart.js'
export { controlChart } from './chart/control-chart.js'
export { coverageChart } from './chart/coverage-chart.js'
export { customerHeatMap } from './chart/customer-heat-map.js'
export { type DifferenceChartOptions, differenceChart } from './chart/difference-chart.js'
export { distributionChart } from './chart/distribution-chart.js'
export { dsoVariantsChart } from './chart/dso-variants-chart.js'
export { type FanChartOptions, fanChart } from './chart/fan-chart.js'
export { fittedSurvivalChart } from './chart/fitted-survival-chart.js'
export { type ForecastPoint, forecastChart } from './chart/forecast-chart.js'
export { frontierChart } from './chart/frontier-chart.js'
export { goalChart } from './chart/goal-chart.js'
export { groupTrendChart } from './chart/group-trend-chart.js'
export { kpiTrendChart } from './chart/kpi-trend-chart.js'
export { pastDueChart } from './chart/past-due-chart.js'
export { paymentSpeedChart } from './chart/payment-speed-chart.js'
export { pitChart } from './chart/pit-chart.js'
export { renderPng } from './chart/render-png.js'
export { renderSvg } from './chart/render-svg.js'
export { type SeekWords, seekChart } from './chart/seek-chart.js'
export { type SliderChartOptions, sliderChart } from './chart/slider-chart.js'
export { survivalChart } from './chart/survival-chart.js'
export { tornadoChart } from './chart/tornado-chart.js'
export { tradeOffChart } from './chart/trade-off-chart.js'
export { type TrendChartOptions, type TrendPoint, trendChart } from './chart/trend-chart.js'
export { waterfallChart } from './chart/waterfall-chart.js'
export { type CadenceRow, callCadence } from './collections/call-cadence.js'
export { type EwmaChart, ewmaChart } from './collections/control-chart.js'
export { type DelinquencyAlert, delinquencyAlerts } from './collections/delinquency-alerts.js'
export { type MonthEndPack, monthEndPack } from './collections/month-end-pack.js'
export { type WorklistAccount, worklist, worklistByOwner } from './collections/worklist.js'
export { attributeLevers, type LeverAttribution, type OutcomeAttribution } from './decision/attribute-levers.js'
export { type Frontier, type FrontierPoint, frontier } from './decision/frontier.js'
export { type Goal, readGoal } from './decision/goal/goal-file.js'
export type {
  Advice,
  GoalCandidate,
  GoalOwner,
  GoalTest,
  GoalWay,
  VarianceShares,
} from './decision/goal/goal-result.js'
export { testGoal } from './decision/goal/goal-test.js'
export { leversOf, type NamedLever, withoutLevers } from './decision/levers-of.js'
export type { Outcome } from './decision/outcome.js'
export {
  type OutcomeDistribution,
  outcomeDistribution,
  type ScenarioDistribution,
} from './decision/outcome-distribution.js'
export type { FuturesInput } from './decision/outcome-runs.js'
export { type SeekQuestion, type SeekResult, seek, type TriedSetting } from './decision/seek.js'
export { type Sensitivity, sensitivity, type TornadoBar, type UnknownEffect } from './decision/sensitivity.js'
export type { ValueOfKnowing } from './decision/value-of-knowing.js'
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
export { type Benchmark, benchmarkOf, type Light, lightOf, publishedBenchmarks } from './kpi/benchmarks.js'
export { headlineKpis, kpiById, kpiCatalogue, kpisNamed } from './kpi/catalogue.js'
export { type DsoMethod, dsoMethods } from './kpi/dso-methods.js'
export { formulaInNumbers, formulaInWords } from './kpi/formula-text.js'
export {
  type AsGoal,
  type Better,
  type Kpi,
  type KpiUnit,
  type KpiValue,
  type NotDefined,
  numberOf,
  type Qualified,
} from './kpi/kpi.js'
export type { Indicator, KpiChange } from './kpi/kpi-change.js'
export { type KpiSettings, usualSettings } from './kpi/kpi-settings.js'
export { type KpiChanges, type KpiRow, type KpiTableOptions, kpiTable } from './kpi/kpi-table.js'
export { type KpiProfile, readKpiSettings } from './kpi/settings-file.js'
export { Ledger } from './ledger/ledger.js'
export { type OpenLedgerOptions, openLedger } from './ledger/open-ledger.js'
export type { AnswerForm, AnswerUnit } from './lesson/answer-form.js'
export type { Calibration } from './lesson/calibration.js'
export type { DrawnExercise, Exercise, Mistake, SolutionLine } from './lesson/exercise.js'
export { exerciseCatalogue } from './lesson/exercise-catalogue.js'
export type { ExercisePaper } from './lesson/exercise-paper.js'
export type { HintCard } from './lesson/hint-card.js'
export { calibration, check, exercise, hint, predict, reveal, solution } from './lesson/lesson.js'
export type { PredictionNote, PredictOptions, Reveal } from './lesson/prediction-book.js'
export type { SolutionSheet } from './lesson/solution-sheet.js'
export type { Verdict, VerdictStatus } from './lesson/verdict.js'
export { allocate } from './money/allocate.js'
export { type Cents, cents } from './money/cents.js'
export { type Currency, currencyOf } from './money/currency.js'
export { type DiscountRate, discountRate } from './money/discount-rate.js'
export { formatAmount } from './money/format-amount.js'
export { type ComparisonOptions, comparison } from './notebook/display/comparison.js'
export type { DisplayBundle, Showable } from './notebook/display/display-bundle.js'
export { type KpiCardsOptions, kpiCards } from './notebook/display/kpi-cards.js'
export { show, showTable } from './notebook/display/show.js'
export { type TableOptions, type TableRow, table } from './notebook/display/table.js'
export { packageFile } from './notebook/package-file.js'
export { findingCatalogue } from './quality/catalogue.js'
export { type CheckOptions, checkLedger, type LedgerCheck } from './quality/check-ledger.js'
export type { ControlCheck, ControlRow } from './quality/control/compare-control.js'
export { type ControlBalances, type ControlTable, controlBalances } from './quality/control/control-balances.js'
export type { Finding, FindingDefinition, FindingExample, Severity } from './quality/finding.js'
export { backtestPage } from './report/backtest-page.js'
export { fitPage } from './report/fit-page.js'
export { monthEndPage } from './report/month-end-page.js'
export { type QualityPageInput, qualityPage } from './report/quality-page.js'
export { type ReportInput, type ReportKpi, reportPage } from './report/report-page.js'
export { type ResultFolder, readResults, unfinishedResults, writeResults } from './results/result-folder.js'
export { type AbsorbingChain, absorbingChain, absorptionIn, type ChainInput } from './roll-rates/absorbing-chain.js'
export { type AgingChain, agingChain, type BorrowedRow, type NoChain } from './roll-rates/aging-chain.js'
export {
  type AgingTransitions,
  agingTransitions,
  type GroupTransitions,
  type TransitionOptions,
  type TransitionRow,
} from './roll-rates/aging-transitions.js'
export { type ExpectedLoss, expectedLoss, type OpenBook, openBooks } from './roll-rates/expected-loss.js'
export {
  type ForecastErrorOptions,
  type ForecastErrors,
  type ForecastMeasure,
  forecastErrors,
  forecastQuantiles,
  type HorizonErrors,
  type MonthQuantiles,
} from './roll-rates/forecast-errors.js'
export { type Provision, type ProvisionOptions, provision, type SegmentProvision } from './roll-rates/provision.js'
export type { HindsightRow, ProvisionHindsight } from './roll-rates/provision-hindsight.js'
export {
  type ProvisionBucket,
  type ProvisionMatrix,
  type ProvisionRow,
  provisionMatrix,
} from './roll-rates/provision-matrix.js'
export {
  type BucketStock,
  type ForecastMonth,
  type ForecastOptions,
  type RollForwardForecast,
  rollForwardForecast,
} from './roll-rates/roll-forward-forecast.js'
export { type GroupRollRates, type RollRates, rollRates } from './roll-rates/roll-rates.js'
export { type EstimatedShare, shareInterval } from './roll-rates/share-interval.js'
export { type Changed, noLevers, withSetting } from './scenario/file/lever-setting.js'
export type { Scenario } from './scenario/file/scenario.js'
export { readScenario, readScenarios } from './scenario/file/scenario-file.js'
export { type GridCell, type ScenarioGrid, scenarioGrid } from './scenario/file/scenario-grid.js'
export type {
  FactSpread,
  HistoryPoint,
  KpiSpread,
  PairedDifference,
  ScenarioResult,
  SimulationResult,
  Spread,
} from './scenario/result.js'
export { type SimulateOptions, simulate } from './scenario/simulate.js'
export { type TracedEvent, traceFuture } from './scenario/trace-future.js'
export {
  type SurvivalAtDay,
  type SurvivalQuantile,
  survivalAt,
  survivalQuantile,
} from './survival/curve-readings.js'
export { type DurationGroup, durationsBy, durationsByPeriod } from './survival/duration-groups.js'
export {
  type DurationRows,
  type Durations,
  durationsOf,
  outcomeCode,
  withoutDelayedEntry,
} from './survival/durations.js'
export {
  type KaplanMeierOptions,
  kaplanMeier,
  type SurvivalCurve,
  type SurvivalTransform,
  type VarianceOptions,
} from './survival/kaplan-meier.js'
export { daysLate, daysToPay, type InvoiceChoice, type PaymentClock } from './survival/ledger-durations.js'
export { type LogRank, type LogRankGroup, type LogRankOptions, logRank } from './survival/log-rank.js'
export { type HazardCurve, nelsonAalen } from './survival/nelson-aalen.js'
export {
  type GroupSurvival,
  type PaymentSurvival,
  type PaymentSurvivalOptions,
  paymentSurvival,
} from './survival/payment-survival.js'
export { productLimit } from './survival/product-limit.js'
export { type RestrictedMean, restrictedMean } from './survival/restricted-mean.js'
