import { Argument, type Command } from 'commander'
import { z } from 'zod'
import { behaviorSchema } from '../../behavior/behavior.js'
import { goalSchema } from '../../decision/goal/goal-file.js'
import { kpiSettingsSchema } from '../../kpi/settings-file.js'
import { mappingSchema } from '../../ledger/read/mapping/mapping-schema.js'
import { scenarioSchema } from '../../scenario/file/scenario-schema.js'
import { printJson } from '../print.js'

const schemas = {
  scenario: scenarioSchema,
  mapping: mappingSchema,
  behavior: behaviorSchema,
  kpi: kpiSettingsSchema,
  goal: goalSchema,
} as const

export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .summary('the JSON Schema of a file that you write')
    .description(
      'Prints the JSON Schema of scenario, mapping, behaviour, goal or KPI settings files; editors use it to complete and check.',
    )
    .addArgument(new Argument('<kind>', 'which file').choices(Object.keys(schemas)))
    .addHelpText('after', '\nExample:\n  arlab schema scenario > scenarios/scenario.schema.json')
    .action((kind: keyof typeof schemas) => printJson(z.toJSONSchema(schemas[kind], { io: 'input' })))
}
