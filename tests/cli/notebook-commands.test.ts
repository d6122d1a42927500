import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arlabJson, type CommandResult, runArlab } from './run-arlab.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-notebooks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A notebook with parameters and, if wanted, a cell that fails. */
function add(name: string, ...sources: readonly string[]): string {
  const metadata = { kernelspec: { name: 'arlab', language: 'typescript', display_name: 'TypeScript (AR Lab)' } }
  const cells = [
    { cell_type: 'markdown', id: 'title', metadata: {}, source: `# ${name}` },
    ...["const months = 12\nconst who = 'Ana'", ...sources].map((source, index) => ({
      cell_type: 'code',
      id: `c${index}`,
      metadata: index === 0 ? { tags: ['parameters'] } : {},
      source,
      outputs: [],
      execution_count: null,
    })),
  ]
  const file = join(folder, `${name}.ipynb`)
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }))
  return file
}

const good = add('good', "console.log(who + ': ' + (months + 1))")
const other = add('other', "import { kpiById } from 'arlab'\nconsole.log(kpiById('dso').name)")
const bad = add('bad', "console.log('begun')", "throw new Error('no bank')")
const printed = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as { cells: { outputs?: { text?: string[] }[] }[] }).cells
    .flatMap(({ outputs = [] }) => outputs.flatMap(({ text = [] }) => text))
    .join('')

describe('arlab notebook run', () => {
  test('takes parameters by their kinds, and says each cell on stderr', () => {
    const output = join(folder, 'run.ipynb')
    const { code, stdout, stderr } = runArlab(
      'notebook',
      'run',
      good,
      '-p',
      'months=24',
      '-p',
      'who=Bo R',
      '-o',
      output,
    )
    expect([code, stdout]).toEqual([0, `Ran 3 cells. Written to ${output}.\n`])
    expect(stderr).toMatch(/^\[1\/1\] good\.ipynb, cell 1 of 3: const months = 12$/m)
    expect(stderr).toMatch(/^\[1\/1\] good\.ipynb: 3 cells \(\d+\.\d s\)$/m)
    expect(printed(output)).toBe('Bo R: 25\n')
  })

  test('prints one document with its own fields for one notebook', () => {
    const output = join(folder, 'one.ipynb')
    const document = arlabJson('notebook', 'run', good, '-o', output)
    expect(document).toMatchObject({ schema: 'arlab/notebook-run/1', ok: true, cells: 2, executed: 2, output })
    expect(document).not.toHaveProperty('runs')
  })

  test('hands the kernel a text as a text, whatever it holds', () => {
    const output = join(folder, 'text.ipynb')
    const text = `"; process.exit(3) //\n$` + '{process.exit(4)} ` \\u0041 \u2028 </script> €'
    const echo = add('echo', 'console.log(JSON.stringify(who))')
    expect(runArlab('notebook', 'run', echo, '-p', `who=${text}`, '-o', output).code).toBe(0)
    expect(JSON.parse(printed(output))).toBe(text)
  })

  describe('of several notebooks', () => {
    const into = join(folder, 'several')
    const pages = join(folder, 'pages')
    let run: CommandResult
    beforeAll(() => {
      run = runArlab(
        'notebook',
        'run',
        good,
        bad,
        other,
        '-o',
        into,
        '--html',
        pages,
        '--no-code',
        '--jobs',
        '2',
        '--json',
      )
    })

    test('runs and writes all, also after one that fails, and ends with 1', () => {
      expect(run.code).toBe(1)
      expect(readdirSync(into).sort()).toEqual(['bad.ipynb', 'good.ipynb', 'other.ipynb'])
      expect(printed(join(into, 'other.ipynb'))).toBe('DSO\n')
      const document = JSON.parse(run.stdout) as {
        ok: boolean
        runs: { file: string; ok: boolean; failure?: object }[]
      }
      expect(document.ok).toBe(false)
      expect(document.runs.map(({ file, ok }) => [file, ok])).toEqual([
        [good, true],
        [bad, false],
        [other, true],
      ])
      expect(document.runs[1]!.failure).toMatchObject({ cell: 3, line: 1, reason: 'Error: no bank' })
    })

    test('writes a page of each, without code; that of the failed one says so', () => {
      expect(readdirSync(pages).sort()).toEqual(['bad.html', 'good.html', 'other.html'])
      const html = (name: string) => readFileSync(join(pages, `${name}.html`), 'utf8')
      expect(html('bad')).toContain('This notebook did not run to its end.')
      expect(html('bad')).toContain('begun')
      expect(html('good')).not.toContain('const months')
      expect(html('good')).toContain('Ana: 13')
    })
  })
})

