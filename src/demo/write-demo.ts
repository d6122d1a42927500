import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { AppendFile } from './append-file.js'
import { writeAside } from './aside-folder.js'
import type { LedgerPart } from './customer-ledger.js'
import { DaySpool } from './day-spool.js'
import type { DemoParts } from './demo-company.js'
import { demoReadme } from './demo-readme.js'
import { type DemoTableFormat, type DemoTableName, demoTableNames, demoTables } from './demo-tables.js'
import { truthHead, truthLine, truthTail } from './truth-text.js'

/** The names of all files of a demo ledger. */
export const demoFileNames = [
  ...demoTableNames.map((table) => `${table}.csv` as const),
  'truth.json',
  'README.md',
] as const

type DemoFileName = (typeof demoFileNames)[number]

/** A file that was written. */
export interface WrittenFile {
  readonly file: DemoFileName
  readonly bytes: number
  /** Rows of a table; null for the other files. */
  readonly rows: number | null
}

/** What writeDemo tells of its way: the parts that are made, then the days that are put in order. */
export type WriteDemoProgress = (step: 'parts' | 'days', done: number, total: number) => void

/** Memory for the spools of all tables together, in bytes. */
const spoolBudget = 1 << 26
/** After so many milliseconds of work the event loop gets a turn, so that an interrupt is heard and progress shown. */
const turn = 100

/**
 * Writes a demo ledger into a folder, which is made if needed, in memory that does not grow with the ledger. The files
 * are written aside and then renamed, so that none is ever half there. Throws an Error, and changes nothing, if the
 * path is a file, or if the folder holds anything but an earlier demo ledger.
 */
export async function writeDemo(
  { truth, count, parts }: DemoParts,
  directory: string,
  onProgress: WriteDemoProgress = () => {},
): Promise<WrittenFile[]> {
  refuseForeignFolder(directory)
  const written: WrittenFile[] = []
  let lastTurn = performance.now()
  const takeTurn = async (step: 'parts' | 'days', done: number, total: number) => {
    if (performance.now() - lastTurn < turn && done < total) return
    onProgress(step, done, total)
    await setImmediate()
    lastTurn = performance.now()
  }

  await writeAside(directory, demoFileNames, async (aside) => {
    const days = truth.end - truth.start + 1
    const budget = spoolBudget / demoTableNames.length
    const writers = demoTableNames.map((name) => tableWriter(name, aside, truth.start, days, budget))
    const truthFile = new AppendFile(join(aside, 'truth.json'))
    truthFile.append(truthHead(truth))
    let customers = 0
    let part = 0
    for (const ledger of parts) {
      for (const writer of writers) writer.add(ledger)
      for (const own of ledger.truths) truthFile.append(truthLine(own, customers++))
      await takeTurn('parts', ++part, count)
    }
    truthFile.append(truthTail)
    truthFile.close()

    for (const [index, writer] of writers.entries()) {
      for (const day of writer.finish()) await takeTurn('days', index * days + day + 1, writers.length * days)
      written.push({ file: `${writer.name}.csv`, bytes: writer.file.bytes, rows: writer.rows })
    }
    written.push({ file: 'truth.json', bytes: truthFile.bytes, rows: null })
    const rows = Object.fromEntries(writers.map((writer) => [writer.name, writer.rows]))
    const readme = new AppendFile(join(aside, 'README.md'))
    readme.append(demoReadme(truth, rows as Record<DemoTableName, number>))
    readme.close()
    written.push({ file: 'README.md', bytes: readme.bytes, rows: null })
  })
  return written
}

/** Takes a table's rows of each part, and then puts them in order. */
function tableWriter<Name extends DemoTableName>(
  name: Name,
  aside: string,
  start: number,
  days: number,
  budget: number,
) {
  const { header, line, dayOf } = demoTables[name] as DemoTableFormat<LedgerPart[Name][number]>
  const file = new AppendFile(join(aside, `${name}.csv`))
  file.append(header)
  const spool = dayOf === null ? null : new DaySpool(join(aside, `${name}.spool`), days, budget)
  return {
    name,
    file,
    rows: 0,
    add(part: LedgerPart) {
      const rows: LedgerPart[Name] = part[name]
      this.rows += rows.length
      if (dayOf === null || spool === null) for (const row of rows) file.append(line(row))
      else for (const row of rows) spool.append(dayOf(row) - start, line(row))
    },
    /** Yields each day that is in order. */
    *finish(): Generator<number, void> {
      if (spool) yield* spool.drainInto(file)
      file.close()
    },
  }
}

function refuseForeignFolder(directory: string): void {
  if (!existsSync(directory)) return
  if (!statSync(directory).isDirectory()) {
    throw new Error(`${directory}: this is a file, not a folder; give the demo ledger a folder of its own.`)
  }
  const present = readdirSync(directory)
  if (present.length === 0) return
  const foreign = present.find((name) => !(demoFileNames as readonly string[]).includes(name))
  if (foreign !== undefined) {
    throw new Error(
      `${directory}: the folder holds "${foreign}", which is no file of a demo ledger; give another folder.`,
    )
  }
  // A real ledger has the same file names; only its truth tells a demo ledger from one that nobody can make again.
  const truth = join(directory, 'truth.json')
  if (!existsSync(truth) || !beginningOf(truth).includes('"arlab/demo-truth/')) {
    throw new Error(
      `${directory}: the folder holds a ledger that is no demo ledger (no truth.json); give another folder.`,
    )
  }
}

/** The first bytes of a file that may be large. */
function beginningOf(path: string): string {
  const bytes = Buffer.alloc(200)
  const descriptor = openSync(path, 'r')
  try {
    return bytes.toString('utf8', 0, readSync(descriptor, bytes))
  } finally {
    closeSync(descriptor)
  }
}
