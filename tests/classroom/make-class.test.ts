import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { afterAll, describe, expect, test } from 'vitest'
import { exercisesOf, learnerOf } from '../../src/classroom/exercise-cells.js'
import { makeClass } from '../../src/classroom/make-class.js'
import { personalNotebook } from '../../src/classroom/personal-notebook.js'
import { exerciseCatalogue } from '../../src/lesson/exercise-catalogue.js'
import { type Notebook, readNotebook } from '../../src/notebook/notebook-file.js'
import { root } from '../cli/run-arlab.js'
import { lessonNames } from '../notebooks/lesson-files.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-class-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sourcesOf = ({ cells }: Notebook) => cells.map(({ source }) => source).join('\n')

describe('a class', () => {
  test('has a notebook for each learner: the lesson with their name, and its files found from where it is', () => {
    const into = join(folder, 'deep', 'class')
    const made = makeClass({ folder: into, learners: ['Zoë O’Hara', ' "Bo" $& '], lesson: 3 })
    expect(readdirSync(into)).toEqual(['01-zoe-o-hara.ipynb', '02-bo.ipynb'])
    const [first, second] = made.map(({ file }) => readNotebook(file))
    expect([learnerOf(first!), learnerOf(second!)]).toEqual(['Zoë O’Hara', '"Bo" $&'])
    expect(sourcesOf(first!)).toContain('const learner = "Zoë O’Hara"')
    expect(sourcesOf(second!)).toContain('const learner = "\\"Bo\\" $&"')
    const lesson = readNotebook(join(root, 'notebooks', '03-kpis.ipynb'))
    expect(exercisesOf(first!)).toEqual(exercisesOf(lesson))
    expect(exercisesOf(first!).length).toBeGreaterThan(3)
    expect(sourcesOf(first!)).toContain("openLedger(packageFile('data/demo'))")
    const next = /\]\(([^)]+\.ipynb)\)/.exec(sourcesOf(first!))![1]!
    expect(existsSync(join(into, next))).toBe(true)
    for (const { outputs } of first!.cells) expect(outputs ?? []).toEqual([])
  })

  test('gets a worksheet of all exercises, or of some, where no lesson is named', () => {
    const [all] = makeClass({ folder: join(folder, 'all'), learners: ['A'] })
    expect(exercisesOf(readNotebook(all!.file))).toEqual(exerciseCatalogue.map(({ id }) => id))
    const [some] = makeClass({ folder: join(folder, 'some'), learners: ['A'], exercises: ['cei-1', 'dso-1', 'cei-1'] })
    expect(exercisesOf(readNotebook(some!.file))).toEqual(['cei-1', 'dso-1'])
  })

  test('the instructor’s version differs from the learner’s in the answers alone', () => {
    const [plain] = makeClass({ folder: join(folder, 'plain'), learners: ['A'], lesson: 9 })
    const [solved] = makeClass({ folder: join(folder, 'solved'), learners: ['A'], lesson: 9, solutions: true })
    const cells = (file: string) => readNotebook(file).cells.map(({ metadata, source }) => ({ metadata, source }))
    const different = cells(plain!.file).filter(({ source }, index) => cells(solved!.file)[index]!.source !== source)
    expect(different.map(({ metadata }) => (metadata.arlab as { exercise: string }).exercise)).toEqual([
      'bad-debt-1',
      'allowance-1',
    ])
    expect(cells(solved!.file).map(({ metadata }) => metadata)).toEqual(
      cells(plain!.file).map(({ metadata }) => metadata),
    )
  })

  test.each(lessonNames)('%s names no file by the place of the notebook', (name) => {
    const { cells } = personalNotebook(readNotebook(join(root, 'notebooks', name)), 'Ana', 'far', 'n')
    const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source)
    expect(code.join('\n')).not.toMatch(/['"`]\.\.?\//)
    const users = code.filter((source) => /packageFile\(/.test(source))
    expect(users.map((source) => source.startsWith("import { packageFile } from 'arlab'\n"))).toEqual(
      users.map((_, index) => index === 0),
    )
  })

  test('leaves a name alone that looks like a file or like code', () => {
    for (const name of ['../../etc', `Ana '../b' c`, '$& $1', 'line\u2028end']) {
      const lesson = readNotebook(join(root, 'notebooks', '03-kpis.ipynb'))
      const [, code] = /const learner = (".*")/.exec(sourcesOf(personalNotebook(lesson, name, 'far', 'n')))!
      expect(JSON.parse(code!)).toBe(name)
      expect(code).not.toContain('\u2028')
    }
  })

  test.each(["O'Brien (AR Lab) 100 %", 'plain'])('links to the next lesson from a folder %s', (name) => {
    const linked = personalNotebook(readNotebook(join(root, 'notebooks', '03-kpis.ipynb')), 'Ana', `../${name}`, 'n')
    const hrefs = linked.cells
      .filter(({ cell_type }) => cell_type === 'markdown')
      .flatMap(({ source }) =>
        [...new MarkdownIt().render(source).matchAll(/href="([^"]+)"/g)].map((match) => match[1]!),
      )
    expect(hrefs.map(decodeURIComponent)).toContain(`../${name}/notebooks/04-how-customers-pay.ipynb`)
  })

  test('writes the same bytes again', () => {
    const bytes = ['once', 'twice'].map((name) => {
      const [made] = makeClass({ folder: join(folder, name), learners: ['Learner 7'], lesson: 5 })
      return readFileSync(made!.file, 'utf8')
    })
    expect(bytes[0]).toBe(bytes[1])
  })
})
