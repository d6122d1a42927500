import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root as projectRoot } from '../cli/run-arlab.js'
import { makeMutation } from './damaged/mutation.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-damaged-command-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const main = join(projectRoot, 'dist/cli/main.js')

/** The time limit is for what hangs, not for what is slow. */
async function check(path: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const options = { cwd: projectRoot, timeout: 240_000, maxBuffer: 2 ** 28 }
  return await new Promise((resolve) => {
    execFile(process.execPath, [main, 'check', path], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr })
    })
  })
}

/** Every 50th of the damaged ledgers, through the real command line. */
const numbers = Array.from({ length: 40 }, (_, index) => index * 50 + 7)
const codes = new Set<unknown>()

describe('arlab check on damaged ledgers ends with 0, 1 or 2 and never shows the inside of the program', () => {
  test.each(numbers)('mutation %i', async (number) => {
    const folder = mkdtempSync(join(root, `${number}-`))
    const { title, path } = await makeMutation(number, folder)
    const { code, stdout, stderr } = await check(path)
    codes.add(code)
    expect([0, 1, 2], `${title}: ${stderr}`).toContain(code)
    for (const text of [stdout, stderr])
      expect(text, title).not.toMatch(/^\s+at .*:\d+|Error:|\bundefined\b|\[object|\bNaN\b/m)
    const lines = stderr.split('\n')
    expect(lines.pop(), title).toBe('')
    if (code !== 2) {
      expect(stderr, title).toBe('')
      expect(stdout, title).not.toBe('')
      return
    }
    expect(stdout, title).toBe('')
    expect(lines.length, `${title}: ${stderr}`).toBe(1)
    expect(lines[0], title).toMatch(/^arlab: .*[.?]$/)
  })

  test('all three ends are among them', () => {
    expect([...codes].sort()).toEqual([0, 1, 2])
  })
})
