import { backtestCoverageChart, backtestForecastChart, backtestPitChart } from '../analysis/backtest-charts.js'
import { type Measure, measures } from '../backtest/measures.js'
import type { BacktestResult, MeasureScore } from '../backtest/result.js'
import { groupScoreCells, scoreCells } from '../backtest/score-cells.js'
import { signedPercent, wholePercent } from '../backtest/share-words.js'
import { monthText } from '../chart/month-text.js'
import { formatValue, valueFormat } from '../chart/value-format.js'
import { escapeHtml } from '../document/escape-html.js'
import { plural } from '../document/plural.js'
import { isTotal } from '../facts/fact-table.js'
import { cents } from '../money/cents.js'
import { type Currency, currencyOfAnyCode } from '../money/currency.js'
import { formatAmount } from '../money/format-amount.js'
import { htmlTable } from '../page/html-table.js'
import { sectionLinks, sectionsHtml, webPage } from '../page/web-page.js'
import { chartFigure, sentenceList } from './page-parts.js'
import { reportStyle } from './report-style.js'

/** A backtest as one self-contained HTML page: the verdict, coverage, forecasts against outcomes, and how it was done. */
export async function backtestPage(title: string, result: BacktestResult): Promise<string> {
  const currency = currencyOfAnyCode(result.currency)
  const all = result.scores.filter(({ group }) => isTotal(group))
  const sections = [
    { anchor: 'verdict', name: 'Verdict', body: sentenceList(result.verdict) },
    { anchor: 'coverage', name: 'Do the ranges hold?', body: await coverageSection(result, all) },
    ...(await Promise.all(
      measures.map(async (measure) => ({
        anchor: measure.id,
        name: measure.name,
        body: await measureSection(measure, result, currency),
      })),
    )),
    ...(result.by.length > 0
      ? [{ anchor: 'groups', name: `By ${result.by.join(' and ')}`, body: groupTable(result) }]
      : []),
    ...(result.losses ? [{ anchor: 'losses', name: 'Losses', body: lossTable(result, currency) }] : []),
    { anchor: 'method', name: 'How this was done', body: method(result) },
  ].filter(({ body }) => body !== '')
  const span = `${monthText(result.origins[0]!)} to ${monthText(result.origins.at(-1)!)}`
  return webPage({
    title: `${title}: backtest`,
    style: `${reportStyle}
th.text, td.text { text-align: left; }
td:not(.text) { white-space: nowrap; }`,
    header: `<p class="kicker">${escapeHtml(title)} · backtest · forecasts made at ${plural(result.origins.length, 'month end')}, ${span}</p>
<h1>${escapeHtml(result.verdict[0] ?? 'Nothing could be judged')}</h1>
${sectionLinks(sections)}`,
    main: sectionsHtml(sections),
    footer: `<p>Made by AR Lab (arlab backtest). Seed ${escapeHtml(result.seed)}, ${escapeHtml(result.engine)}, ledger ${result.ledgerHash.slice(0, 12)}.</p>`,
  })
}

async function coverageSection(result: BacktestResult, all: readonly MeasureScore[]): Promise<string> {
  const table = htmlTable({
    caption:
      'Share of outcomes in the ranges, bias, and CRPS against the simple forecasts (above 0 % is better than they are)',
    columns: [
      { head: 'figure', kind: 'text' },
      { head: 'outcomes' },
      { head: '50 % range' },
      { head: '80 % range' },
      { head: '90 % range' },
      { head: 'bias' },
      { head: 'against naive' },
      { head: '… with its range' },
      { head: 'against roll rates' },
      { head: '… with their range' },
    ],
    rows: all.map((score) => ({ cells: scoreCells(score).map(escapeHtml) })),
    wide: true,
  })
  return `${await chartFigure(backtestCoverageChart(result))}\n${table}`
}

