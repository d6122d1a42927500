import fc from 'fast-check'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import type { Cell, Notebook } from '../../../src/notebook/notebook-file.js'
import { declaredParameters } from '../../../src/notebook/parameters/declared-parameters.js'
import { kindText } from '../../../src/notebook/parameters/parameter.js'
import { readParameter } from '../../../src/notebook/parameters/read-parameter.js'
import { withParameters } from '../../../src/notebook/parameters/with-parameters.js'

const code = (source: string, tags: readonly string[] = []): Cell => ({
  cell_type: 'code',
  id: `c${source.length}`,
  metadata: tags.length === 0 ? {} : { tags },
  source,
  outputs: [],
  execution_count: null,
})
const notebook = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells })
const declaring = (source: string) => notebook(code('1'), code(source, ['parameters']), code('months'))

describe('the parameters of a notebook', () => {
  const source = [
    '// How far to look.',
    'const months = 12, /* and from */ shift = -1.5',
    "let learner: string = 'Ana \\'R\\''",
    'const live = true',
    "const regions = ['EMEA', `APAC`]",
    'const nets = [15, -30] as const',
    'const none: number[] = []',
  ].join('\n')

  test('are read from the declarations of the tagged cell, with kind and default', () => {
    const found = declaredParameters(declaring(source), 'n.ipynb')
    expect(found.map((own) => [own.name, kindText(own), own.default])).toEqual([
      ['months', 'number', 12],
      ['shift', 'number', -1.5],
      ['learner', 'text', "Ana 'R'"],
      ['live', 'true or false', true],
      ['regions', 'list of texts', ['EMEA', 'APAC']],
      ['nets', 'list of numbers', [15, -30]],
      ['none', 'list of numbers', []],
    ])
  })

  test('are none where no cell is tagged', () => {
    expect(declaredParameters(notebook(code('const months = 12')), 'n.ipynb')).toEqual([])
  })

  test.each<[string, 'number' | 'text' | 'boolean', boolean, unknown]>([
    ['24', 'number', false, 24],
    ['-1e3', 'number', false, -1000],
    ['0x10', 'number', false, undefined],
    ['', 'number', false, undefined],
    ['1,5', 'number', false, undefined],
    ['24', 'text', false, '24'],
    [' a ', 'text', false, ' a '],
    ['true', 'boolean', false, true],
    ['yes', 'boolean', false, undefined],
    ['15, 30', 'number', true, [15, 30]],
    ['EMEA,AP AC', 'text', true, ['EMEA', 'AP AC']],
    ['', 'text', true, []],
    ['true,no', 'boolean', true, undefined],
  ])('the text %j for a %s (list: %s)', (text, kind, list, value) => {
    expect(readParameter(text, { kind, list })).toEqual(value)
  })
})

describe('a run with parameters', () => {
  const given = withParameters(
    declaring("const months = 12\nlet learner: string = 'Ana'"),
    { months: '24', learner: 'Bo' },
    'n',
  )

  test('declares them anew in a cell after the tagged one, and changes nothing else', () => {
    expect(given.cells.map(({ source }) => source)).toEqual([
      '1',
      "const months = 12\nlet learner: string = 'Ana'",
      '// The parameters of this run.\nconst months = 24\nlet learner: string = "Bo"',
      'months',
    ])
    expect(given.cells[2]!.metadata).toEqual({ tags: ['injected-parameters'] })
  })

  test('takes the place of an earlier one', () => {
    const again = withParameters(given, { months: '36' }, 'n')
    expect(again.cells.map(({ source }) => source)).toHaveLength(4)
    expect(again.cells[2]!.source).toBe('// The parameters of this run.\nconst months = 36')
  })

  test('is the notebook itself where none is given', () => {
    const plain = declaring('const months = 12')
    expect(withParameters(plain, {}, 'n')).toBe(plain)
  })

  test('never makes code of a text: whatever is given comes back as that text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('"; process.exit(3) //', '$' + '{x}', '\u2028`', '\u2029process.exit(3) //'),
        ),
        (text) => {
          const { cells } = withParameters(declaring("const learner = 'Ana'"), { learner: text }, 'n')
          const file = ts.createSourceFile('x.ts', cells[2]!.source, ts.ScriptTarget.ES2022, true)
          expect(file.statements).toHaveLength(1)
          const [declaration] = (file.statements[0] as ts.VariableStatement).declarationList.declarations
          expect((declaration!.initializer as ts.StringLiteral).text).toBe(text)
          // The kernel's TypeScript takes each of these for the end of a line.
          expect(cells[2]!.source.split(/[\n\r\u2028\u2029]/)).toHaveLength(2)
        },
      ),
    )
  })
})
