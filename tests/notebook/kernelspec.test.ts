import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installKernelspec } from '../../src/notebook/kernelspec/install-kernelspec.js'
import { jupyterDataFolder } from '../../src/notebook/kernelspec/jupyter-data-folder.js'
import { kernelspecFiles } from '../../src/notebook/kernelspec/kernelspec-files.js'
import { jupyterFolder, kernelspecFolder } from '../../src/notebook/kernelspec/kernelspec-folder.js'
import { readKernelspec } from '../../src/notebook/kernelspec/read-kernelspec.js'
import { uninstallKernelspec } from '../../src/notebook/kernelspec/uninstall-kernelspec.js'
import { root } from '../cli/run-arlab.js'

let jupyter: string
let folder: string
beforeEach(() => {
  jupyter = mkdtempSync(join(tmpdir(), 'arlab-jupyter-'))
  folder = kernelspecFolder(jupyter)
})
afterEach(() => rmSync(jupyter, { recursive: true, force: true }))

describe('jupyterDataFolder', () => {
  const home = '/home/ana'
  it.each([
    ['linux', {}, '/home/ana/.local/share/jupyter'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/jupyter'],
    ['darwin', { XDG_DATA_HOME: '/data' }, '/home/ana/Library/Jupyter'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/jupyter'],
    ['win32', {}, '/home/ana/AppData/Roaming/jupyter'],
    ['linux', { XDG_DATA_HOME: '/data', JUPYTER_DATA_DIR: '/own' }, '/own'],
    ['darwin', { JUPYTER_DATA_DIR: '' }, '/home/ana/Library/Jupyter'],
  ] as const)('on %s with %j is %s', (platform, environment, expected) => {
    expect(jupyterDataFolder({ platform, home, environment })).toBe(expected)
  })

  it('is below a prefix where Jupyter looks', () => {
    expect(jupyterFolder('/venv')).toBe('/venv/share/jupyter')
  })
})

describe('installKernelspec', () => {
  it('writes a kernelspec that starts this Node, with a picture of 64 by 64', async () => {
    expect(await installKernelspec(jupyter)).toBe(folder)
    expect(readdirSync(folder).sort()).toEqual(['kernel.json', 'launcher.cjs', 'logo-64x64.png', 'logo-svg.svg'])
    const spec = JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8')) as Record<string, unknown>
    expect(spec).toMatchObject({
      argv: [process.execPath, join(folder, 'launcher.cjs'), '{connection_file}'],
      display_name: 'TypeScript (AR Lab)',
      language: 'typescript',
      interrupt_mode: 'signal',
    })
    const png = readFileSync(join(folder, 'logo-64x64.png'))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([64, 64])
  })

  it('replaces an earlier one', async () => {
    await installKernelspec(jupyter)
    const first = readFileSync(join(folder, 'kernel.json'), 'utf8')
    writeFileSync(join(folder, 'kernel.json'), first.replace(process.execPath, '/gone/node'))
    await installKernelspec(jupyter)
    expect(readFileSync(join(folder, 'kernel.json'), 'utf8')).toBe(first)
    expect(readdirSync(folder)).toHaveLength(4)
  })

  it('leaves nothing where one of its files cannot be written', async () => {
    mkdirSync(join(folder, 'logo-64x64.png'), { recursive: true })
    await expect(installKernelspec(jupyter)).rejects.toThrow('a folder has that name')
    expect(readdirSync(folder)).toEqual(['logo-64x64.png'])
    expect(existsSync(join(jupyter, 'nbconvert'))).toBe(false)
  })
})

describe('uninstallKernelspec', () => {
  it('removes all that was installed, and says if there was nothing', async () => {
    await installKernelspec(jupyter)
    expect(uninstallKernelspec(jupyter)).toBe(true)
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(join(jupyter, 'nbconvert', 'templates'))).toEqual([])
    expect(uninstallKernelspec(jupyter)).toBe(false)
  })
})

describe('readKernelspec', () => {
  it('tells ours from nothing and from others', async () => {
    expect(readKernelspec(folder)).toBeNull()
    await installKernelspec(jupyter)
    expect(readKernelspec(folder)).toEqual({ folder, node: process.execPath, packageFolder: root.replace(/\/$/, '') })
    for (const other of ['{', 'null', '{ "argv": ["deno"], "display_name": "Deno" }']) {
      writeFileSync(join(folder, 'kernel.json'), other)
      expect(readKernelspec(folder)).toBe('other')
    }
  })
})

describe('the launcher of a kernelspec', () => {
  async function startWith(packageFolder: string) {
    const launcher = join(packageFolder, 'dist/notebook/launcher/main.js')
    const files = await kernelspecFiles(folder, { node: process.execPath, packageFolder, launcher })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'launcher.cjs'), files['launcher.cjs']!)
    return spawnSync(process.execPath, [join(folder, 'launcher.cjs'), 'connection.json'], { encoding: 'utf8' })
  }

  it('says in one sentence that the package was moved', async () => {
    const { status, stderr } = await startWith(join(jupyter, 'moved'))
    expect([status, stderr]).toEqual([
      1,
      `AR Lab kernel: AR Lab is no longer in ${join(jupyter, 'moved')}; run \`arlab kernel install\` again.\n`,
    ])
  })

  it('says in one sentence that a part of it is missing', async () => {
    const copy = join(jupyter, 'copy')
    cpSync(join(root, 'dist/notebook'), join(copy, 'dist/notebook'), { recursive: true })
    writeFileSync(join(copy, 'package.json'), '{ "name": "arlab", "type": "module", "dependencies": {} }')
    const { status, stderr } = await startWith(copy)
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^AR Lab kernel: a part of AR Lab is missing \(Cannot find module 'tslab[^\n]*\); run `arlab kernel install` again\.\n$/,
    )
  })
})
