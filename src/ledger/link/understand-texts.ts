import { parseTerms } from '../../calendar/terms.js'
import { currencyOf } from '../../money/currency.js'
import { type CanonicalTable, canonicalTables } from '../canonical-tables.js'
import type { ParsedTable } from '../read/parsed-table.js'
import type { RejectCode } from '../reject-code.js'

interface Fault {
  readonly code: RejectCode
  readonly reason: string
}

const control: Fault = {
  code: 'control-character',
  reason: 'it holds a control character, such as NUL, which no text has',
}

const yes = new Set(['yes', 'y', 'true', '1', 't'])
const no = new Set(['no', 'n', 'false', '0', 'f'])

/** What a flag's text says; null for anything else. */
export function flagOf(text: string): 'yes' | 'no' | null {
  const lower = text.toLowerCase()
  return yes.has(lower) ? 'yes' : no.has(lower) ? 'no' : null
}

/**
 * Refuses rows whose texts are none that their column may have. Each distinct text is judged once, so this costs little
 * more than a look at every row, and that only where something is wrong.
 */
export function refuseWrongTexts(table: ParsedTable): void {
  const schema: CanonicalTable = canonicalTables[table.name]
  for (const [name, { kind, oneOf }] of Object.entries(schema)) {
    const column = table.texts(name)
    if (column === undefined) continue
    const { codes, dictionary } = column
    const faults = new Map<number, Fault>()
    for (const code of dictionary.withControlCharacters) faults.set(code, control)
    if (kind === 'flag' || kind === 'terms' || kind === 'currency' || oneOf !== undefined) {
      for (let code = 0; code < dictionary.length; code++) {
        const reason = wrongText(dictionary.at(code)!, kind, oneOf)
        if (reason !== null) faults.set(code, { code: 'unknown-kind', reason })
      }
    }
    if (faults.size === 0) continue
    for (let row = 0; row < table.rows; row++) {
      const fault = codes[row]! < 0 ? undefined : faults.get(codes[row]!)
      if (fault !== undefined && table.isAccepted(row)) table.reject(row, name, fault.code, fault.reason)
    }
  }
}

/** Why a text may not stand in a column; null if it may. */
function wrongText(text: string, kind: string, oneOf: readonly string[] | undefined): string | null {
  if (kind === 'flag') return flagOf(text) === null ? 'it is neither yes nor no' : null
  if (kind === 'terms') {
    return parseTerms(text) === null ? 'these are not payment terms; expected "net 30" or "2/10 net 30"' : null
  }
  if (kind === 'currency') {
    return currencyOf(text.toUpperCase()) === null ? 'it is not the ISO 4217 code of a currency, such as EUR' : null
  }
  return oneOf === undefined || oneOf.includes(text) ? null : `the kind must be one of ${oneOf.join(', ')}`
}
