import { existsSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { normalize } from 'node:path'
import type { Tslab } from './tslab-parts.js'

/** JavaScript made from a cell, or from a module beside the notebook that a cell imports, and the way back. */
export interface CompiledSource {
  readonly code: string
  /** The path of the source from the notebook's folder; undefined for a cell. */
  readonly path?: string
  /** The line of the source, from 1, for a line and a column of the code, both from 0; undefined if none belongs to it. */
  lineOf(line: number, column: number): number | undefined
}

/** The first of the two maps, as TypeScript writes it. */
interface FirstMap {
  readonly sources: readonly string[]
}

const inlineMap = /\n\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/
const mapName = /\n\/\/# sourceMappingURL=[^\n]*\s*$/
const cellSource = '__tslab__.ts'

/**
 * Lets the compiler keep where its output comes from, and tells `onCompiled` of each. tslab compiles a source in two steps,
 * from TypeScript to a module and from that to CommonJS; the first leaves its map in the text, and the second is where
 * both are at hand.
 */
export function recordCompilation(
  { compiler, replaceInCompiler }: Tslab,
  onCompiled: (compiled: CompiledSource) => void,
): void {
  replaceInCompiler({
    createWatchCompilerHost: (files, options, ...rest) =>
      compiler.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
    transpileModule(text, options) {
      const encoded = inlineMap.exec(text)?.[1]
      if (encoded === undefined) return compiler.transpileModule(text, options)
      const compilerOptions = { ...options.compilerOptions, sourceMap: true }
      const output = compiler.transpileModule(text.replace(inlineMap, '\n'), { ...options, compilerOptions })
      const code = output.outputText.replace(mapName, '\n')
      try {
        const firstMap = Buffer.from(encoded, 'base64').toString('utf8')
        onCompiled(compiledSource(code, firstMap, output.sourceMapText!))
      } catch {
        // Traces that name no lines are better than a cell that does not run.
      }
      return { ...output, outputText: code }
    },
  })
}

function compiledSource(code: string, firstMap: string, secondMap: string): CompiledSource {
  // It is named from the folder of the output, one or more below the notebook's.
  const path = normalize((JSON.parse(firstMap) as FirstMap).sources[0]!.replace(/^(?:\.\.\/)+/, ''))
  // tslab puts `export {};` on a line before what is no file: a cell, or a module that is a cell.
  const linesBefore = path === cellSource || !existsSync(path) ? 1 : 0
  const lineCount = code.split('\n').length
  // Read only when there is a trace to write.
  let maps: { readonly first: SourceMap; readonly second: SourceMap } | undefined
  return {
    code,
    ...(path !== cellSource && { path }),
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
