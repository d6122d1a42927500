import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { day } from '../../src/calendar/day.js'
import { InputError } from '../../src/document/input-error.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { factColumn, factCount } from '../../src/facts/columns.js'
import { readResults, unfinishedResults, writeResults } from '../../src/results/result-folder.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { simulate } from '../../src/scenario/simulate.js'
import { scenarioOf, smallBehavior } from '../scenario/scenario-of.js'

const temporary = mkdtempSync(join(tmpdir(), 'arlab-results-'))
afterAll(() => rmSync(temporary, { recursive: true, force: true }))
let folder = ''
let folders = 0
beforeEach(() => {
  folder = join(temporary, String(++folders))
})

const later = scenarioOf('name: "Net 60: later"\nlevers: { terms: [{ net: 60 }] }\n')
const slower = scenarioOf('name: Slower\nlevers: { collections: [{ hazard_multiplier: 0.8 }] }\n')
const asOf = day(20_088)

/** Runs and writes what `arlab simulate -o` does. */
async function written(scenarios = [later], replicates = 60): Promise<void> {
  const store = unfinishedResults(folder)
  const options = { behavior: smallBehavior, asOf, scenarios, months: 2, replicates, by: ['region'], threads: 1 }
  const simulation = await simulate({ ...options, store })
  await writeResults(folder, { title: 'Small', simulation, behavior: smallBehavior }, store)
}

const files = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
const contents = () =>
  files()
    .filter((file) => /\.\w+$/.test(file))
    .map((file) => [file, readFileSync(join(folder, file)).toString('base64')])

const manifest = () => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))

/** Rows of a Parquet file of the folder. */
async function rowsOf(file: string, query: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const result = await connection.runAndReadAll(query.replace('FILE', `'${join(folder, file)}'`))
  connection.closeSync()
  instance.closeSync()
  return result.getRows()
}

test('has the figures, the facts of every future, and a manifest that is true of them', async () => {
  await written()
  expect(files()).toEqual([
    'behavior.json',
    'facts',
    'facts/baseline.parquet',
    'facts/net-60-later.parquet',
    'manifest.json',
    'simulation.json',
  ])
  const { simulation, title } = readResults(folder)
  const { scenarios, ...run } = manifest()
  expect(title).toBe('Small')
  expect(run).toMatchObject({ seed: simulation.seed, behaviorHash: simulation.behaviorHash, by: ['region'], title })
  for (const [index, { facts, rows, columns, name, hash }] of scenarios.entries()) {
    expect([name, hash]).toEqual([simulation.scenarios[index]!.name, simulation.scenarios[index]!.hash])
    expect(await rowsOf(facts, 'SELECT count(*)::INTEGER FROM FILE')).toEqual([[rows]])
    expect((await rowsOf(facts, 'SELECT name FROM parquet_schema(FILE) WHERE type IS NOT NULL')).flat()).toEqual(
      columns,
    )
  }
})

test('has facts whose values are those of the engine', async () => {
  await written()
  const input = { behavior: smallBehavior, ledger: null, asOf, months: 2, seed: 'arlab', by: ['region'] }
  const { plan, groups, periods } = compilePlan(input, later)
  const { values } = runPlan(plan, 0, 60)
  // Neither NaN nor −0, which other programs read in their own ways.
  expect(values.some((value) => !Number.isFinite(value) || Object.is(value, -0))).toBe(false)
  const expected = Array.from({ length: 60 * groups.length * 2 }, (_, row) => [
    Math.floor(row / groups.length / 2),
    periods[row % 2]!.label,
    groups[Math.floor(row / 2) % groups.length]!.region ?? null,
    values[row * factCount + factColumn.receivables]!,
    values[row * factCount + factColumn.cash_collected]!,
  ])
  expect(
    await rowsOf(
      'facts/net-60-later.parquet',
      'SELECT replicate, month, region, receivables, cash_collected FROM FILE',
    ),
  ).toEqual(expected)
})

test('of another run in the same folder keeps nothing of the one before, nor of one that was killed; the rest stays', async () => {
  await written([later, slower])
  writeFileSync(join(folder, 'report.html'), 'mine')
  writeFileSync(join(folder, 'facts', 'notes.txt'), 'mine')
  for (const file of ['facts/baseline.parquet.123.tmp', 'facts/gone.parquet.9.tmp', 'simulation.json.123.tmp']) {
    writeFileSync(join(folder, file), 'half')
  }
  await written([slower])
  expect(files()).toEqual([
    'behavior.json',
    'facts',
    'facts/baseline.parquet',
    'facts/notes.txt',
    'facts/slower.parquet',
    'manifest.json',
    'report.html',
    'simulation.json',
  ])
})

test('without a store has no facts, and takes away those of another run', async () => {
  await written()
  const simulation = await simulate({
    behavior: smallBehavior,
    asOf,
    scenarios: [],
    months: 2,
    replicates: 60,
    threads: 1,
  })
  await writeResults(folder, { title: 'Small', simulation, behavior: smallBehavior })
  expect(files()).toEqual(['behavior.json', 'simulation.json'])
})

describe('results are replaced together or not at all', () => {
  test('where the last file cannot be written', async () => {
    await written()
    const before = contents()
    rmSync(join(folder, 'simulation.json'))
    mkdirSync(join(folder, 'simulation.json'))
    await expect(written([slower])).rejects.toThrow(
      new InputError(
        `${folder}/simulation.json: the file cannot be written: a folder has that name; give another place.`,
      ),
    )
    rmSync(join(folder, 'simulation.json'), { recursive: true })
    const kept = contents().filter(([file]) => !file!.startsWith('unfinished'))
    expect(kept).toEqual(before.filter(([file]) => file !== 'simulation.json'))
    // The futures are not lost.
    expect(existsSync(join(folder, 'unfinished'))).toBe(true)
    await written([slower])
    expect(existsSync(join(folder, 'unfinished'))).toBe(false)
    expect(manifest().scenarios.map(({ name }: { name: string }) => name)).toEqual(['baseline', 'Slower'])
  })

  test('where a block of futures went in the meantime', async () => {
    await written()
    const before = contents()
    const store = unfinishedResults(folder)
    const options = { behavior: smallBehavior, asOf, scenarios: [slower], months: 2, replicates: 60, threads: 1 }
    const simulation = await simulate({ ...options, store })
    rmSync(store.files(1, [{ first: 25, count: 25 }])[0]!)
    const writing = writeResults(folder, { title: 'Small', simulation, behavior: smallBehavior }, store)
    await expect(writing).rejects.toThrow('0000025-0000049.parquet')
    expect(contents().filter(([file]) => !file!.startsWith('unfinished'))).toEqual(before)
  })
})
