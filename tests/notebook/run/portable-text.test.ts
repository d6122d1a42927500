import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { portableText } from '../../../src/notebook/run/portable-text.js'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'arlab-test-')))
const folder = join(root, 'notebooks')
mkdirSync(folder)
writeFileSync(join(root, 'package.json'), '{}')
afterAll(() => rmSync(root, { recursive: true }))

describe('portableText', () => {
  const portable = portableText(folder)

  it.each([
    [`at f (file://${root}/dist/kpi/dso.js:3:1)`, 'at f (../dist/kpi/dso.js:3:1)'],
    [`no file ${folder}/a.csv`, 'no file ./a.csv'],
    [`${root}/data/a.csv`, '../data/a.csv'],
    [`/mnt${root}/data and ${root}-2/data`, `/mnt${root}/data and ${root}-2/data`],
    ['(node:4711) Warning: old', '(node) Warning: old'],
  ])('turns %s into %s', (text, expected) => {
    expect(portable(text)).toBe(expected)
  })

  it('drops the frames of Node and tslab and keeps the others', () => {
    const trace = `Error: x
    at f (evalmachine.<anonymous>:3:7)
    at Script.runInThisContext (node:vm:135:14)
    at process.processTicks (node:internal/process/task_queues:105:5)
    at async Object.execute (/opt/tslab/dist/executor.js:160:38)
    at g (${root}/dist/index.js:1:1)
`
    expect(portable(trace)).toBe('Error: x\n    at f (evalmachine.<anonymous>:3:7)\n    at g (../dist/index.js:1:1)\n')
  })
})
