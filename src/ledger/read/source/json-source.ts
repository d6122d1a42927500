import { isUtf8 } from 'node:buffer'
import { InputError } from '../../../document/input-error.js'
import { wholeRow } from '../../ledger-problem.js'
import type { RawSource } from '../raw-source.js'
import type { FileHead } from './file-head.js'
import { flattenRecord, JsonRowFault } from './flatten-record.js'
import { type JsonPiece, jsonElements, jsonLines } from './json-pieces.js'
import { StagedRows } from './staged-rows.js'
import type { WorkingFile } from './working-file.js'

/**
 * JSON lines, or a JSON array of objects, as a source: one row per object, its columns the union of all keys in the order
 * in which they first appear. A piece that is no such object becomes a reject with its line.
 */
export async function openJson(working: WorkingFile, head: FileHead): Promise<RawSource> {
  const { name } = working
  const staged = new StagedRows(name)
  try {
    const columns = new Map<string, number>()
    const pieces = isOneObjectPerLine(head) ? jsonLines(name, working.path) : jsonElements(name, working.path)
    for await (const piece of pieces) await stage(piece, columns, staged)
    if (columns.size === 0) throw new InputError(`${name}: the file holds no JSON objects; it needs one for each row.`)
    return await staged.source([...columns.keys()], false)
  } catch (error) {
    await staged.discard()
    throw error
  } finally {
    working.close()
  }
}

async function stage({ bytes, line }: JsonPiece, columns: Map<string, number>, staged: StagedRows): Promise<void> {
  if (!isUtf8(bytes)) {
    const reason = 'the row is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping'
    return staged.reject(line, wholeRow, bytes.toString('latin1'), reason)
  }
  const text = bytes.toString('utf8').trim()
  const values: (string | null)[] = []
  try {
    for (const [column, value] of flattenRecord(text)) {
      let index = columns.get(column)
      if (index === undefined) {
        index = columns.size
        columns.set(column, index)
      }
      values[index] = value
    }
  } catch (error) {
    if (!(error instanceof JsonRowFault)) throw error
    return staged.reject(line, error.column ?? wholeRow, text, error.message)
  }
  // A sparse array would skip its holes.
  await staged.add(line, Array.from(values))
}

/** JSON lines begin with a line that is an object by itself; an array or an object over several lines does not. */
function isOneObjectPerLine(head: FileHead): boolean {
  const text = head.text().trimStart()
  if (text.startsWith('[')) return false
  const end = text.search(/[\r\n]/)
  if (end < 0) return true
  try {
    JSON.parse(text.slice(0, end))
    return true
  } catch {
    // The first line may be a bad row of JSON lines: then the second begins with an object again.
    return /^\{/.test(text.slice(end).trimStart())
  }
}
