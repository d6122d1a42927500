import { createRequire } from 'node:module'
import { tslabModule } from '../tslab.js'

/** The compiler's view of files, as far as the launcher changes it. Paths have forward slashes. */
export interface CompilerSystem {
  fileExists(path: string): boolean
  directoryExists(path: string): boolean
  readFile(path: string, encoding?: string): string | undefined
  realpath?(path: string): string
  getDirectories(path: string): string[]
  readDirectory(path: string, ...rest: unknown[]): string[]
  watchFile?(path: string, ...rest: unknown[]): { close(): void }
  watchDirectory?(path: string, ...rest: unknown[]): { close(): void }
}

/** A node of a syntax tree, as far as the launcher looks at one. */
export interface CompilerNode {
  readonly end: number
}

interface ShorthandPropertyAssignment extends CompilerNode {
  readonly name: CompilerNode & { readonly text: string }
  readonly objectAssignmentInitializer?: CompilerNode
}

interface SourceFile extends CompilerNode {
  getLineAndCharacterOfPosition(offset: number): { readonly line: number; readonly character: number }
}

/** What of TypeScript tslab calls and the launcher changes or uses. */
interface Compiler {
  readonly sys: CompilerSystem
  readonly ScriptTarget: { readonly ES2022: number }
  createSourceFile(name: string, text: string, target: number): SourceFile
  isShorthandPropertyAssignment(node: CompilerNode): node is ShorthandPropertyAssignment
  forEachChild(node: CompilerNode, visit: (child: CompilerNode) => void): void
  createWatchCompilerHost(files: string[], options: object, ...rest: unknown[]): unknown
  transpileModule(
    text: string,
    options: { readonly compilerOptions?: object },
  ): { outputText: string; sourceMapText?: string }
}

/** A place in a cell's source; all three from 0. */
export interface Position {
  readonly offset: number
  readonly line: number
  readonly character: number
}

/** What compiles the cells. `fileName` is undefined for what is said of the cell itself. */
interface Converter {
  convert(
    previous: string,
    source: string,
  ): {
    readonly diagnostics: readonly { readonly start: Position; readonly end: Position; readonly fileName?: string }[]
  }
}

/** What runs the cells; `execute` is called once for each request to run one, in order. */
interface Executor {
  execute(source: string): Promise<boolean>
}

/** A class of sockets; its methods can be replaced. */
interface SocketClass {
  readonly prototype: object
}

/** The parts of tslab that the launcher changes before it starts the kernel. */
export interface Tslab {
  readonly zeromq: { readonly Publisher: SocketClass; readonly Router: SocketClass }
  readonly compiler: Compiler
  /** Puts functions in the place of the compiler's own, for tslab only. */
  replaceInCompiler(functions: Partial<Compiler>): void
  /** Lets `around` stand between tslab and its converter of TypeScript. */
  wrapConverter(around: (converter: Converter) => void): void
  /** Lets `around` stand between tslab and its executor. */
  wrapExecutor(around: (executor: Executor) => void): void
  start(connectionFile: string): void
}

/** Loads the parts of tslab, but not yet what uses them. */
export function loadTslab(): Tslab {
  const tslabRequire = createRequire(tslabModule())
  const compilerFile = tslabRequire.resolve('@tslab/typescript-for-tslab')
  const compiler = tslabRequire(compilerFile) as Compiler
  const executors = tslabRequire('./executor.js') as { createExecutor(...options: unknown[]): Executor }
  return {
    zeromq: tslabRequire('zeromq'),
    compiler,
    replaceInCompiler(functions) {
      // The exports are getters that cannot be defined anew, and tslab looks each one up when it calls it.
      tslabRequire.cache[compilerFile]!.exports = new Proxy(compiler, {
        get: (target, name) => Reflect.get(name in functions ? functions : target, name),
      })
    },
    wrapConverter(around) {
      // Not loaded before the compiler is as tslab shall see it.
      const converters = tslabRequire('./converter.js') as { createConverter(...options: unknown[]): Converter }
      const { createConverter } = converters
      converters.createConverter = (...options) => {
        const converter = createConverter(...options)
        around(converter)
        return converter
      }
    },
    wrapExecutor(around) {
      const { createExecutor } = executors
      executors.createExecutor = (...options) => {
        const executor = createExecutor(...options)
        around(executor)
        return executor
      }
    },
    start(connectionFile) {
      const { startKernel } = tslabRequire(tslabModule()) as { startKernel(options: object): void }
      startKernel({ configPath: connectionFile, enableFindLocal: false })
    },
  }
}
