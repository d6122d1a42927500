import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type ClassOptions, makeClass } from '../../src/classroom/make-class.js'
import { personalNotebook } from '../../src/classroom/personal-notebook.js'
import { unreadNotebook } from '../../src/cli/lesson-notes.js'
import { InputError } from '../../src/document/input-error.js'
import { packageFile } from '../../src/notebook/package-file.js'
import { runArlab } from '../cli/run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-errors-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test.each<[string, Partial<ClassOptions>]>([
  ['A class needs at least one learner: say --class 20, or --names FILE.', { learners: [] }],
  [
    'Two learners are called ana  and would get the same figures; tell them apart, by a family name for example.'.replace(
      '  ',
      ' ',
    ),
    { learners: ['Ana', 'Ben', 'ana '] },
  ],
  ['There is no lesson 99; they go from 1 to 12.', { lesson: 99 }],
  ['No exercise is named: say --exercises dso-1,cei-1, or leave it out for all.', { exercises: [] }],
  ['There is no exercise "cei1". Did you mean "cei-1"?', { exercises: ['cei1'] }],
  [
    'These are 1001 learners; a class has 1000 at most.',
    { learners: Array.from({ length: 1001 }, (_, own) => `L${own}`) },
  ],
])('%s', (message, options) => {
  expect(() => makeClass({ folder: join(folder, 'none'), learners: ['Ana'], ...options })).toThrow(
    new InputError(message),
  )
})

test('a notebook that is there already is never written over', () => {
  const options = { folder: join(folder, 'taken'), learners: ['Ana'], exercises: ['dso-1'] }
  makeClass(options)
  expect(() => makeClass(options)).toThrow(
    `${join(folder, 'taken', '01-ana.ipynb')}: this notebook is there already and may hold a learner's answers; choose another folder, or move it away.`,
  )
})

test('a notebook without a learner cannot be made somebody’s', () => {
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] } as const
  expect(() => personalNotebook(notebook, 'Ana', '..', 'x.ipynb')).toThrow(
    'x.ipynb: its cell tagged "parameters" has no line "const learner = …", so it cannot be made a learner\'s own.',
  )
})

test('what does not come with AR Lab has no path', () => {
  for (const [path, shown] of [
    ['data/dem\u0007', 'data/dem\\u0007'],
    ['..', '..'],
    ['data/../../', 'data/../../'],
    [undefined, 'undefined'],
  ]) {
    expect(() => packageFile(path as string)).toThrow(
      new InputError(
        `There is no "${shown}" among what comes with AR Lab, such as data/demo or scenarios/net-45.yaml.`,
      ),
    )
  }
})

test('an error that nobody foresaw is of one file, named and short', () => {
  const { file, reason } = unreadNotebook('class', 'ana.ipynb', new TypeError(`\u001b${'x'.repeat(999)}`))
  expect(file).toBe('ana.ipynb')
  expect(reason).toMatch(/^class\/ana\.ipynb: it cannot be graded: TypeError: \\u001bx+\.\.\.$/)
  expect(reason.length).toBeLessThan(250)
})

describe('on the command line', () => {
  const empty = file('empty.txt', '\n \n')
  test.each<[string, readonly string[]]>([
    ['Say who learns: either --class 20, or --names FILE with a name on each line.', ['new', '--lesson', '3']],
    [
      'Say who learns: either --class 20, or --names FILE with a name on each line.',
      ['new', '--class', '2', '--names', empty],
    ],
    [
      'A notebook is of a lesson or of exercises: leave out --lesson or --exercises.',
      ['new', '--class', '2', '--lesson', '3', '--exercises', 'dso-1'],
    ],
    [
      '--no-run goes with --solutions: notebooks for learners are not run when they are made.',
      ['new', '--class', '2', '--no-run'],
    ],
    [`${empty}: there is no name in it; write one on each line.`, ['new', '--names', empty]],
    [`${join(folder, 'none.txt')}: the list of names does not exist.`, ['new', '--names', join(folder, 'none.txt')]],
    [`${empty}: it is no folder; give the folder with the learners' notebooks.`, ['grade', empty]],
    [`${folder}: there is no notebook in it.`, ['grade', folder]],
  ])('%s', (message, args) => {
    const { code, stdout, stderr } = runArlab('lesson', ...args)
    expect([code, stdout, stderr]).toEqual([2, '', `arlab: ${message}\n`])
  })

  test('a file that is no notebook keeps nobody else from a grade', () => {
    const torn = join(folder, 'torn')
    makeClass({ folder: torn, learners: ['Ana', 'Ben'], exercises: ['dso-1'] })
    writeFileSync(join(torn, 'copy.ipynb'), '{"cells": ')
    const reason = `${join(torn, 'copy.ipynb')}: the notebook is not JSON: it was not saved whole, or a merge left its marks in it.`
    const { code, stdout, stderr } = runArlab('lesson', 'grade', torn)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Ana .*\nBen /m)
    expect(stderr).toBe(`1 of 3 notebooks has no grade:\n  ${reason}\n`)
    const json = JSON.parse(runArlab('lesson', 'grade', torn, '--json').stdout) as { readonly unread: unknown }
    expect(json.unread).toEqual([{ file: 'copy.ipynb', reason }])
  })

  test.each([false, true])('no more does one that cannot be graded or run (run: %j)', (run) => {
    const hostile = mkdtempSync(join(folder, 'hostile-'))
    const [ana, ben] = makeClass({ folder: hostile, learners: ['Ana', 'Ben', 'Eve'], exercises: ['dso-1'] })
    const change = (path: string, fields: (notebook: { cells: object[] }) => object) => {
      const notebook = JSON.parse(readFileSync(path, 'utf8')) as { cells: object[] }
      writeFileSync(path, JSON.stringify({ ...notebook, ...fields(notebook) }))
    }
    // Values that cannot be made a text, in a message about them and in an output.
    const noText = { toString: 1, valueOf: 1 }
    change(ana!.file, () => ({ nbformat: noText }))
    const timeout = { metadata: { arlab: { timeout: 'x'.repeat(999) } } }
    const error = { outputs: [{ output_type: 'error', ename: noText, evalue: '', traceback: [] }] }
    change(ben!.file, ({ cells }) => ({ cells: cells.map((own) => ({ ...own, ...(run ? timeout : error) })) }))
    const { code, stdout, stderr } = runArlab('lesson', 'grade', hostile, ...(run ? ['--run'] : []))
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Eve +(– none|· not run)/m)
    expect(stderr).toContain(`  ${ana!.file}: its "nbformat" is not a number; save it in Jupyter as format 4.\n`)
    if (run) expect(stderr).toContain('sets its own time limit')
    // An error without a name that can be read is still an error.
    else expect(stdout).toMatch(/^Ben +! failed/m)
    expect(stderr).toContain(run ? '2 of 3 notebooks have no grades:\n' : '1 of 3 notebooks has no grade:\n')
    expect(stderr).not.toContain('unexpected error')
    expect(stderr).not.toContain('x'.repeat(250))
  })

  test('if no file can be read, all are named', () => {
    const torn = mkdtempSync(join(folder, 'all-'))
    for (const name of ['a.ipynb', 'b.ipynb']) writeFileSync(join(torn, name), '[]')
    const { code, stdout, stderr } = runArlab('lesson', 'grade', torn)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(join(torn, 'a.ipynb'))
    expect(stderr).toContain(join(torn, 'b.ipynb'))
  })
})
