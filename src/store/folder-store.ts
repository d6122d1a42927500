import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { duckdbWriteFault } from '../document/duckdb-write-fault.js'
import { InputError } from '../document/input-error.js'
import { MadeFolder } from '../document/made-folder.js'
import { plural } from '../document/plural.js'
import { makeTemporaryFolder } from '../document/temporary-folder.js'
import { WholeFiles } from '../document/whole-files.js'
import { writeFailure } from '../document/write-failure.js'
import type { SimulatedFacts } from '../engine/run-plan.js'
import type { ReplicateBlock } from '../runtime/replicate-block.js'
import { blockDatabase, readBlock, writeBlock } from './block-parquet.js'
import type { FactStore, StoredPlan } from './fact-store.js'

/** The folder of a plan, by the first digits of its hash. Whatever else is there is somebody else's, and stays. */
const planFolder = /^[0-9a-f]{16}$/
const blockFile = /^(\d{7,})-(\d{7,})\.parquet$/

/**
 * Keeps the blocks of a run as Parquet files in a folder, each written under a temporary name and renamed: a run that
 * is killed finds all that it had finished. The blocks of a plan stand in a folder of its own, named by its content, so
 * that they cannot be taken for those of another.
 */
export class FolderStore implements FactStore {
  plans: readonly StoredPlan[] = []
  /** Replicates that were there when the run began, over all its plans. */
  found = 0
  /** By plan; those that are the same share theirs. */
  readonly #there: Set<string>[] = []
  #made: MadeFolder | null = null
  #instance: DuckDBInstance | null = null
  #connection: DuckDBConnection | null = null
  /** Serves one request at a time: a connection has one temporary table. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(readonly folder: string) {}

  async open(plans: readonly StoredPlan[]): Promise<void> {
    this.plans = plans
    try {
      this.#made = new MadeFolder(join(this.folder, 'any'))
      const there = this.#planFolders()
      this.#refuseAnotherRun(there)
      const own = new Map(plans.map((plan) => [folderName(plan), this.#finished(plan)]))
      for (const other of there) {
        if (!own.has(other)) rmSync(join(this.folder, other), { recursive: true, force: true })
      }
      for (const plan of plans) this.#there.push(own.get(folderName(plan))!)
    } catch (error) {
      throw error instanceof InputError ? error : writeFailure(this.folder, error, 'the blocks of the run')
    }
    this.found = [...new Set(this.#there)].reduce(
      (sum, blocks) => sum + [...blocks].reduce((own, file) => own + sizeOf(file), 0),
      0,
    )
    this.#instance = await blockDatabase()
    this.#connection = await this.#instance.connect()
  }

  has(plan: number, block: ReplicateBlock): boolean {
    return this.#there[plan]!.has(fileName(block))
  }

  async put(plan: number, block: ReplicateBlock, facts: SimulatedFacts): Promise<void> {
    await this.#alone(async (connection) => {
      const files = new WholeFiles()
      const file = this.#file(plan, block)
      try {
        await writeBlock(connection, files.place(file), this.plans[plan]!, block, facts)
        files.commit()
      } catch (error) {
        files.discard()
        throw error instanceof InputError ? error : writeFailure(file, duckdbWriteFault(error), 'a block of the run')
      }
    })
    this.#there[plan]!.add(fileName(block))
  }

  async get(plan: number, block: ReplicateBlock): Promise<SimulatedFacts> {
    const file = this.#file(plan, block)
    try {
      return await this.#alone((connection) => readBlock(connection, file, this.plans[plan]!, block))
    } catch (error) {
      throw new InputError(
        `${file}: the block of the run cannot be read (${(error as Error).message}); delete it and run again.`,
      )
    }
  }

  /** The files of blocks of a plan, which are all there. */
  files(plan: number, blocks: readonly ReplicateBlock[]): string[] {
    return blocks.map((block) => this.#file(plan, block))
  }

  /** Closes it; the blocks stay, and its folder goes if there are none. */
  async close(): Promise<void> {
    await this.#turn
    this.#connection?.closeSync()
    this.#instance?.closeSync()
    this.#connection = null
    this.#instance = null
    this.#made?.unmake()
  }

  /** Removes the blocks, of which all that is wanted has been made, and the folder if nothing else is in it. */
  remove(): void {
    if (!existsSync(this.folder)) return
    for (const name of this.#planFolders()) rmSync(join(this.folder, name), { recursive: true, force: true })
    if (readdirSync(this.folder).length === 0) rmdirSync(this.folder)
  }

  #planFolders(): string[] {
    return readdirSync(this.folder).filter((name) => planFolder.test(name))
  }

  #file(plan: number, block: ReplicateBlock): string {
    return join(this.folder, folderName(this.plans[plan]!), fileName(block))
  }

  #finished(plan: StoredPlan): Set<string> {
    const folder = join(this.folder, folderName(plan))
    const there = existsSync(folder) ? readdirSync(folder) : []
    // What a killed run was writing has another name.
    for (const file of there) if (!blockFile.test(file)) rmSync(join(folder, file), { force: true })
    return new Set(there.filter((file) => blockFile.test(file)))
  }

  #refuseAnotherRun(there: readonly string[]): void {
    const own = new Set(this.plans.map(folderName))
    const blocks = there.flatMap((name) => readdirSync(join(this.folder, name))).filter((file) => blockFile.test(file))
    if (blocks.length === 0 || there.some((name) => own.has(name))) return
    throw new InputError(
      `${this.folder}: an unfinished run of another company, seed or horizon is here (${plural(blocks.length, 'block')} of futures); ` +
        'finish it with its own options, give another folder, or delete this one.',
    )
  }

  #alone<T>(task: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const result = this.#turn.then(() => task(this.#connection!))
    this.#turn = result.catch(() => {})
    return result
  }
}

/** A folder store among the system's temporary files, which its `close` and the end of the process remove. */
export class TemporaryStore extends FolderStore {
  readonly #onExit = () => this.remove()

  constructor() {
    super(makeTemporaryFolder('arlab-'))
    process.on('exit', this.#onExit)
  }

  override async close(): Promise<void> {
    await super.close()
    this.remove()
    process.off('exit', this.#onExit)
  }
}

function folderName({ hash }: StoredPlan): string {
  return hash.slice(0, 16)
}

/** Replicates of a block by the name of its file. */
function sizeOf(file: string): number {
  const [, first, last] = blockFile.exec(file)!
  return Number(last) - Number(first) + 1
}

function fileName({ first, count }: ReplicateBlock): string {
  const digits = (replicate: number) => String(replicate).padStart(7, '0')
  return `${digits(first)}-${digits(first + count - 1)}.parquet`
}
