import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { formatNotebook, parseNotebook, readNotebook, writeNotebook } from '../../src/notebook/notebook-file.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const typescript = { kernelspec: { name: 'tslab', language: 'typescript', display_name: 'TypeScript' } }

function notebookText(changes: Record<string, unknown> = {}): string {
  const cells = [{ cell_type: 'code', id: 'a', metadata: {}, source: ['1\n', '2'], outputs: [], execution_count: 3 }]
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: typescript, cells, ...changes })
}

function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as Error).message
  }
  throw new Error('nothing was refused')
}

describe('readNotebook', () => {
  it('joins the lines of a source and keeps what it does not know', () => {
    const notebook = parseNotebook(notebookText({ extra: { kept: true } }), 'a.ipynb')
    expect(notebook.cells[0]).toMatchObject({ source: '1\n2', execution_count: 3, id: 'a' })
    expect(notebook).toMatchObject({ extra: { kept: true } })
  })

  it('says that a file is missing', () => {
    expect(messageOf(() => readNotebook(join(folder, 'none.ipynb')))).toBe(
      `${folder}/none.ipynb: the notebook does not exist.`,
    )
  })

  it.each([
    [
      '{"cells": [<<<<<<< HEAD',
      'x.ipynb: the notebook is not JSON: it was not saved whole, or a merge left its marks in it.',
    ],
    ['{"a": 1}', 'x.ipynb: it is JSON but not a notebook: it lacks "nbformat" and "cells".'],
    ['[]', 'x.ipynb: it is JSON but not a notebook: it lacks "nbformat" and "cells".'],
    ['{"nbformat": 3, "worksheets": []}', 'x.ipynb: it is in notebook format 3; save it in Jupyter as format 4.'],
    [notebookText({ cells: {} }), 'x.ipynb: its "cells" are not a list.'],
    [notebookText({ cells: [{ cell_type: 'code', source: 7 }] }), 'x.ipynb: cell 1 is not a notebook cell.'],
    [
      notebookText({ metadata: { kernelspec: { name: 'python3', language: 'python' } } }),
      'x.ipynb: the notebook is written for a kernel that runs python; choose the kernel TypeScript (AR Lab) for it and save it.',
    ],
    [
      notebookText({ metadata: { kernelspec: { name: 'jslab', language: 'javascript' } } }),
      'x.ipynb: the notebook is written for a kernel that runs javascript; choose the kernel TypeScript (AR Lab) for it and save it.',
    ],
    [
      notebookText({ metadata: {} }),
      'x.ipynb: the notebook names no kernel; choose the kernel TypeScript (AR Lab) for it and save it.',
    ],
  ])('refuses %s in one sentence', (text, expected) => {
    expect(messageOf(() => parseNotebook(text, 'x.ipynb'))).toBe(expected)
  })

  it.each([
    { kernelspec: { name: 'arlab', language: 'typescript' } },
    { kernelspec: { name: 'tslab', display_name: 'TypeScript' } },
    { language_info: { name: 'typescript' } },
  ])('takes a notebook whose metadata is %j', (metadata) => {
    expect(parseNotebook(notebookText({ metadata }), 'x.ipynb').cells).toHaveLength(1)
  })
})

describe('formatNotebook', () => {
  const saved = `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 3,
   "id": "a",
   "metadata": {},
   "outputs": [],
   "source": [
    "1\\n",
    "2"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TypeScript",
   "language": "typescript",
   "name": "tslab"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`

  it('writes what Jupyter would save, whatever the order of the keys it read', () => {
    expect(formatNotebook(parseNotebook(notebookText(), 'a.ipynb'))).toBe(saved)
    expect(formatNotebook(parseNotebook(saved, 'a.ipynb'))).toBe(saved)
  })

  it('splits texts into lines, and neither JSON nor pictures', () => {
    const notebook = parseNotebook(notebookText(), 'a.ipynb')
    const data = {
      'text/html': 'a\nb',
      'image/svg+xml': '<svg>\n</svg>',
      'image/png': 'AA\nBB',
      'application/json': { b: 1, a: 2 },
    }
    const outputs = [
      { output_type: 'stream', name: 'stdout', text: 'x\ny\n' },
      { output_type: 'display_data', data, metadata: {} },
    ] as const
    const text = formatNotebook({ ...notebook, cells: [{ ...notebook.cells[0]!, outputs }] })
    expect(JSON.parse(text).cells[0].outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: ['x\n', 'y\n'] },
      {
        output_type: 'display_data',
        metadata: {},
        data: { ...data, 'text/html': ['a\n', 'b'], 'image/svg+xml': ['<svg>\n', '</svg>'] },
      },
    ])
    expect(text.indexOf('"a": 2')).toBeLessThan(text.indexOf('"b": 1'))
  })

  it('is written without leaving anything beside it', () => {
    const file = join(folder, 'written.ipynb')
    writeNotebook(file, parseNotebook(notebookText(), 'a.ipynb'))
    expect(readFileSync(file, 'utf8')).toBe(saved)
    expect(readdirSync(folder)).toEqual(['written.ipynb'])
  })
})
