import type { TextColumn } from '../ledger-data.js'

/** Texts as codes into their distinct values, in the order of first appearance. */
export function textColumn(texts: readonly (string | null)[]): TextColumn {
  const codeOf = new Map<string, number>()
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1
    const code = codeOf.get(text) ?? codeOf.size
    codeOf.set(text, code)
    return code
  })
  return { codes, values: [...codeOf.keys()] }
}
