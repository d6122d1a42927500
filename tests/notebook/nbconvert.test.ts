import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

  it('runs lesson 1, and its charts are in the page, each with its sentence', () => {
    nbconvert('--to', 'notebook', '--execute', '01-what-if.ipynb', '--output', 'executed.ipynb')
    const outputs = outputsOf('executed.ipynb')
    expect(outputs.filter(({ output_type, name }) => output_type === 'error' || name === 'stderr')).toEqual([])
    const sentences = outputs
      .filter(({ data }) => data?.['image/svg+xml'])
      .map(({ data }) => data!['text/plain']!.join(''))
    expect(sentences).toHaveLength(4)

    nbconvert('--to', 'html', '--template', 'arlab', 'executed.ipynb')
    const page = readFileSync(join(home.notebooks, 'executed.html'), 'utf8')
    const pictures = [...page.matchAll(/<img alt="([^"]*)" src="data:image\/svg\+xml;base64,([^"]+)">/g)]
    const text = (escaped: string) => escaped.replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
    expect(pictures.map(([, alt]) => text(alt!))).toEqual(sentences)
    for (const [, , svg] of pictures)
      expect(Buffer.from(svg!, 'base64').toString('utf8')).toMatch(/^<svg [\s\S]*<path [^>]*d="M/)
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
