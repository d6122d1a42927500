import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { main, runArlab } from './run-arlab.js'

const home = mkdtempSync(join(tmpdir(), 'arlab-home-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** A machine without Jupyter, and with nothing of this machine's user. */
function arlab(...args: string[]) {
  const env = { HOME: home, PATH: join(home, 'nothing') }
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'kernel', ...args], { env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('arlab kernel', () => {
  test('install, for this user, says where it went and what to do next; uninstall removes it', () => {
    const folder = join(home, '.local/share/jupyter/kernels/arlab')
    const { status, stdout, stderr } = arlab('install', '--user')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.split('\n')[0]).toBe(`Installed "TypeScript (AR Lab)" in ${folder}.`)
    for (const name of ['JupyterLab', 'classic Notebook', 'VS Code', 'arlab kernel doctor'])
      expect(stdout).toContain(name)
    expect(existsSync(join(folder, 'kernel.json'))).toBe(true)
    expect(arlab('uninstall').stdout).toBe(`Removed ${folder}.\n`)
    expect(existsSync(folder)).toBe(false)
    expect(arlab('uninstall')).toEqual({
      status: 0,
      stdout: `Nothing to remove: the kernel is not installed in ${folder}.\n`,
      stderr: '',
    })
  })

  test('doctor finds that notebooks run on a machine without Jupyter', () => {
    const { status, stdout, stderr } = arlab('doctor', '--json')
    expect([status, stderr]).toEqual([0, ''])
    const { schema, ok, checks } = JSON.parse(stdout) as {
      schema: string
      ok: boolean
      checks: { id: string; status: string; remedy?: string }[]
    }
    expect([schema, ok]).toEqual(['arlab/kernel-doctor/1', true])
    expect(checks.map(({ id, status }) => [id, status])).toEqual([
      ['node', 'ok'],
      ['libraries', 'ok'],
      ['proof', 'ok'],
      ['kernelspec', 'missing'],
      ['jupyter', 'missing'],
      ['vs-code', 'missing'],
    ])
    expect(checks.filter(({ status, remedy }) => (status === 'ok') !== (remedy === undefined))).toEqual([])
  })

  test('install to two places at once is wrong usage', () => {
    const { code, stderr } = runArlab('kernel', 'install', '--user', '--prefix', home)
    expect(code).toBe(2)
    expect(stderr).toContain("option '--user' cannot be used with option '--prefix <dir>'")
  })
})
