import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { installKernelspec } from '../../src/notebook/kernelspec/install-kernelspec.js'
import { uninstallKernelspec } from '../../src/notebook/kernelspec/uninstall-kernelspec.js'
import { runArlab } from '../cli/run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-kernels-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Whoever runs the tests may be allowed to remove anything.
vi.mock('node:fs', async (original) => {
  const actual = await original<typeof import('node:fs')>()
  const rmSync: typeof actual.rmSync = (path, options) => {
    if (String(path).includes('kept')) throw new Error("EACCES: permission denied, unlink 'kernel.json'")
    actual.rmSync(path, options)
  }
  return { ...actual, rmSync }
})

test.each(['install', 'uninstall'])('%s where another kernel has the name', (command) => {
  const kernel = join(folder, 'other/share/jupyter/kernels/arlab')
  mkdirSync(kernel, { recursive: true })
  writeFileSync(join(kernel, 'kernel.json'), '{ "display_name": "Deno" }')
  const { code, stdout, stderr } = runArlab('kernel', command, '--prefix', join(folder, 'other'))
  const message = `${kernel}: a kernel that is not AR Lab's has the name arlab there; remove it by hand, or give another place with --prefix.`
  expect([code, stdout, stderr]).toEqual([2, '', `arlab: ${message}\n`])
})

test('a place that is a file', () => {
  writeFileSync(join(folder, 'file'), '')
  const { code, stderr } = runArlab('kernel', 'install', '--prefix', join(folder, 'file'))
  expect(code).toBe(2)
  expect(stderr).toMatch(/^arlab: .*file\/share\/jupyter\/.* cannot be written: [^\n]*; give another place\.\n$/)
})

test('a kernelspec that may not be removed', async () => {
  const jupyter = join(folder, 'kept')
  const kernel = await installKernelspec(jupyter)
  expect(() => uninstallKernelspec(jupyter)).toThrow(
    new InputError(`${kernel}: the kernelspec cannot be removed: EACCES: permission denied, unlink 'kernel.json'.`),
  )
})
