import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { blocksOf } from '../../src/runtime/replicate-block.js'
import type { StoredPlan } from '../../src/store/fact-store.js'
import { FolderStore } from '../../src/store/folder-store.js'
import { bytesOf, emptyFolder, factsOf, storedPlan } from './stored-plan.js'

const [baseline, scenario] = [storedPlan('baseline'), storedPlan('scenario')]
const blocks = blocksOf(0, 60)
const files = ['0000000-0000024.parquet', '0000025-0000049.parquet', '0000050-0000059.parquet']

/** A store with all blocks of these plans, closed again. */
async function filled(folder: string, plans: readonly StoredPlan[]): Promise<FolderStore> {
  const store = new FolderStore(folder)
  await store.open(plans)
  for (const [plan, own] of plans.entries()) {
    for (const block of blocks) await store.put(plan, block, factsOf(own, block))
  }
  await store.close()
  return store
}

async function opened(folder: string, plans: readonly StoredPlan[]): Promise<FolderStore> {
  const store = new FolderStore(folder)
  await store.open(plans)
  return store
}

const folderOf = (folder: string, plan: StoredPlan) => join(folder, plan.hash.slice(0, 16))

test('every fact comes back to the bit, in another process’s order of asking', async () => {
  const plans = [baseline, storedPlan('fewer facts', { facts: ['receivables', 'write_offs'] })]
  const folder = join(emptyFolder(), 'unfinished')
  await filled(folder, plans)
  const store = await opened(folder, plans)
  expect(store.found).toBe(120)
  for (const [plan, own] of plans.entries()) {
    for (const block of [...blocks].reverse()) {
      const [facts, back] = [factsOf(own, block), await store.get(plan, block)]
      expect(bytesOf(back.values).equals(bytesOf(facts.values))).toBe(true)
      expect([back.invoices, back.events]).toEqual([facts.invoices, facts.events])
    }
  }
  await store.close()
})

test('the same block makes the same bytes of a file', async () => {
  const folders = [emptyFolder(), emptyFolder()]
  for (const folder of folders) await filled(folder, [baseline])
  for (const file of files) {
    const [one, other] = folders.map((folder) => readFileSync(join(folderOf(folder, baseline), file)))
    expect(one!.equals(other!)).toBe(true)
  }
})

test('blocks are asked and put at the same time', async () => {
  const store = await opened(emptyFolder(), [baseline, scenario])
  await Promise.all(
    [baseline, scenario].flatMap((own, plan) => blocks.map((block) => store.put(plan, block, factsOf(own, block)))),
  )
  const back = await Promise.all(blocks.map((block) => store.get(1, block)))
  back.forEach(({ values }, index) => {
    expect(bytesOf(values).equals(bytesOf(factsOf(scenario, blocks[index]!).values))).toBe(true)
  })
  await store.close()
})

test('has a block of that very size only', async () => {
  const folder = emptyFolder()
  await filled(folder, [baseline])
  const store = await opened(folder, [baseline])
  expect(store.has(0, { first: 50, count: 10 })).toBe(true)
  expect(store.has(0, { first: 50, count: 25 })).toBe(false)
  expect(store.has(0, { first: 75, count: 25 })).toBe(false)
  await store.close()
})

test('what a killed run was writing is removed, its blocks are kept', async () => {
  const folder = emptyFolder()
  await filled(folder, [baseline])
  const stale = join(folderOf(folder, baseline), '0000075-0000099.parquet.4711.tmp')
  writeFileSync(stale, 'half a block')
  const store = await opened(folder, [baseline])
  expect(readdirSync(folderOf(folder, baseline)).sort()).toEqual(files)
  expect(store.found).toBe(60)
  await store.close()
})

test('an unfinished run of other plans is refused, and stays as it is', async () => {
  const folder = emptyFolder()
  await filled(folder, [baseline, scenario])
  await expect(opened(folder, [storedPlan('another seed')])).rejects.toThrow(
    new InputError(
      `${folder}: an unfinished run of another company, seed or horizon is here (6 blocks of futures); ` +
        'finish it with its own options, give another folder, or delete this one.',
    ),
  )
  expect(readdirSync(folderOf(folder, baseline)).sort()).toEqual(files)
  expect(readdirSync(folderOf(folder, scenario)).sort()).toEqual(files)
})

