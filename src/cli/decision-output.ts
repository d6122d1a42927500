import type { Decision } from '../decision/decision.js'
import { decisionSection } from '../report/decisions/decision-section.js'
import { isResultsFolder, keepDecision } from '../results/stored-decisions.js'
import { chartWriter } from './chart-writer.js'
import { typedPath } from './typed-path.js'

/**
 * Where `-o` puts an answer: a results folder keeps all of it for its report, a file gets its first chart. Refuses any other ending before any
 * work is done. The function that it returns says what was written.
 */
export function decisionWriter(output: string): (decision: Decision) => Promise<string> {
  if (isResultsFolder(output)) {
    return async (decision) =>
      `Kept as ${keepDecision(output, decision)}. Next: arlab report ${typedPath(output)} -o ${typedPath(`${output}/report.html`)}`
  }
  const write = chartWriter(output)
  return async (decision) => {
    await write(decisionSection(decision).charts[0]!)
    return `Written to ${output}.`
  }
}
