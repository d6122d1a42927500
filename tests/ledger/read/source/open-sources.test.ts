import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utils, write } from 'xlsx'
import { InputError } from '../../../../src/document/input-error.js'
import { FileHead } from '../../../../src/ledger/read/source/file-head.js'
import { listFiles } from '../../../../src/ledger/read/source/list-files.js'
import { openSources } from '../../../../src/ledger/read/source/open-sources.js'
import { readSource } from '../../../../src/ledger/read/source/read-source.js'
import { newTemporaryFile, removeTemporaryFile } from '../../../../src/ledger/read/source/temporary-files.js'
import { unpackGzip } from '../../../../src/ledger/read/source/unpack-gzip.js'
import { connection, newPath, read, readPath, readToEnd, written } from './reading-sources.js'

describe('the files of one table', () => {
  const months = [
    '2024-1.csv',
    '2024-2.csv',
    '2024-10.csv',
    '2023-12.csv.gz',
    'notes.md',
    '.hidden.csv',
    '~$2024-1.xlsx',
  ]
  function folderOf(names: readonly string[], folderName = 'exports'): string {
    const folder = newPath(folderName)
    mkdirSync(folder)
    for (const name of names)
      writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync('a\n0\n') : `a\n${name}\n`)
    return folder
  }
  const namesOf = (path: string) => listFiles(path).map((file) => file.slice(dirname(file).length + 1))

  test('of a folder: in natural order, without what is no table', () => {
    const folder = folderOf(months)
    mkdirSync(join(folder, '2024-3.csv'))
    expect(namesOf(folder)).toEqual(['2023-12.csv.gz', '2024-1.csv', '2024-2.csv', '2024-10.csv'])
  })

  test('of a pattern, also below a folder whose name has characters of patterns', () => {
    const folder = folderOf(months, "it's [2024] {a} (b) *")
    expect(namesOf(join(folder, '2024-*.csv'))).toEqual(['2024-1.csv', '2024-2.csv', '2024-10.csv'])
    expect(namesOf(join(folder, '2024-{1,10}.csv'))).toEqual(['2024-1.csv', '2024-10.csv'])
    expect(namesOf(join(folder, '*.md'))).toEqual(['notes.md'])
    expect(listFiles(join(dirname(folder), '*', '2024-2.csv'))).toEqual([join(folder, '2024-2.csv')])
  })

  test('a file whose own name is a pattern is that file', () => {
    const folder = folderOf(['[1].csv', '1.csv'])
    expect(namesOf(join(folder, '[1].csv'))).toEqual(['[1].csv'])
  })

  test('become sources in that order', async () => {
    const sources = await openSources(folderOf(months), {}, connection)
    const tables = []
    for (const source of sources) tables.push(await readToEnd(source))
    expect(tables.map(({ rows }) => rows)).toEqual([[['0']], [['2024-1.csv']], [['2024-2.csv']], [['2024-10.csv']]])
  })

  test.each([
    ['no such file', 'x.csv', /x\.csv: the file does not exist; check the name and the folder\.$/],
    ['no match', 'y-*.csv', /y-\*\.csv: no file matches this pattern; check the name and the folder\.$/],
    ['an empty folder', '.', /: the folder has no files of a table \(\.csv, .*\.xlsm\)\.$/],
  ])('InputError: %s', async (_, path, message) => {
    await expect(openSources(join(folderOf(['notes.md']), path), {}, connection)).rejects.toThrow(message)
  })

  test('where one file is at fault, the others are closed', async () => {
    const folder = folderOf(['1.csv.gz'])
    writeFileSync(join(folder, '2.csv'), '')
    await expect(openSources(folder, {}, connection)).rejects.toThrow(/2\.csv: the file is empty/)
    expect(leftovers()).toEqual([])
  })
})

