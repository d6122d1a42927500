import { createHash, type Hash } from 'node:crypto'
import type { Plan } from '../engine/plan.js'

/** Names a plan by its content: what comes out of a run hangs on nothing else. SHA-256, in hexadecimal digits. */
export function planHash(plan: Plan): string {
  const hash = createHash('sha256')
  add(hash, plan)
  return hash.digest('hex')
}

function add(hash: Hash, value: unknown): void {
  if (ArrayBuffer.isView(value)) {
    hash.update(`${value.constructor.name} ${value.byteLength};`)
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(`${name}:`)
      add(hash, part)
    }
  } else hash.update(`${typeof value} ${String(value)};`)
}
