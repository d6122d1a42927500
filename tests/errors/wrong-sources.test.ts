import { symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { utils, write } from 'xlsx'
import { InputError } from '../../src/document/input-error.js'
import { openSources } from '../../src/ledger/read/source/open-sources.js'
import { zipDirectory } from '../../src/ledger/read/source/zip-directory.js'
import { utf16, workbook } from './damaged/file-formats.js'
import { type Files, folderOf, invoiceHeader as header, refusal, soundInvoices as sound } from './ledger-files.js'

const row = 'I1,C1,2024-01-10,2024-02-09,10.00\n'
const bytes = (...values: number[]) => Buffer.from([...values, ...Buffer.alloc(32, 1)])
const mapped = (keys: string) =>
  `tables:\n  invoices:\n    file: export.csv\n    ${keys}\n    columns: { invoice_id: invoice_id, customer_id: customer_id, invoice_date: invoice_date, due_date: due_date, amount: amount }\n`

const book = (name: string, bookType: 'xlsx' | 'ods' = 'xlsx') => {
  const sheets = utils.book_new()
  utils.book_append_sheet(sheets, utils.aoa_to_sheet([['a'], ['1']]), name)
  return write(sheets, { type: 'buffer', bookType, compression: false }) as Buffer
}
/** A workbook in which a text is another of the same length. */
const withText = (from: string, to: string) =>
  Buffer.from(book('Sheet1').toString('latin1').replaceAll(from, to.padEnd(from.length)), 'latin1')
/** A workbook of which the directory says something else than is there of how long its sheet is. */
const withLength = (change: (length: number) => number) => {
  const bytes = book('Sheet1')
  const sheet = zipDirectory(bytes)!.find(({ name }) => name.endsWith('sheet1.xml'))!
  const field = bytes.lastIndexOf(sheet.name, undefined, 'latin1') - 46 + 24
  bytes.writeUInt32LE(change(sheet.unpackedBytes), field)
  return bytes
}

/** Each: the fault, the files, what is opened in the folder, and the whole message. */
const cases: [what: string, files: Files, path: string, message: string][] = [
  [
    'UTF-32',
    { 'invoices.csv': bytes(0xff, 0xfe, 0, 0) },
    '',
    'DIR/invoices.csv: the file is UTF-32, which is not read; save it as UTF-8.',
  ],
  [
    'a .gz that is none',
    { 'invoices.csv.gz': sound },
    '',
    'DIR/invoices.csv.gz: the file is no gzip file, though its name says so.',
  ],
  [
    'a gzip file that is cut off',
    { 'invoices.csv.gz': bytes(0x1f, 0x8b, 8).subarray(0, 9) },
    '',
    'DIR/invoices.csv.gz: the gzip file is cut off; copy or export it once more.',
  ],
  [
    'a gzip file that is damaged',
    { 'invoices.csv.gz': bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff) },
    '',
    'DIR/invoices.csv.gz: the gzip file is damaged; copy or export it once more.',
  ],
  [
    'a .parquet that is none',
    { 'invoices.parquet': sound },
    '',
    'DIR/invoices.parquet: the file cannot be read as a table: it is not Parquet, though its name says so.',
  ],
  [
    'a .xlsx that is none',
    { 'invoices.xlsx': sound },
    '',
    'DIR/invoices.xlsx: the file is no Excel workbook, though its name says so; save it as XLSX, or name it .csv.',
  ],
  [
    'an old workbook',
    { 'invoices.csv': bytes(0xd0, 0xcf, 0x11, 0xe0) },
    '',
    'DIR/invoices.csv: the file is an old Excel file or one with a password; save it as XLSX without a password.',
  ],
  [
    'a PDF',
    { 'invoices.csv': '%PDF-1.7' },
    '',
    'DIR/invoices.csv: the file is a PDF; export the table as CSV or XLSX.',
  ],
  [
    'bzip2',
    { 'invoices.csv': 'BZh91AY' },
    '',
    'DIR/invoices.csv: the file is packed with bzip2; unpack it, or pack it with gzip.',
  ],
  [
    'Zstandard',
    { 'invoices.csv': bytes(0x28, 0xb5, 0x2f, 0xfd) },
    '',
    'DIR/invoices.csv: the file is packed with Zstandard; unpack it, or pack it with gzip.',
  ],
  [
    'xz',
    { 'invoices.csv': bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a) },
    '',
    'DIR/invoices.csv: the file is packed with xz; unpack it, or pack it with gzip.',
  ],
  [
    '7-Zip',
    { 'invoices.csv': bytes(0x37, 0x7a, 0xbc, 0xaf) },
    '',
    'DIR/invoices.csv: the file is a 7-Zip archive; unpack it.',
  ],
  [
    'a picture',
    { 'invoices.csv': bytes(0x89, 0x50, 0x4e, 0x47) },
    '',
    'DIR/invoices.csv: the file is a picture; export the table as CSV or XLSX.',
  ],
  [
    'an empty zip',
    { 'invoices.csv': bytes(0x50, 0x4b, 5, 6) },
    '',
    'DIR/invoices.csv: the file is an empty zip file; export the table again.',
  ],
  [
    'a workbook that is cut off',
    { 'invoices.xlsx': workbook({ columns: ['a'], rows: [['1']] }).subarray(0, 300) },
    '',
    'DIR/invoices.xlsx: the workbook is damaged or cut off; copy or export it once more.',
  ],
  [
    'a zip file that is no workbook',
    { 'invoices.xlsx': book('Sheet1', 'ods') },
    '',
    'DIR/invoices.xlsx: the file is a zip file but no Excel workbook; save the table as XLSX or CSV.',
  ],
  [
    'a workbook that does not say what it holds',
    { 'invoices.xlsx': withLength((length) => length - 10) },
    '',
    'DIR/invoices.xlsx: the workbook is damaged (xl/worksheets/sheet1.xml is not what it should be); save it in Excel again.',
  ],
  [
    'a workbook that would unpack to gigabytes',
    { 'invoices.xlsx': withLength(() => 2 ** 31) },
    '',
    'DIR/invoices.xlsx: the workbook unpacks to 2147497892 bytes, which is too large; save the sheet as CSV.',
  ],
  [
    'a workbook without sheets',
    {
      'invoices.xlsx': withText('<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>', '<sheets></sheets>'),
    },
    '',
    'DIR/invoices.xlsx: the workbook has no sheets.',
  ],
  [
    'a workbook that cannot be understood',
    { 'invoices.xlsx': withText('xmlns="http://schemas.openxmlformats.org/package/2006/content-types"', 'xmlns="x"') },
    '',
    'DIR/invoices.xlsx: the file cannot be read as a workbook: Unknown Namespace: x; open it in Excel and save it again.',
  ],
  [
    'a sheet that the workbook does not have',
    { 'mapping.yaml': mapped('sheet: Table1').replace('export.csv', 'export.xlsx'), 'export.xlsx': book('Table') },
    'mapping.yaml',
    'DIR/export.xlsx: there is no sheet "Table1". Did you mean "Table"? Sheets: Table.',
  ],
  [
    'a header line of a workbook that is empty',
    { 'mapping.yaml': mapped('header_line: 9').replace('export.csv', 'export.xlsx'), 'export.xlsx': book('Table') },
    'mapping.yaml',
    'DIR/export.xlsx, sheet Table, row 9: there is no header; this row must name the columns.',
  ],
  [
    'a sheet with nothing in it',
    { 'invoices.xlsx': workbook({ columns: [''], rows: [] }) },
    '',
    'DIR/invoices.xlsx, sheet Table: the sheet is empty; it needs a header row and rows below it.',
  ],
  [
    'a blank header',
    { 'invoices.csv': `,,,\n${row}` },
    '',
    'DIR/invoices.csv, line 1: there is no header; the first line must name the columns.',
  ],
  [
    'a header that does not end',
    { 'invoices.csv': `"invoice_id,${row}` },
    '',
    'DIR/invoices.csv, line 1: the header does not end; a quote in it may not be closed.',
  ],
  [
    'a header that is no UTF-8',
    { 'invoices.csv': Buffer.from(sound.replace('amount', 'Betr\xe4ge'), 'latin1') },
    '',
    'DIR/invoices.csv, line 1: the header is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping.',
  ],
  [
    'UTF-16 with half a character',
    { 'invoices.csv': Buffer.concat([utf16(sound), Buffer.from([0, 0xd8, 0x41, 0])]) },
    '',
    'DIR/invoices.csv: the file is not sound UTF-16LE text; save it as UTF-8, or name its encoding in a mapping.',
  ],
  [
    'rows in Latin-1 and others in UTF-8',
    { 'invoices.csv': Buffer.from([sound, 'M\xfcller,1\n'.repeat(2 ** 17), 'M\xc3\xbcller,1\n'].join(''), 'latin1') },
    '',
    'DIR/invoices.csv: some rows of the file are Latin-1 and others UTF-8; save it as UTF-8, or say its encoding in a mapping.',
  ],
  [
    'a column twice',
    { 'invoices.csv': `amount,${header}0,${row}` },
    '',
    'DIR/invoices.csv, line 1: the header names the column "amount" twice; rename one.',
  ],
  [
    'control characters in the header',
    { 'invoices.csv': `a\u0007b,${header}${row}` },
    '',
    'DIR/invoices.csv, line 1: the file is not a table of text; save it as CSV, Parquet, JSON lines or XLSX.',
  ],
  [
    'a quote that swallows the file',
    { 'invoices.csv': `${sound}I2,"C1,x\n${'a\n'.repeat(200)}` },
    '',
    'DIR/invoices.csv, line 3: the row that begins here runs on to line 204, for a quote in it is not closed; close it, or double it if it is part of the text.',
  ],
  [
    'JSON without objects',
    { 'invoices.json': '[]' },
    '',
    'DIR/invoices.json: the file holds no JSON objects; it needs one for each row.',
  ],
  [
    'JSON that does not end',
    { 'invoices.json': '[\n{"a":1},\n{"a":' },
    '',
    'DIR/invoices.json, line 3: the JSON that begins here does not end; the file is cut off or a bracket is missing.',
  ],
  [
    'JSON with a bracket too many',
    { 'invoices.json': '{"a":\n1}}' },
    '',
    'DIR/invoices.json, line 2: a bracket closes here that was never opened.',
  ],
  [
    'JSON with text behind it',
    { 'invoices.json': '[\n{"a":1}\n]\nmore' },
    '',
    'DIR/invoices.json, line 4: there is text after the end of the JSON array.',
  ],
  [
    'a table that is there twice',
    { 'invoices.csv': sound, 'invoices.jsonl': '{}' },
    '',
    'DIR: the table invoices is there twice (invoices.csv, invoices.jsonl); keep one, or put files that belong together into a folder invoices.',
  ],
  [
    'a folder of a table without files',
    { 'invoices/readme.md': '' },
    '',
    'DIR/invoices: the folder has no files of a table (.csv, .tsv, .txt, .tab, .psv, .parquet, .json, .jsonl, .ndjson, .xlsx, .xlsm).',
  ],
  [
    'applications without payments',
    { 'invoices.csv': sound, 'applications.csv': 'payment_id,invoice_id,amount\nP1,I1,1.00\n' },
    '',
    'DIR/applications.csv: applications need the table payments, which is not there.',
  ],
  [
    'settled dates and applications',
    {
      'invoices.csv':
        'invoice_id,customer_id,invoice_date,due_date,amount,settled_date\nI1,C1,2024-01-10,2024-02-09,10.00,2024-02-01\n',
      'payments.csv': 'payment_id,customer_id,payment_date,amount\nP1,C1,2024-02-01,1.00\n',
      'applications.csv': 'payment_id,invoice_id,amount\nP1,I1,1.00\n',
    },
    '',
    'DIR/invoices.csv, column settled_date: a ledger with an applications table must not state settled_date too.',
  ],
  [
    'dates of both orders',
    { 'invoices.csv': `${header}I1,C1,13/01/2024,09/02/2024,1.00\nI2,C1,01/13/2024,02/09/2024,1.00\n` },
    '',
    'DIR/invoices.csv: some dates can only be day-first and others only month-first (line 2 has 13/01/2024, line 3 has 01/13/2024); write dates as 2024-03-04, or read the file through a mapping that says which it is, so that the others are rejected.',
  ],
  [
    'line ends of a header’s own text',
    { 'invoices.csv': `"in\nvoice",b\n1,2\n` },
    '',
    'DIR/invoices.csv, line 1, column invoice_id: the column is missing from the header (in\\nvoice, b); a file with other column names is read through a mapping.',
  ],
  [
    'an encoding that the file’s mark contradicts',
    { 'mapping.yaml': mapped('encoding: windows-1250'), 'export.csv': `\uFEFF${sound}` },
    'mapping.yaml',
    'DIR/export.csv: the mapping says encoding: windows-1250, but the file begins with the mark of UTF-8; leave encoding out.',
  ],
  [
    'an encoding that the bytes contradict',
    { 'mapping.yaml': mapped('encoding: latin-1'), 'export.csv': sound.replace('C1', 'Cé') },
    'mapping.yaml',
    'DIR/export.csv: the mapping says encoding: latin-1, but the file is UTF-8; leave encoding out, or say utf-8.',
  ],
  [
    'an encoding that nobody knows',
    { 'mapping.yaml': mapped('encoding: utf-9'), 'export.csv': sound },
    'mapping.yaml',
    'DIR/export.csv: the encoding "utf-9" is not known; say utf-8, latin-1, utf-16le, utf-16be, or a name like windows-1250 or shift_jis.',
  ],
  [
    'a delimiter that is none',
    { 'mapping.yaml': mapped('delimiter: "\\""'), 'export.csv': sound },
    'mapping.yaml',
    'DIR/export.csv: the delimiter "\\"" is none; say one character, such as ";".',
  ],
  [
    'a header line that the file does not have',
    { 'mapping.yaml': mapped('header_line: 9'), 'export.csv': sound },
    'mapping.yaml',
    'DIR/export.csv: the file has no line 9, where the header should be.',
  ],
  [
    'a pattern that matches nothing',
    { 'mapping.yaml': mapped('encoding: utf-8').replace('export.csv', '"ex*.csv"') },
    'mapping.yaml',
    'DIR/ex*.csv: no file matches this pattern; check the name and the folder.',
  ],
  [
    'a mapping without invoices',
    { 'mapping.yaml': 'tables:\n  customers: { file: a.csv, columns: { customer_id: a } }\n' },
    'mapping.yaml',
    'DIR/mapping.yaml: the mapping says nothing about the table invoices.',
  ],
  [
    'a needed column that is not mapped',
    {
      'mapping.yaml': 'tables:\n  invoices: { file: export.csv, columns: { invoice_id: invoice_id } }\n',
      'export.csv': sound,
    },
    'mapping.yaml',
    'DIR/mapping.yaml, line 2, column 33: the mapping does not say where customer_id of the table invoices comes from.',
  ],
  [
    'a column and a constant',
    { 'mapping.yaml': mapped('constants: { amount: "1" }'), 'export.csv': sound },
    'mapping.yaml',
    'DIR/mapping.yaml, line 4, column 18: amount is under columns and under constants; keep one.',
  ],
]