test('a changed scenario keeps the baseline’s blocks; those of the old one go', async () => {
  const folder = emptyFolder()
  await filled(folder, [baseline, scenario])
  const changed = storedPlan('scenario, changed')
  const store = await opened(folder, [baseline, changed])
  expect(store.found).toBe(60)
  expect(blocks.map((block) => [store.has(0, block), store.has(1, block)])).toEqual(blocks.map(() => [true, false]))
  expect(readdirSync(folder)).toEqual([baseline.hash.slice(0, 16)])
  await store.close()
})

test('plans that are the same share their blocks, and are found once', async () => {
  const folder = emptyFolder()
  const same = { ...baseline, name: 'nothing changes' }
  const store = await opened(folder, [baseline, same])
  await store.put(0, blocks[0]!, factsOf(baseline, blocks[0]!))
  expect(store.has(1, blocks[0]!)).toBe(true)
  await store.close()
  const again = await opened(folder, [baseline, same])
  expect(again.found).toBe(25)
  await again.close()
})

test('what is not the run’s own is neither read nor removed', async () => {
  const folder = emptyFolder()
  await filled(folder, [baseline])
  mkdirSync(join(folder, 'notes'))
  writeFileSync(join(folder, 'notes', 'kept.txt'), 'kept')
  writeFileSync(join(folder, 'kept.txt'), 'kept')
  const store = await opened(folder, [baseline])
  await store.close()
  store.remove()
  expect(readdirSync(folder).sort()).toEqual(['kept.txt', 'notes'])
  expect(readdirSync(join(folder, 'notes'))).toEqual(['kept.txt'])
})

test('without a block its folder goes when it is closed, with all that was made for it', async () => {
  const folder = emptyFolder()
  await (await opened(join(folder, 'results', 'unfinished'), [baseline])).close()
  expect(readdirSync(folder)).toEqual([])
  const store = await filled(join(folder, 'results', 'unfinished'), [baseline])
  expect(store.files(0, blocks).map((file) => existsSync(file))).toEqual([true, true, true])
  store.remove()
  store.remove()
  expect(readdirSync(join(folder, 'results'))).toEqual([])
})

/** A Parquet file of a query, in the place of a block. */
async function foreignFile(file: string, query: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
}

test.each([
  ['cut', /./, async (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 2000))],
  ['empty', /./, async (file: string) => writeFileSync(file, '')],
  ['some other text', /./, async (file: string) => writeFileSync(file, 'x'.repeat(5000))],
  ['some other table', /Binder Error/, (file: string) => foreignFile(file, 'SELECT 1 AS replicate, 2 AS receivables')],
  [
    'another block’s',
    /it holds other replicates than its name says/,
    async (file: string) => copyFileSync(file.replace(files[1]!, files[0]!), file),
  ],
  [
    'a larger block’s',
    /it holds 210 rows in place of 150/,
    async (file: string) =>
      foreignFile(file, `SELECT * FROM '${file.replace(files[1]!, '*.parquet')}' WHERE replicate >= 25`),
  ],
  [
    'a part of it',
    /it holds 144 rows in place of 150/,
    (file: string) => foreignFile(file, `SELECT * FROM '${file}' WHERE replicate < 49`),
  ],
  [
    'copied by another program',
    /it does not say how many invoices it took/,
    (file: string) => foreignFile(file, `SELECT * FROM '${file}'`),
  ],
])('a block’s file that is %s is told, with what to do', async (_, reason, damage) => {
  const folder = emptyFolder()
  await filled(folder, [baseline])
  const file = join(folderOf(folder, baseline), files[1]!)
  await damage(file)
  const store = await opened(folder, [baseline])
  const error = (await store.get(0, blocks[1]!).catch((caught: unknown) => caught)) as InputError
  expect(error).toBeInstanceOf(InputError)
  expect(error.message.startsWith(`${file}: the block of the run cannot be read (`)).toBe(true)
  expect(error.message.endsWith('); delete it and run again.')).toBe(true)
  expect(error.message).toMatch(reason)
  // The others are read as before.
  expect((await store.get(0, blocks[0]!)).invoices).toBe(1)
  await store.close()
})
