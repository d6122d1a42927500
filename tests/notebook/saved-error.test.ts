import { describe, expect, test } from 'vitest'
import type { Cell, Output } from '../../src/notebook/notebook-file.js'
import { savedError } from '../../src/notebook/saved-error.js'

const cell = (...outputs: Output[]): Cell => ({ cell_type: 'code', metadata: {}, source: 'x', outputs })
const stderr = (text: string): Output => ({ output_type: 'stream', name: 'stderr', text })
const stdout = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text })
const error: Output = { output_type: 'error', ename: 'TypeError', evalue: 'x is\nnot y', traceback: [] }

const trace = 'InputError: one\ntwo\nthree\n    at f (cell [4], line 2)\n    at cell [4], line 9\n'

describe('the error with which a cell was saved', () => {
  test('by a run is written down as such, and nothing else counts', () => {
    expect(savedError(cell(stderr('mind the gap\n'), error), true)).toBe('TypeError: x is')
    for (const text of [trace, '1:20 - Expression expected.\n']) expect(savedError(cell(stderr(text)), true)).toBeNull()
  })

  test.each([
    ['of several lines', trace, 'InputError: one'],
    ['after a warning', `Note: mind the gap\n${trace}`, 'InputError: one'],
    [
      'after an error that was caught and printed',
      `RangeError: far\n    at cell [4], line 1\n${trace}`,
      'InputError: one',
    ],
    ['that quotes another', 'InputError: one\nTypeError: two\n    at cell [4], line 1\n', 'InputError: one'],
    ['with properties', "Error: no\n    at cell [4], line 1 {\n  code: 'E'\n}\n", 'Error: no'],
    ['with a code', 'TypeError [ERR_X]: no\n    at cell [4], line 1\n', 'TypeError: no'],
    ['without a message', 'Error\n    at cell [4], line 1\n', 'Error'],
    ['that nobody caught', 'UnhandledPromiseRejection: Oops: no\n    at cell [4], line 1\n', 'Oops: no'],
    ['of TypeScript', '1:20 - Expression expected.\n', '1:20 - Expression expected.'],
    ['of TypeScript in a module', "./my rates.ts 2:1 - Type 'x'\n", "./my rates.ts 2:1 - Type 'x'"],
  ])('by a front end is found in its text: %s', (_, text, reason) => {
    expect(savedError(cell(stderr(text)))).toBe(reason)
    expect(savedError(cell(stdout('a'), stderr('b\n'), stdout('c'), stderr(text)))).toBe(
      /^\S.*\d - /.test(text) ? null : reason,
    )
  })

  test.each<[string, readonly Output[]]>([
    ['a time of day', [stderr('Process 10:30 - done\n')]],
    ['a warning', [stderr('mind the gap\n')]],
    ['an error that was caught and printed, before the cell went on', [stderr(trace), stdout('mended')]],
    ['an error that was caught and printed, before other words', [stderr(`${trace}went on\n`)]],
    ['frames of no error', [stderr('    at cell [4], line 1\n')]],
    ['what looks like it on stdout', [stdout(trace)]],
    ['nothing', []],
  ])('is none in %s', (_, outputs) => {
    expect(savedError(cell(...outputs))).toBeNull()
  })
})
