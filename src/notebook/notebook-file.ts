import { InputError } from '../document/input-error.js'
import { readText } from '../document/read-document.js'
import { shortText } from '../document/visible-text.js'
import { writeWhole } from '../document/write-whole.js'
import { kernelDisplayName } from './kernel-name.js'

/** A notebook in nbformat 4, with the texts of cells joined. Fields that this project doesn't use are kept as they are. */
export interface Notebook {
  readonly nbformat: 4
  readonly nbformat_minor: number
  readonly metadata: Readonly<Record<string, unknown>>
  readonly cells: readonly Cell[]
}

/** A cell. Code cells have outputs and a count; others have neither. */
export interface Cell {
  readonly cell_type: string
  readonly id?: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly source: string
  readonly outputs?: readonly Output[]
  /** Pictures that a markdown cell brings along: names, and for each the content by MIME type. */
  readonly attachments?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** The cell's place in the order of execution, from 1; null if it was not run. */
  readonly execution_count?: number | null
}

/** One output of a code cell, in nbformat's own names. */
export type Output =
  | { readonly output_type: 'stream'; readonly name: string; readonly text: string }
  | ({ readonly output_type: 'display_data' } & Bundle)
  | ({ readonly output_type: 'execute_result'; readonly execution_count: number | null } & Bundle)
  | {
      readonly output_type: 'error'
      readonly ename: string
      readonly evalue: string
      readonly traceback: readonly string[]
    }

interface Bundle {
  readonly data: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
}

/** Reads a notebook for the TypeScript kernel. An InputError says in one sentence why a file is not one. */
export function readNotebook(file: string): Notebook {
  return parseNotebook(readText(file, 'the notebook'), file)
}

/**
 * As readNotebook, from text already in hand. A file may come from anywhere: what is not of the form that nbformat gives it
 * is left out, so that everyone else may rely on the types above.
 */
export function parseNotebook(text: string, file: string): Notebook {
  const refuse = (reason: string): never => {
    throw new InputError(`${file}: ${reason}.`)
  }
  const content = parseJson(text.replace(/^\ufeff/, ''))
  if (content === undefined)
    return refuse('the notebook is not JSON: it was not saved whole, or a merge left its marks in it')
  if (!isRecord(content) || !('nbformat' in content) || !('cells' in content || 'worksheets' in content)) {
    return refuse('it is JSON but not a notebook: it lacks "nbformat" and "cells"')
  }
  if (typeof content.nbformat !== 'number')
    return refuse('its "nbformat" is not a number; save it in Jupyter as format 4')
  if (content.nbformat !== 4)
    return refuse(`it is in notebook format ${content.nbformat}; save it in Jupyter as format 4`)
  if (isDeeperThan(deepest, content)) return refuse('its values are nested too deep to be those of a notebook')
  if (!Array.isArray(content.cells)) return refuse('its "cells" are not a list')
  const metadata = isRecord(content.metadata) ? content.metadata : {}
  const language = languageOf(metadata)
  if (language !== 'typescript') {
    const found =
      language === undefined ? 'names no kernel' : `is written for a kernel that runs ${shortText(language)}`
    return refuse(`the notebook ${found}; choose the kernel ${kernelDisplayName} for it and save it`)
  }
  const minor = typeof content.nbformat_minor === 'number' ? content.nbformat_minor : 0
  const cells = content.cells.map(
    (cell, index) => parseCell(cell) ?? refuse(`cell ${index + 1} is not a notebook cell`),
  )
  return { ...content, nbformat: 4, nbformat_minor: minor, metadata, cells }
}

function parseCell(cell: unknown): Cell | null {
  if (!isRecord(cell) || typeof cell.cell_type !== 'string') return null
  const { attachments, outputs, execution_count, ...rest } = cell
  const source = joined(cell.source)
  if (source === null) return null
  const base = {
    ...rest,
    cell_type: cell.cell_type,
    source,
    metadata: isRecord(cell.metadata) ? cell.metadata : {},
    ...(isRecord(attachments) ? { attachments: onlyRecords(attachments) } : {}),
  }
  if (cell.cell_type !== 'code') return base
  return {
    ...base,
    outputs: Array.isArray(outputs) ? outputs.filter(isRecord).flatMap((output) => parseOutput(output) ?? []) : [],
    execution_count: count(execution_count),
  }
}

