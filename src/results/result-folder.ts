import { existsSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Behavior } from '../behavior/behavior.js'
import { behaviorFileText } from '../behavior/behavior-file-text.js'
import { InputError } from '../document/input-error.js'
import { readText } from '../document/read-document.js'
import { writeTogether } from '../document/whole-files.js'
import type { LedgerCheck } from '../quality/check-ledger.js'
import { blocksOf } from '../runtime/replicate-block.js'
import type { SimulationResult } from '../scenario/result.js'
import { writeFacts } from '../store/facts-parquet.js'
import { FolderStore } from '../store/folder-store.js'
import { manifestOf } from '../store/manifest.js'

/** The files of a results folder: what `simulate -o` writes and `report` reads. */
const files = {
  simulation: 'simulation.json',
  behavior: 'behavior.json',
  check: 'check.json',
  manifest: 'manifest.json',
} as const

/** Where the facts of all futures are kept, a Parquet file for each scenario. */
const factsFolder = 'facts'
/** Where the blocks of a run are kept until it is done. */
const unfinishedFolder = 'unfinished'

export interface ResultFolder {
  readonly title: string
  readonly simulation: SimulationResult
  readonly behavior: Behavior
  /** Absent where the simulation began without a ledger. */
  readonly check?: LedgerCheck
}

/** Keeps finished futures in a results folder, and finds there what a killed run of the same had finished. */
export function unfinishedResults(folder: string): FolderStore {
  return new FolderStore(join(folder, unfinishedFolder))
}

/**
 * Writes results into a folder, all files together: the figures, what they were made with, and with a store that holds the
 * futures their facts and a manifest. The blocks of the store are removed then.
 */
export async function writeResults(folder: string, results: ResultFolder, store?: FolderStore): Promise<void> {
  const { simulation, behavior, check, title } = results
  await writeTogether(async (whole) => {
    const write = (file: string, text: string) => writeFileSync(whole.place(join(folder, file)), text)
    if (store) {
      const manifest = manifestOf(title, simulation, store.plans)
      for (const [plan, { facts }] of manifest.scenarios.entries()) {
        const file = whole.place(join(folder, facts))
        await writeFacts(
          file,
          store.files(plan, blocksOf(0, simulation.replicates)),
          store.plans[plan]!,
          simulation.replicates,
        )
      }
      write(files.manifest, jsonFileText(manifest))
    }
    if (check) write(files.check, jsonFileText(check))
    write(files.behavior, behaviorFileText(behavior))
    write(files.simulation, jsonFileText({ ...simulation, title }))
  })
  removeOldFacts(folder, store ? manifestOf(title, simulation, store.plans).scenarios.map(({ facts }) => facts) : [])
  store?.remove()
}

/** Facts of an earlier run in the same folder would be taken for this one's; what a killed run was writing is of no use. */
function removeOldFacts(folder: string, own: readonly string[]): void {
  const facts = join(folder, factsFolder)
  for (const file of existsSync(facts) ? readdirSync(facts) : []) {
    const path = `${factsFolder}/${file}`
    if (/\.parquet(\.\d+\.tmp)?$/.test(file) && !own.includes(path)) rmSync(join(folder, path))
  }
  if (existsSync(facts) && readdirSync(facts).length === 0) rmdirSync(facts)
  const halfWritten = Object.values(files).map((file) => new RegExp(`^${file.replace('.', '\\.')}\\.\\d+\\.tmp$`))
  for (const file of readdirSync(folder)) {
    if (halfWritten.some((name) => name.test(file))) rmSync(join(folder, file))
  }
  if (own.length === 0) rmSync(join(folder, files.manifest), { force: true })
}

/** The figures of a results folder, with the company's name; an InputError says what is missing or foreign. */
export function readSimulation(folder: string): SimulationResult & { readonly title?: string } {
  const file = join(folder, files.simulation)
  const simulation = parse<SimulationResult & { title?: string }>(file, 'arlab/simulate/1')
  if (!Array.isArray(simulation.tradeOffs)) {
    throw new InputError(`${file}: an earlier version of arlab wrote these results; run arlab simulate -o again.`)
  }
  return simulation
}

/** Reads what writeResults wrote; an InputError says what is missing or foreign. */
export function readResults(folder: string): ResultFolder {
  const simulation = readSimulation(folder)
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