describe('gzip', () => {
  const text = 'a,b\n1,2\n'

  test('of several members, in any case, of any format', async () => {
    const members = Buffer.concat([gzipSync('a,b\n'), gzipSync('1,2\n')])
    expect((await read('x.csv.gz', members)).rows).toEqual([['1', '2']])
    expect((await read('X.CSV.GZ', gzipSync(text))).rows).toEqual([['1', '2']])
    expect((await read('x.csv', gzipSync(text))).rows).toEqual([['1', '2']])
    expect((await read('x.jsonl.gz', gzipSync('{"a":1}'))).rows).toEqual([['1']])
    expect((await read('x.csv.gz', gzipSync(Buffer.from(`\uFEFF${text}`, 'utf16le')))).rows).toEqual([['1', '2']])
  })

  test.each([
    [
      'cut off',
      gzipSync(text.repeat(999)).subarray(0, 40),
      {},
      /x\.csv\.gz: the gzip file is cut off; copy or export it once more\.$/,
    ],
    [
      'damaged',
      gzipSync(text).fill(0xff, 12, 18),
      {},
      /x\.csv\.gz: the gzip file is damaged; copy or export it once more\.$/,
    ],
    ['of nothing', gzipSync(''), {}, /x\.csv\.gz: the file is empty; it needs a header line and rows\.$/],
    ['none at all', Buffer.from(text), {}, /x\.csv\.gz: the file is no gzip file, though its name says so\.$/],
    [
      'of more than the limit',
      gzipSync(text.repeat(99)),
      { maxUnpackedBytes: 100 },
      /x\.csv\.gz: the file unpacks to more than 100 bytes; if that is right, raise ARLAB_MAX_UNPACKED_BYTES\.$/,
    ],
  ])('InputError: %s', async (_, bytes, options, message) => {
    await expect(read('x.csv.gz', bytes, options)).rejects.toThrow(message)
    expect(leftovers()).toEqual([])
  })

  test('the environment sets the limit, and must be a number', async () => {
    try {
      process.env.ARLAB_MAX_UNPACKED_BYTES = '5'
      await expect(read('x.csv.gz', gzipSync(text))).rejects.toThrow(/more than 5 bytes/)
      process.env.ARLAB_MAX_UNPACKED_BYTES = 'lots'
      await expect(read('x.csv.gz', gzipSync(text))).rejects.toThrow(
        /^ARLAB_MAX_UNPACKED_BYTES: "lots" is not a whole number of bytes above 0\.$/,
      )
    } finally {
      delete process.env.ARLAB_MAX_UNPACKED_BYTES
    }
  })

  test('what grows a thousandfold and more is refused before it fills the disk', async () => {
    const zeros = gzipSync(Buffer.alloc(5_000_000), { level: 9 })
    const bomb = written('x.csv.gz', Buffer.concat(Array<Buffer>(30).fill(zeros)))
    const unpacked = newTemporaryFile('.csv')
    await expect(unpackGzip('bomb', bomb, unpacked, 2 ** 40, 20_000_000)).rejects.toThrow(
      /^bomb: the file unpacks to more than 1000 times its size, as no table does; unpack it by hand if it is sound\.$/,
    )
    expect(statSync(unpacked).size).toBeLessThan(100_000_000)
    await unpackGzip('sound', written('x.csv.gz', zeros), unpacked, 2 ** 40)
    expect(statSync(unpacked).size).toBe(5_000_000)
    removeTemporaryFile(unpacked)
  })
})

test.each([
  ['a PDF', '%PDF-1.7 …', /the file is a PDF; export the table as CSV or XLSX\.$/],
  ['bzip2', 'BZh91AY', /the file is packed with bzip2; unpack it, or pack it with gzip\.$/],
  ['a 7-Zip archive', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27]), /the file is a 7-Zip archive; unpack it\.$/],
])('InputError: %s', async (_, content, message) => {
  await expect(read('x.csv', content)).rejects.toThrow(message)
})

test('InputError: a file without the right to read it', () => {
  const file = written('x.csv', 'a\n1\n')
  for (const folder of [dirname(file), dirname(dirname(file))]) chmodSync(folder, 0o755)
  chmodSync(file, 0)
  // To root nothing is forbidden, so root steps back for a moment.
  const isRoot = process.geteuid?.() === 0
  const message = /x\.csv: the file may not be read; ask for the right to, or copy it\.$/
  try {
    if (isRoot) process.seteuid!(65_534)
    expect(() => FileHead.of(file, file)).toThrow(message)
  } finally {
    if (isRoot) process.seteuid!(0)
  }
})

test('a fault of the one who streams is theirs, not the file’s', async () => {
  const source = (await openSources(written('x.csv', 'a\n1\n'), {}, connection))[0]!
  const fault = new TypeError('a mistake in the program')
  await expect(readSource(source, () => Promise.reject(fault))).rejects.toBe(fault)
  const other = (await openSources(written('x.csv', 'a\n1\n'), {}, connection))[0]!
  await expect(
    readSource(other, async ({ relation }) => {
      await connection.run(`SELECT no_such_column FROM ${relation}`)
      return { result: null, rows: 0 }
    }),
  ).rejects.toBeInstanceOf(InputError)
})

/** Folders of temporary files that this process has left. */
function leftovers(): string[] {
  const file = newTemporaryFile('.probe')
  const others = readdirSync(dirname(file))
  removeTemporaryFile(file)
  return others
}

