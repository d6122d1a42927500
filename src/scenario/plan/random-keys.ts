import seedrandom from 'seedrandom'
import { triple32 } from '../../engine/random/random-stream.js'

/** The seed phrase as two 32-bit words. */
export function seedKey(seed: string): [high: number, low: number] {
  const generator = seedrandom(seed)
  return [generator.int32(), generator.int32()]
}

/**
 * A 32-bit key for each identifier (FNV-1a), so that an entity's luck follows its name and not its place in a table.
 * Should two identifiers share a key, the later one takes the next free value of the mix.
 */
export function uniqueKeys(ids: readonly string[]): Uint32Array {
  const taken = new Set<number>()
  const keys = new Uint32Array(ids.length)
  ids.forEach((id, row) => {
    let key = 0x811c9dc5
    for (let index = 0; index < id.length; index++) key = Math.imul(key ^ id.charCodeAt(index), 0x01000193) >>> 0
    while (taken.has(key)) key = triple32(key + 1)
    taken.add(key)
    keys[row] = key
  })
  return keys
}
