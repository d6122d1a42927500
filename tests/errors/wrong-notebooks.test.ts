import { expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { runNotebook } from '../../src/notebook/run-notebook.js'
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
])('%s', (_, content, options, message) => {
  const folder = folderOf({ 'n.ipynb': content, 'folder/kept.txt': 'kept' })
  const words = options.split(' ').map((word) => word.replace('DIR', folder))
  const { code, stdout, stderr } = runArlab('notebook', 'run', `${folder}/n.ipynb`, ...words)
  expect([code, stdout, stderr.replaceAll(folder, 'DIR')]).toEqual([2, '', `arlab: ${message}\n`])
})

test('a working directory that is not there', async () => {
  const folder = folderOf({ 'n.ipynb': notebook({}) })
  const file = `${folder}/n.ipynb`
  await expect(
    runNotebook(file, { output: `${folder}/out.ipynb`, workingDirectory: `${folder}/nowhere` }),
  ).rejects.toThrow(new InputError(`${folder}/nowhere: the working directory of ${file} does not exist.`))
})
