import type { z } from 'zod'
import { didYouMean } from './did-you-mean.js'
import { shortText } from './visible-text.js'

/** A value as its schema makes it, or where its first fault is and a sentence about it. */
export type Checked<T> = { readonly value: T } | { readonly path: readonly PropertyKey[]; readonly fault: string }

/**
 * Checks a value that a user wrote against a schema. `what` names it in the sentence: `the scenario`. `nameOf` says how a
 * place in it is called.
 */
export function checkedBySchema<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
  nameOf = (path: readonly PropertyKey[]) => path.map(String).join('.'),
): Checked<T> {
  const result = schema.safeParse(value, { error: plainWords })
  if (result.success) return { value: result.data }
  // A misspelt key goes first: it is also why another key is missing.
  const issues = result.error.issues.flatMap(insideUnions)
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!
    const fault = `"${key}" is not a key that ${what} knows here.${didYouMean(key, keysAt(schema, issue.path))}`
    return { path: [...issue.path, key], fault }
  }
  const name = issue.path.length === 0 ? what : `"${nameOf(issue.path)}"`
  return { path: issue.path, fault: `${name} is wrong: ${issue.message}.` }
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
