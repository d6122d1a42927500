import { describe, expect, test } from 'vitest'
import { compareOutputs } from '../../../src/notebook/check/compare-outputs.js'
import type { Output } from '../../../src/notebook/notebook-file.js'

const out = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text })
const shown = (data: Record<string, unknown>): Output => ({ output_type: 'display_data', data, metadata: {} })
const chart = (value: number, more: object = {}): Output =>
  shown({
    'application/vnd.vegalite.v5+json': { mark: 'bar', data: { values: [{ dso: 1 }, { dso: value, ...more }] } },
    'image/svg+xml': `<svg>${value}</svg>`,
    'text/plain': `It is ${value.toFixed(1)}.`,
  })

describe('outputs that were saved and outputs that came now', () => {
  test('are the same whatever cuts a stream in pieces, orders keys, counts executions or draws pixels', () => {
    const saved = [out('a\n'), out('b\n'), shown({ 'text/plain': 'x', 'image/png': 'AAA' })]
    const now = [out('a\nb\n'), shown({ 'text/plain': 'x' })]
    expect(compareOutputs(saved, now)).toEqual([])
    const one = shown({ 'application/json': { a: 1, b: { c: 2, d: 3 } } })
    const other = shown({ 'application/json': { b: { d: 3, c: 2 }, a: 1 } })
    expect(compareOutputs([one], [other])).toEqual([])
  })

  test('differ by the first line of text that does', () => {
    expect(compareOutputs([out('a\nb\nc')], [out('a\nB\nC')])).toEqual([
      { output: 1, what: 'line 2 of the text differs', saved: 'b', now: 'B' },
    ])
    expect(compareOutputs([out('a')], [out('a\nb')])).toEqual([
      { output: 1, what: 'line 2 of the text differs', saved: null, now: 'b' },
    ])
  })

  test('of a chart say where its data differ, to the last digit, before its words and its picture', () => {
    expect(compareOutputs([chart(41.4)], [chart(41.400000000000006)])).toEqual([
      { output: 1, what: "the chart's data differ at data.values[1].dso", saved: '41.4', now: '41.400000000000006' },
    ])
    expect(compareOutputs([chart(2)], [chart(2, { month: 'May' })])).toEqual([
      { output: 1, what: "the chart's data differ at data.values[1].month", saved: null, now: '"May"' },
    ])
  })

  test('are missed and told when they are new', () => {
    expect(compareOutputs([out('a'), chart(1)], [out('a')])).toEqual([
      { output: 2, what: 'it is gone', saved: 'It is 1.0.', now: null },
    ])
    expect(compareOutputs([], [out('a')])).toEqual([{ output: 1, what: 'it is new', saved: null, now: 'a' }])
    expect(compareOutputs([out('a')], [chart(1)])[0]).toMatchObject({ what: 'it is of another kind' })
  })

  test('differ by their streams, their errors, and the forms that they come in', () => {
    const failed = (evalue: string): Output => ({ output_type: 'error', ename: 'RangeError', evalue, traceback: ['x'] })
    expect(compareOutputs([failed('a')], [failed('b')])).toEqual([
      { output: 1, what: 'line 1 of the error differs', saved: 'RangeError: a', now: 'RangeError: b' },
    ])
    expect(compareOutputs([out('a')], [{ output_type: 'stream', name: 'stderr', text: 'a' }])).toEqual([
      { output: 1, what: 'it is of another kind', saved: 'a', now: 'a' },
    ])
    const plain = { 'text/plain': 'a' }
    expect(compareOutputs([shown({ ...plain, 'text/html': '<b>a</b>' })], [shown(plain)])).toEqual([
      { output: 1, what: 'the form text/html is gone', saved: '"<b>a</b>"', now: null },
    ])
    const value: Output = { output_type: 'execute_result', data: plain, metadata: {}, execution_count: 3 }
    expect(compareOutputs([value], [shown(plain)])).toEqual([])
  })

  test('are each told once, by their place', () => {
    expect(compareOutputs([chart(1), out('a'), chart(2)], [chart(3), out('a'), chart(4)])).toEqual([
      { output: 1, what: "the chart's data differ at data.values[1].dso", saved: '1', now: '3' },
      { output: 3, what: "the chart's data differ at data.values[1].dso", saved: '2', now: '4' },
    ])
  })

  test('keep the order of a list', () => {
    const list = (...values: number[]) => shown({ 'application/json': values })
    expect(compareOutputs([list(1, 2)], [list(2, 1)])).toHaveLength(1)
  })
})
