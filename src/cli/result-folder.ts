import { join } from 'node:path'
import type { Behavior } from '../behavior/behavior.js'
import { behaviorFileText } from '../behavior/behavior-file-text.js'
import { InputError } from '../document/input-error.js'
import { readText } from '../document/read-document.js'
import { writeWhole } from '../document/write-whole.js'
import type { LedgerCheck } from '../quality/check-ledger.js'
import type { SimulationResult } from '../scenario/result.js'

/** The files of a results folder: what `simulate -o` writes and `report` reads. */
const files = { simulation: 'simulation.json', behavior: 'behavior.json', check: 'check.json' } as const

export interface ResultFolder {
  readonly title: string
  readonly simulation: SimulationResult
  readonly behavior: Behavior
  /** Absent where the simulation began without a ledger. */
  readonly check?: LedgerCheck
}

/** Writes results into a folder, each file whole or not at all, the simulation last: it is there only with the rest. */
export function writeResults(folder: string, results: ResultFolder): void {
  if (results.check) writeWhole(join(folder, files.check), jsonFileText(results.check))
  writeWhole(join(folder, files.behavior), behaviorFileText(results.behavior))
  writeWhole(join(folder, files.simulation), jsonFileText({ ...results.simulation, title: results.title }))
}

/** Reads what writeResults wrote; an InputError says what is missing or foreign. */
export function readResults(folder: string): ResultFolder {
  const simulation = parse<SimulationResult & { title?: string }>(join(folder, files.simulation), 'arlab/simulate/1')
  const behavior = parse<Behavior>(join(folder, files.behavior), 'arlab/behavior/1')
  const { title = 'Receivables', ...rest } = simulation
  if (simulation.ledgerHash === '') return { title, simulation: rest, behavior }
  return { title, simulation: rest, behavior, check: parse<LedgerCheck>(join(folder, files.check), 'arlab/check/1') }
}

/** A value as the text of a JSON file that can be read and compared line by line. */
function jsonFileText(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}

function parse<T extends { schema: string }>(file: string, schema: string): T {
  const text = readText(file, 'the results file (written by arlab simulate -o)')
  try {
    const value = JSON.parse(text) as T
    if (value.schema === schema) return value
  } catch {
    // Falls through to the same sentence: it is not the file that simulate wrote.
  }
  throw new InputError(`${file}: this is not a results file of schema ${schema}; run arlab simulate -o again.`)
}
