import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { runNotebook } from '../../src/notebook/run/run-notebook.js'
import { runArlab } from '../cli/run-arlab.js'
import { folderOf } from './ledger-files.js'

const notebook = (more: object) =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { language_info: { name: 'typescript' } },
    cells: [],
    ...more,
  })

const cell = (source: string, metadata: object = {}) => ({ cell_type: 'code', metadata, source, outputs: [] })
const declaring = (source: string) => cell(source, { tags: ['parameters'] })
const literals = 'a number, a text in quotes, true or false, or a list of these.'

/** Each: what is wrong, the notebook, the options, and the whole of stderr. */
test.each([
  [
    'what was not saved whole',
    '{"cells": [',
    '-o DIR/out.ipynb',
    'DIR/n.ipynb: the notebook is not JSON: it was not saved whole, or a merge left its marks in it.',
  ],
  [
    'other JSON',
    '{"a": 1}',
    '-o DIR/out.ipynb',
    'DIR/n.ipynb: it is JSON but not a notebook: it lacks "nbformat" and "cells".',
  ],
  [
    'an old format',
    '{"nbformat": 3, "worksheets": []}',
    '-o DIR/out.ipynb',
    'DIR/n.ipynb: it is in notebook format 3; save it in Jupyter as format 4.',
  ],
  [
    'a format that is no number',
    notebook({ nbformat: { toString: 1 } }),
    '-o DIR/out.ipynb',
    'DIR/n.ipynb: its "nbformat" is not a number; save it in Jupyter as format 4.',
  ],
  [
    'values nested deeper than any program walks',
    notebook({ metadata: JSON.parse(`${'{"a":'.repeat(1000)}0${'}'.repeat(1000)}`) }),
    '-o DIR/out.ipynb',
    'DIR/n.ipynb: its values are nested too deep to be those of a notebook.',
  ],
  ['cells that are no list', notebook({ cells: {} }), '-o DIR/out.ipynb', 'DIR/n.ipynb: its "cells" are not a list.'],
  [
    'no kernel',
    notebook({ metadata: {} }),
    '-o DIR/out.ipynb',
    'DIR/n.ipynb: the notebook names no kernel; choose the kernel TypeScript (AR Lab) for it and save it.',
  ],
  [
    'another kernel',
    notebook({ metadata: { language_info: { name: 'python' } } }),
    '-o DIR/out.ipynb',
    'DIR/n.ipynb: the notebook is written for a kernel that runs python; choose the kernel TypeScript (AR Lab) for it and save it.',
  ],
  ['a cell that is none', notebook({ cells: [7] }), '-o DIR/out.ipynb', 'DIR/n.ipynb: cell 1 is not a notebook cell.'],
  [
    'an output that is a folder',
    notebook({}),
    '-o DIR/folder',
    'DIR/folder: the executed notebook cannot be written there: it is a folder.',
  ],
  [
    'a time limit that is none',
    notebook({ cells: [cell('1', { arlab: { timeout: 'long' } })] }),
    '-o DIR/out.ipynb',
    'DIR/n.ipynb: cell 1 sets its own time limit to "long"; "timeout" must be a number of seconds above 0.',
  ],
  [
    'a time limit as long as a book',
    notebook({ cells: [cell('1', { arlab: { timeout: Array(1000).fill(7) } })] }),
    '-o DIR/out.ipynb',
    `DIR/n.ipynb: cell 1 sets its own time limit to [${'7,'.repeat(28)}...; "timeout" must be a number of seconds above 0.`,
  ],
  [
    'a parameter for a notebook without any',
    notebook({ cells: [cell('1')] }),
    '-o DIR/out.ipynb -p months=1',
    'DIR/n.ipynb: the notebook has no parameters; tag the cell that declares them "parameters", or leave out -p.',
  ],
  [
    'two cells of parameters',
    notebook({ cells: [declaring('const a = 1'), cell('1'), declaring('const b = 1')] }),
    '-o DIR/out.ipynb -p a=1',
    'DIR/n.ipynb: cells 1 and 3 are both tagged "parameters"; leave the tag on one.',
  ],
  [
    'a mistyped parameter',
    notebook({ cells: [declaring("const months = 12\nlet names = ['Ana']")] }),
    '-o DIR/out.ipynb -p monhts=1',
    'DIR/n.ipynb: the notebook has no parameter "monhts". Did you mean "months"? The notebook has months (number, 12), names (list of texts, ["Ana"]).',
  ],
  [
    'a parameter where none is declared',
    notebook({ cells: [declaring('// none yet')] }),
    '-o DIR/out.ipynb -p months=1',
    'DIR/n.ipynb: the notebook has no parameter "months". The cell tagged "parameters" declares none.',
  ],
  ...(
    [
      ['const months = 12', 'months=soon', 'months takes a number. The notebook has months (number, 12).'],
      [
        'const strict = true',
        'strict=yes',
        'strict takes true or false. The notebook has strict (true or false, true).',
      ],
      [
        'const days = [30, 45]',
        'days=30,x',
        'days takes a list with commas between, each a number. The notebook has days (list of numbers, [30,45]).',
      ],
    ] as const
  ).map(([source, given, expected]) => [
    `a value of another kind, ${given}`,
    notebook({ cells: [declaring(source)] }),
    `-o DIR/out.ipynb -p ${given}`,
    `DIR/n.ipynb: -p ${given}: ${expected}`,
  ]),
  ...(
    [
      ['const x = 1\nconst y = x + 1', `line 2 of the cell tagged "parameters" gives y no literal; write ${literals}`],
      ['let x: number', `line 1 of the cell tagged "parameters" gives x no value; write ${literals}`],
      [
        'const { x } = y',
        'line 1 of the cell tagged "parameters" takes a value apart; declare each parameter by its name.',
      ],
      [
        "const x = [1, 'a']",
        'line 1 of the cell tagged "parameters" mixes number and text in the list x; write values of one kind.',
      ],
      [
        "const x = 1\nconsole.log('hello')",
        'line 2 of the cell tagged "parameters" is no declaration: console.log(\'hello\'); put it into another cell.',
      ],
      ['const x = ', 'line 1 of the cell tagged "parameters" cannot be read: Expression expected.'],
    ] as const
  ).map(([source, expected]) => [
    `a cell of parameters with more than literals: ${source.split('\n').at(-1)}`,
    notebook({ cells: [declaring(source)] }),
    '-o DIR/out.ipynb -p x=1',
    `DIR/n.ipynb: ${expected}`,
  ]),
])('%s', (_, content, options, message) => {
  const folder = folderOf({ 'n.ipynb': content, 'folder/kept.txt': 'kept' })
  const words = options.split(' ').map((word) => word.replace('DIR', folder))
  const { code, stdout, stderr } = runArlab('notebook', 'run', `${folder}/n.ipynb`, ...words)
  expect([code, stdout, stderr.replaceAll(folder, 'DIR')]).toEqual([2, '', `arlab: ${message}\n`])
})

