import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blocksOf } from '../../src/runtime/replicate-block.js'
import type { FactStore } from '../../src/store/fact-store.js'
import { TemporaryStore } from '../../src/store/folder-store.js'
import { MemoryStore } from '../../src/store/memory-store.js'
import { bytesOf, factsOf, storedPlan } from './stored-plan.js'

const plans = [storedPlan('baseline'), storedPlan('scenario')]
const blocks = blocksOf(0, 60)
const blockBytes = factsOf(plans[0]!, blocks[0]!).values.byteLength
const allBytes = 2 * (2 + 10 / 25) * blockBytes

// The temporary files of this test alone.
const temporary = mkdtempSync(join(tmpdir(), 'arlab-memory-'))
const before = process.env.TMPDIR
beforeAll(() => {
  process.env.TMPDIR = temporary
})
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  rmSync(temporary, { recursive: true, force: true })
})

async function fill(store: FactStore): Promise<void> {
  await store.open(plans)
  for (const [plan, own] of plans.entries()) {
    for (const block of blocks) await store.put(plan, block, factsOf(own, block))
  }
}

test.each([
  ['0 bytes', 0, 1],
  ['one block', blockBytes, 1],
  ['one byte less than all', allBytes - 1, 1],
  ['all of it', allBytes, 0],
])(
  'with a ceiling of %s facts are given back as they were put, and temporary files are %s',
  async (_, ceiling, folders) => {
    const store = new MemoryStore(ceiling, () => new TemporaryStore())
    await fill(store)
    expect(readdirSync(temporary).length).toBe(folders)
    for (const [plan, own] of plans.entries()) {
      for (const block of blocks) {
        expect(store.has(plan, block)).toBe(true)
        const [facts, back] = [factsOf(own, block), await store.get(plan, block)]
        expect(bytesOf(back.values).equals(bytesOf(facts.values))).toBe(true)
        expect([back.invoices, back.events]).toEqual([facts.invoices, facts.events])
      }
      expect(store.has(plan, { first: 50, count: 25 })).toBe(false)
      expect(store.has(plan, { first: 75, count: 25 })).toBe(false)
    }
    await store.close()
    expect(readdirSync(temporary)).toEqual([])
  },
)

test('a place that has no room for temporary files is told, and nothing is left', async () => {
  process.env.TMPDIR = join(temporary, 'nowhere')
  const store = new MemoryStore(0, () => new TemporaryStore())
  await store.open(plans)
  await expect(store.put(0, blocks[0]!, factsOf(plans[0]!, blocks[0]!))).rejects.toThrow(
    `${temporary}/nowhere: no temporary folder can be made there: ENOENT`,
  )
  await store.close()
  process.env.TMPDIR = temporary
  expect(readdirSync(temporary)).toEqual([])
})
