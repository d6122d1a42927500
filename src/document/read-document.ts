import { readFileSync } from 'node:fs'
import { type Document, LineCounter, parseDocument, visit, type YAMLParseError } from 'yaml'
import type { z } from 'zod'
import { checkedBySchema } from './checked-by-schema.js'
import { InputError } from './input-error.js'

/** The text of a file, or an InputError that says why it can't be read. `what` names it: `the scenario file`. */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputError(`${file}: ${what} ${reasonOf(error)}.`)
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'does not exist'
  if (code === 'EISDIR') return 'is a folder, not a file'
  if (code === 'EACCES') return 'may not be read'
  return `cannot be read (${code ?? String(error)})`
}

/**
 * Reads a YAML or JSON document that a user wrote and checks it against a schema. An InputError names the file, the
 * line and column of the first fault, what is wrong, and the nearest known word for an unknown key.
 */
export function readDocument<T>(file: string, schema: z.ZodType<T>, what: string): T {
  return parseDocumentText(readText(file, what), file, schema, what)
}

/** As readDocument, from text already in hand. */
function parseDocumentText<T>(text: string, file: string, schema: z.ZodType<T>, what: string): T {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const syntax = document.errors[0]
  if (syntax)
    throw new InputError(`${place(file, lines, syntax.pos[0])}: ${what} is not valid YAML: ${syntaxReason(syntax)}.`)
  refuseUnresolvedAlias(document, file, lines, what)
  refusePrototypeKeys(document, file, lines)
  const checked = checkedBySchema(schema, document.toJS(), what)
  if ('value' in checked) return checked.value
  throw new InputError(`${place(file, lines, offsetOf(document, checked.path))}: ${checked.fault}`)
}

/** The YAML library's messages, without its advice to programmers. */
function syntaxReason({ code, message }: YAMLParseError): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'a line --- begins a second document; keep one'
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `${message}; put text that holds a colon in quotes`
    default:
      return message
  }
}

/** A text that begins with * is an alias to YAML; the writer meant a text. */
function refuseUnresolvedAlias(document: Document, file: string, lines: LineCounter, what: string): void {
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return
      throw new InputError(
        `${place(file, lines, alias.range?.[0] ?? 0)}: ${what} is not valid YAML: "*${alias.source}" would be an alias; put the text in quotes.`,
      )
    },
  })
}

/** A key that JavaScript takes for something else than a key would be lost without a word. */
function refusePrototypeKeys(document: Document, file: string, lines: LineCounter): void {
  visit(document, {
    Pair: (_, { key }) => {
      const { value, range } = key as { readonly value?: unknown; readonly range?: readonly number[] }
      if (value !== '__proto__') return
      throw new InputError(`${place(file, lines, range?.[0] ?? 0)}: "__proto__" cannot be a key; choose another name.`)
    },
  })
}

/** Where a path of a document stands: `file, line 7, column 5`, for messages about what the schema cannot know. */
export function placeInDocument(file: string, path: readonly PropertyKey[]): string {
  const lines = new LineCounter()
  const document = parseDocument(readText(file, 'the file'), { lineCounter: lines })
  return place(file, lines, offsetOf(document, path))
}

function place(file: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset)
  return `${file}, line ${line}, column ${col}`
}

/** The offset of the key at a path; of its nearest existing parent if the key is missing. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1) as string[], true)
    const items = (parent as { items?: readonly YamlItem[] } | null)?.items
    if (!items) continue
    const step = path[depth - 1]
    const pair = items.find((item) => item.key?.value === step)
    const node = pair?.key ?? (typeof step === 'number' ? items[step] : undefined)
    if (node?.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

interface YamlItem {
  readonly key?: YamlItem & { readonly value?: unknown }
  readonly range?: readonly [number, number, number]
}
