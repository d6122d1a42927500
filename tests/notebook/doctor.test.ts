import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { doctorText } from '../../src/cli/kernel-text.js'
import { isWell } from '../../src/notebook/doctor/examine-kernel.js'
import { findOnPath } from '../../src/notebook/doctor/find-on-path.js'
import { codeCheck, jupyterCheck, listedCheck } from '../../src/notebook/doctor/front-end-checks.js'
import { versionsIn } from '../../src/notebook/doctor/jupyter.js'
import { kernelspecCheck } from '../../src/notebook/doctor/kernelspec-check.js'
import { libraryCheck } from '../../src/notebook/doctor/library-check.js'
import { nodeCheck } from '../../src/notebook/doctor/node-check.js'
import { proofCheck } from '../../src/notebook/doctor/proof-check.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-doctor-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

describe('nodeCheck', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['22.1.0', 'ok'],
    ['20.18.9', 'broken'],
    ['18.20.0', 'broken'],
  ])('%s is %s', (version, status) => {
    expect(nodeCheck(version).status).toBe(status)
  })
})

describe('libraryCheck', () => {
  it('loads what runs cells, or says what cannot be loaded', () => {
    expect(libraryCheck().status).toBe('ok')
    const broken = libraryCheck(() => {
      throw new Error('No native build was found\nstack')
    })
    expect(broken).toMatchObject({
      status: 'broken',
      needed: true,
      found: 'cannot be loaded: No native build was found.',
    })
  })
})

describe('kernelspecCheck', () => {
  const here = join(folder, 'package')
  mkdirSync(here)
  const spec = (name: string, node: string, packageFolder: string, display = 'TypeScript (AR Lab)') => {
    const place = join(folder, name)
    mkdirSync(place)
    const content = { argv: [node, 'x'], display_name: display, metadata: { arlab: packageFolder } }
    writeFileSync(join(place, 'kernel.json'), JSON.stringify(content))
    return place
  }

  it.each([
    ['well', process.execPath, here, undefined, 'ok', false, 'in '],
    ['no-node', '/gone/node', here, undefined, 'broken', true, 'Node.js is no longer at /gone/node'],
    ['no-package', process.execPath, '/gone/arlab', undefined, 'broken', true, 'AR Lab is no longer in /gone/arlab'],
    ['elsewhere', process.execPath, folder, undefined, 'broken', true, 'not this one'],
    ['other', process.execPath, here, 'Deno', 'broken', true, "a kernel that is not AR Lab's"],
  ])('%s', (name, node, packageFolder, display, status, needed, words) => {
    const check = kernelspecCheck(spec(name, node, packageFolder, display), 'unused', here)
    expect(check).toMatchObject({ status, needed })
    expect(check.found).toContain(words)
  })

  it('takes it for no fault that none is installed', () => {
    expect(kernelspecCheck(undefined, join(folder, 'none'), here)).toMatchObject({ status: 'missing', needed: false })
  })
})

describe('what Jupyter says of itself', () => {
  const versions = versionsIn(
    'Selected Jupyter core packages...\nnbconvert        : 6.5.3\njupyterlab       : not installed\nnotebook         : 6.4.12\n',
  )

  it('is read by name', () => {
    expect([...versions]).toEqual([
      ['nbconvert', '6.5.3'],
      ['notebook', '6.4.12'],
    ])
  })

  it('is shown, or how to get it', () => {
    expect(jupyterCheck({ program: '/bin/jupyter', versions }).found).toBe(
      '/bin/jupyter with classic Notebook 6.4.12, nbconvert 6.5.3',
    )
    expect(jupyterCheck(undefined)).toMatchObject({ status: 'missing', needed: false })
    expect(jupyterCheck({ program: 'j', versions: new Map([['nbconvert', '7.0']]) }).status).toBe('missing')
  })

  it('is a fault if it lists no kernel though one is installed', () => {
    const jupyter = { program: 'j', versions }
    expect(listedCheck(jupyter, true)).toMatchObject({ status: 'broken', needed: true })
    expect(listedCheck(jupyter, false)).toMatchObject({ status: 'missing', needed: false })
    expect(listedCheck({ ...jupyter, kernelspecFolder: '/k' }, true).status).toBe('ok')
  })
})

describe('findOnPath', () => {
  it('finds what can be run', () => {
    writeFileSync(join(folder, 'tool'), '', { mode: 0o755 })
    vi.stubEnv('PATH', `/nowhere:${folder}`)
    expect(findOnPath('tool')).toBe(join(folder, 'tool'))
    expect(findOnPath('no-such-tool')).toBeUndefined()
  })
})

describe('the verdict', () => {
  it('is good so long as what is needed works', () => {
    const missing = [nodeCheck('22.0.0'), codeCheck(undefined)]
    expect(isWell(missing)).toBe(true)
    expect(doctorText(missing)).toMatch(/^ok {6} Node\.js: version 22\.0\.0\nmissing {2}VS Code: [^\n]+\n {9}→ Only if/)
    expect(isWell([...missing, nodeCheck('18.0.0')])).toBe(false)
    expect(doctorText([nodeCheck('18.0.0')])).toContain('Something that is needed does not work')
    expect(doctorText([nodeCheck('22.0.0')])).toMatch(/All is well\.$/)
  })
})

describe('proofCheck', () => {
  it('starts a kernel, which leaves nothing behind', async () => {
    vi.stubEnv('TMPDIR', join(folder, 'package'))
    expect(await proofCheck()).toMatchObject({ status: 'ok', needed: true })
    expect(readdirSync(join(folder, 'package'))).toEqual([])
  })
})
