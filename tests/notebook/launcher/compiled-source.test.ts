import ts from 'typescript'
import { expect, it } from 'vitest'
import { type CompiledSource, recordCompilation } from '../../../src/notebook/launcher/compiled-source.js'
import type { Tslab } from '../../../src/notebook/launcher/tslab-parts.js'

type Compiler = Tslab['compiler']

/** The launcher's changes to a compiler, on this project's own TypeScript; and what was recorded. */
function changedCompiler(compiler: Compiler) {
  const recorded: CompiledSource[] = []
  let changed: Partial<Compiler> = {}
  const replaceInCompiler = (functions: Partial<Compiler>) => {
    changed = functions
  }
  recordCompilation({ compiler, replaceInCompiler } as Tslab, (compiled) => recorded.push(compiled))
  return { recorded, ...(changed as Pick<Compiler, 'createWatchCompilerHost' | 'transpileModule'>) }
}

const compiler = ts as unknown as Compiler
const toCommonJs = { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }
const source = "export {};\ninterface A { x: 1 }\nimport { a } from 'b'\n\nexport const c = a(\n  1)\n"

/** The first step, as tslab's watching compiler does it. */
function asModule(fileName: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, inlineSourceMap: true }
  return ts.transpileModule(source, { fileName, compilerOptions }).outputText
}

it('finds the line of a cell through both steps', () => {
  const { recorded, transpileModule } = changedCompiler(compiler)
  const { outputText } = transpileModule(asModule('../__tslab__.ts'), toCommonJs)
  expect(outputText).not.toContain('sourceMappingURL')
  expect(recorded).toHaveLength(1)
  expect(recorded[0]!.code).toBe(outputText)
  expect(recorded[0]).not.toHaveProperty('path')
  const lines = outputText.split('\n')
  const call = lines.findIndex((line) => line.includes('exports.c = (0'))
  // One less than in the text above: tslab's own line is none of the cell's.
  expect(recorded[0]!.lineOf(call, lines[call]!.indexOf('(0,'))).toBe(4)
  expect(recorded[0]!.lineOf(lines.length, 0)).toBeUndefined()
})

it('leaves what the compiler is asked for by others as it is', () => {
  const { recorded, transpileModule } = changedCompiler(compiler)
  const text = 'export const a = 1\n'
  expect(transpileModule(text, toCommonJs)).toEqual(ts.transpileModule(text, toCommonJs))
  expect(recorded).toEqual([])
})

it('lets a cell run whose map cannot be read', () => {
  const { recorded, transpileModule } = changedCompiler(compiler)
  const text = `export const a = 1\n//# sourceMappingURL=data:application/json;base64,${btoa('{')}`
  expect(transpileModule(text, toCommonJs).outputText).toContain('exports.a = 1')
  expect(recorded).toEqual([])
})
