import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dayFromIso } from '../../src/calendar/day.js'
import { interruptSentence } from '../../src/cli/interrupt.js'
import { keepResults } from '../../src/cli/keep-results.js'
import { readResults, unfinishedResults } from '../../src/results/result-folder.js'
import { simulate } from '../../src/scenario/simulate.js'
import { smallBehavior } from '../scenario/scenario-of.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-results-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an interrupt after it says that the results are there, not that futures are kept', async () => {
  const store = unfinishedResults(folder)
  const asOf = dayFromIso('2024-12-31')!
  const behavior = smallBehavior
  const simulation = await simulate({ behavior, asOf, scenarios: [], months: 1, replicates: 4, threads: 1, store })
  await keepResults(folder, { title: 'Small', simulation, behavior }, store)
  expect(readResults(folder).simulation.replicates).toBe(4)
  expect(interruptSentence()).toBe(`Interrupted; the results in ${folder} are whole.`)
})
