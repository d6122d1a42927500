import { wrapText } from '../chart/wrap-text.js'
import type { Benchmark } from '../kpi/benchmarks.js'
import { formulaInWords } from '../kpi/formula-text.js'
import type { Better, Kpi, KpiUnit } from '../kpi/kpi.js'
import type { FindingDefinition, Severity } from '../quality/finding.js'
import { lineWidth } from './printed-table.js'

const directions: Readonly<Record<Better, string>> = {
  lower: 'lower is better',
  higher: 'higher is better',
  band: 'both too high and too low are warnings',
  neither: 'neither high nor low is good',
}

const unitWords: Readonly<Record<KpiUnit, string>> = {
  days: 'in days',
  percent: 'in per cent',
  money: 'in money',
  times: 'in times a year',
  count: 'a number',
  score: 'a score',
  ratio: 'money per money',
}

const severityText: Readonly<Record<Severity, string>> = {
  error: 'error: rows or money are missing, or figures do not add up',
  warning: 'warning: figures may be wrong',
  note: 'note: worth knowing',
}

/** Everything about a KPI; `figures` are the lines that show it with a ledger's numbers. */
export function kpiText(kpi: Kpi, benchmark: Benchmark | null, figures: readonly string[]): string {
  return [
    ...wrapText(`${kpi.name} (${kpi.id}), ${unitWords[kpi.unit]}; ${directions[kpi.better]}`, lineWidth),
    '',
    ...labelled('Meaning', kpi.meaning),
    ...labelled('Formula', formulaInWords(kpi)),
    ...figures.flatMap((line, index) => labelled(index === 0 ? 'Numbers' : '', line)),
    ...labelled('Source', kpi.source),
    ...labelled('Pitfall', kpi.pitfall),
    ...(benchmark ? labelled('Usual', `${benchmark.text}. ${benchmark.source}`) : []),
    '',
    'As a goal for Sales',
    ...labelled('For', kpi.goal.pro),
    ...labelled('Against', kpi.goal.con),
    ...labelled('Gamed', kpi.goal.gaming),
  ].join('\n')
}

export function findingText({
  code,
  severity,
  title,
  meaning,
  effect,
  whatToDo,
  threshold,
}: FindingDefinition): string {
  return [
    ...wrapText(`${title} (${code})`, lineWidth),
    severityText[severity],
    '',
    ...labelled('Meaning', meaning),
    ...labelled('Effect', effect),
    ...labelled('To do', whatToDo),
    ...(threshold === undefined ? [] : labelled('Limit', threshold)),
  ].join('\n')
}

/** All KPIs and findings, by what they are about. */
export function overviewText(
  kpis: readonly { readonly heading: string; readonly kpis: readonly Kpi[] }[],
  findings: readonly { readonly heading: string; readonly definitions: readonly FindingDefinition[] }[],
): string {
  const groups = [
    ...kpis.map(
      (group) =>
        [`KPIs: ${group.heading.toLowerCase()}`, group.kpis.map(({ id, name }) => [id, name] as const)] as const,
    ),
    ...findings.map(
      ({ heading, definitions }) =>
        [`Findings: ${heading.toLowerCase()}`, definitions.map(({ code, title }) => [code, title] as const)] as const,
    ),
    ['Payment terms', [['"2/10 net 30"', 'what an early-payment discount costs a year']]] as const,
  ]
  const width = Math.max(...groups.flatMap(([, entries]) => entries.map(([id]) => id.length))) + 2
  return groups
    .map(([heading, entries]) =>
      [
        heading,
        ...entries.flatMap(([id, title]) =>
          wrapText(title, lineWidth - width - 2).map(
            (line, index) => `  ${(index === 0 ? id : '').padEnd(width)}${line}`,
          ),
        ),
      ].join('\n'),
    )
    .join('\n\n')
}

/** A text set in behind its label. */
export function labelled(label: string, text: string): string[] {
  return wrapText(text, lineWidth - 9).map((line, index) => `${(index === 0 ? label : '').padEnd(9)}${line}`)
}