test('a notebook of another program, with values of other forms, is run, checked and made a page', () => {
  const none = { toString: 1 }
  const outputs = [
    { output_type: 'stream', name: none, text: none },
    { output_type: 'error', ename: none, evalue: none, traceback: [none] },
    { output_type: 'update_display_data', data: { 'text/plain': none, 'text/html': null }, metadata: null },
    { output_type: none },
  ]
  const words = { cell_type: 'markdown', metadata: null, source: '![a](attachment:a)', attachments: null }
  const foreign = notebook({ nbformat_minor: none, cells: [words, { ...cell('1 + 1'), metadata: none, outputs }] })
  const folder = folderOf({ 'n.ipynb': foreign })
  const run = (...words: string[]) => {
    const { code, stdout, stderr } = runArlab('notebook', ...words)
    return { code, text: `${stdout}${stderr}` }
  }
  const unexpected = /\[object|undefined|TypeError|RangeError/
  for (const [code, ...words] of [
    [0, 'html', `${folder}/n.ipynb`, '-o', `${folder}/n.html`],
    [1, 'check', `${folder}/n.ipynb`],
    [0, 'run', `${folder}/n.ipynb`, '-o', `${folder}/out.ipynb`, '--html', `${folder}/out.html`],
  ] as const) {
    const result = run(...words)
    expect([words[0], result.code, result.text]).toEqual([words[0], code, expect.not.stringMatching(unexpected)])
  }
  for (const page of ['n.html', 'out.html']) {
    expect(/<main.*<\/main>/s.exec(readFileSync(`${folder}/${page}`, 'utf8'))?.[0]).not.toMatch(unexpected)
  }
})

test.each([
  ['-p', 'months', 'It must be a name and a value, such as months=24.'],
  ['-p', '=24', 'It must be a name and a value, such as months=24.'],
])('%s %s', (option, value, expected) => {
  const { code, stderr } = runArlab('notebook', 'run', 'n.ipynb', option, value)
  expect([code, stderr]).toEqual([2, expect.stringContaining(expected)])
})

test('a parameter that is given twice', () => {
  const { code, stderr } = runArlab('notebook', 'run', 'n.ipynb', '-p', 'months=1', '-p', 'months=2')
  expect([code, stderr]).toEqual([2, expect.stringContaining('months is given twice.')])
})

test('several notebooks that would be written to one place, or into a file', () => {
  const folder = folderOf({ 'n.ipynb': notebook({}), 'm.ipynb': notebook({}), 'other/n.ipynb': notebook({}) })
  const run = (...words: string[]) => {
    const { code, stderr } = runArlab('notebook', ...words)
    return [code, stderr.replaceAll(folder, 'DIR')]
  }
  expect(run('run', `${folder}/n.ipynb`, `${folder}/other/n.ipynb`, '-o', `${folder}/out`)).toEqual([
    2,
    'arlab: DIR/n.ipynb and DIR/other/n.ipynb have the same name; run them one by one, each with its own -o.\n',
  ])
  expect(run('run', `${folder}/n.ipynb`, `${folder}/m.ipynb`, '-o', `${folder}/m.ipynb`)).toEqual([
    2,
    'arlab: -o DIR/m.ipynb: that is a file; for several notebooks name a folder.\n',
  ])
  expect(run('html', `${folder}/n.ipynb`, '-o', `${folder}/n.ipynb`)).toEqual([
    2,
    'arlab: -o DIR/n.ipynb: the page would take the place of the notebook; give it another name.\n',
  ])
  const before = readFileSync(`${folder}/n.ipynb`, 'utf8')
  for (const page of ['n.ipynb', 'out.ipynb']) {
    expect(run('run', `${folder}/n.ipynb`, '-o', `${folder}/out.ipynb`, '--html', `${folder}/${page}`)).toEqual([
      2,
      `arlab: --html DIR/${page}: the page would take the place of the notebook; give it another name.\n`,
    ])
  }
  expect(readFileSync(`${folder}/n.ipynb`, 'utf8')).toBe(before)
})

test('a working directory that is not there', async () => {
  const folder = folderOf({ 'n.ipynb': notebook({}) })
  const file = `${folder}/n.ipynb`
  await expect(
    runNotebook(file, { output: `${folder}/out.ipynb`, workingDirectory: `${folder}/nowhere` }),
  ).rejects.toThrow(new InputError(`${folder}/nowhere: the working directory of ${file} does not exist.`))
})
