import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import ts from 'typescript'

const repository = resolve(import.meta.dirname, '../..')

/** A throw-away project with a `notebooks` folder, in which cells can import this repository's `arlab`. */
export interface NotebookProject {
  readonly notebooks: string
  /** Writes a notebook whose cells have these sources; one that starts with `#` is a markdown cell. */
  add(name: string, sources: readonly string[]): string
  remove(): void
}

/**
 * Makes the project. Its `arlab` is what the notebook and chart folders hold now, compiled without a type check: a test
 * of the source must not depend on an old build.
 */
export function notebookProject(): NotebookProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'arlab-test-')))
  const notebooks = join(root, 'notebooks')
  const modules = join(root, 'node_modules')
  mkdirSync(notebooks)
  writeFileSync(join(root, 'package.json'), '{ "name": "project" }')

  const arlab = join(modules, 'arlab')
  for (const folder of ['chart', 'document', 'money', 'notebook', 'notebook/display']) {
    mkdirSync(join(arlab, folder), { recursive: true })
    for (const file of readdirSync(join(repository, 'src', folder)).filter((name) => name.endsWith('.ts'))) {
      const source = readFileSync(join(repository, 'src', folder, file), 'utf8')
      const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true }
      const compiled = ts.transpileModule(source, { compilerOptions: options, fileName: file }).outputText
      writeFileSync(join(arlab, folder, file.replace(/\.ts$/, '.js')), compiled)
    }
  }
  writeFileSync(
    join(arlab, 'package.json'),
    '{ "name": "arlab", "type": "module", "main": "./index.js", "types": "./index.d.ts" }',
  )
  writeFileSync(join(arlab, 'index.js'), "export * from './notebook/display/show.js'\n")
  writeFileSync(
    join(arlab, 'index.d.ts'),
    `export declare function show(chart: { title: string; alt: string; spec: object }): Promise<void>
export declare function showTable(rows: readonly object[], caption?: string): void
`,
  )
  mkdirSync(join(modules, '@types'))
  for (const name of ['vega', 'vega-lite', '@types/node']) {
    symlinkSync(join(repository, 'node_modules', name), join(modules, name))
  }

  return {
    notebooks,
    add(name, sources) {
      const file = join(notebooks, name)
      const cells = sources.map((source, index) => {
        const cell = { id: `cell-${index}`, metadata: {}, source }
        if (source.startsWith('#')) return { ...cell, cell_type: 'markdown' }
        return {
          ...cell,
          cell_type: 'code',
          outputs: [{ output_type: 'stream', name: 'stdout', text: 'old' }],
          execution_count: 9,
        }
      })
      const metadata = { kernelspec: { name: 'tslab', language: 'typescript', display_name: 'TypeScript' } }
      writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }))
      return file
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