describe('temporary files', () => {
  test('are for this user only, and go with the source; the folder goes with the last of them', async () => {
    const source = (await openSources(written('x.csv.gz', gzipSync('a\n1\n')), {}, connection))[0]!
    const file = /'([^']*\.unpacked)'/.exec(source.relation)![1]!
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect((await readToEnd(source)).rows).toEqual([['1']])
    expect(existsSync(file)).toBe(false)
    expect(existsSync(dirname(file))).toBe(false)
  })

  test.each([
    ['when the process ends by itself', null],
    ['when it is interrupted', 'SIGINT'],
    ['when it is told to end', 'SIGTERM'],
  ] as const)('are gone %s', async (_, signal) => {
    // A process of its own runs the build.
    const module = new URL('../../../../dist/ledger/read/source/temporary-files.js', import.meta.url)
    const body = `
      import { writeFileSync } from 'node:fs'
      import { newTemporaryFile } from '${module.href}'
      const file = newTemporaryFile('.csv')
      writeFileSync(file, 'a')
      process.stdout.write(file)
      ${signal ? 'setInterval(() => undefined, 1000)' : ''}`
    const child = spawn(process.execPath, ['--input-type=module', '-e', body], {
      env: { ...process.env, TMPDIR: tmpdir() },
    })
    let file = ''
    child.stdout.on('data', (chunk: Buffer) => {
      file += chunk.toString()
      if (signal) child.kill(signal)
    })
    const ended = await new Promise((resolve) => child.on('exit', (code, by) => resolve(by ?? code)))
    expect(ended).toBe(signal ?? 0)
    expect(file).toMatch(/\.csv$/)
    expect(existsSync(dirname(file))).toBe(false)
  })
})

test('random tables come back equal from every format', async () => {
  const text = fc.stringMatching(/^[A-Za-z0-9 ,;"'\t|äßé\n]{0,10}[A-Za-z0-9äßé]$/).map((value) => `x${value}`)
  const tables = fc.array(fc.tuple(text, fc.option(text), fc.option(text)), { minLength: 1, maxLength: 8 })
  const quoted = (value: string | null, quote: string) =>
    value === null ? '' : `${quote}${value.replaceAll(quote, quote + quote)}${quote}`
  const csv = (rows: readonly (readonly (string | null)[])[], delimiter: string, quote = '"') =>
    rows.map((row) => `${row.map((value) => quoted(value, quote)).join(delimiter)}\n`).join('')
  await fc.assert(
    fc.asyncProperty(tables, async (rows) => {
      const all = [['a', 'b', 'c'], ...rows]
      const objects = rows.map(([a, b, c]) => ({ a, b, c }))
      const book = utils.book_new()
      utils.book_append_sheet(book, utils.aoa_to_sheet(all), 'S')
      const parquet = newPath('x.parquet')
      const literal = (value: string | null) => (value === null ? 'NULL::VARCHAR' : `'${value.replaceAll("'", "''")}'`)
      const values = rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')
      await connection.run(`COPY (SELECT * FROM (VALUES ${values}) t(a, b, c)) TO '${parquet}' (FORMAT parquet)`)
      const files = [
        written('x.csv', csv(all, ',')),
        written('x.csv', csv(all, ';').replaceAll('\n', '\r\n')),
        written('x.tsv', `\uFEFF${csv(all, '\t')}`),
        written('x.csv', Buffer.from(`\uFEFF${csv(all, '|')}`, 'utf16le')),
        written('x.csv.gz', gzipSync(csv(all, ','))),
        written('x.jsonl', objects.map((object) => JSON.stringify(object)).join('\n')),
        written('x.json.gz', gzipSync(JSON.stringify(objects, null, 1))),
        written('x.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer),
        parquet,
      ]
      for (const file of files) {
        const table = await readPath(file)
        const rowsRead = table.rows.map((row) => row.map((value) => value?.replaceAll('\r\n', '\n') ?? null))
        expect(rowsRead, file).toEqual(rows)
        expect([table.columns, table.rejects], file).toEqual([['a', 'b', 'c'], []])
      }
      expect((await readPath(written('x.csv', csv(all, '^', "'")), { delimiter: '^', quote: "'" })).rows).toEqual(rows)
      const latin1 = written('x.csv', Buffer.from(csv(all, ','), 'latin1'))
      expect((await readPath(latin1, { encoding: /[äßé]/.test(csv(all, '')) ? 'latin-1' : 'utf-8' })).rows).toEqual(
        rows,
      )
    }),
    { numRuns: 25 },
  )
})
