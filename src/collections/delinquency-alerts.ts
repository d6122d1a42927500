import { type FactTable, type Group, groupLabel } from '../facts/fact-table.js'
import { FactWindow } from '../facts/fact-window.js'
import { kpiById } from '../kpi/catalogue.js'
import { numberOf } from '../kpi/kpi.js'
import { type EwmaChart, type EwmaOptions, type EwmaPoint, ewmaChart, type Signal } from './control-chart.js'
import { digitsApart } from './digits-apart.js'

/**
 * `rising` is the early alert; `falling` is an improvement. `too little history`: nothing says what is usual, as there are
 * too few values or all are alike.
 */
type DelinquencyState = 'rising' | 'steady' | 'falling' | 'too little history'

/** How the average days delinquent of a group stand against their usual range. */
export interface DelinquencyAlert {
  readonly group: Group
  readonly state: DelinquencyState
  /** The label of the period in which the state began; null unless rising or falling. */
  readonly since: string | null
  /** The label of the latest period with a value, and the chart's point there; null with too little history. */
  readonly period: string | null
  readonly latest: EwmaPoint | null
  /** In days; null with too little history. */
  readonly chart: EwmaChart | null
  /** The place of the chart's first point in the periods of the table. */
  readonly chartFrom: number
  /** All of it in one plain sentence. */
  readonly sentence: string
}

export interface DelinquencyOptions extends EwmaOptions {
  /** The place of the last period that is looked at; the table's last one if not given. `lastWholePeriod` leaves out a part. */
  readonly lastWhole?: number
  /**
   * How many periods from a group's first value on are left out: a ledger begins without old invoices, so that in its first
   * months nothing can be late, and what follows would look like a rise. 3 if not given, our choice: terms of 30 days and two
   * months of lateness.
   */
  readonly warmUp?: number
}

const stateOf: Readonly<Record<Signal, DelinquencyState>> = { high: 'rising', low: 'falling' }

/**
 * The early alert on delinquency: for each group of a fact table, the portfolio first, the control chart of
 * `average_days_delinquent` period by period (see `ewmaChart` for its limits and how often it is wrong), and what it says
 * of the latest period with a value. Throws a RangeError for options out of range.
 */
export function delinquencyAlerts(table: FactTable, options: DelinquencyOptions = {}): DelinquencyAlert[] {
  const { warmUp = 0 } = options
  if (!(Number.isInteger(warmUp) && warmUp >= 0)) {
    throw new RangeError(`delinquencyAlerts needs a warm-up of whole periods, got ${warmUp}`)
  }
  return table.groups.map((_, group) => delinquencyAlert(table, group, options))
}

function delinquencyAlert(table: FactTable, group: number, options: DelinquencyOptions): DelinquencyAlert {
  const { lastWhole = table.periods.length - 1, warmUp = 3 } = options
  const kpi = kpiById('average_days_delinquent')
  const values = table.periods
    .slice(0, lastWhole + 1)
    .map((_, period) => numberOf(kpi.compute(FactWindow.of(table, group, period, 1))))
  const first = values.findIndex((value) => value !== null)
  const chartFrom = first < 0 ? values.length : first + warmUp
  const chart = ewmaChart(values.slice(chartFrom), options)
  const about = { group: table.groups[group]!, chartFrom }
  const subject = `${kpi.name} of ${group === 0 ? 'the portfolio' : groupLabel(about.group)}`
  if ('reason' in chart) {
    const left = warmUp === 0 ? '' : `leaving out its first ${warmUp === 1 ? 'period' : `${warmUp} periods`}, `
    const sentence = `${subject} cannot be judged: ${left}${chart.reason}.`
    return { ...about, state: 'too little history', since: null, period: null, latest: null, chart: null, sentence }
  }
  const at = lastWithValue(chart.points)
  const latest = chart.points[at]!
  const labelOf = (point: number) => table.periods[chartFrom + point]!.label
  const since = latest.signal === null ? null : labelOf(runStart(chart.points, at))
  return {
    ...about,
    state: latest.signal === null ? 'steady' : stateOf[latest.signal],
    since,
    period: labelOf(at),
    latest,
    chart,
    sentence: `${subject} ${finding(latest, since, labelOf(at), at + 1 < chart.points.length, kpi.digits)}`,
  }
}

function lastWithValue(points: readonly EwmaPoint[]): number {
  let at = points.length - 1
  while (points[at]!.value === null) at--
  return at
}

/** Where the run of equal signals that ends at a point begins; gaps do not end it. */
function runStart(points: readonly EwmaPoint[], end: number): number {
  let start = end
  for (let at = end; at >= 0; at--) {
    if (points[at]!.value === null) continue
    if (points[at]!.signal !== points[end]!.signal) break
    start = at
  }
  return start
}

function finding(
  { value, ewma, lower, upper, signal }: EwmaPoint,
  since: string | null,
  period: string,
  isOver: boolean,
  usualDigits: number,
): string {
  const digits = signal === null ? usualDigits : digitsApart(ewma, signal === 'high' ? upper : lower, usualDigits)
  const figure = (number: number) => figureText(number, digits)
  const moved = { high: 'rose above', low: 'fell below' }
  const where = signal === null ? 'is within its usual range:' : `${moved[signal]} its usual range in ${since} and is`
  const range = `usual ${figure(lower)} to ${figure(upper)}`
  const after = isOver ? '; it has no value since' : ''
  return `${where} ${figure(ewma)} days (smoothed; ${figure(value!)} in ${period} alone), ${range}${after}.`
}

function figureText(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}
