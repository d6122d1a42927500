import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { InputError } from '../../../src/document/input-error.js'
import { newConnection, writeConnectionFile } from '../../../src/notebook/kernel/connection.js'
import { startProcess } from '../../../src/notebook/kernel/kernel-process.js'
import { launcherFile } from '../../../src/notebook/kernel/launcher-file.js'
import { type NotebookRun, type RunNotebookOptions, runNotebook } from '../../../src/notebook/run/run-notebook.js'
import { type NotebookProject, notebookProject } from '../notebook-project.js'

// Other tests may run notebooks at the same time: what this file's kernels leave behind must be theirs alone.
const temporary = mkdtempSync(join(tmpdir(), 'arlab-test-'))
vi.stubEnv('TMPDIR', temporary)

const projects: NotebookProject[] = []
function project(): NotebookProject {
  projects.push(notebookProject())
  return projects.at(-1)!
}
afterAll(() => {
  for (const made of projects) made.remove()
  vi.unstubAllEnvs()
  rmSync(temporary, { recursive: true })
})

interface SavedCell {
  readonly cell_type: string
  readonly execution_count?: number | null
  readonly outputs?: readonly {
    readonly output_type: string
    readonly name?: string
    readonly text?: readonly string[]
    readonly data?: Readonly<Record<string, unknown>>
    readonly metadata?: Readonly<Record<string, unknown>>
    readonly ename?: string
    readonly evalue?: string
    readonly traceback?: readonly string[]
  }[]
}

interface Outcome {
  readonly run: NotebookRun
  readonly cells: readonly SavedCell[]
  readonly text: string
}

async function runIn(
  { add, notebooks }: NotebookProject,
  name: string,
  sources: readonly string[],
  options: Partial<RunNotebookOptions> = {},
): Promise<Outcome> {
  const output = join(dirname(notebooks), 'executed', name)
  const run = await runNotebook(add(name, sources), { output, ...options })
  const text = readFileSync(output, 'utf8')
  return { run, text, cells: JSON.parse(text).cells }
}

const stdoutOf = (cell: SavedCell | undefined) =>
  cell?.outputs?.find((output) => output.name === 'stdout')?.text?.join('')
const errorOf = (cell: SavedCell | undefined) => cell?.outputs?.find((output) => output.output_type === 'error')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  // A dead orphan waits for its new parent to notice, and in a container that may take forever.
  const stat = `/proc/${pid}/stat`
  return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ')
}

const chart = `{ title: 'Paid', alt: 'Half is <paid>.', spec: { mark: 'bar', data: { values: [{ month: 'May', paid: 5 }] },
  encoding: { x: { field: 'month', type: 'nominal' }, y: { field: 'paid', type: 'quantitative' } } } }`

const good = [
  '# A markdown cell',
  "const days: number = 45\nconsole.log('DSO', days); console.error('careful'); console.warn(new Error('logged')); days + 1",
  '',
  "import { show, showTable } from 'arlab'",
  `await show(${chart})\nshowTable([{ customer: 'A<B', open: 12 }])`,
  // More than the 512 sends that ZeroMQ completes in one turn of the event loop.
  'for (let line = 0; line < 3000; line++) console.log(line)',
  "process.emitWarning('old'); console.log(days, process.env.ARLAB_TEST)",
  `void show(${chart})`,
]

