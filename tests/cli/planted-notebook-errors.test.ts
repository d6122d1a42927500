import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type NotebookProject, notebookProject } from '../notebook/notebook-project.js'
import { runArlab } from './run-arlab.js'
import { RunningArlab } from './running-arlab.js'

// Other tests may run notebooks at the same time: what is left behind here must be ours alone.
const temporary = mkdtempSync(join(tmpdir(), 'arlab-test-'))
let project: NotebookProject
beforeAll(() => {
  vi.stubEnv('TMPDIR', temporary)
  project = notebookProject()
})
afterAll(() => {
  project.remove()
  vi.unstubAllEnvs()
  rmSync(temporary, { recursive: true })
})

interface SavedOutput {
  readonly output_type: string
  readonly name?: string
  readonly text?: readonly string[]
  readonly ename?: string
}

function outputsOf(file: string): SavedOutput[][] {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: { outputs: SavedOutput[] }[] }
  return cells.map(({ outputs }) => outputs)
}

/** Each process of the notebook is over, and no folder of a kernel is left. */
function expectNothingLeft(outputs: readonly (readonly SavedOutput[])[]): void {
  const pid = Number(outputs[0]![0]!.text!.join(''))
  expect(pid).toBeGreaterThan(1)
  const stat = `/proc/${pid}/stat`
  // A dead orphan waits for its new parent to notice, and in a container that may take forever.
  expect(existsSync(stat) && !readFileSync(stat, 'utf8').includes(') Z ')).toBe(false)
  expect(readdirSync(temporary).filter((name) => /^arlab-(?:kernel|check)-/.test(name))).toEqual([])
}

const first = 'console.log(process.pid)'

describe('An error planted in a cell', () => {
  test.each([
    {
      kind: 'a type error',
      cell: "const days = 45\nconst due: number = 'x'",
      sentence: "TypeScript error at 2:7 - Type 'string' is not assignable to type 'number'.",
      shown: /^ {2}> 2 {2}const due: number = 'x'$/m,
      name: 'TypeScriptError',
      prints: undefined,
    },
    {
      kind: 'a throw',
      cell: "console.log('begun')\nthrow new RangeError('no such bucket')",
      sentence: 'RangeError: no such bucket',
      shown: /^ {2}[> ] 2 {2}throw new RangeError\('no such bucket'\)$/m,
      name: 'RangeError',
      prints: 'begun\n',
    },
    {
      kind: 'an unhandled rejection',
      cell: "console.log('begun')\nvoid Promise.reject(new Error('no bank'))",
      sentence: 'nobody caught Error: no bank',
      shown: /^ {2}[> ] 2 {2}void Promise\.reject/m,
      name: 'Error',
      prints: 'begun\n',
    },
    {
      kind: 'an endless loop',
      cell: "console.log('begun')\nwhile (true) {}",
      sentence: 'the cell did not end within 2 s',
      shown: /^ {2}[> ] 2 {2}while \(true\) \{\}$/m,
      name: 'Timeout',
      // What a cell prints leaves the kernel only when the cell lets it.
      prints: undefined,
    },
    {
      kind: 'a promise that never settles',
      cell: "console.log('begun')\nawait new Promise(() => {})",
      sentence: 'the cell did not end within 2 s',
      shown: /^ {2}[> ] 2 {2}await new Promise/m,
      name: 'Timeout',
      prints: 'begun\n',
    },
    {
      kind: 'process.exit',
      cell: "console.log('begun')\nprocess.exit(0)",
      sentence: 'the kernel ended with exit code 0',
      shown: /^ {2}[> ] 2 {2}process\.exit\(0\)$/m,
      name: 'KernelDied',
      prints: undefined,
    },
    {
      kind: 'a killed kernel',
      cell: "console.log('begun')\nprocess.kill(process.pid, 'SIGKILL')",
      sentence: 'the kernel was ended by SIGKILL',
      shown: /^ {2}[> ] 2 {2}process\.kill/m,
      name: 'KernelDied',
      prints: undefined,
    },
  ])('$kind: exit 1, the cell named, outputs kept, nothing left', ({ kind, cell, sentence, shown, name, prints }) => {
    const file = project.add(`${kind.replaceAll(' ', '-')}.ipynb`, [first, cell, "console.log('never')"])
    const output = join(project.notebooks, 'executed', `${kind}.ipynb`)
    const { code, stdout, stderr } = runArlab('notebook', 'run', file, '-o', output, '--timeout', '2')
    expect(code).toBe(1)
    expect(stdout).toContain(`Cell 2 of 3 failed: ${sentence}`)
    expect(stdout).toMatch(shown)
    expect(stdout).toContain(`The notebook as far as it ran is in ${output}.`)
    expect(stderr).toMatch(/cell 2 of 3: c[\s\S]*: failed in cell 2 \(\d/)
    const outputs = outputsOf(output)
    expect(outputs[1]!.at(-1)).toMatchObject({ output_type: 'error', ename: name })
    if (prints !== undefined) expect(outputs[1]![0]).toMatchObject({ name: 'stdout', text: [prints] })
    expect(outputs[2]).toEqual([])
    expectNothingLeft(outputs)
  })

  test('a cell may set its own limit', () => {
    const own = project.add('own-limit.ipynb', [first, 'await new Promise(() => {})'])
    const notebook = JSON.parse(readFileSync(own, 'utf8')) as { cells: { metadata: object }[] }
    notebook.cells[1]!.metadata = { arlab: { timeout: 0.5 } }
    writeFileSync(own, JSON.stringify(notebook))
    const output = join(project.notebooks, 'executed', 'own.ipynb')
    const { code, stdout } = runArlab('notebook', 'run', own, '-o', output)
    expect(code).toBe(1)
    expect(stdout).toContain('Cell 2 of 2 failed: the cell did not end within 0.5 s')
    expectNothingLeft(outputsOf(output))
  })

  test('an interrupt ends it with 130, with what it did until then', async () => {
    const begun = join(project.notebooks, 'begun')
    const file = project.add('interrupted.ipynb', [
      first,
      `require('fs').writeFileSync(${JSON.stringify(begun)}, '')\nawait new Promise(() => {})`,
    ])
    const output = join(project.notebooks, 'executed', 'interrupted.ipynb')
    const running = new RunningArlab('notebook', 'run', file, '-o', output)
    const { code } = await running.stopWhen(() => existsSync(begun), 'SIGINT')
    expect(code).toBe(130)
    const outputs = outputsOf(output)
    expect(outputs[1]!.at(-1)).toMatchObject({ output_type: 'error', ename: 'Interrupted' })
    expectNothingLeft(outputs)
  })
})
