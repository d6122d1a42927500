import type { Chart } from '../chart/chart.js'
import { dayText } from '../chart/month-text.js'
import { alternativesOf, scenarioLabel } from '../chart/result-series.js'
import { escapeHtml } from '../document/escape-html.js'
import { htmlTable } from '../page/html-table.js'
import { liveChart, liveChartCode } from '../page/live-chart.js'
import type { BrowserScript } from '../page/live-chart-scripts.js'
import { type PageSection, sectionLinks, sectionsHtml, webPage } from '../page/web-page.js'
import type { ScenarioResult, SimulationResult } from '../scenario/result.js'
import type { DecisionSection } from './decisions/decision-section.js'
import { tradeOffTable } from './decisions/trade-off-table.js'
import type { WordTable } from './decisions/word-table.js'
import type { ReportFigure } from './report-figures.js'
import { isInResult } from './report-figures.js'
import { reportFindings } from './report-findings.js'
import type { ReportInput, ReportKpi } from './report-input.js'
import { reportStyle } from './report-style.js'
import { fanTable, summaryTables } from './report-tables.js'

/** A chart with its drawn picture. */
interface Picture {
  readonly chart: Chart
  readonly svg: string
}

/** A figure with its drawn picture. */
export interface DrawnFigure extends ReportFigure, Picture {}

/** What a report has beside KPIs, drawn. */
export interface DrawnDecisions {
  /** Null where no scenario is compared. */
  readonly tradeOff: Picture | null
  readonly decisions: readonly (Omit<DecisionSection, 'charts'> & { readonly pictures: readonly Picture[] })[]
}

/**
 * The report as one HTML page. Every chart is in it as a picture; where scripts run, a live chart with tooltips
 * takes its place on screen, while paper keeps the picture. The page asks for nothing outside itself.
 */
export function reportHtml(
  input: ReportInput,
  figures: readonly DrawnFigure[],
  { tradeOff, decisions }: DrawnDecisions,
  scripts: readonly BrowserScript[],
): string {
  const findings = reportFindings(input)
  const scenarios = findings.scenarios.map(
    ({ name, sentences }) => `<div><h3>${escapeHtml(name)}</h3>${list(sentences)}</div>`,
  )
  const sections: PageSection[] = [
    {
      anchor: 'in-short',
      name: 'In short',
      look: 'findings',
      body: [`<p class="reading">${escapeHtml(findings.reading)}</p>`, ...scenarios].join('\n'),
    },
    { anchor: 'summary', name: 'Summary', body: summaryTables(input) },
    ...(tradeOff === null
      ? []
      : [
          {
            anchor: 'trade-off',
            name: 'Trade-off',
            body: `${figureHtml(tradeOff)}\n${wordTable(tradeOffTable(input.result))}`,
          },
        ]),
    ...(decisions.length === 0
      ? []
      : [{ anchor: 'decisions', name: 'What to do', body: decisions.map(decisionBody).join('\n') }]),
    ...input.kpis.flatMap((kpi, index) => {
      const own = figures.filter((figure) => figure.kpi === kpi)
      return own.length === 0 ? [] : [{ anchor: `kpi-${index + 1}`, name: kpi.name, body: kpiBody(input, kpi, own) }]
    }),
    { anchor: 'notes', name: 'Notes', body: notes(input) },
    { anchor: 'method', name: 'Method', body: list(method(input)) },
    { anchor: 'provenance', name: 'Provenance', body: provenance(input) },
  ]
  return webPage({
    title: `${input.title}: receivables what-if`,
    style: reportStyle,
    header: `<p class="kicker">${escapeHtml(input.title)} · receivables as of ${dayText(input.result.asOf)}</p>
<h1>${escapeHtml(findings.headline)}</h1>
${sectionLinks(sections)}`,
    main: sectionsHtml(sections),
    footer: '<p>Made by AR Lab. Charts by Vega, Vega-Lite and Vega-Embed.</p>',
    scripts: liveChartCode(scripts),
  })
}

function kpiBody(input: ReportInput, kpi: ReportKpi, figures: readonly DrawnFigure[]): string {
  const body = figures.map((figure) => {
    const numbers = figure.scenario === undefined ? '' : fanTable(input, kpi, figure.scenario)
    const table =
      figure.scenario === undefined || numbers === ''
        ? ''
        : `<details><summary>The numbers: ${escapeHtml(kpi.name)} under ${escapeHtml(figure.scenario)}</summary>${numbers}</details>`
    return `${figureHtml(figure)}${table}`
  })
  return body.join('\n')
}

