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

/** What of TypeScript tslab calls and the launcher changes. */
interface Compiler {
  readonly sys: CompilerSystem
  createWatchCompilerHost(files: string[], options: object, ...rest: unknown[]): unknown
  transpileModule(
    text: string,
    options: { readonly compilerOptions?: object },
  ): { outputText: string; sourceMapText?: string }
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
