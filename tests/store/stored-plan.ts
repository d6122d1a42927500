import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import seedrandom from 'seedrandom'
import { afterAll } from 'vitest'
import type { SimulatedFacts } from '../../src/engine/run-plan.js'
import { factColumn, factCount, factNames } from '../../src/facts/columns.js'
import type { ReplicateBlock } from '../../src/runtime/replicate-block.js'
import type { StoredPlan } from '../../src/store/fact-store.js'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new empty folder that goes with the test file. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'arlab-store-'))
  folders.push(folder)
  return folder
}

/** A plan of every fact, three groups and two months; another name is another plan. */
export function storedPlan(name: string, changes: Partial<StoredPlan> = {}): StoredPlan {
  return {
    name,
    hash: createHash('sha256').update(name).digest('hex'),
    groups: [{}, { region: 'EMEA' }, { region: 'O\'Hare, "Zürich"' }],
    months: ['2026-12', '2027-01'],
    facts: factNames,
    ...changes,
  }
}

/** Made-up facts of a block: whole and broken numbers of either sign, large ones, and zeros where the plan has no fact. */
export function factsOf(plan: StoredPlan, block: ReplicateBlock): SimulatedFacts {
  const rows = block.count * plan.groups.length * plan.months.length
  const values = new Float64Array(rows * factCount)
  const random = seedrandom(`${plan.hash} ${block.first}`)
  const sizes = [1, 1e4, 2 ** 52, 1e-9]
  for (let row = 0; row < rows; row++) {
    for (const fact of plan.facts) {
      const size = sizes[Math.floor(random() * sizes.length)]!
      values[row * factCount + factColumn[fact]] = (random() - 0.5) * size
    }
  }
  return { values, invoices: block.first * 7 + 1, events: block.first * 11 + 3 }
}

export const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) => Buffer.from(buffer, byteOffset, byteLength)
