import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type NotebookRun, runNotebook } from '../../../src/notebook/run/run-notebook.js'
import { root } from '../../cli/run-arlab.js'

/** Folders with neither package.json nor node_modules, in them or above them. */
const outside = realpathSync(mkdtempSync(join(tmpdir(), 'arlab-outside-')))
afterAll(() => rmSync(outside, { recursive: true, force: true }))

interface Run extends NotebookRun {
  readonly text: string
}

async function runIn(name: string, ...sources: string[]): Promise<Run> {
  const folder = join(outside, name)
  mkdirSync(folder, { recursive: true })
  const metadata = { kernelspec: { name: 'arlab', language: 'typescript', display_name: 'TypeScript (AR Lab)' } }
  const cells = sources.map((source) => ({ cell_type: 'code', metadata: {}, source }))
  writeFileSync(join(folder, 'a.ipynb'), JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }))
  const output = join(folder, 'out', 'a.ipynb')
  const run = await runNotebook(join(folder, 'a.ipynb'), { output })
  return { ...run, text: readFileSync(output, 'utf8') }
}

describe('a notebook in a folder that is no project', () => {
  it('imports arlab and what arlab brings, and works in its own folder', async () => {
    const run = await runIn(
      'plain',
      "import { kpiById, openLedger } from 'arlab'\nimport { mean } from 'simple-statistics'\nconsole.log(kpiById('dso').id, mean([1, 3]))",
      `const ledger = await openLedger(${JSON.stringify(join(root, 'data/demo'))})\nconst invoices = ledger.frame('invoices')`,
      // The type of `invoices`, of danfojs-node, is known in a later cell.
      "import { existsSync } from 'node:fs'\nconsole.log(invoices.shape[1] > 5, existsSync('a.ipynb'))",
    )
    expect(run.failure).toBeUndefined()
    expect(run.text).toContain('dso 2\\n')
    expect(run.text).toContain('true true\\n')
  })

  it.each([
    ['of arlab', "import { kpiById } from 'arlab'\n\nkpiById(45)", 3, 'not assignable'],
    ['of danfojs-node', "import { DataFrame } from 'danfojs-node'\nnew DataFrame([[1]]).shape.nothing", 2, 'nothing'],
    ['of Node', "import { readFileSync } from 'node:fs'\nreadFileSync()", 2, 'argument'],
  ])('is refused a wrong use of the types %s', async (name, source, line, words) => {
    const run = await runIn(name, source)
    expect(run.failure).toMatchObject({ cell: 1, line })
    expect(run.failure!.reason).toMatch(new RegExp(`^TypeScript error at ${line}:\\d+ - .*${words}`))
  })

  it('cannot import what arlab does not bring', async () => {
    const run = await runIn('foreign', "import { x } from 'no-such-package'\nx")
    expect(run.failure?.reason).toContain("Cannot find module 'no-such-package'")
  })

  it.each(['mine', 'mine/deeper'])('takes the package of that name in %s or above it first', async (name) => {
    const own = join(outside, 'mine', 'node_modules', 'arlab')
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'package.json'), '{ "name": "arlab", "main": "./own.js", "types": "./own.d.ts" }')
    writeFileSync(join(own, 'own.js'), "exports.mine = 'my own'")
    writeFileSync(join(own, 'own.d.ts'), 'export const mine: string')
    const run = await runIn(name, "import { mine } from 'arlab'\nconsole.log(mine)")
    expect(run.failure).toBeUndefined()
    expect(run.text).toContain('my own\\n')
  })
})

describe('the lines that a trace names', () => {
  const ledger = "import { openLedger } from 'arlab'\ntype Folder = string\ninterface Nothing {}\n"

  it.each([
    [
      'after types, which are compiled away',
      ['interface A {\n  x: number\n}\nconst a: A = { x: 1 }\n\nthrow new Error(String(a.x))'],
      { cell: 1, line: 6, trace: 'Error: 1\n    at cell [1], line 6' },
    ],
    [
      'in a function of an earlier cell',
      [
        'type N = number\n// of the rate\nfunction rate(days: N): N {\n  if (days < 0) throw new RangeError(`no`)\n  return 1\n}',
        '',
        'const x = 1\nconst y = [-1].map((d) =>\n  rate(d))',
      ],
      {
        cell: 3,
        line: 3,
        trace:
          'RangeError: no\n    at rate (cell [1], line 4)\n    at cell [2], line 3\n    at Array.map (<anonymous>)\n    at cell [2], line 2',
      },
    ],
    [
      'in an awaited call, with the frames of arlab',
      [`${ledger}await openLedger('none')`],
      {
        cell: 1,
        line: 4,
        trace: expect.stringMatching(
          /^InputError: none: [\s\S]*\(arlab\/dist\/ledger\/[\s\S]*\n {4}at cell \[1\], line 4$/,
        ),
      },
    ],
    [
      'in a promise that nobody awaits',
      ['type T = 1\nasync function late() {\n  await 0\n  void (null as unknown as Date).getDay()\n}\nvoid late()'],
      { cell: 1, line: 4, trace: expect.stringMatching(/\n {4}at late \(cell \[1\], line 4\)$/) },
    ],
    [
      'of the cause of an error',
      ["try {\n  JSON.parse('{')\n} catch (cause) {\n  throw new Error('no rates', { cause })\n}"],
      { cell: 1, line: 4, trace: expect.stringMatching(/\[cause\]: SyntaxError[\s\S]*cell \[1\], line 2/) },
    ],
  ])('%s', async (name, sources, failure) => {
    const run = await runIn(name.replaceAll(' ', '-'), ...sources)
    expect(run.failure).toMatchObject(failure)
    expect(run.text).not.toContain(root)
    expect(run.text).not.toMatch(/evalmachine|tslab|node:internal/)
  })

  it('are those of a module beside the notebook, which can import arlab, and of a cell that is a module', async () => {
    const folder = join(outside, 'modules', 'lib')
    mkdirSync(folder, { recursive: true })
    const helper =
      "import { kpiById } from 'arlab'\nexport type T = 1\nexport interface I {}\nexport function name(id: string): string {\n  return kpiById(id).name\n}\n"
    writeFileSync(join(folder, 'helper.ts'), helper)
    const run = await runIn(
      'modules',
      '/** @module rates */\nexport type Rate = number\n\nexport function check(rate: Rate): void {\n  throw new Error(String(rate))\n}',
      "import { check } from './rates'\nimport { name } from './lib/helper'\nconsole.log(name('dso'))\ntry {\n  check(3)\n} catch (error) {\n  console.log((error as Error).stack)\n}\nname('nothing')",
    )
    expect(run.text).toMatch(
      /"Error: 3\\n",\s*" {4}at check \(rates\.ts, line 5\)\\n",\s*" {4}at cell \[2\], line 5\\n"/,
    )
    expect(run.failure).toMatchObject({ cell: 2, line: 9 })
    expect(run.failure!.trace).toMatch(/\n {4}at (?:\S+ )?name \(lib\/helper\.ts, line 5\)\n {4}at cell \[2\], line 9$/)
  })

  it('are those of error.stack too, and a stack keeps the code of an error of Node', async () => {
    const run = await runIn(
      'stack',
      "type T = 1\n\nconsole.log(new Error('x').stack)\ntry { Buffer.alloc('x' as never) } catch (error) { console.log((error as Error).stack!.split('\\n')[0]) }",
    )
    expect(run.failure).toBeUndefined()
    expect(run.text).toContain('"    at cell [1], line 3\\n"')
    expect(run.text).toContain('TypeError [ERR_INVALID_ARG_TYPE]: ')
  })
})
