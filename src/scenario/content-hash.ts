import { createHash } from 'node:crypto'

/** Names a value that JSON can say by its content: SHA-256, in hexadecimal digits. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
