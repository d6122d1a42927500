import { expect, test } from 'vitest'
import { openSources } from '../../../../src/ledger/read/source/open-sources.js'
import { connection, newPath, read, readPath, readToEnd } from './reading-sources.js'

async function parquet(select: string, name = 'x.parquet'): Promise<string> {
  const path = newPath(name)
  await connection.run(`COPY (${select}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`)
  return path
}

test.each([
  ['a text', "'0001'", '0001'],
  ['an empty text', "''", null],
  ['null', 'NULL::VARCHAR', null],
  ['a text that looks like a timestamp', "'2024-01-02 00:00:00'", '2024-01-02 00:00:00'],
  ['a date', "DATE '2024-01-02'", '2024-01-02'],
  ['a timestamp at midnight', "TIMESTAMP '2024-01-02 00:00:00'", '2024-01-02'],
  ['a timestamp in nanoseconds at midnight', "TIMESTAMP_NS '2024-01-02 00:00:00'", '2024-01-02'],
  ['a timestamp with a time', "TIMESTAMP '2024-01-02 10:30:00.5'", '2024-01-02 10:30:00.5'],
  ['a moment at UTC’s midnight', "TIMESTAMPTZ '2024-01-02 00:00:00+00'", '2024-01-02'],
  ['a decimal', '1234.5000::DECIMAL(18, 4)', '1234.5'],
  ['a decimal that is nothing', '0::DECIMAL(18, 2)', '0'],
  ['a whole decimal', '1200::DECIMAL(18, 2)', '1200'],
  ['a decimal without decimals', '1200::DECIMAL(18, 0)', '1200'],
  ['a negative decimal of many digits', '-12345678901234567890.10::DECIMAL(38, 2)', '-12345678901234567890.1'],
  ['a double', '0.1::DOUBLE', '0.1'],
  ['a double that float addition made', '(0.1::DOUBLE + 0.2::DOUBLE)', '0.30000000000000004'],
  ['a whole double', '1200::DOUBLE', '1200'],
  ['a tiny double', '-2.5e-10::DOUBLE', '-0.00000000025'],
  ['a power of ten below one', '1e-7::DOUBLE', '0.0000001'],
  ['a large double', '1.5e22::DOUBLE', '15000000000000000000000'],
  ['a power of ten', '1e21::DOUBLE', '1000000000000000000000'],
  ['a float', '-1.25::FLOAT', '-1.25'],
  ['a large integer', '9007199254740993::BIGINT', '9007199254740993'],
  ['true', 'true', 'true'],
  ['bytes that are text', "'M\\xC3\\xBCller'::BLOB", 'Müller'],
  ['bytes that are no text', "'\\xFF'::BLOB", '\\xFF'],
  ['a list', '[1, 2]', '[1,2]'],
  ['a record', "{'x': 1, 'y': [true]}", '{"x":1,"y":[true]}'],
])('%s', async (_, value, text) => {
  expect((await readPath(await parquet(`SELECT ${value} AS v`))).rows).toEqual([[text]])
})

test('a moment’s day is UTC’s wherever the session is', async () => {
  const path = await parquet("SELECT TIMESTAMPTZ '2024-01-02 00:00:00+00' AS v")
  await connection.run("SET TimeZone = 'America/New_York'")
  expect((await readPath(path)).rows).toEqual([['2024-01-02']])
  await connection.run('RESET TimeZone')
})

test('rows come in their order and count as lines; their number is exact', async () => {
  const path = await parquet('SELECT i AS n, i % 3 AS " m ""x""" FROM range(300000) t(i)', "it's [2024] {a} *.parquet")
  const table = await readPath(path)
  expect(table.columns).toEqual(['n', 'm "x"'])
  expect(table.rows.every(([value], row) => value === String(row))).toBe(true)
  expect(table.lines[299_999]).toBe(300_000)
  expect(table.estimatedRows).toBe(300_000)
})

test('is known by its bytes whatever its name; a file that is none, or is cut off, is refused', async () => {
  const path = await parquet('SELECT 1 AS v', 'x.data')
  expect((await readPath(path)).rows).toEqual([['1']])
  await expect(read('x.parquet', 'this is no parquet file, though its name says so')).rejects.toThrow(
    /x\.parquet: the file cannot be read as a table: it is not Parquet, though its name says so\.$/,
  )
  await expect(read('x.parquet', 'PAR1 and then nothing of use')).rejects.toThrow(
    /x\.parquet: the file cannot be read as a table: /,
  )
})

test('a file that disappears before it is streamed is an InputError too', async () => {
  const { rmSync } = await import('node:fs')
  const path = await parquet('SELECT 1 AS v')
  const source = (await openSources(path, {}, connection))[0]!
  rmSync(path)
  await expect(readToEnd(source)).rejects.toMatchObject({ name: 'InputError' })
})
