import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { behaviorSchema } from '../../src/behavior/behavior.js'
import type { Scenario } from '../../src/scenario/file/scenario.js'
import { readScenario } from '../../src/scenario/file/scenario-file.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-scenario-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

/** The file of a scenario from its text. */
export function scenarioFile(yaml: string): string {
  const file = join(folder, `scenario-${files++}.yaml`)
  writeFileSync(file, yaml)
  return file
}

/** A scenario as read from its text. */
export function scenarioOf(yaml: string): Scenario {
  return readScenario(scenarioFile(yaml))
}

const customer = { segment: 'all', multiplier: 1, ordersPerDay: 1, logAmountMean: 8, logAmountDeviation: 0.5 }

/** Four customers of two regions and three terms; one segment, no disputes. */
export const smallBehavior = behaviorSchema.parse({
  schema: 'arlab/behavior/1',
  currency: 'USD',
  writeOff: { daysPastDue: 180 },
  segments: [
    {
      name: 'all',
      hazard: [
        { from: -60, daily: 0.01, provenance: 'stated' },
        { from: 0, daily: 0.2, provenance: 'stated' },
        { from: 10, daily: 0.05, provenance: 'stated' },
      ],
    },
  ],
  customers: [
    { ...customer, id: 'C1', netDays: 30, attributes: { region: 'EMEA', terms: 'net 30' } },
    { ...customer, id: 'C2', netDays: 45, attributes: { region: 'EMEA', terms: 'net 45' } },
    { ...customer, id: 'C3', netDays: 30, attributes: { region: 'AMER', terms: 'net 30', segment: 'key' } },
    { ...customer, id: 'C4', netDays: 15, attributes: { region: 'AMER', terms: 'net 15' } },
  ],
})
