import type { Behavior } from '../behavior/behavior.js'
import { evidenceRows } from '../behavior/evidence.js'
import type { FitReport } from '../behavior/fit/fit-report.js'
import { evidenceCells, silentCells, standOutCells } from '../behavior/fit/report-cells.js'
import { fitSentences } from '../behavior/fit-sentences.js'
import { monthPeriod } from '../calendar/month-period.js'
import { calibrationChart } from '../chart/calibration-chart.js'
import { fittedSurvivalChart } from '../chart/fitted-survival-chart.js'
import { dayText } from '../chart/month-text.js'
import { paymentSpeedChart } from '../chart/payment-speed-chart.js'
import { escapeHtml } from '../document/escape-html.js'
import { plural } from '../document/plural.js'
import { htmlTable } from '../page/html-table.js'
import { sectionLinks, sectionsHtml, webPage } from '../page/web-page.js'
import { chartFigure, sentenceList } from './page-parts.js'
import { reportStyle } from './report-style.js'

/** A fit as one self-contained HTML page: what was learnt, how well it describes the ledger, what is data and what assumption. */
export async function fitPage(title: string, behavior: Behavior, report: FitReport): Promise<string> {
  const sections = [
    { anchor: 'summary', name: 'In words', body: sentenceList(fitSentences(behavior)) },
    { anchor: 'segments', name: 'How long invoices stay unpaid', body: await segmentSection(report) },
    { anchor: 'calibration', name: 'Calibration', body: await calibrationSection(report) },
    { anchor: 'months', name: 'Fast and slow months', body: await monthSection(report) },
    { anchor: 'customers', name: 'Customers that stand out', body: customerSection(report) },
    { anchor: 'evidence', name: 'Data and assumptions', body: evidenceSection(behavior) },
  ]
  const from = behavior.fittedFrom
  const when = from === undefined ? '' : ` · as of ${dayText(from.asOf)}`
  return webPage({
    title: `${title}: how customers pay`,
    style: `${reportStyle}
th.text, td.text { text-align: left; }`,
    header: `<p class="kicker">${escapeHtml(title)} · payment behaviour${when}</p>
<h1>${escapeHtml(headline(report))}</h1>
${sectionLinks(sections)}`,
    main: sectionsHtml(sections),
    footer: `<p>Made by AR Lab (arlab fit)${from === undefined ? '' : ` from ${plural(from.invoices, 'invoice')} of ledger ${from.ledgerHash.slice(0, 12)}`}.</p>`,
  })
}

function headline({ segments }: FitReport): string {
  const payments = segments.reduce((sum, segment) => sum + segment.payments, 0)
  const thin = segments.filter(({ isThin }) => isThin).length
  const warning = thin === 0 ? '' : `, ${thin === segments.length ? 'all' : thin} of them thin`
  return `${plural(payments, 'payment')} show how ${plural(segments.length, 'segment')} of customers pay${warning}`
}

async function segmentSection({ segments }: FitReport): Promise<string> {
  const parts = await Promise.all(
    segments.map(async ({ name, reason, customers, payments, days, isThin }) => {
      const thin = isThin ? ' <strong>Thin: too few payments to be sure.</strong>' : ''
      return `${await chartFigure(fittedSurvivalChart(name, days))}
<p class="reading">${escapeHtml(`${reason} ${plural(customers, 'customer')}, ${plural(payments, 'payment')}.`)}${thin}</p>`
    }),
  )
  return parts.join('\n')
}

async function calibrationSection({ calibration }: FitReport): Promise<string> {
  const table = htmlTable({
    caption: 'Payments expected and come, by fitted chance of being paid on a day',
    columns: [
      { head: 'daily chance', kind: 'text' },
      { head: 'expected' },
      { head: 'came' },
      { head: 'came ÷ expected' },
    ],
    rows: calibration.map(({ from, to, expected, paid }) => ({
      cells: [
        `${(100 * from).toFixed(2)} to ${(100 * to).toFixed(2)} %`,
        expected.toFixed(0),
        paid.toFixed(0),
        (paid / expected).toFixed(2),
      ],
    })),
  })
  return `<p>The very payments that the fit was learnt from, so agreement is no proof; <code>arlab backtest</code> judges forecasts by what came later.</p>
${await chartFigure(calibrationChart(calibration))}\n${table}`
}

async function monthSection({ months }: FitReport): Promise<string> {
  return chartFigure(paymentSpeedChart(months.map((month) => ({ ...month, ...monthPeriod(month.label) }))))
}

function customerSection({ standOut, silent }: FitReport): string {
  const parts: string[] = []
  if (standOut.length > 0) {
    parts.push(
      htmlTable({
        caption: 'Surely slower (below 1) or faster than their segment, as a multiple of its daily chance of paying',
        columns: [
          { head: 'customer', kind: 'text' },
          { head: 'segment', kind: 'text' },
          { head: 'payments' },
          { head: 'speed' },
          { head: '90 % range' },
        ],
        rows: standOut.map((customer) => ({ cells: standOutCells(customer).map(escapeHtml) })),
      }),
    )
  }
  if (silent.length > 0) {
    parts.push(
      htmlTable({
        caption: 'May have stopped paying for good: they owe, and by their own habit should have paid by now',
        columns: [{ head: 'customer', kind: 'text' }, { head: 'segment', kind: 'text' }, { head: 'probability' }],
        rows: silent.map((customer) => ({ cells: silentCells(customer).map(escapeHtml) })),
      }),
    )
  }
  return parts.length === 0 ? '<p>No customer is surely slower or faster than its segment.</p>' : parts.join('\n')
}

function evidenceSection(behavior: Behavior): string {
  return htmlTable({
    caption: 'Every number but hazards and customers’ own: fitted from the ledger, or stated',
    columns: [
      { head: 'part', kind: 'text' },
      { head: 'number', kind: 'text' },
      { head: 'value' },
      { head: '±' },
      { head: 'from', kind: 'text' },
      { head: 'evidence', kind: 'text' },
    ],
    rows: evidenceRows(behavior).map((row) => ({ cells: evidenceCells(row).map(escapeHtml) })),
    wide: true,
  })
}