/** An output; null if it shows nothing that a page or a comparison could know. */
function parseOutput(output: Record<string, unknown>): Output | null {
  if (output.output_type === 'stream') {
    const name = typeof output.name === 'string' ? output.name : 'stdout'
    return { ...output, output_type: 'stream', name, text: joined(output.text) ?? '' }
  }
  if (output.output_type === 'error') {
    const trace = Array.isArray(output.traceback) ? output.traceback : [output.traceback]
    const traceback = trace.flatMap((line) => joined(line) ?? [])
    const [ename, evalue] = [joined(output.ename) ?? 'Error', joined(output.evalue) ?? '']
    return { ...output, output_type: 'error', ename, evalue, traceback }
  }
  if (!isRecord(output.data)) return null
  const texts = Object.entries(output.data).map(([type, value]) => [
    type,
    isJson(type) ? value : (joined(value) ?? value),
  ])
  const bundle = {
    data: Object.fromEntries(texts) as Bundle['data'],
    metadata: isRecord(output.metadata) ? output.metadata : {},
  }
  // A front end may save a type of its own, such as an update of what it showed: what it shows counts.
  return output.output_type === 'execute_result'
    ? { ...output, output_type: 'execute_result', execution_count: count(output.execution_count), ...bundle }
    : { ...output, output_type: 'display_data', ...bundle }
}

function count(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function onlyRecords(values: Readonly<Record<string, unknown>>): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1])),
  )
}

function isJson(mimeType: string): boolean {
  return mimeType === 'application/json' || mimeType.endsWith('+json')
}

function languageOf(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const kernelspec = isRecord(metadata.kernelspec) ? metadata.kernelspec : {}
  const languageInfo = isRecord(metadata.language_info) ? metadata.language_info : {}
  const name =
    kernelspec.language ?? languageInfo.name ?? (kernelspec.name === 'tslab' ? 'typescript' : kernelspec.name)
  return typeof name === 'string' ? name.toLowerCase() : undefined
}

/** Writes a notebook whole or not at all. Throws if the folder can't be written to. */
export function writeNotebook(file: string, notebook: Notebook): void {
  writeWhole(file, formatNotebook(notebook))
}

/**
 * The text of a notebook file, as Jupyter itself would save it: sorted keys, an indent of one space, texts as lists of
 * lines, a newline at the end. The same notebook gives the same bytes.
 */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => {
    const source = lines(cell.source)
    return cell.outputs ? { ...cell, source, outputs: cell.outputs.map(formatOutput) } : { ...cell, source }
  })
  return `${JSON.stringify(sortKeys({ ...notebook, cells }), null, 1)}\n`
}

function formatOutput(output: Output): unknown {
  if (output.output_type === 'stream') return { ...output, text: splitText(output.text) }
  if (output.output_type === 'error') return output
  const data = Object.entries(output.data).map(([type, value]) => [type, isText(type) ? splitText(value) : value])
  return { ...output, data: Object.fromEntries(data) }
}

function isText(mimeType: string): boolean {
  return mimeType.startsWith('text/') || mimeType === 'image/svg+xml' || mimeType === 'application/javascript'
}

function splitText(value: unknown): unknown {
  return typeof value === 'string' ? lines(value) : value
}

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** A text, which a file may hold as a list of lines; null if it is none. */
function joined(source: unknown): string | null {
  if (typeof source === 'string') return source
  if (Array.isArray(source) && source.every((line) => typeof line === 'string')) return source.join('')
  return null
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (!isRecord(value)) return value
  const keys = Object.keys(value).filter((key) => value[key] !== undefined)
  return Object.fromEntries(keys.sort().map((key) => [key, sortKeys(value[key])]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Far more than any chart; what goes deeper would exhaust the stack of whoever walks through it. */
const deepest = 200

function isDeeperThan(most: number, value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth <= most && level.length > 0; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return level.length > 0
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
