import type { Command } from 'commander'
import { kpiById, kpiCatalogue } from '../../kpi/catalogue.js'
import type { Kpi } from '../../kpi/kpi.js'
import { printJson, printText } from '../print.js'

const directions = {
  lower: 'lower is better',
  higher: 'higher is better',
  band: 'both too high and too low are warnings',
} as const

export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .summary('what a KPI means and how it is computed')
    .description('Prints a KPI’s definition: meaning, formula, unit, source and pitfall.')
    .argument('<kpi>', `one of ${kpiCatalogue.map(({ id }) => id).join(', ')}`)
    .option('--json', 'print one JSON document (arlab/explain/1)')
    .addHelpText('after', '\nExample:\n  arlab explain cei')
    .action((id: string, options: { json?: true }) => {
      const { compute: _, ...definition } = kpiById(id)
      if (options.json) printJson({ schema: 'arlab/explain/1', ...definition })
      else printText(explanation(kpiById(id)))
    })
}

function explanation(kpi: Kpi): string {
  return [
    `${kpi.name} (${kpi.id}), in ${kpi.unit === 'percent' ? 'per cent' : kpi.unit}; ${directions[kpi.better]}`,
    '',
    `Meaning  ${kpi.meaning}`,
    `Formula  ${kpi.formula}`,
    `Source   ${kpi.source}`,
    `Pitfall  ${kpi.pitfall}`,
  ].join('\n')
}
