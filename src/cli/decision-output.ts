import type { Chart } from '../chart/chart.js'
import type { Decision } from '../decision/decision.js'
import { isResultsFolder, keepDecision } from '../results/stored-decisions.js'
import { chartWriter } from './chart-writer.js'

/**
 * Where `-o` puts an answer: a results folder keeps all of it for its report, a file gets its chart. Refuses any other ending before any
 * work is done. The function that it returns says what was written.
 */
export function decisionWriter(output: string): (decision: Decision, chart: Chart) => Promise<string> {
  if (isResultsFolder(output)) {
    return async (decision) =>
      `Kept as ${keepDecision(output, decision)}. Next: arlab report ${output} -o ${output}/report.html`
  }
  const write = chartWriter(output)
  return async (_, chart) => {
    await write(chart)
    return `Written to ${output}.`
  }
}
