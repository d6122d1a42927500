import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runArlab } from './run-arlab.js'
import { filesBelow, RunningArlab } from './running-arlab.js'

/** Moments that nobody chose, the same in every run of the test (Park and Miller’s minimal standard). */
function* fractions(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (state * 48_271) % 2_147_483_647) yield state / 2_147_483_647
}
const moments = fractions(20_260_101)
const between = (least: number, most: number) => least + (most - least) * moments.next().value

const temporary = mkdtempSync(join(tmpdir(), 'arlab-resume-'))
afterAll(() => rmSync(temporary, { recursive: true, force: true }))
const inFolder = (...names: string[]) => join(temporary, ...names)

const replicates = 500
const plans = 2
const blocks = (plans * replicates) / 25
const results = ['behavior.json', 'check.json', 'facts/baseline.parquet', 'facts/net-45.parquet', 'manifest.json']

function command(folder: string, threads: number): string[] {
  return [
    ...['simulate', 'data/demo', '--behavior', inFolder('behavior.json'), '--scenario', 'scenarios/net-45.yaml'],
    ...['--months', '3', '--by', 'region', '--replicates', String(replicates)],
    ...['--threads', String(threads), '-o', inFolder(folder)],
  ]
}

/** All figures, and how much was drawn for them; not how long it took. */
function simulationOf(folder: string): object {
  const { performance, ...figures } = JSON.parse(readFileSync(inFolder(folder, 'simulation.json'), 'utf8'))
  return { ...figures, invoices: performance.invoices, events: performance.events }
}

const blockFiles = (folder: string) =>
  filesBelow(inFolder(folder, 'unfinished')).filter((file) => file.endsWith('.parquet'))

function expectSameResults(folder: string): void {
  expect(filesBelow(inFolder(folder)).sort()).toEqual(
    [...results, 'simulation.json'].map((file) => inFolder(folder, file)),
  )
  expect(existsSync(inFolder(folder, 'unfinished'))).toBe(false)
  for (const file of results) {
    const same = readFileSync(inFolder(folder, file)).equals(readFileSync(inFolder('whole', file)))
    expect(same, file).toBe(true)
  }
  expect(simulationOf(folder)).toEqual(simulationOf('whole'))
}

beforeAll(() => {
  expect(runArlab('fit', 'data/demo', '-o', inFolder('behavior.json')).code).toBe(0)
  const { code, stderr } = runArlab(...command('whole', 1))
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('earlier run')])
  expect(statSync(inFolder('whole', 'facts/baseline.parquet')).size).toBeGreaterThan(100_000)
})

describe('a run that is killed again and again', () => {
  /** Each: how many threads, what is waited for, and the files of blocks that are there afterwards at the least. */
  const kills: readonly (readonly [number, string, () => () => boolean, number])[] = [
    [1, 'a while, before anything is finished', () => after(between(50, 400)), 0],
    [2, 'the first block', () => () => blockFiles('killed').length >= 1, 1],
    [2, 'a moment later', () => afterBlocks(Math.ceil(between(4, 12))), 4],
    [1, 'some more', () => afterBlocks(Math.ceil(between(14, 22))), 14],
    [2, 'the scenario’s first ones', () => afterBlocks(blocks / 2 + Math.ceil(between(1, 10))), blocks / 2 + 1],
    [1, 'all facts being put together', () => () => existsSync(inFolder('killed', 'facts')), blocks],
    [2, 'the second file of facts being written', () => () => writing('net-45.parquet'), blocks],
  ]
  const after = (milliseconds: number) => {
    const end = performance.now() + milliseconds
    return () => performance.now() >= end
  }
  const afterBlocks = (count: number) => () => blockFiles('killed').length >= count
  const writing = (file: string) =>
    filesBelow(inFolder('killed', 'facts')).some((path) => basename(path).startsWith(file) && path.endsWith('.tmp'))

  test.each(kills)('with %i threads, after %s', async (threads, _, moment, least) => {
    const before = blockFiles('killed')
    const { signal, stderr } = await new RunningArlab(...command('killed', threads)).stopWhen(moment(), 'SIGKILL')
    // Otherwise it ended before it was killed, and nothing is tested.
    expect([signal, stderr]).toEqual(['SIGKILL', expect.not.stringContaining('arlab:')])
    const kept = blockFiles('killed')
    expect(kept.length).toBeGreaterThanOrEqual(least)
    expect(kept).toEqual(expect.arrayContaining(before))
    expect(existsSync(inFolder('killed', 'simulation.json'))).toBe(false)
  })

  test('ends with the very files of a run that nobody stopped, and leaves nothing else', () => {
    const { code, stderr } = runArlab(...command('killed', 2))
    expect(code).toBe(0)
    expect(stderr).toContain('1,000 futures of an earlier run are there already.\n')
    expectSameResults('killed')
  })

  test('teeth: another seed gives other facts', () => {
    expect(runArlab(...command('other', 1), '--seed', 'other').code).toBe(0)
    const facts = (folder: string) => readFileSync(inFolder(folder, 'facts/baseline.parquet'))
    expect(facts('other').equals(facts('whole'))).toBe(false)
  })
})

test('an interrupt keeps what is finished and says so; the same command goes on from there', async () => {
  const folder = 'interrupted'
  const { code, stderr } = await new RunningArlab(...command(folder, 2)).stopWhen(
    () => blockFiles(folder).length >= 3,
    'SIGINT',
  )
  expect([code, stderr]).toEqual([
    130,
    expect.stringContaining(
      `\nInterrupted; the futures that were finished are kept in ${inFolder(folder, 'unfinished')}. The same command goes on from there.\n`,
    ),
  ])
  const kept = blockFiles(folder)
  // Nothing half-written is among them.
  expect(filesBelow(inFolder(folder)).sort()).toEqual(kept.sort())
  const again = runArlab(...command(folder, 1))
  expect(again.code).toBe(0)
  expect(again.stderr).toContain(
    `${(25 * kept.length).toLocaleString('en-US')} futures of an earlier run are there already.\n`,
  )
  expectSameResults(folder)
})
