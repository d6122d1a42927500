import type { Span } from '../calendar/frequency.js'
import { type FactTable, nameWithGroup } from '../facts/fact-table.js'
import { kpiById } from '../kpi/catalogue.js'
import { type DsoMethod, dsoMethods } from '../kpi/dso-methods.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import { formatChange, formatFigure } from './format-kpi.js'
import type { PrintedTable } from './printed-table.js'

interface MethodsInput {
  readonly facts: FactTable
  readonly group: number
  readonly span: Span
  readonly settings: KpiSettings
}

/** The variants of DSO side by side, then how each follows from the period-end method. */
export function methodsTables({ facts, group, span, settings }: MethodsInput): PrintedTable[] {
  const methods = dsoMethods(facts, group, span, settings)
  const [periodEnd, ...others] = methods
  const dso = kpiById('dso')
  return [
    {
      title: `${nameWithGroup('Ways to measure how long money is outstanding', facts.groups[group]!)}, ${span.label}`,
      header: ['method', 'what it looks at', 'days'],
      wordColumns: 2,
      rows: methods.map(({ name, difference, value }) => [name, difference, formatFigure(dso, value)]),
      notes: methods.flatMap(({ name, value, note }) =>
        note === null ? [] : [`– ${name}: ${value === null ? 'not defined: ' : ''}${note}`],
      ),
    },
    {
      title: `From ${periodEnd!.name} to each of them, in days`,
      header: ['step', 'days'],
      rows: others.flatMap((method, index) => [...(index === 0 ? [] : [['', '']]), ...stepRows(periodEnd!, method)]),
      notes: ['The steps add up to the difference exactly; what is shown is rounded.'],
    },
  ]

  function stepRows(from: DsoMethod, { name, value, steps }: DsoMethod): string[][] {
    return [
      [from.name, formatFigure(dso, from.value)],
      ...steps.map(({ what, days }) => [`  ${what}`, formatChange(dso, days)]),
      [`= ${name}`, formatFigure(dso, value)],
    ]
  }
}

export function methodsJson({ facts, group, span, settings }: MethodsInput) {
  return {
    schema: 'arlab/kpi-methods/1',
    kpi: 'dso',
    period: span.label,
    group: facts.groups[group],
    methods: dsoMethods(facts, group, span, settings),
  }
}