describe('a notebook without faults', () => {
  let first: Outcome
  let second: Outcome
  const progress: unknown[] = []
  beforeAll(async () => {
    const environment = { ARLAB_TEST: 'given' }
    const both = await Promise.all([
      runIn(project(), 'good.ipynb', good, { environment, onCell: (cell) => progress.push(cell) }),
      runIn(project(), 'good.ipynb', good, { environment }),
    ])
    first = both[0]
    second = both[1]
  })

  it('runs to its end', () => {
    expect(first.run).toMatchObject({ ok: true, cells: 7, executed: 7 })
    expect(first.run).not.toHaveProperty('failure')
    expect(first.run.seconds).toBeGreaterThan(0)
    expect(progress).toHaveLength(7)
    expect(progress[0]).toEqual({ cell: 1, cells: 7, firstLine: 'const days: number = 45' })
  })

  it('gives the same bytes in another folder', () => {
    expect(second.text).toBe(first.text)
  })

  it('joins each stream, and takes a console.error for no failure', () => {
    const outputs = first.cells[1]!.outputs!
    expect(outputs.map((output) => output.name)).toEqual(['stdout', 'stderr'])
    expect(outputs[0]!.text).toEqual(['DSO 45\n', '46\n'])
    expect(outputs[1]!.text!.slice(0, 2)).toEqual(['careful\n', 'Error: logged\n'])
    expect(outputs[1]!.text!.join('')).not.toMatch(/tslab|node:/)
  })

  it('counts the cells that ran, and replaces what was there', () => {
    expect(first.cells.map((cell) => cell.execution_count)).toEqual([undefined, 1, null, 2, 3, 4, 5, 6])
    expect(first.text).not.toContain('"old"')
  })

  it('stores a chart as one bundle of live chart, picture and sentence, without HTML', () => {
    const [output] = first.cells[4]!.outputs!
    expect(output!.output_type).toBe('display_data')
    expect(Object.keys(output!.data!)).toEqual(['application/vnd.vegalite.v5+json', 'image/svg+xml', 'text/plain'])
    expect(output!.data!['application/vnd.vegalite.v5+json']).toMatchObject({
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      mark: 'bar',
    })
    expect(String(output!.data!['image/svg+xml'])).toMatch(/^<svg /)
    expect(output!.data!['text/plain']).toEqual(['Half is <paid>.'])
    expect(output!.metadata).toEqual({ alt: 'Half is <paid>.' })
  })

  it('stores a table as HTML and text', () => {
    const output = first.cells[4]!.outputs![1]!
    expect(Object.keys(output.data!)).toEqual(['text/html', 'text/plain'])
    expect((output.data!['text/html'] as string[]).join('')).toContain('A&lt;B')
  })

  it('loses no line of a long output', () => {
    expect(stdoutOf(first.cells[5])).toBe(Array.from({ length: 3000 }, (_, line) => `${line}\n`).join(''))
  })

  it('hands the environment over and hides process ids', () => {
    expect(stdoutOf(first.cells[6])).toBe('45 given\n')
    expect(first.cells[6]!.outputs![1]!.text![0]).toBe('(node) Warning: old\n')
  })

  it('waits for a chart that the last cell did not await', () => {
    expect(first.cells[7]!.outputs).toHaveLength(1)
    expect(first.cells[7]!.outputs![0]!.output_type).toBe('display_data')
  })
})

