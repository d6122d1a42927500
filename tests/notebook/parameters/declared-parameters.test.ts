import { describe, expect, test } from 'vitest'
import type { Cell, Notebook } from '../../../src/notebook/notebook-file.js'
import { declaredParameters } from '../../../src/notebook/parameters/declared-parameters.js'
import { withParameters } from '../../../src/notebook/parameters/with-parameters.js'

function declaring(source: string): Notebook {
  const cell: Cell = {
    cell_type: 'code',
    metadata: { tags: ['parameters'] },
    source,
    outputs: [],
    execution_count: null,
  }
  return { nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [cell] }
}
const declared = (source: string) => declaredParameters(declaring(source), 'n.ipynb')

describe('a default', () => {
  test.each<[string, unknown]>([
    ['1_000', 1000],
    ['0x10', 16],
    ['.5', 0.5],
    ['+2', 2],
    ['-(2)', undefined],
    ['(2)', 2],
    ['2 as number', 2],
    ['[1, -2] satisfies number[]', [1, -2]],
    ["'it''s'", undefined],
    ['"\\u20ac"', '€'],
    ['`a\nb`', 'a\nb'],
    ['false', false],
    ['10n', undefined],
    ['1e999', undefined],
    ['[-1e999]', undefined],
    ['null', undefined],
    ['undefined', undefined],
    ['`$' + '{1}`', undefined],
    ['!true', undefined],
    ['1 + 1', undefined],
    ['[[1]]', undefined],
    ['[...[1]]', undefined],
    ['[1, , 2]', undefined],
    ['{ a: 1 }', undefined],
    ['process.exit()', undefined],
  ])('written %s', (written, value) => {
    const read = () => declared(`const x = ${written}`).map((own) => own.default)
    if (value === undefined) expect(read).toThrow(/^n\.ipynb: line \d of the cell tagged "parameters" /)
    else expect(read()).toEqual([value])
  })
})

test.each([
  ['let x: string = "a"', 'let x: string = "b"'],
  ["const x: 'a' | 'b' = 'a'", "const x: 'a' | 'b' = \"b\""],
  ['export const x = "a" // why', 'const x = "b"'],
  ['const /* why */ x = "a", y = 1', 'const x = "b"'],
  ['const x: readonly string[] = []', 'const x: readonly string[] = ["b"]'],
  ["const x = ['a'] as const", 'const x: string[] = ["b"]'],
])('%s is declared anew as it was: %s', (source, expected) => {
  const { cells } = withParameters(declaring(source), { x: 'b' }, 'n.ipynb')
  expect(cells[1]!.source.split('\n').slice(1)).toEqual([expected])
  // Before nbformat 4.5 cells have no ids.
  expect(cells[1]).not.toHaveProperty('id')
})
