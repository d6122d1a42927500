import { describe, expect, it } from 'vitest'
import type { Message } from '../../../src/notebook/kernel/wire.js'
import { cellEvents, cellOutputs } from '../../../src/notebook/run/cell-events.js'
import { judgeCell } from '../../../src/notebook/run/cell-failure.js'

const marker = 'secret\n'

function message(type: string, content: Record<string, unknown>): Message {
  const header = { msg_id: '', msg_type: type, session: '', username: '', date: '', version: '5.3' }
  return { header, parent: {}, content }
}
const out = (text: string) => message('stream', { name: 'stdout', text })
const err = (text: string) => message('stream', { name: 'stderr', text })
const display = (text: string, id?: string) =>
  message('display_data', { data: { 'text/plain': text }, metadata: {}, transient: { display_id: id } })
const update = (text: string, id: string) =>
  message('update_display_data', { data: { 'text/plain': text }, metadata: {}, transient: { display_id: id } })

const outputsOf = (...cells: Message[][]) => cellOutputs(cells.map((cell) => cellEvents(cell, marker)))
const shown = (text: string) => ({ output_type: 'display_data', data: { 'text/plain': text }, metadata: {} })
const printed = (name: string, text: string) => ({ output_type: 'stream', name, text })

describe('cellOutputs', () => {
  it('joins what a stream prints between two displays', () => {
    expect(outputsOf([out('a'), err('b'), out('c'), display('d'), out('e'), out('f')])).toEqual([
      [printed('stdout', 'ac'), printed('stderr', 'b'), shown('d'), printed('stdout', 'ef')],
    ])
  })

  it('replaces a display that a later cell updates, and stores no id', () => {
    expect(outputsOf([display('old', 'x'), out('a')], [update('new', 'x'), update('lost', 'y')])).toEqual([
      [shown('new'), printed('stdout', 'a')],
      [],
    ])
  })
})

describe('judgeCell', () => {
  const judge = (source: string, messages: Message[], status = 'ok') =>
    judgeCell(source, cellEvents(messages, marker), { kind: 'reply', status }, 3)

  it('lets a cell print what it likes on stderr, even what looks like a failure', () => {
    const noise = [err('UnhandledPromiseRejection: Error: x\n'), err('1:7 - no type\n'), err('Error: x\n    at y\n')]
    const verdict = judge('console.error("…")', noise)
    expect(verdict.failure).toBeUndefined()
    expect(verdict.events).toHaveLength(3)
  })

  it('knows an uncaught error by the marker before it', () => {
    const trace = 'TypeError: no\n    at f (x.js:1:2)\n'
    const verdict = judge('f()', [out('ok'), err(marker), err(`UnhandledPromiseRejection: ${trace}`), err('after')])
    expect(verdict.failure).toEqual({ name: 'TypeError', value: 'no', reason: 'nobody caught TypeError: no', trace })
    expect(cellOutputs([verdict.events])).toEqual([[printed('stdout', 'ok'), printed('stderr', 'after')]])
  })

  it('takes the last text on stderr as the trace of a throw, and leaves the others to the cell', () => {
    const thrown = 'evalmachine.<anonymous>:4\nf(1);\n  ^\n\nRangeError [E_X]: bad\nsecond line\n    at f (x.js:1:2)\n'
    const verdict = judge('f(1)', [err('1:2 - mine\n'), err(thrown)], 'error')
    expect(verdict.failure).toEqual({
      name: 'RangeError',
      value: 'bad\nsecond line',
      reason: 'RangeError: bad',
      trace: 'RangeError [E_X]: bad\nsecond line\n    at f (x.js:1:2)\n',
    })
    expect(cellOutputs([verdict.events])).toEqual([[printed('stderr', '1:2 - mine\n')]])
  })

  it('takes the line from the first frame in the cell itself, not in an earlier one', () => {
    const trace =
      'Error: at cell [3], line 9\n    at f (cell [1], line 4)\n    at g (cell [3], line 2)\n    at cell [3], line 7\n'
    expect(judge('g()', [err(trace)], 'error').failure?.line).toBe(2)
    expect(judge('g()', [err('Error: x\n    at f (cell [13], line 4)\n')], 'error').failure).not.toHaveProperty('line')
  })

  it.each([
    ['str\n', 'str'],
    ['{ a: 1 }\n', '{ a: 1 }'],
    ['Note: a text\n', 'Note: a text'],
  ])('reports a thrown value that is no error: %j', (text, value) => {
    expect(judge('throw x', [err(text)], 'error').failure).toMatchObject({ name: 'ThrownValue', value })
  })

  it('gathers what TypeScript says', () => {
    const verdict = judge('x', [err("1:7 - Type 'string' …\n"), err('1:7 - Because …\n')], 'error')
    expect(verdict.failure).toEqual({
      name: 'TypeScriptError',
      value: "1:7 - Type 'string' …",
      reason: "TypeScript error at 1:7 - Type 'string' …",
      trace: "1:7 - Type 'string' …\n1:7 - Because …\n",
      line: 1,
    })
    expect(verdict.events).toEqual([])
  })

  it('fails a module cell with a type error, to which tslab replies ok', () => {
    const complaint = [err("rates.ts 2:14 - Type 'string' …\n")]
    const { failure } = judge('/** @module rates */\nexport const a: number = "x"', complaint)
    expect(failure).toMatchObject({ name: 'TypeScriptError', line: 2 })
    expect(judge("import '../rates'", complaint, 'error').failure).not.toHaveProperty('line')
    expect(judge('// no module\n/* @module is only said */ 1', complaint).failure).toBeUndefined()
    expect(judge('const a = "/** @module rates */"', complaint).failure).toBeUndefined()
  })

  it('takes no time of day for a complaint of TypeScript', () => {
    const text = 'Process 10:30 - done\n'
    expect(judge('throw x', [err(text)], 'error').failure).toMatchObject({ name: 'ThrownValue', value: text.trim() })
    expect(judge('/** @module rates */', [err(text)]).failure).toBeUndefined()
  })

  it('fails a cell that the kernel turned away', () => {
    expect(judge('1', [], 'abort').failure?.reason).toBe('the kernel answered "abort" and gave no reason')
  })

  it('keeps what a stopped cell printed, without the words of the interrupt', () => {
    const interrupt = 'Error: Script execution was interrupted by `SIGINT`\n    at …\n'
    const verdict = judgeCell('x', cellEvents([out('a'), err(interrupt)], marker), { kind: 'timeout', seconds: 2 }, 1)
    expect(verdict.failure?.reason).toBe('the cell did not end within 2 s')
    expect(cellOutputs([verdict.events])).toEqual([[printed('stdout', 'a')]])
  })
})