test.each(cases)('%s', async (_, files, path, message) => {
  expect(await refusal(folderOf(files), path)).toBe(message)
})

test('a link that leads to itself', async () => {
  const folder = folderOf({ 'mapping.yaml': mapped('encoding: utf-8') })
  symlinkSync(join(folder, 'export.csv'), join(folder, 'export.csv'))
  expect(await refusal(folder, 'mapping.yaml')).toMatch(/^DIR\/export\.csv: the file cannot be read: ELOOP: .*\.$/)
})

test('a header line that no file has, and a file that changes while it is read', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const file = join(folderOf({ 'invoices.csv': sound + row }), 'invoices.csv')
  await expect(openSources(file, { headerLine: 0 }, connection)).rejects.toThrow(
    new InputError(`${file}: the header line must be a whole number above 0, not 0.`),
  )
  const [source] = await openSources(file, {}, connection)
  truncateSync(file, header.length + row.length)
  await expect(source!.linesOf([1])).rejects.toThrow(
    new InputError(`${file}: the file was changed while it was read; read it once more.`),
  )
  source!.close()
  connection.closeSync()
  instance.closeSync()
})

test('a JSON value of more than 64 MB', async () => {
  const folder = folderOf({})
  writeFileSync(join(folder, 'invoices.json'), `[\n{"a":"${'x'.repeat(2 ** 26 + 2 ** 21)}"}]`)
  expect(await refusal(folder)).toBe(
    'DIR/invoices.json, line 2: the JSON value that begins here is longer than 64 MB; a row is one object.',
  )
})
