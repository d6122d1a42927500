import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../src/facts/roll-forward.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { root as projectRoot } from '../cli/run-arlab.js'
import { requirement } from '../requirements.js'
import { csvText, workbook, writeParquet } from './damaged/file-formats.js'
import { goodLedger } from './damaged/good-ledger.js'
import { sentenceFaults } from './damaged/judge-mutation.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-extreme-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const header = 'invoice_id,customer_id,invoice_date,due_date,amount\n'
const row = (id: string, amount = '10.00', customer = 'C1') => `${id},${customer},2024-01-10,2024-02-09,${amount}\n`
const sound = header + row('I1') + row('I2')

type Files = Readonly<Record<string, string | Uint8Array>>

function folderOf(files: Files): string {
  const folder = mkdtempSync(join(root, 'case-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

/** Opens a ledger, which must be accepted and add up, or be refused in a sentence that is given. */
async function end(folder: string, path = folder): Promise<Ledger | string> {
  try {
    const ledger = await openLedger(path)
    for (const counts of Object.values(ledger.data.tables)) {
      expect(counts.read).toBe(counts.accepted + counts.rejected)
      if (counts.readAmount !== null) expect(counts.readAmount).toBe(counts.acceptedAmount! + counts.rejectedAmount!)
    }
    expect(rollForwardBreaks(ledgerFacts(ledger.data))).toEqual([])
    return ledger
  } catch (error) {
    expect(sentenceFaults(error, folder)).toEqual([])
    return (error as Error).message.replaceAll(folder, 'DIR')
  }
}

async function refused(files: Files): Promise<string> {
  const ended = await end(folderOf(files))
  expect(typeof ended).toBe('string')
  return ended as string
}

async function accepted(files: Files): Promise<Ledger> {
  const ended = await end(folderOf(files))
  if (typeof ended === 'string') throw new Error(ended)
  return ended
}

const rejectsOf = ({ data }: Ledger) => data.rejects.map(({ line, column, code }) => [line, column, code])

describe('files of a size that no table has', () => {
  afterEach(() => {
    delete process.env.ARLAB_MAX_UNPACKED_BYTES
  })

  /** 32 MB of zeros pack to 32 kB; members of a gzip file follow each other, so many of them are gigabytes. */
  const bomb = () => {
    const member = gzipSync(Buffer.alloc(2 ** 25))
    return Buffer.concat(Array.from({ length: 64 }, () => member))
  }

  test('two gigabytes of zeros in a small .gz are refused before they fill the disk', async () => {
    expect(await refused({ 'invoices.csv.gz': bomb() })).toBe(
      'DIR/invoices.csv.gz: the file unpacks to more than 1000 times its size, as no table does; unpack it by hand if it is sound.',
    )
  })

  test('a limit on what may be unpacked is kept', async () => {
    process.env.ARLAB_MAX_UNPACKED_BYTES = '1000000'
    expect(await refused({ 'invoices.csv.gz': bomb() })).toBe(
      'DIR/invoices.csv.gz: the file unpacks to more than 1000000 bytes; if that is right, raise ARLAB_MAX_UNPACKED_BYTES.',
    )
  })

  test('a limit that is no number is refused by its name', async () => {
    process.env.ARLAB_MAX_UNPACKED_BYTES = '2 GB'
    const folder = folderOf({ 'invoices.csv.gz': gzipSync(sound) })
    await expect(openLedger(folder)).rejects.toThrow(
      'ARLAB_MAX_UNPACKED_BYTES: "2 GB" is not a whole number of bytes above 0.',
    )
  })

  test('a workbook that claims to hold more than memory does', async () => {
    const bytes = workbook({ columns: ['invoice_id'], rows: [['I1']] })
    // The directory at the end says how large each part is when unpacked.
    let at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    for (; at >= 0; at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 4))
      bytes.writeUInt32LE(0xfffffff0, at + 24)
    expect(await refused({ 'invoices.xlsx': bytes })).toMatch(
      /^DIR\/invoices\.xlsx: the workbook unpacks to \d+ bytes, which is too large/,
    )
  })

  test('a workbook that hides its size', async () => {
    const bytes = workbook({ columns: ['invoice_id'], rows: Array.from({ length: 5000 }, () => ['I'.repeat(200)]) })
    let at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    for (; at >= 0; at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 4)) bytes.writeUInt32LE(10, at + 24)
    expect(await refused({ 'invoices.xlsx': bytes })).toMatch(
      /^DIR\/invoices\.xlsx: the workbook is damaged \(.*\); save it in Excel again\.$/,
    )
  })

  test('a field of 1 MB is a name like any other', async () => {
    const name = 'x'.repeat(2 ** 20)
    const ledger = await accepted({ 'invoices.csv': sound, 'customers.csv': `customer_id,name\nC1,${name}\n` })
    const names = ledger.data.customers.attributes.get('name')!
    expect(names.values.at(names.codes[0]!)).toBe(name)
  })

  test('an identifier of 1 MB is one, and a like one is another', async () => {
    const long = 'I'.repeat(2 ** 20)
    const ledger = await accepted({ 'invoices.csv': header + row(long) + row(`${long}x`) })
    expect(ledger.data.invoices.ids.at(0)).toBe(long)
    expect(ledger.data.invoices.ids.at(1)).toBe(`${long}x`)
  })

  test('one line of 40 MB is a reject, and so is what comes of a file without line ends', async () => {
    const ledger = await accepted({ 'invoices.csv': `${header + row('I1')}I2,C1,${'9'.repeat(40e6)}\n${row('I3')}` })
    expect(rejectsOf(ledger)).toEqual([[3, '(row)', 'malformed-row']])
    expect(await refused({ 'invoices.csv': sound.replaceAll('\n', ',').repeat(300_000) })).toBe(
      'DIR/invoices.csv, line 1: the header does not end; a quote in it may not be closed.',
    )
  })

  test('a header of 100,000 columns', async () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `c${index}`).join()
    expect(await refused({ 'invoices.csv': `${names}\n${','.repeat(99_999)}\n` })).toMatch(
      /^DIR\/invoices\.csv, line 1, column invoice_id: the column is missing from the header \(c0, c1, .*, … \(100000 in all\)\);/,
    )
  })

  test('50,000 quotes, alone or each in a row', async () => {
    expect(await refused({ 'invoices.csv': '"'.repeat(50_000) })).toMatch(
      /^DIR\/invoices\.csv, line 1, column invoice_id: /,
    )
    expect(await refused({ 'invoices.csv': header + '"'.repeat(50_001) })).toMatch(/^the only row was rejected: DIR/)
    expect(await refused({ 'invoices.csv': header + '"\n'.repeat(10_001) })).toMatch(/DIR\/invoices\.csv/)
    const ledger = await accepted({
      'invoices.csv': `${header + row('I1')}I2,C1,"2024"-01-01,${'"'.repeat(50_000)},1\n${row('I3')}`,
    })
    expect(ledger.data.tables.invoices).toMatchObject({ read: 3, accepted: 2, rejected: 1 })
  })

  test('JSON that is nested a hundred thousand times', async () => {
    const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000)
    const good =
      '{"invoice_id":"I1","customer_id":"C1","invoice_date":"2024-01-10","due_date":"2024-02-09","amount":"1.00"}\n'
    for (const value of [deep('[', ']'), `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`]) {
      const ledger = await accepted({ 'invoices.jsonl': `${good}{"invoice_id":"I2","x":${value}}\n` })
      expect(rejectsOf(ledger)).toEqual([[2, '(row)', 'malformed-row']])
    }
    expect(await refused({ 'invoices.json': deep('[', ']') })).toMatch(/DIR\/invoices\.json/)
  })

  test('a Parquet file that is cut off anywhere', async () => {
    const folder = folderOf({})
    const file = join(folder, 'invoices.parquet')
    await writeParquet(goodLedger(false).invoices!, file)
    const bytes = readFileSync(file)
    for (const length of [
      4,
      5,
      12,
      bytes.length >> 1,
      bytes.length - 9,
      bytes.length - 8,
      bytes.length - 4,
      bytes.length - 1,
    ]) {
      writeFileSync(file, bytes.subarray(0, length))
      expect(await end(folder), String(length)).toMatch(/^DIR\/invoices\.parquet: /)
    }
  })

  test('zeros where a file should be', async () => {
    const folder = folderOf({})
    const file = openSync(join(folder, 'invoices.csv'), 'w')
    ftruncateSync(file, 2 ** 26)
    closeSync(file)
    expect(await end(folder)).toMatch(/^DIR\/invoices\.csv/)
  })
})

