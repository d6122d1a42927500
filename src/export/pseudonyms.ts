import { createHmac } from 'node:crypto'

/** Digits without those that are taken for others: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groupLength = 4
/** Eight digits are 40 bits: among ten thousand customers one pair in 20,000 ledgers is alike. */
const fewestGroups = 2
const mostGroups = 6

/** A pseudonym in code for each identifier, such as `7F3A-2C9K`. */
export type Pseudonyms = ReadonlyMap<string, string>

/**
 * A pseudonym for each identifier: a keyed hash of it, so equal identifiers have equal pseudonyms in every table, run and
 * file, and who lacks the key cannot find the identifier by trying. No two identifiers share one: where eight digits would
 * be alike, those get more, and all others keep theirs. The order of the identifiers does not matter.
 */
export function pseudonymsOf(ids: Iterable<string>, key: string): Pseudonyms {
  const digitsOf = (id: string) => digits(createHmac('sha256', key).update(id, 'utf8').digest())
  return shortestDistinct([...new Set(ids)].map((id) => [id, digitsOf(id)] as const))
}

/** From identifiers with all digits of their hashes to the fewest digits that tell them apart. */
export function shortestDistinct(hashed: readonly (readonly [id: string, digits: string])[]): Pseudonyms {
  const pseudonyms = new Map<string, string>()
  let open = hashed
  for (let groups = fewestGroups; open.length > 0; groups++) {
    if (groups > mostGroups) throw new RangeError('two identifiers have the same hash; use another key')
    const byCode = new Map<string, (readonly [string, string])[]>()
    for (const entry of open) {
      const code = entry[1].slice(0, groups * groupLength)
      const sharing = byCode.get(code)
      if (sharing) sharing.push(entry)
      else byCode.set(code, [entry])
    }
    for (const [code, [first, ...others]] of byCode) {
      if (first && others.length === 0) pseudonyms.set(first[0], code.match(/.{4}/g)!.join('-'))
    }
    open = [...byCode.values()].filter((sharing) => sharing.length > 1).flat()
  }
  return pseudonyms
}

function digits(hash: Uint8Array): string {
  let text = ''
  for (const byte of hash.subarray(0, groupLength * mostGroups)) text += alphabet[byte & 31]
  return text
}
