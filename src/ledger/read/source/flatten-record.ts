import { plainNumber } from './plain-number.js'

/** Why a JSON text is no row. */
export class JsonRowFault extends Error {
  constructor(
    message: string,
    readonly column?: string,
  ) {
    super(message)
  }
}

/**
 * The fields of a JSON object as texts, in its order: nested objects by names with dots (`customer.id`), lists as JSON
 * text, numbers with the digits they were written with. Throws a JsonRowFault if the text is no object.
 */
export function flattenRecord(text: string): Map<string, string | null> {
  // Beyond 15 digits a number would lose some on its way through a float, so its text goes around it.
  const isRisky = /\d[\d.]{14}|\d[eE]/.test(text)
  const mark = isRisky ? unusedMark(text) : ''
  let record: unknown
  try {
    record = JSON.parse(isRisky ? withMarkedNumbers(text, mark) : text)
  } catch {
    throw new JsonRowFault('the row is not sound JSON; expected one object in {braces}')
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new JsonRowFault('the row is not a JSON object; expected names and values in {braces}')
  }
  if (isDeep(text)) throw new JsonRowFault(`the row has values nested more than ${deepest} deep, as no table has`)
  const fields = new Map<string, string | null>()
  flattenInto(fields, '', record as Readonly<Record<string, unknown>>, mark)
  return fields
}

/** Each level costs a call, and a file made to harm has a hundred thousand of them. */
const deepest = 100

/** Brackets in texts count too: what is deep by them is looked at level by level. */
function isDeep(text: string): boolean {
  if ((text.match(/[[{]/g)?.length ?? 0) <= deepest) return false
  let depth = 0
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > deepest) return true
  }
  return false
}

function flattenInto(
  fields: Map<string, string | null>,
  prefix: string,
  record: Readonly<Record<string, unknown>>,
  mark: string,
): void {
  for (const key of Object.keys(record)) {
    const column = `${prefix}${key.trim()}`
    const value = record[key]
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      flattenInto(fields, `${column}.`, value as Readonly<Record<string, unknown>>, mark)
      continue
    }
    if (fields.has(column)) throw new JsonRowFault('the row has two values under this name', column)
    fields.set(column, textOf(value, mark))
  }
}

function textOf(value: unknown, mark: string): string | null {
  if (value === null || value === '') return null
  if (Array.isArray(value)) {
    const json = JSON.stringify(value)
    return mark === '' ? json : json.replaceAll(new RegExp(`"${mark}([^"]*)"`, 'g'), '$1')
  }
  if (typeof value === 'number') return plainNumber(String(value))
  if (typeof value === 'string' && mark !== '' && value.startsWith(mark)) return plainNumber(value.slice(mark.length))
  return String(value)
}

/** What marks a number among the strings: a character that has no meaning, so that no text begins with it. */
function unusedMark(text: string): string {
  if (/\uE000|\\u[eE]000/.test(text)) {
    throw new JsonRowFault('the row has characters without a meaning (U+E000) beside long numbers; take them out')
  }
  return '\uE000'
}

/** Numbers outside of strings become strings that begin with a mark. */
function withMarkedNumbers(text: string, mark: string): string {
  return text.replace(
    /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE])/g,
    (token) => (token.startsWith('"') ? token : `"${mark}${token}"`),
  )
}