async function measureSection(measure: Measure, result: BacktestResult, currency: Currency): Promise<string> {
  const own = result.forecasts.filter(({ measure: id, group }) => id === measure.id && isTotal(group))
  const score = result.scores.find(({ measure: id, group }) => id === measure.id && isTotal(group))
  if (!score) return ''
  const horizons = [...new Set([1, result.horizon])].filter((horizon) => own.some((each) => each.horizon === horizon))
  const charts = await Promise.all(
    horizons.map((horizon) => chartFigure(backtestForecastChart(result, measure.id, horizon))),
  )
  const table = htmlTable({
    caption: `${measure.name} by months ahead`,
    columns: [
      { head: 'months ahead' },
      { head: 'outcomes' },
      { head: 'in the 90 % range' },
      { head: 'bias' },
      { head: 'mean CRPS' },
    ],
    rows: score.byHorizon.map(({ horizon, outcomes, coverage90, bias, crps }) => ({
      cells: [
        String(horizon),
        String(outcomes),
        wholePercent(coverage90),
        signedPercent(bias),
        valueText(crps, measure, currency),
      ],
    })),
  })
  return `${charts.join('\n')}\n${await chartFigure(backtestPitChart(result, measure.id))}\n${table}`
}

function groupTable({ scores }: BacktestResult): string {
  const groups = scores.filter(({ group }) => !isTotal(group))
  return htmlTable({
    caption: 'Share of outcomes in the 90 % range, bias, and CRPS against the naive number',
    columns: [
      { head: 'group', kind: 'text' },
      { head: 'figure', kind: 'text' },
      { head: 'outcomes' },
      { head: 'in the 90 % range' },
      { head: 'bias' },
      { head: 'against naive' },
    ],
    rows: groups.map((score) => ({ cells: groupScoreCells(score).map(escapeHtml) })),
    wide: true,
  })
}

function lossTable({ losses }: BacktestResult, currency: Currency): string {
  const money = (amount: number) => formatAmount(cents(Math.round(amount)), currency).replace(` ${currency.code}`, '')
  return htmlTable({
    caption: `Written off of the invoices open at each month end, in ${currency.code}`,
    columns: [
      { head: 'open at the end of', kind: 'text' },
      { head: 'within months' },
      { head: 'happened' },
      { head: 'expected' },
      { head: '90 % range' },
      { head: 'provision matrix' },
      { head: 'naive rate' },
    ],
    rows: losses!.map((loss) => ({
      cells: [
        monthText(loss.origin),
        String(loss.months),
        money(loss.actual),
        money(loss.mean),
        `${money(loss.q05)} to ${money(loss.q95)}`,
        loss.provision === null ? '–' : money(loss.provision.forecast),
        loss.naive === null ? '–' : money(loss.naive.forecast),
      ],
    })),
    wide: true,
  })
}

function method({ origins, through, horizon, replicates }: BacktestResult): string {
  return `<p>At the end of each of ${plural(origins.length, 'month')} the behaviour was learnt from what the ledger knew that evening and no more, and ${replicates.toLocaleString('en-US')} futures of up to ${plural(horizon, 'month')} were simulated. They were judged by what happened through ${monthText(through)}, the last month that the ledger is whole for. New sales are forecast, too: who knows them from elsewhere can do better.</p>
<p>The <strong>naive</strong> forecast pays every invoice as many days after its date as invoices took on average in the last 90 days, and sells what was sold on average over the last year. <strong>Roll rates</strong> move each aging bucket on as it moved over the last twelve months. “With its range” sets them against the same distribution that their own past errors give them, so that a number does not win or lose by claiming to be certain.</p>
<p><strong>CRPS</strong> (continuous ranked probability score) says how far a forecast distribution was from what happened, in the figure’s own unit; for a single number it is the absolute error. Neighbouring month ends share most of their invoices and outcomes, so the outcomes are fewer than they look.</p>`
}

function valueText(value: number, { unit }: Measure, currency: Currency): string {
  return unit === 'money' ? formatValue(value, valueFormat('', unit, currency, [value])) : `${value.toFixed(1)} days`
}