describe('a notebook with a fault', () => {
  let made: NotebookProject
  beforeAll(() => {
    made = project()
  })

  it('stops at a cell that throws, and shows its trace', async () => {
    const throwing = "console.log('begun'); console.error('mine')\nthrow new RangeError('no such bucket')"
    const { run, cells } = await runIn(made, 'throws.ipynb', ['1', '# text', throwing, "console.log('never')"])
    expect(run).toMatchObject({ ok: false, cells: 3, executed: 2 })
    expect(run.failure).toMatchObject({ cell: 2, reason: 'RangeError: no such bucket', source: throwing, line: 2 })
    expect(run.failure!.trace).toBe('RangeError: no such bucket\n    at cell [2], line 2')
    expect(stdoutOf(cells[0])).toBe('1\n')
    expect(cells[2]!.outputs!.map((output) => output.output_type)).toEqual(['stream', 'stream', 'error'])
    expect(cells[2]!.outputs![1]!.text).toEqual(['mine\n'])
    expect(errorOf(cells[2])).toMatchObject({ ename: 'RangeError', evalue: 'no such bucket' })
    expect(errorOf(cells[2])!.traceback!.join('\n')).toBe(run.failure!.trace)
    expect(cells[3]).toMatchObject({ outputs: [], execution_count: null })
  })

  it('stops at a type error', async () => {
    const { run, cells } = await runIn(made, 'types.ipynb', ["console.log('not run')\nconst days: number = 'x'", '2'])
    const complaint = "2:7 - Type 'string' is not assignable to type 'number'."
    expect(run.failure).toMatchObject({
      cell: 1,
      reason: `TypeScript error at ${complaint}`,
      trace: complaint,
      line: 2,
    })
    expect(cells[0]!.outputs).toEqual([
      { output_type: 'error', ename: 'TypeScriptError', evalue: complaint, traceback: [complaint] },
    ])
    expect(cells[1]).toMatchObject({ outputs: [], execution_count: null })
  })

  it('stops at an unhandled rejection, which tslab answers with ok', async () => {
    const { run, cells } = await runIn(made, 'rejects.ipynb', [
      "console.error('UnhandledPromiseRejection: only said')",
      "void Promise.reject(new Error('no bank')); console.log('on')",
      '3',
    ])
    expect(run).toMatchObject({
      ok: false,
      executed: 2,
      failure: { cell: 2, line: 1, reason: 'nobody caught Error: no bank' },
    })
    expect(stdoutOf(cells[1])).toBe('on\n')
    expect(errorOf(cells[1])).toMatchObject({ ename: 'Error', evalue: 'no bank' })
    expect(cells[2]).toMatchObject({ outputs: [], execution_count: null })
  })

  it('kills a cell that never ends, and all that it started', async () => {
    const { run, cells } = await runIn(
      made,
      'endless.ipynb',
      [
        "import { spawn } from 'node:child_process'\nconsole.log(process.pid, spawn('sleep', ['60']).pid)",
        "await 0; console.log('in'); while (true) {}",
      ],
      { cellTimeoutSeconds: 10 },
    )
    expect(run.failure).toMatchObject({ cell: 2, reason: 'the cell did not end within 10 s', trace: '' })
    expect(stdoutOf(cells[1])).toBe('in\n')
    expect(errorOf(cells[1])).toMatchObject({ ename: 'Timeout' })
    const pids = stdoutOf(cells[0])!.trim().split(' ').map(Number)
    expect(pids).toHaveLength(2)
    await until(() => !pids.some(isAlive))
  })

  it('reports a kernel that dies, with the last words of the cell', async () => {
    const { run, cells } = await runIn(made, 'dies.ipynb', ["console.log('bye'); process.exit(3)"])
    expect(run.failure).toMatchObject({ cell: 1, reason: 'the kernel ended with exit code 3' })
    expect(errorOf(cells[0])).toMatchObject({ ename: 'KernelDied' })
  })

  it('ends at once when it is interrupted', async () => {
    const controller = new AbortController()
    const sources = ['console.log(process.pid)', 'await new Promise(() => {})']
    const { run, cells } = await runIn(made, 'aborted.ipynb', sources, {
      signal: controller.signal,
      onCell: ({ cell }) => {
        if (cell === 2) setTimeout(() => controller.abort(), 100)
      },
    })
    expect(run.failure).toMatchObject({ cell: 2, reason: 'the run was interrupted' })
    const pid = Number(stdoutOf(cells[0]))
    expect(pid).toBeGreaterThan(0)
    expect(isAlive(pid)).toBe(false)
  })

  it('starts no kernel for a run that is already interrupted', async () => {
    const { run } = await runIn(made, 'aborted-before.ipynb', ['1'], { signal: AbortSignal.abort() })
    expect(run.failure).toMatchObject({ cell: 1, reason: 'the run was interrupted' })
  })

  it('leaves no connection file behind', () => {
    expect(readdirSync(temporary).filter((name) => name.startsWith('arlab-kernel-'))).toEqual([])
  })
})

describe('a run that cannot begin', () => {
  it.each([
    [
      'a working directory that is missing',
      { workingDirectory: '/no/such/folder' },
      '/no/such/folder: the working directory of',
    ],
    ['an output that is a folder', {}, 'the executed notebook cannot be written there: it is a folder.'],
  ])('refuses %s', async (_, options, expected) => {
    const made = project()
    const output = join(made.notebooks, 'taken')
    mkdirSync(output)
    const running = runNotebook(made.add('a.ipynb', ['1']), { output, ...options })
    await expect(running).rejects.toThrow(InputError)
    await expect(running).rejects.toThrow(expected)
  })
})

describe('the launcher', () => {
  it('ends the kernel when the process that owns it is not its parent any more', async () => {
    const connection = await writeConnectionFile(await newConnection())
    const kernel = startProcess([launcherFile(), connection.path, '{ "owner": 1 }'], tmpdir(), {})
    expect(await kernel.ended).toBe('was ended by SIGKILL')
    await connection.remove()
  })
})

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 50 && !condition(); attempt++) await sleep(100)
  expect(condition()).toBe(true)
}
