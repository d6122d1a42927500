import { publishedBenchmarks } from './benchmarks.js'
import { kpiCatalogue, kpiGroups } from './catalogue.js'
import { formulaInWords } from './formula-text.js'
import type { Better, Kpi } from './kpi.js'

const introduction = `# KPIs: what \`arlab kpi\` computes

Every KPI is one function of facts: sums by period and group, such as credit sales, or open amounts at a period's end. The same function serves the
past and every simulated future. \`arlab explain KPI\` shows on the terminal what stands here, and \`arlab explain KPI LEDGER\` puts the ledger's own
numbers into the formula. This page is made from the catalogue in \`src/kpi\`; a test holds the two equal.

A KPI that is not defined (no sales, no receivables, a table that the ledger lacks) is null with the reason, never 0. Windows are the period itself unless
\`--window 3m\` says otherwise; group values are never averages of customers' values. Shares are in per cent. Settings (targets, loss rates, cost of
capital, what \`collection_effectiveness\` counts, fiscal calendar, the handful shown, your own benchmarks) go into a file for \`--settings\`; an example is
[\`data/kpi-settings.yaml\`](../data/kpi-settings.yaml).
`

const betterWords: Readonly<Record<Better, string>> = { lower: 'lower', higher: 'higher', band: 'a band', neither: '–' }

/** The catalogue of KPIs as the page `docs/kpis.md`. */
export function kpiMarkdown(): string {
  const sections = kpiGroups.map(
    ({ heading, kpis }) =>
      `## ${heading}\n\n| KPI | better | formula | meaning | pitfall | source |\n| --- | --- | --- | --- | --- | --- |\n${kpis.map(kpiRow).join('\n')}\n`,
  )
  return [introduction, ...sections, goalSection(), benchmarkSection()].join('\n')
}

function kpiRow(kpi: Kpi): string {
  const { id, name, unit, better, meaning, pitfall, source } = kpi
  return line([`\`${id}\`<br>${name}, ${unit}`, betterWords[better], formulaInWords(kpi), meaning, pitfall, source])
}

/** KPIs that share the same words stand in one row. */
function goalSection(): string {
  const byGoal = new Map<Kpi['goal'], string[]>()
  for (const { id, goal } of kpiCatalogue) byGoal.set(goal, [...(byGoal.get(goal) ?? []), `\`${id}\``])
  const rows = [...byGoal].map(([{ pro, con, gaming }, ids]) => line([ids.join(', '), pro, con, gaming]))
  return `## As goals for Sales\n\n| KPI | for | against | how it gets gamed |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
}

function benchmarkSection(): string {
  const rows = publishedBenchmarks.map(({ kpi, text, source, windowMonths }) =>
    line([`\`${kpi}\``, text, windowMonths === undefined ? 'the period' : `${windowMonths} months`, source]),
  )
  return `## Benchmarks\n\n| KPI | usual | over | source |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}