function decisionBody({ title, sentences, pictures, tables }: DrawnDecisions['decisions'][number]): string {
  const words = sentences.length === 0 ? '' : list(sentences)
  const figures = pictures.map(figureHtml).join('\n')
  return `<h3>${escapeHtml(title)}</h3>${words}${figures}<details><summary>The numbers</summary>${tables.map(wordTable).join('\n')}</details>`
}

/** A table of words and figures, with its notes below it. */
function wordTable({ title = '', header, rows, notes = [] }: WordTable): string {
  const cells = rows.map((row) => ({ cells: row.map((cell) => escapeHtml(cell).replaceAll(' %', '&nbsp;%')) }))
  const html = htmlTable({ caption: title, columns: header.map((head) => ({ head })), rows: cells, wide: true })
  return `${html}${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('')}`
}

function figureHtml({ chart, svg }: Picture): string {
  return `<figure>
<h3 class="hidden">${escapeHtml(chart.title)}</h3>
${liveChart({ alt: chart.alt, spec: chart.spec, still: svg })}
</figure>`
}

function notes(input: ReportInput): string {
  const { result, ledgerCheck = [], behaviorFit = [] } = input
  const missing = input.kpis.filter((kpi) => !isInResult(input, kpi)).map(({ name }) => name)
  const blocks = [
    ...result.scenarios.map((scenario) => [scenarioLabel(result, scenario), scenarioNotes(scenario)] as const),
    ['The ledger', ledgerCheck] as const,
    ['The payment behaviour learnt from it', behaviorFit] as const,
    ['Left out', missing.map((name) => `${name} is not in the result.`)] as const,
  ]
  return blocks
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `<h3>${escapeHtml(heading)}</h3>${list(lines)}`)
    .join('\n')
}

function scenarioNotes({ note, notes }: ScenarioResult): string[] {
  return [note, ...notes].filter((line) => line.trim() !== '')
}

function method({ result }: ReportInput): string[] {
  const count = result.replicates.toLocaleString('en-US')
  return [
    `The future was played ${count} times for each scenario, invoice by invoice, over ${result.months} months, with the payment behaviour learnt from the ledger. Each play is a future (a replicate, in the trade).`,
    `A 90 % range leaves out the lowest 5 % and the highest 5 % of the futures; a 50 % range the lowest and the highest quarter. ${held(result.parameters)} It does not hold a change of the world that neither the ledger nor the scenario knows of: the real outcome can lie outside more often than one time in ten.`,
    'The median is the value that half of the futures stay below.',
    ...(alternativesOf(result).length === 0
      ? []
      : [
          'A paired difference compares scenario and baseline future by future, with the same luck in both. So it is much narrower than the ranges of the two themselves would suggest, and it need not equal the difference of the two medians. It is called clear if its 90 % range leaves zero out.',
        ]),
    'Past and future KPIs are computed by the same formulas from the same facts.',
  ]
}

/** What ranges hold, by how futures take what is not surely known. */
function held(parameters: SimulationResult['parameters']): string {
  return parameters === 'fixed'
    ? 'It holds the luck of orders and payments, and not that habits, growth and seasons are not surely known.'
    : 'It holds the luck of orders and payments, and that habits, growth, seasons and responses are not surely known.'
}

function provenance({ result }: ReportInput): string {
  const code = (text: string) => `<code>${escapeHtml(text)}</code>`
  const rows: readonly (readonly [string, string])[] = [
    ['As of', escapeHtml(result.asOf)],
    ['Seed', code(result.seed)],
    ['Futures', result.replicates.toLocaleString('en-US')],
    ['Horizon', `${result.months} months`],
    ['Engine', escapeHtml(result.engine)],
    ['Currency', escapeHtml(result.currency)],
    [
      'Rejected rows',
      result.rejectedRows === 0
        ? 'none'
        : `${result.rejectedRows.toLocaleString('en-US')} rows of the ledger are not in the figures`,
    ],
    ['Ledger', code(result.ledgerHash)],
    ['Behaviour', code(result.behaviorHash)],
    ...result.scenarios.map(({ name, hash }) => [`Scenario ${name}`, code(hash)] as const),
  ]
  return `<p>The same inputs and the same seed give the same figures. Ledger, behaviour and scenarios are named by their SHA-256.</p>
<dl class="provenance">${rows.map(([term, value]) => `<dt>${escapeHtml(term)}</dt><dd>${value}</dd>`).join('\n')}</dl>`
}

function list(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`
}