describe('numbers and days that no invoice has', () => {
  test('amounts without end, or that are none, are rejected one by one', async () => {
    const odd = [
      'Infinity',
      '-Infinity',
      'NaN',
      '1e400',
      '1e2',
      '0x10',
      `1${'0'.repeat(400)}`,
      '90071992547409.92',
      '--1',
    ]
    const ledger = await accepted({
      'invoices.csv': header + odd.map((text, index) => row(`X${index}`, text)).join('') + row('I1'),
    })
    expect(rejectsOf(ledger).map(([line, column]) => [line, column])).toEqual(
      odd.map((_, index) => [index + 2, 'amount']),
    )
    expect(ledger.data.tables.invoices).toMatchObject({ accepted: 1, amountsUnread: odd.length, acceptedAmount: 1000 })
  })

  test('negative and absurd dates are rejected one by one', async () => {
    const odd = [
      '-2024-01-01',
      '0000-00-00',
      '9999-12-31',
      '1899-12-31',
      '2200-01-01',
      '2024-02-30',
      '+12024-01-01',
      '-infinity',
      'epoch',
    ]
    const lines = odd.map((text, index) => `X${index},C1,${text},2024-02-09,1.00\n`).join('')
    const ledger = await accepted({ 'invoices.csv': header + lines + row('I1') })
    expect(rejectsOf(ledger)).toEqual(odd.map((_, index) => [index + 2, 'invoice_date', 'not-a-date']))
  })

  test('the longest span of days that is read has its months', async () => {
    const ledger = await accepted({
      'invoices.csv': `${header}I1,C1,1900-01-01,1900-01-31,1.00\nI2,C1,2199-12-31,2199-12-31,1.00\n`,
    })
    expect(ledgerFacts(ledger.data).periods.length).toBe(3600)
  })

  test('amounts of one table that add up beyond 2^53 minor units', async () => {
    expect(
      await refused({ 'invoices.csv': header + row('I1', '60000000000000.00') + row('I2', '60000000000000.00') }),
    ).toBe(
      'DIR/invoices.csv, column amount: the amounts add up to more than 90,071,992,547,409.91 USD, the most that can be held exactly; look for amounts with a missing decimal point, or split the ledger.',
    )
  })

  test('amounts of several tables that do so only together', async () => {
    const files = {
      'invoices.csv': header + row('I1', '60000000000000.01'),
      'adjustments.csv':
        'adjustment_id,invoice_id,date,amount,kind\nA1,I1,2024-03-01,60000000000000.00,write_off_reversal\n',
    }
    expect(await refused(files)).toBe(
      'DIR/invoices.csv: the amounts of the invoices and of all that was paid and booked on them add up to more than 90,071,992,547,409.91 USD, the most that can be held exactly; look for amounts with a missing decimal point, or split the ledger.',
    )
  })

  test('an amount that is too large only by its rate', async () => {
    const files = {
      'invoices.csv': `invoice_id,customer_id,invoice_date,due_date,amount,currency\nI1,C1,2024-01-10,2024-02-09,80000000000000.00,EUR\nI2,C1,2024-01-10,2024-02-09,1.00,USD\n`,
      'fx.csv': 'date,currency,rate\n2024-01-09,EUR,123456789.5\n',
    }
    expect(await refused(files)).toBe(
      'DIR/fx.csv: by its rate, money in EUR comes to more than 90,071,992,547,409.91 USD, the most that can be held exactly; look for an amount or a rate with a missing decimal point.',
    )
  })
})

