import type { Chart } from '../chart/chart.js'
import { renderSvg } from '../chart/render-svg.js'
import { tradeOffChart } from '../chart/trade-off-chart.js'
import { readLiveChartScripts } from '../page/live-chart-scripts.js'
import { decisionSection } from './decisions/decision-section.js'
import { reportFigures } from './report-figures.js'
import { reportHtml } from './report-html.js'
import type { ReportInput } from './report-input.js'

export type { ReportInput, ReportKpi } from './report-input.js'

/**
 * A simulation's report as one self-contained HTML page: findings in words, a summary table, charts, method and
 * provenance. It reads without a network and without scripts, and prints on A4. The same input gives the same bytes.
 */
export async function reportPage(input: ReportInput): Promise<string> {
  const figures = await Promise.all(
    reportFigures(input).map(async (figure) => ({ ...figure, svg: await renderSvg(figure.chart) })),
  )
  const draw = async (chart: Chart) => ({ chart, svg: await renderSvg(chart) })
  const extra = {
    tradeOff: input.result.tradeOffs.length === 0 ? null : await draw(tradeOffChart(input.result)),
    decisions: await Promise.all(
      (input.decisions ?? []).map(async (decision) => {
        const { charts, ...section } = decisionSection(decision)
        return { ...section, pictures: await Promise.all(charts.map(draw)) }
      }),
    ),
  }
  return reportHtml(input, figures, extra, await readLiveChartScripts())
}
