import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lesson, lessonNames } from '../notebooks/lesson-files.js'
import { type JupyterHome, jupyterHome, jupyterRequirement } from './jupyter-home.js'

interface Saved {
  readonly cells: readonly {
    readonly outputs?: readonly {
      readonly output_type: string
      readonly name?: string
      readonly text?: readonly string[]
      readonly data?: Readonly<Record<string, readonly string[]>>
    }[]
  }[]
}

/** What a reader sees as text, whatever front end ran the notebook: Jupyter keeps lines apart that our runner joins. */
function printed(outputs: readonly unknown[]) {
  return (outputs as readonly { text?: unknown; data?: Record<string, unknown> }[])
    .map(({ text, data }) => [text ?? data?.['text/plain'] ?? ''].flat().join(''))
    .join('\n')
    .replace(/\n+/g, '\n')
}

/** Jupyter's own way to run notebooks without a browser, through the installed kernel. */
describe.skipIf(jupyterRequirement.skip)(`nbconvert${jupyterRequirement.note}`, () => {
  let home: JupyterHome
  beforeAll(() => {
    home = jupyterHome()
  })
  afterAll(() => home.remove())

  function nbconvert(...options: string[]): void {
    const settings = { cwd: home.notebooks, env: home.environment, stdio: 'pipe' } as const
    execFileSync('jupyter', ['nbconvert', ...options], settings)
  }
  function outputsOf(name: string) {
    const { cells } = JSON.parse(readFileSync(join(home.notebooks, name), 'utf8')) as Saved
    return cells.flatMap((cell) => cell.outputs ?? [])
  }

  it('runs every lesson to the same outputs, and their charts are in the pages, each with its sentence', () => {
    nbconvert('--to', 'notebook', '--execute', ...lessonNames, '--output-dir', 'executed')
    nbconvert('--to', 'html', '--template', 'arlab', ...lessonNames.map((name) => join('executed', name)))
    for (const name of lessonNames) {
      const outputs = outputsOf(join('executed', name))
      expect(printed(outputs), name).toEqual(printed(lesson(name).cells.flatMap((cell) => cell.outputs ?? [])))
      const sentences = outputs
        .filter(({ data }) => data?.['image/svg+xml'])
        .map(({ data }) => data!['text/plain']!.join(''))
      const page = readFileSync(join(home.notebooks, 'executed', name.replace('.ipynb', '.html')), 'utf8')
      const pictures = [...page.matchAll(/<img alt="([^"]*)" src="data:image\/svg\+xml;base64,([^"]+)">/g)]
      const text = (escaped: string) =>
        escaped.replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
      expect(pictures.map(([, alt]) => text(alt!))).toEqual(sentences)
      for (const [, , svg] of pictures)
        expect(Buffer.from(svg!, 'base64').toString('utf8')).toMatch(/^<svg [\s\S]*<path [^>]*d="M/)
    }
  })

  it('runs cells in the folder of the notebook, in which there is no package, and names their lines', () => {
    const sources = [
      "import { kpiById } from 'arlab'\nconsole.log(process.cwd(), kpiById('dso').id)",
      "interface Rate {\n  share: number\n}\nthrow new RangeError('no rate')",
    ]
    home.add('fails.ipynb', sources)
    nbconvert('--to', 'notebook', '--execute', '--allow-errors', 'fails.ipynb', '--output', 'failed.ipynb')
    const [printed, thrown] = outputsOf('failed.ipynb').map(({ text }) => text!.join(''))
    expect(printed).toBe(`${home.notebooks} dso\n`)
    expect(thrown).toBe('RangeError: no rate\n    at cell [2], line 4\n')
  })
})