describe('arlab notebook parameters', () => {
  test('lists names, kinds and defaults', () => {
    const { code, stdout } = runArlab('notebook', 'parameters', good)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^months +number +12$/m)
    expect(stdout).toMatch(/^who +text +"Ana"$/m)
    expect(arlabJson('notebook', 'parameters', good)).toMatchObject({
      schema: 'arlab/notebook-parameters/1',
      parameters: [
        { name: 'months', default: 12 },
        { name: 'who', default: 'Ana' },
      ],
    })
  })
})

describe('arlab notebook check', () => {
  const saved = join(folder, 'saved.ipynb')
  beforeAll(() => {
    expect(runArlab('notebook', 'run', good, '-o', saved).code).toBe(0)
  })

  test('says that nothing differs, and writes nothing', () => {
    const before = readFileSync(saved, 'utf8')
    const { code, stdout } = runArlab('notebook', 'check', saved)
    expect([code, stdout]).toEqual([0, `${saved}: the same as saved (2 cells).\n`])
    expect(readFileSync(saved, 'utf8')).toBe(before)
  })

  test('says what differs, cell by cell, and ends with 1', () => {
    const changed = join(folder, 'changed.ipynb')
    writeFileSync(changed, readFileSync(saved, 'utf8').replace('Ana: 13', 'Ana: 14'))
    const { code, stdout } = runArlab('notebook', 'check', changed, saved)
    expect(code).toBe(1)
    expect(stdout).toBe(
      `${changed}: 1 of 2 cells differs from what is saved.\n` +
        "  cell 2 (console.log(who + ': ' + (months + 1)))\n" +
        '    output 1: line 1 of the text differs\n      saved: Ana: 14\n      now:   Ana: 13\n' +
        `${saved}: the same as saved (2 cells).\n`,
    )
    const document = JSON.parse(runArlab('notebook', 'check', changed, '--json').stdout) as Record<string, unknown>
    expect(document).toMatchObject({ schema: 'arlab/notebook-check/1', same: false })
  })

  test('says which cell fails, and compares the cells before it', () => {
    const failing = join(folder, 'failing.ipynb')
    expect(runArlab('notebook', 'run', bad, '-o', failing).code).toBe(1)
    const { code, stdout } = runArlab('notebook', 'check', failing, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      same: false,
      notebooks: [{ same: false, saved: true, differences: [], failure: { cell: 3, reason: 'Error: no bank' } }],
    })
  })

  test('says that nothing was saved, and how to save it', () => {
    const { code, stdout } = runArlab('notebook', 'check', good)
    expect(code).toBe(1)
    expect(stdout).toBe(
      `${good}: it has no saved outputs to compare; to save them: arlab notebook run ${good} -o ${good}\n`,
    )
  })
})

describe('arlab notebook html', () => {
  test('writes a page of a notebook as it is saved, without running it', () => {
    const page = join(folder, 'bad.html')
    const { code } = runArlab('notebook', 'html', bad, '-o', page)
    expect(code).toBe(0)
    expect(existsSync(page)).toBe(true)
    expect(readFileSync(page, 'utf8')).toContain('no bank')
    expect(readFileSync(page, 'utf8')).not.toContain('begun\n')
  })
})

test('pages of several notebooks lead to one another', () => {
  const into = join(folder, 'linked')
  const link = add('linking')
  const notebook = JSON.parse(readFileSync(link, 'utf8')) as { cells: { source: string }[] }
  notebook.cells[0]!.source = '# Linking\n\n[on](good.ipynb) [elsewhere](other.ipynb)'
  writeFileSync(link, JSON.stringify(notebook))
  const { code, stdout } = runArlab('notebook', 'html', link, good, '-o', into, '--no-code')
  expect([code, stdout]).toEqual([
    0,
    `Written to ${join(into, 'linking.html')}.\nWritten to ${join(into, 'good.html')}.\n`,
  ])
  const html = readFileSync(join(into, 'linking.html'), 'utf8')
  expect(html).toContain('<a href="good.html">on</a> <a href="../other.ipynb">elsewhere</a>')
  expect(html).not.toContain('const months')
})

