import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { planCheck } from '../../src/notebook/check/check-notebook.js'
import { compareOutputs } from '../../src/notebook/check/compare-outputs.js'
import { notebookPage } from '../../src/notebook/html/notebook-page.js'
import { formatNotebook, parseNotebook, readNotebook } from '../../src/notebook/notebook-file.js'
import { declaredParameters } from '../../src/notebook/parameters/declared-parameters.js'
import { sentenceFaults } from '../errors/damaged/judge-mutation.js'
import { folderOf } from '../errors/ledger-files.js'

const good = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'arlab', language: 'typescript', display_name: 'TypeScript (AR Lab)' } },
  cells: [
    {
      cell_type: 'markdown',
      id: 'words',
      metadata: {},
      source: ['# Title\n', '![dot](attachment:dot.png)'],
      attachments: { 'dot.png': { 'image/png': 'AAAA' } },
    },
    {
      cell_type: 'code',
      id: 'code',
      metadata: { tags: ['parameters'], arlab: { timeout: 9 }, execution: { 'iopub.status.busy': 'now' } },
      source: 'const months = 12',
      execution_count: 1,
      outputs: [
        { output_type: 'stream', name: 'stderr', text: ['one\n', 'two'] },
        { output_type: 'error', ename: 'RangeError', evalue: 'too far', traceback: ['RangeError: too far', 'at x'] },
        {
          output_type: 'display_data',
          data: {
            'application/vnd.vegalite.v6+json': { mark: 'bar', data: { values: [{ n: 1 }] } },
            'image/svg+xml': ['<svg>', '</svg>'],
            'image/png': 'AAAA',
            'text/plain': 'A chart.',
          },
          metadata: { alt: 'A chart.', 'image/png': { width: 9 } },
        },
        { output_type: 'display_data', data: { 'text/html': '<b>1</b>', 'text/plain': '1' }, metadata: {} },
        { output_type: 'display_data', data: { 'text/markdown': ['# One\n', 'two'] }, metadata: {} },
        {
          output_type: 'execute_result',
          execution_count: 1,
          data: { 'text/plain': ['1'], 'application/json': [1] },
          metadata: {},
        },
      ],
    },
    { cell_type: 'raw', id: 'raw', metadata: {}, source: 'raw' },
  ],
}

type Path = readonly (string | number)[]

/** The places of all values in a value, its own first. */
function placesIn(value: unknown, path: Path = []): Path[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, own]) => placesIn(own, [...path, Array.isArray(value) ? +key : key]))
      : []
  return [path, ...inside]
}

/** The JSON of a value with another one at a place; undefined leaves the place out. */
function jsonWith(value: object, path: Path, replacement: unknown): string {
  const copy = { root: structuredClone(value) as unknown }
  const steps = ['root', ...path]
  const last = steps.pop()!
  const holder = steps.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], copy)
  ;(holder as Record<string | number, unknown>)[last] = replacement
  return JSON.stringify(copy.root) ?? ''
}

const targets = { link: (href: string) => href, picture: () => null }

/** What goes wrong when all is done with a notebook that the commands do without a kernel; a refusal in a sentence is right. */
function faultsOf(content: string): string[] {
  const folder = folderOf({ 'n.ipynb': content })
  const file = join(folder, 'n.ipynb')
  const uses = [
    () => planCheck(file, { output: join(folder, 'out.ipynb') }),
    () => declaredParameters(readNotebook(file), file),
    () => {
      const notebook = readNotebook(file)
      const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? [])
      expect(compareOutputs(outputs, outputs)).toEqual([])
      expect(compareOutputs(outputs, []).filter(({ saved }) => typeof saved !== 'string')).toEqual([])
      expect(parseNotebook(formatNotebook(notebook), file)).toEqual(notebook)
      const page = notebookPage(notebook, { name: 'n.ipynb', code: true, targets, libraries: [] })
      expect(/<main.*<\/main>/s.exec(page)?.[0]).not.toMatch(/\[object|\bundefined\b/)
    },
  ]
  return uses.flatMap((use) => {
    try {
      use()
      return []
    } catch (error) {
      return sentenceFaults(error, folder)
    }
  })
}

test('the notebook that is changed below is sound', () => {
  const { cells } = parseNotebook(JSON.stringify(good), 'n.ipynb')
  expect(cells.map(({ outputs = [] }) => outputs.length)).toEqual([0, 6, 0])
  expect(faultsOf(JSON.stringify(good))).toEqual([])
})

describe('a notebook is read or refused in a sentence where any one of its values is', () => {
  test.each([
    ['null', null],
    ['a number', 7],
    ['an empty list', []],
    ['a list of no texts', [7, null, { toString: 1 }]],
    ['an empty object', {}],
    ['an object that cannot be made a text', { toString: 1, valueOf: 1, toJSON: 1 }],
    ['another text', 'other'],
    ['missing', undefined],
  ])('%s', (_, replacement) => {
    const places = placesIn(good)
    expect(places.length).toBeGreaterThan(70)
    const faults = places.flatMap((path) =>
      faultsOf(jsonWith(good, path, replacement)).map((fault) => `${path.join('.')}: ${fault}`),
    )
    // This one quotes the value as the file has it, and `null` is a word of files.
    expect(faults.filter((fault) => !/time limit to .*null/.test(fault))).toEqual([])
  })
})

const outputsOf = (...outputs: object[]) =>
  parseNotebook(jsonWith(good, ['cells', 1, 'outputs'], outputs), 'n.ipynb').cells[1]!.outputs

test('what should be text and is not is left out of an output', () => {
  const noText = { toString: 1 }
  expect(
    outputsOf(
      { output_type: 'stream', name: noText, text: noText },
      { output_type: 'error', ename: noText, evalue: ['too ', 'far'], traceback: ['one', noText, ['t', 'wo']] },
      { output_type: 'error', traceback: 'whole' },
      { output_type: 'execute_result', execution_count: noText, data: {}, metadata: null },
    ),
  ).toEqual([
    { output_type: 'stream', name: 'stdout', text: '' },
    { output_type: 'error', ename: 'Error', evalue: 'too far', traceback: ['one', 'two'] },
    { output_type: 'error', ename: 'Error', evalue: '', traceback: ['whole'] },
    { output_type: 'execute_result', execution_count: null, data: {}, metadata: {} },
  ])
})

test('an output of another type counts by what it shows, if that is anything', () => {
  const data = { 'text/plain': 'shown' }
  expect(
    outputsOf({ output_type: 'update_display_data', data }, { data }, { output_type: 'clear_output' }, {}),
  ).toEqual([
    { output_type: 'display_data', data, metadata: {} },
    { output_type: 'display_data', data, metadata: {} },
  ])
})

test('attachments that are none are dropped', () => {
  const attached = (attachments: unknown) =>
    parseNotebook(jsonWith(good, ['cells', 0, 'attachments'], attachments), 'n.ipynb').cells[0]!
  for (const none of [null, 7, [], 'x']) expect(attached(none)).not.toHaveProperty('attachments')
  expect(attached({ a: null, b: { 'image/png': 'AAAA' } }).attachments).toEqual({ b: { 'image/png': 'AAAA' } })
})

test('values nested too deep for a program to walk through are refused', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const content = jsonWith(good, ['metadata', 'deep'], '').replace('"deep":""', `"deep":${deep}`)
  expect(() => parseNotebook(content, 'n.ipynb')).toThrow(
    new InputError('n.ipynb: its values are nested too deep to be those of a notebook.'),
  )
})
