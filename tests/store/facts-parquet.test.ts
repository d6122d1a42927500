import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { factColumn, factCount, factNames } from '../../src/facts/columns.js'
import { blocksOf } from '../../src/runtime/replicate-block.js'
import type { StoredPlan } from '../../src/store/fact-store.js'
import { writeFacts } from '../../src/store/facts-parquet.js'
import { FolderStore } from '../../src/store/folder-store.js'
import { emptyFolder, factsOf, storedPlan } from './stored-plan.js'

/** Writes so many replicates of a plan of made-up facts, and reads the file back: names of columns and rows. */
async function written(plan: StoredPlan, replicates: number, file = join(emptyFolder(), 'facts.parquet')) {
  const blocks = blocksOf(0, replicates)
  const store = new FolderStore(join(emptyFolder(), 'unfinished'))
  await store.open([plan])
  for (const block of blocks) await store.put(0, block, factsOf(plan, block))
  await writeFacts(file, store.files(0, blocks), plan, replicates)
  await store.close()
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const result = await connection.runAndReadAll(`SELECT * FROM '${file.replaceAll("'", "''")}'`)
  const types = result.columnTypes().map(String)
  const read = { file, columns: result.columnNames(), types, rows: result.getRows() }
  connection.closeSync()
  instance.closeSync()
  return read
}

test('has a row for each replicate, group and month in that order, with the attributes of the group and the facts', async () => {
  const plan = storedPlan('baseline')
  const { columns, types, rows } = await written(plan, 60)
  expect(columns).toEqual(['replicate', 'month', 'region', ...factNames])
  expect(types).toEqual(['INTEGER', 'VARCHAR', 'VARCHAR', ...factNames.map(() => 'DOUBLE')])
  const expected = blocksOf(0, 60).flatMap((block) => {
    const { values } = factsOf(plan, block)
    let row = 0
    return Array.from({ length: block.count }, (_, at) =>
      plan.groups.flatMap((group) =>
        plan.months.map((month) => {
          const own = values.subarray(row * factCount, ++row * factCount)
          return [block.first + at, month, group.region ?? null, ...own]
        }),
      ),
    ).flat()
  })
  expect(rows).toEqual(expected)
})

test('has only the facts that the plan simulates, and no attributes where nothing is grouped', async () => {
  const plan = storedPlan('few', { groups: [{}], facts: ['write_offs', 'receivables'] })
  const { columns, rows } = await written(plan, 3)
  expect(columns).toEqual(['replicate', 'month', 'write_offs', 'receivables'])
  const { values } = factsOf(plan, { first: 0, count: 3 })
  expect(rows.map((row) => row.slice(2))).toEqual(
    Array.from({ length: 6 }, (_, row) => plan.facts.map((fact) => values[row * factCount + factColumn[fact]]!)),
  )
})

test('keeps the order of more rows than DuckDB takes at once', async () => {
  const months = Array.from({ length: 240 }, (_, month) => `${2026 + Math.floor(month / 12)}-${(month % 12) + 1}`)
  const plan = storedPlan('long', { groups: [{}, { region: 'EMEA' }], months, facts: ['receivables'] })
  const { rows } = await written(plan, 300)
  expect(rows.length).toBe(300 * 2 * 240)
  let wrong = 0
  rows.forEach(([replicate, month, region], row) => {
    const [own, group] = [Math.floor(row / 480), Math.floor(row / 240) % 2]
    if (replicate !== own || month !== months[row % 240] || region !== (group === 1 ? 'EMEA' : null)) wrong++
  })
  expect(wrong).toBe(0)
})

test('an attribute that is called as another column has one of its own', async () => {
  const groups = [{}, { Month: 'a', receivables: 'b' }]
  const { columns, rows } = await written(storedPlan('odd', { groups, months: ['2026-12'], facts: ['receivables'] }), 1)
  expect(columns).toEqual(['replicate', 'month', 'customer_Month', 'customer_receivables', 'receivables'])
  expect(rows.map((row) => row.slice(1, 4))).toEqual([
    ['2026-12', null, null],
    ['2026-12', 'a', 'b'],
  ])
})

test('attributes, months and folders with quotes are texts, and the same facts make the same bytes', async () => {
  const groups = [{}, { 'it\'s "quoted"': 'a' }, { 'it\'s "quoted"': "b'); DROP TABLE block; --" }]
  const plan = storedPlan('odd', { groups, facts: ['receivables'] })
  const folder = emptyFolder()
  const one = await written(plan, 2, join(folder, "o'ne.parquet"))
  const other = await written(plan, 2, join(folder, 'other.parquet'))
  expect(one.columns).toEqual(['replicate', 'month', 'it\'s "quoted"', 'receivables'])
  expect(one.rows.map((row) => row[2])).toEqual(
    [0, 1].flatMap(() => [null, null, 'a', 'a', "b'); DROP TABLE block; --", "b'); DROP TABLE block; --"]),
  )
  expect(readFileSync(one.file).equals(readFileSync(other.file))).toBe(true)
})