describe('arlab lesson', () => {
  test('makes a class by names, and grades it as text, CSV and JSON', () => {
    const names = join(folder, 'names.txt')
    writeFileSync(names, '\ufeffAna Ruiz\r\n\r\n=1+1\r\n')
    const into = join(folder, 'class')
    const made = runArlab('lesson', 'new', '--names', names, '--exercises', 'dso-1', '-o', into)
    expect([made.code, made.stdout.split('.')[0]]).toEqual([0, `Wrote 2 notebooks to ${into}`])
    const graded = runArlab('lesson', 'grade', into, '--run')
    expect(graded.code).toBe(0)
    expect(graded.stdout).toMatch(/^Ana Ruiz +– none +0 of 1$/m)
    const plain = runArlab('lesson', 'grade', into)
    expect(plain.stdout).toContain('2 notebooks have answers that were never checked')
    // A name must not be a formula in a spreadsheet.
    expect(runArlab('lesson', 'grade', into, '--format', 'csv').stdout.split(/\r?\n/)[2]).toMatch(/^"?'=1\+1/)
    expect(arlabJson('lesson', 'grade', into)).toMatchObject({ schema: 'arlab/lesson-grade/1', mistakes: [] })
    expect(arlabJson('lesson', 'list')).toMatchObject({ schema: 'arlab/lesson-list/1' })
  })

  test('makes an instructor’s version with its outputs, which grades as all right', () => {
    const into = join(folder, 'key')
    const made = arlabJson('lesson', 'new', '--class', '1', '--exercises', 'dso-1,cei-1', '--solutions', '-o', into)
    expect(made).toMatchObject({
      schema: 'arlab/lesson-new/1',
      notebooks: [{ learner: 'Learner 1', run: { ok: true, cells: 6, failure: null } }],
    })
    expect(readFileSync(join(into, '01-learner-1.ipynb'), 'utf8')).toContain('Solution cei-1: ')
    const { notebooks } = arlabJson('lesson', 'grade', into) as { notebooks: { marks: unknown }[] }
    const mark = { status: 'right', solutionShown: true }
    expect(notebooks[0]!.marks).toMatchObject([mark, mark])
    const unrun = ['lesson', 'new', '--class', '1', '--exercises', 'dso-1', '--solutions', '--no-run']
    expect(runArlab(...unrun, '-o', join(folder, 'unrun')).stdout).toContain('without outputs. To run it: arlab')
  })

  test('says which cell of a learner failed, and what stood in the place of an answer', () => {
    const into = join(folder, 'odd')
    runArlab('lesson', 'new', '--class', '2', '--exercises', 'dso-1', '-o', into)
    const answer = (name: string, text: string) => {
      const file = join(into, name)
      writeFileSync(file, readFileSync(file, 'utf8').replace('const answer = null', `const answer = ${text}`))
    }
    answer('01-learner-1.ipynb', 'receivables / sales')
    answer('02-learner-2.ipynb', "'about 40'")
    writeFileSync(join(into, 'again.ipynb'), readFileSync(join(into, '02-learner-2.ipynb')))
    const { code, stdout } = runArlab('lesson', 'grade', into, '--run')
    expect(code).toBe(0)
    const words = stdout.replace(/\s+/g, ' ')
    expect(words).toContain('Learner 1 ! failed 0 of 1')
    expect(words).toMatch(/code cell 4 of 4 \(its answer to dso-1\) failed: TypeScriptError: 2:16 - Cannot find name/)
    expect(words).toContain('Learner 2 (02-learner-2.ipynb): the answer to dso-1 cannot be read: “about 40”')
    expect(words).toContain('Learner 2 is in 2 files: 02-learner-2.ipynb, again.ipynb.')
    expect(words).not.toContain('--run runs')
    expect(arlabJson('lesson', 'grade', into)).toMatchObject({
      repeatedLearners: [{ learner: 'Learner 2', files: ['02-learner-2.ipynb', 'again.ipynb'] }],
    })
  })
})
