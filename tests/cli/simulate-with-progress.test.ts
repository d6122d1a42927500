import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { day } from '../../src/calendar/day.js'
import { interruptSentence } from '../../src/cli/interrupt.js'
import { Progress } from '../../src/cli/progress.js'
import { simulateWithProgress } from '../../src/cli/simulate-with-progress.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import type { SimulateOptions } from '../../src/scenario/simulate.js'
import { FolderStore } from '../../src/store/folder-store.js'
import { scenarioOf, smallBehavior } from '../scenario/scenario-of.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-progress-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const scenario = scenarioOf('name: slower\nlevers: { collections: [{ hazard_multiplier: 0.8 }] }\n')

/** What is said on stderr, without how long it took. */
async function saidOf(steps: number, changes: Partial<SimulateOptions>): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    const options = { behavior: smallBehavior, asOf: day(20_088), scenarios: [], months: 2, threads: 1, ...changes }
    await simulateWithProgress(options, new Progress(steps))
    return write.mock.calls.map(([text]) => String(text).replace(/\d+\.\d s/, '… s')).join('')
  } finally {
    write.mockRestore()
  }
}

const precision = (tolerance: number, ...kpis: string[]) => ({ tolerance, kpis: kpis.map(kpiById) })

test('a number of futures: a step for the baseline and for each scenario', async () => {
  expect(await saidOf(2, { scenarios: [scenario], replicates: 60 })).toBe(
    '[1/2] simulate baseline: 60 futures (… s)\n[2/2] simulate slower: 60 futures (… s)\n',
  )
})

test('a precision that is reached, that is not, and that cannot be told', async () => {
  expect(await saidOf(1, { precision: precision(0.05, 'dso') })).toMatch(
    /^\[1\/1\] simulate to ± 5 %: 100 futures, ± \d\.\d+ % reached \(… s\)\n$/,
  )
  expect(await saidOf(1, { precision: precision(0.001, 'dso'), replicates: 110 })).toMatch(
    /^\[1\/1\] simulate to ± 0\.1 %: only ± \d\.\d+ % reached after 110 futures; raise --replicates \(… s\)\n$/,
  )
  // Nobody writes anything off within two months, but by a lever.
  const lossy = scenarioOf('name: lossy\nlevers: { write_off: { days_past_due: 5 } }\n')
  expect(
    await saidOf(1, { scenarios: [lossy], precision: precision(0.5, 'dso', 'bad_debt_to_sales'), replicates: 200 }),
  ).toBe(
    '[1/1] simulate to ± 50 %: 200 futures; ± per cent cannot be told of bad_debt_to_sales, whose mean in the baseline is 0 or not known (… s)\n',
  )
})

test('a folder: what an interrupt leaves, and what an earlier run has left', async () => {
  const store = () => new FolderStore(join(folder, 'unfinished'))
  expect(await saidOf(1, { replicates: 60, store: store() })).toBe('[1/1] simulate baseline: 60 futures (… s)\n')
  expect(interruptSentence()).toBe(
    `Interrupted; the futures that were finished are kept in ${folder}/unfinished. The same command goes on from there.`,
  )
  expect(await saidOf(1, { replicates: 60, store: store() })).toBe(
    '60 futures of an earlier run are there already.\n[1/1] simulate baseline: 60 futures (… s)\n',
  )
})
