import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeClass } from '../../src/classroom/make-class.js'
import { packageFile } from '../../src/notebook/package-file.js'
import { runNotebook } from '../../src/notebook/run/run-notebook.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-moved-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Its cells read the demo company, a mapping, and a sample file by the text of its path.
test('a notebook runs where its learner moved it', async () => {
  const [made] = makeClass({ folder: join(folder, 'class'), learners: ['Ana'], lesson: 2 })
  const moved = join(folder, 'a', 'b', 'Downloads')
  mkdirSync(moved, { recursive: true })
  renameSync(made!.file, join(moved, 'mine.ipynb'))
  const output = join(moved, 'executed.ipynb')
  const { failure } = await runNotebook(join(moved, 'mine.ipynb'), { output })
  expect(failure).toBeUndefined()
  // Neither the trainer's machine nor the learner's shows in what is handed in.
  const { cells } = JSON.parse(readFileSync(output, 'utf8')) as { cells: { outputs?: unknown }[] }
  expect(JSON.stringify(cells.map(({ outputs }) => outputs))).not.toContain(packageFile('data'))
})
