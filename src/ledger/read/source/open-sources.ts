import { extname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { InputError } from '../../../document/input-error.js'
import type { RawSource } from '../raw-source.js'
import { openDelimited } from './delimited-source.js'
import { FileHead } from './file-head.js'
import { openJson } from './json-source.js'
import { listFiles } from './list-files.js'
import { openParquet } from './parquet-source.js'
import type { SourceOptions } from './source-options.js'
import { textEncoding, transcode } from './text-encoding.js'
import { maximumUnpackedBytes, unpackGzip } from './unpack-gzip.js'
import { WorkingFile } from './working-file.js'
import { openXlsx } from './xlsx-source.js'

/**
 * Opens the files of one table, in their order: a file, a pattern such as `exports/2024-*.csv`, or a folder of files
 * (one a month, for instance). What each file is, is told from its bytes and its name, unless the options say it. The
 * connection is the one that will stream the relations. Throws an InputError, one sentence, if there is no file or one
 * cannot be a table. Every source is to be closed.
 */
export async function openSources(
  path: string,
  options: SourceOptions,
  connection: DuckDBConnection,
): Promise<readonly RawSource[]> {
  const sources: RawSource[] = []
  try {
    for (const file of listFiles(path)) sources.push(await openSource(file, options, connection))
  } catch (error) {
    for (const source of sources) source.close()
    throw error
  }
  return sources
}

async function openSource(file: string, options: SourceOptions, connection: DuckDBConnection): Promise<RawSource> {
  const working = new WorkingFile(file)
  try {
    return await openWorking(working, options, connection)
  } catch (error) {
    working.close()
    throw error
  }
}

async function openWorking(
  working: WorkingFile,
  options: SourceOptions,
  connection: DuckDBConnection,
): Promise<RawSource> {
  const { name } = working
  let head = headOf(working)
  let innerName = name
  if (head.beginsWith(0x1f, 0x8b)) {
    const maximum = maximumUnpackedBytes(options.maxUnpackedBytes)
    await working.rewrite('.unpacked', (from, to) => unpackGzip(name, from, to, maximum))
    innerName = name.replace(/\.gz$/i, '')
    head = headOf(working)
  }
  const extension = extname(innerName).slice(1).toLowerCase()
  if (/^gz$/.test(extension)) throw new InputError(`${name}: the file is no gzip file, though its name says so.`)

  if (head.beginsWith(0x50, 0x41, 0x52, 0x31)) return openParquet(working, connection)
  if (options.format === 'parquet' || (options.format === undefined && extension === 'parquet')) {
    throw new InputError(`${name}: the file cannot be read as a table: it is not Parquet, though its name says so.`)
  }
  if (head.beginsWith(0x50, 0x4b, 0x03, 0x04)) return openXlsx(working, options)
  refuseOtherFormats(name, head, options.format === 'xlsx' || /^xls[xm]$/.test(extension))

  const encoding = textEncoding(name, head.bytes, head.isWhole, options.encoding)
  if (encoding !== 'utf-8') {
    await working.rewrite('.text', (from, to) => transcode(name, from, to, encoding))
    head = headOf(working)
  }
  const format = options.format ?? (isJson(extension, head) ? 'json' : 'delimited')
  return format === 'json' ? openJson(working, head) : openDelimited(working, head, options, connection)
}

function headOf(working: WorkingFile): FileHead {
  const head = FileHead.of(working.name, working.path)
  if (head.bytes.length === 0) {
    throw new InputError(`${working.name}: the file is empty; it needs a header line and rows.`)
  }
  return head
}

const otherFormats: readonly (readonly [magic: readonly number[], what: string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel file or one with a password; save it as XLSX without a password'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF; export the table as CSV or XLSX'],
  [[0x42, 0x5a, 0x68], 'packed with bzip2; unpack it, or pack it with gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed with Zstandard; unpack it, or pack it with gzip'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'packed with xz; unpack it, or pack it with gzip'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive; unpack it'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture; export the table as CSV or XLSX'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty zip file; export the table again'],
]

function refuseOtherFormats(name: string, head: FileHead, shouldBeWorkbook: boolean): void {
  const other = otherFormats.find(([magic]) => head.beginsWith(...magic))
  if (other) throw new InputError(`${name}: the file is ${other[1]}.`)
  if (shouldBeWorkbook) {
    throw new InputError(
      `${name}: the file is no Excel workbook, though its name says so; save it as XLSX, or name it .csv.`,
    )
  }
}

/** By its name, or by a beginning that no header of a delimited text has. */
function isJson(extension: string, head: FileHead): boolean {
  if (['json', 'jsonl', 'ndjson'].includes(extension)) return true
  return /^\s*(?:\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*\{\s*")/.test(head.text().slice(0, 4096))
}
