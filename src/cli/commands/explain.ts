import type { Command } from 'commander'
import { wrapText } from '../../chart/wrap-text.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { kpiCatalogue } from '../../kpi/catalogue.js'
import type { Kpi } from '../../kpi/kpi.js'
import { findingCatalogue, findingGroups } from '../../quality/catalogue.js'
import type { FindingDefinition, Severity } from '../../quality/finding.js'
import { printJson, printText } from '../print.js'

const directions = {
  lower: 'lower is better',
  higher: 'higher is better',
  band: 'both too high and too low are warnings',
  neither: 'it says nothing about good or bad',
} as const

const severityText: Readonly<Record<Severity, string>> = {
  error: 'error: rows or money are missing, or figures do not add up',
  warning: 'warning: figures may be wrong',
  note: 'note: worth knowing',
}

const lineWidth = 100

export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .summary('what a KPI or a finding means')
    .description(
      'Prints a KPI’s definition (meaning, formula, unit, source, pitfall), or what a finding of arlab check means, which ' +
        'figure it bends and what to do about it. Without a word it lists them all.',
    )
    .argument('[word]', 'the id of a KPI, such as cei, or the code of a finding, such as over-applied')
    .option('--json', 'print one JSON document (arlab/explain/1)')
    .addHelpText('after', '\nExamples:\n  arlab explain\n  arlab explain cei\n  arlab explain over-applied')
    .action((word: string | undefined, options: { json?: true }) => {
      if (word === undefined) {
        if (options.json)
          printJson({ schema: 'arlab/explain/1', kpis: kpiCatalogue.map(kpiJson), findings: findingGroups })
        else printText(overview())
        return
      }
      const kpi = kpiCatalogue.find(({ id }) => id === word)
      const finding = findingCatalogue.find(({ code }) => code === word)
      if (kpi) {
        if (options.json) printJson({ schema: 'arlab/explain/1', ...kpiJson(kpi) })
        else printText(kpiText(kpi))
      } else if (finding) {
        if (options.json) printJson({ schema: 'arlab/explain/1', ...finding })
        else printText(findingText(finding))
      } else {
        const known = [...kpiCatalogue.map(({ id }) => id), ...findingCatalogue.map(({ code }) => code)]
        throw new InputError(
          `"${word}" is neither a KPI nor the code of a finding.${didYouMean(word, known)} arlab explain lists them all.`,
        )
      }
    })
}

function kpiJson({ compute: _, ...definition }: Kpi): Omit<Kpi, 'compute'> {
  return definition
}

function kpiText(kpi: Kpi): string {
  return [
    `${kpi.name} (${kpi.id}), in ${kpi.unit === 'percent' ? 'per cent' : kpi.unit}; ${directions[kpi.better]}`,
    '',
    ...labelled('Meaning', kpi.meaning),
    ...labelled('Formula', kpi.formula),
    ...labelled('Source', kpi.source),
    ...labelled('Pitfall', kpi.pitfall),
  ].join('\n')
}

function findingText({ code, severity, title, meaning, effect, whatToDo, threshold }: FindingDefinition): string {
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

function overview(): string {
  const kpis = kpiCatalogue.map(({ id, name }) => [id, name] as const)
  const groups = [
    ['KPIs', kpis] as const,
    ...findingGroups.map(
      ({ heading, definitions }) =>
        [`Findings: ${heading.toLowerCase()}`, definitions.map(({ code, title }) => [code, title] as const)] as const,
    ),
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

function labelled(label: string, text: string): string[] {
  return wrapText(text, lineWidth - 9).map((line, index) => `${(index === 0 ? label : '').padEnd(9)}${line}`)
}
