import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'arlab-export-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A new empty folder, removed after the tests of the file. */
export function newFolder(): string {
  return mkdtempSync(join(root, 'out-'))
}