describe('identifiers that no system gives', () => {
  test('right-to-left marks, emoji, accents in two ways and prototype names are texts, each its own', async () => {
    const ids = [
      '\u202EI1',
      '😀',
      'e\u0301',
      '\u00e9',
      '__proto__',
      'constructor',
      'toString',
      '0001',
      '1',
      "'; DROP TABLE x;--",
    ]
    const ledger = await accepted({ 'invoices.csv': header + ids.map((id) => row(id)).join('') })
    expect(ids.map((_, index) => ledger.data.invoices.ids.at(index))).toEqual(ids)
    expect(ledger.data.rejects).toEqual([])
  })

  test('NUL in an identifier is rejected', async () => {
    const ledger = await accepted({ 'invoices.csv': header + row('I\u00001') + row('I2') })
    expect(rejectsOf(ledger)).toEqual([[2, 'invoice_id', 'control-character']])
  })

  test('100,000 identifiers that differ in a letter at either end are told apart', async () => {
    const stem = 'A'.repeat(40)
    const lines = Array.from({ length: 100_000 }, (_, index) =>
      row(index % 2 === 0 ? `${index}${stem}` : `${stem}${index}`),
    )
    const ledger = await accepted({ 'invoices.csv': header + lines.join('') })
    expect(ledger.data.tables.invoices).toMatchObject({ read: 100_000, accepted: 100_000 })
  })

  test('one invoice with 20,000 applications, in the worst of orders', async () => {
    const count = 20_000
    const days = Array.from({ length: count }, (_, index) =>
      new Date(Date.UTC(2024, 1, 1 + ((count - index) % 3000))).toISOString().slice(0, 10),
    )
    const ledger = await accepted({
      'invoices.csv': header + row('I1', '20000.00'),
      'payments.csv': `payment_id,customer_id,payment_date,amount\n${days.map((day, index) => `P${index},C1,${day},0.99\n`).join('')}`,
      'applications.csv': `payment_id,invoice_id,amount\n${days.map((_, index) => `P${index},I1,0.99\n`).join('')}`,
    })
    const facts = ledgerFacts(ledger.data)
    expect(factAt(facts, 0, facts.periods.length - 1, 'receivables')).toBe(20_000)
  })
})

