import { readFileSync } from 'node:fs'
import { type Document, LineCounter, parseDocument, visit, type YAMLParseError } from 'yaml'
import type { z } from 'zod'
import { didYouMean } from './did-you-mean.js'
import { InputError } from './input-error.js'
import { shortText } from './visible-text.js'

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
  const result = schema.safeParse(document.toJS(), { error: plainWords })
  if (result.success) return result.data

  // A misspelt key goes first: it is also why another key is missing.
  const issues = result.error.issues.flatMap(insideUnions)
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path
  const where = place(file, lines, offsetOf(document, path))
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!
    throw new InputError(
      `${where}: "${key}" is not a key that ${what} knows here.${didYouMean(key, keysAt(schema, issue.path))}`,
    )
  }
  const name = path.length === 0 ? what : `"${path.join('.')}"`
  throw new InputError(`${where}: ${name} is wrong: ${issue.message}.`)
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

/** More choices than these are not listed in a message. */
const mostChoices = 12

/** What a fault means to someone who does not program; messages that the schema itself states go before these. */
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kinds[issue.expected] ?? issue.expected
      if (issue.input === undefined) return `it is missing and must be ${wanted}`
      const hint = wanted === kinds.string && typeof issue.input !== 'object' ? '; put it in quotes' : ''
      return `it must be ${wanted}, not ${kindOf(issue.input)}${hint}`
    }
    case 'invalid_value':
      if (issue.values.length > mostChoices && typeof issue.input === 'string') {
        return `"${shortText(issue.input, 40)}" is not known here.${didYouMean(issue.input, issue.values.map(String))}`.replace(
          /\.$/,
          '',
        )
      }
      return `it must be ${issue.values.map((value) => `"${String(value)}"`).join(' or ')}, not ${kindOf(issue.input)}`
    case 'invalid_union':
      return `${kindOf(issue.input)} does not fit here${typeof issue.input === 'object' ? '' : '; if it is meant as text, put it in quotes'}`
    case 'too_small':
    case 'too_big': {
      const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`
      const isLength = issue.origin === 'string' || issue.origin === 'array'
      if (isLength && bound === 'at least 1') return 'it must not be empty'
      const of = { string: ' characters long', array: ' entries long' }[issue.origin as string] ?? ''
      return `it must be ${bound}${of}`
    }
    default:
      return undefined
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list (lines that begin with "- ")',
  object: 'keys with values',
  record: 'keys with values',
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'object':
      return 'keys with values'
    case 'string':
      return `the text "${value.length > 40 ? `${value.slice(0, 37)}...` : value}"`
    case 'number':
      return `the number ${value}`
    default:
      return String(value)
  }
}

/** Where a path of a document stands: `file, line 7, column 5`, for messages about what the schema cannot know. */
export function placeInDocument(file: string, path: readonly PropertyKey[]): string {
  const lines = new LineCounter()
  const document = parseDocument(readText(file, 'the file'), { lineCounter: lines })
  return place(file, lines, offsetOf(document, path))
}

/**
 * For a union, the issues of the alternative that the writer most likely meant: of those whose kind of value fits (keys, a
 * list), the one that got furthest. The union's own issue if none fits.
 */
function insideUnions(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const fitting = issue.errors
    .filter((issues) => !issues.some(({ code, path }) => path.length === 0 && isKindFault(code)))
    .map((issues) => issues.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(insideUnions))
    .filter((issues) => issues.length > 0)
  if (fitting.length === 0) return [issue]
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length))
  return fitting.reduce((best, next) => (depth(next) > depth(best) ? next : best))
}

/** Whether a fault at an alternative's very top says that another kind of value was expected. */
function isKindFault(code: z.core.$ZodIssue['code']): boolean {
  return code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union'
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

/** The keys that a schema knows at a path, for a suggestion; empty where it is not a plain object. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let nodes = alternatives(schema)
  for (const step of path) {
    nodes = nodes.flatMap((node) => {
      if (node.shape) return alternatives(node.shape[String(step)])
      if (node.element) return typeof step === 'number' ? alternatives(node.element) : []
      return node.valueType ? alternatives(node.valueType) : []
    })
  }
  return nodes.flatMap((node) => Object.keys(node.shape ?? {}))
}

interface SchemaNode {
  readonly shape?: Readonly<Record<string, unknown>>
  readonly element?: unknown
  readonly valueType?: unknown
  readonly options?: readonly unknown[]
  readonly _zod?: {
    readonly def: { readonly innerType?: unknown; readonly valueType?: unknown; readonly in?: unknown }
  }
}

/** The schemas that a value may have here: wrappers taken off, unions opened. */
function alternatives(schema: unknown): SchemaNode[] {
  let node = schema as SchemaNode | undefined
  // A transformed schema is a pipe whose first end is what people write.
  while (node?._zod?.def.innerType ?? node?._zod?.def.in)
    node = (node._zod!.def.innerType ?? node._zod!.def.in) as SchemaNode
  if (!node) return []
  return node.options ? node.options.flatMap(alternatives) : [node]
}
