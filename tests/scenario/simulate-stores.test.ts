import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day } from '../../src/calendar/day.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { type SimulateOptions, simulate } from '../../src/scenario/simulate.js'
import { FolderStore } from '../../src/store/folder-store.js'
import { scenarioOf, smallBehavior } from './scenario-of.js'

// The temporary files of this test alone.
const temporary = mkdtempSync(join(tmpdir(), 'arlab-stores-'))
const before = process.env.TMPDIR
const kept = mkdtempSync(join(tmpdir(), 'arlab-kept-'))
beforeAll(() => {
  process.env.TMPDIR = temporary
})
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  for (const folder of [temporary, kept]) rmSync(folder, { recursive: true, force: true })
})

const scenarios = [
  scenarioOf('name: slower\nlevers: { collections: [{ hazard_multiplier: 0.8, where: { region: EMEA } }] }\n'),
  scenarioOf('name: nothing\n'),
  scenarioOf('name: dear\neconomics: { cost_of_capital: 0.1 }\n'),
]

const run = (changes: Partial<SimulateOptions> = {}) =>
  simulate({
    behavior: smallBehavior,
    asOf: day(20_088),
    scenarios,
    months: 3,
    replicates: 110,
    by: ['region'],
    threads: 1,
    ...changes,
  })

/** The result as text, but for the time it took and its threads. */
function textOf({ performance: { invoices, events }, ...rest }: SimulationResult): string {
  return JSON.stringify({ ...rest, invoices, events })
}

let inMemory: SimulationResult
beforeAll(async () => {
  inMemory = await run()
})

describe('beyond its ceiling memory flows over into temporary files', () => {
  test.each([1, 100_000])('with a ceiling of %i bytes the result is the same, and nothing is left', async (ceiling) => {
    let most = 0
    const onProgress = () => (most = Math.max(most, readdirSync(temporary).length))
    expect(textOf(await run({ memoryCeiling: ceiling, onProgress })) === textOf(inMemory)).toBe(true)
    expect(most).toBe(1)
    expect(readdirSync(temporary)).toEqual([])
  })

  test('in memory there are none', async () => {
    await run({ onProgress: () => expect(readdirSync(temporary)).toEqual([]) })
  })

  test('a run that throws leaves none', async () => {
    const wrong = new Error('wrong')
    const onProgress = (name: string) => {
      if (name !== 'slower') return
      expect(readdirSync(temporary).length).toBe(1)
      throw wrong
    }
    await expect(run({ memoryCeiling: 1, onProgress })).rejects.toBe(wrong)
    expect(readdirSync(temporary)).toEqual([])
  })
})

describe('a folder keeps the futures', () => {
  const folder = join(kept, 'unfinished')

  test('of a run that was stopped, and the next one with two threads gives the same result', async () => {
    const stop = (name: string, done: number) => {
      if (name === 'slower' && done >= 50) throw new Error('stopped')
    }
    await expect(run({ store: new FolderStore(folder), onProgress: stop })).rejects.toThrow('stopped')
    const store = new FolderStore(folder)
    const doneFirst: number[] = []
    const onProgress = (name: string, done: number) => {
      if (name === 'baseline') doneFirst.push(done)
    }
    expect(textOf(await run({ store, onProgress, threads: 2 })) === textOf(inMemory)).toBe(true)
    expect(store.found).toBe(110 + 50)
    // The progress of what is there already is told too.
    expect(doneFirst.at(-1)).toBe(110)
  })

  test('the finished run too, until they are removed', async () => {
    const store = new FolderStore(folder)
    expect(textOf(await run({ store })) === textOf(inMemory)).toBe(true)
    // “nothing” and “dear” are the baseline’s plan.
    expect(store.found).toBe(2 * 110)
    store.remove()
    expect(existsSync(folder)).toBe(false)
  })

  test('fewer and more of them come from the same blocks', async () => {
    for (const replicates of [60, 110, 60]) {
      const store = new FolderStore(folder)
      expect(textOf(await run({ store, replicates })) === textOf(await run({ replicates }))).toBe(true)
      expect(store.found).toBeGreaterThanOrEqual(replicates === 110 ? 2 * 60 : 0)
    }
  })
})

test('teeth: another seed gives another result', async () => {
  expect(textOf(await run({ seed: 'other' })) === textOf(inMemory)).toBe(false)
})