describe('what is no file, or may not be read', () => {
  test('a directory named invoices.csv', async () => {
    const folder = folderOf({})
    mkdirSync(join(folder, 'invoices.csv'))
    expect(await end(folder)).toBe(
      'DIR: the table invoices (a file such as invoices.csv) is not there, and a ledger needs it; files of other names are read through a mapping.',
    )
  })

  test('links that lead in a circle, or nowhere', async () => {
    const folder = folderOf({})
    symlinkSync(join(folder, 'invoices.csv'), join(folder, 'invoices.csv'))
    expect(await end(folder)).toMatch(/^DIR\/invoices\.csv: /)
    symlinkSync(join(folder, 'round'), join(folder, 'round'))
    expect(await end(folder, join(folder, 'round'))).toBe('DIR/round: there is no such ledger folder or mapping file.')
    const other = folderOf({})
    symlinkSync(join(other, 'gone'), join(other, 'invoices.csv'))
    expect(await end(other)).toMatch(/^DIR\/invoices\.csv: /)
  })

  test('a pipe is not waited for', async () => {
    const folder = folderOf({})
    execFileSync('mkfifo', [join(folder, 'invoices.csv')])
    expect(await end(folder)).toBe('DIR/invoices.csv: this is no file with rows; give a file, or a folder of files.')
  })

  // Root may read anything, so as root the command runs as the user nobody.
  const isRoot = process.getuid?.() === 0
  const check = (path: string) =>
    spawnSync(process.execPath, [join(projectRoot, 'dist/cli/main.js'), 'check', path], {
      encoding: 'utf8',
      cwd: tmpdir(),
      ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
    })
  const user = requirement('a user who may not read everywhere', check('/nowhere').status === 2)

  test.skipIf(user.skip)(`files and folders without permission${user.note}`, () => {
    const folder = folderOf({ 'invoices.csv': sound, 'mapping.yaml': 'tables: {}\n' })
    for (const path of [root, folder]) chmodSync(path, 0o755)
    for (const name of ['invoices.csv', 'mapping.yaml']) chmodSync(join(folder, name), 0)
    const ends = (path: string) => {
      const { status, stdout, stderr } = check(path)
      return [status, stdout, stderr.replaceAll(folder, 'DIR')]
    }
    expect(ends(folder)).toEqual([
      2,
      '',
      'arlab: DIR/invoices.csv: the file may not be read; ask for the right to, or copy it.\n',
    ])
    expect(ends(join(folder, 'mapping.yaml'))[2]).toMatch(/^arlab: DIR\/mapping\.yaml: .*\.\n$/)
    chmodSync(folder, 0o311)
    expect(ends(folder)).toEqual([2, '', 'arlab: DIR: the folder may not be read; ask for the right to, or copy it.\n'])
    chmodSync(folder, 0o755)
  })
})

test('a table that is unlike CSV in the middle does not spoil the next ledger of the process', async () => {
  const { columns, rows } = goodLedger(false).adjustments!
  const text = csvText({ columns, rows })
  const at = text.indexOf('\n', 200) + 30
  const noise = Buffer.concat([
    Buffer.from(text.slice(0, at)),
    Buffer.from('ff2c00fe2c2cc3282ce9', 'hex'),
    Buffer.from(text.slice(at + 40)),
  ])
  const invoices = csvText(goodLedger(false).invoices!)
  const customers = csvText(goodLedger(false).customers!)
  const ledger = await accepted({ 'invoices.csv': invoices, 'customers.csv': customers, 'adjustments.csv': noise })
  expect(ledger.data.rejects.length).toBeGreaterThan(0)
  expect((await accepted({ 'invoices.csv': sound })).data.tables.invoices!.accepted).toBe(2)
})
