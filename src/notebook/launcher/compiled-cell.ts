import { SourceMap } from 'node:module'
import type { Tslab } from './tslab-parts.js'

/** JavaScript made from a cell, and the way back. */
export interface CompiledCell {
  readonly code: string
  /** The line of the cell, from 1, for a line and a column of the code, both from 0; undefined if none belongs to it. */
  lineOf(line: number, column: number): number | undefined
}

const inlineMap = /\n\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/
const mapName = /\n\/\/# sourceMappingURL=[^\n]*\s*$/
/** tslab puts `export {};` on a line before the cell. */
const linesBefore = 1

/**
 * Lets the compiler keep where its output comes from. tslab compiles a cell in two steps, from TypeScript to a module and from
 * that to CommonJS; the first leaves its map in the text, and the second is where both are at hand. Returns a function
 * that gives what was compiled last.
 */
export function recordCompilation({ compiler, replaceInCompiler }: Tslab): () => CompiledCell | undefined {
  let last: CompiledCell | undefined
  replaceInCompiler({
    createWatchCompilerHost: (files, options, ...rest) =>
      compiler.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
    transpileModule(text, options) {
      last = undefined
      const encoded = inlineMap.exec(text)?.[1]
      if (encoded === undefined) return compiler.transpileModule(text, options)
      const compilerOptions = { ...options.compilerOptions, sourceMap: true }
      const output = compiler.transpileModule(text.replace(inlineMap, '\n'), { ...options, compilerOptions })
      const code = output.outputText.replace(mapName, '\n')
      last = compiledCell(code, Buffer.from(encoded, 'base64').toString('utf8'), output.sourceMapText ?? '')
      return { ...output, outputText: code }
    },
  })
  return () => last
}

function compiledCell(code: string, firstMap: string, secondMap: string): CompiledCell {
  const lineCount = code.split('\n').length
  // Read only when there is a trace to write.
  let maps: { readonly first: SourceMap; readonly second: SourceMap } | undefined
  return {
    code,
    lineOf(line, column) {
      if (line >= lineCount) return undefined
      maps ??= { first: new SourceMap(JSON.parse(firstMap)), second: new SourceMap(JSON.parse(secondMap)) }
      const between = maps.second.findEntry(line, column)
      if (!('originalLine' in between)) return undefined
      const source = maps.first.findEntry(between.originalLine, between.originalColumn)
      if (!('originalLine' in source)) return undefined
      const found = source.originalLine - linesBefore + 1
      return found >= 1 ? found : undefined
    },
  }
}
