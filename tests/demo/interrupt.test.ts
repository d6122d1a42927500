import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

it('an interrupted demo ends with 130 and leaves nothing behind', async () => {
  const workplace = mkdtempSync(join(tmpdir(), 'arlab-interrupt-'))
  // Far more than can be made in the time.
  const args = [main, 'demo', '--customers', '1000000', '-o', join(workplace, 'large')]
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const code = new Promise((resolve) => child.once('exit', resolve))
  try {
    await expect.poll(() => readdirSync(workplace), { timeout: 120_000 }).toHaveLength(1)
    child.kill('SIGINT')
    expect(await code).toBe(130)
    expect(readdirSync(workplace)).toEqual([])
  } finally {
    child.kill('SIGKILL')
    rmSync(workplace, { recursive: true, force: true })
  }
})
