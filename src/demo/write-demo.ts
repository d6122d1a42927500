import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { DemoCompany } from './demo-company.js'
import { type DemoFileName, demoFileNames, demoFiles } from './demo-files.js'

/** A file that was written. */
export interface WrittenFile {
  readonly file: DemoFileName
  readonly bytes: number
}

/**
 * Writes a demo ledger into a folder, which is made if needed. The files are written aside and then renamed, so that
 * none is ever half there. Throws an Error, and changes nothing, if the path is a file, or if the folder holds anything
 * but an earlier demo ledger.
 */
export function writeDemo(company: DemoCompany, directory: string): WrittenFile[] {
  refuseForeignFolder(directory)
  // A link is followed, so that the aside folder is on the target's file system: a rename works only within one.
  const target = existsSync(directory) ? realpathSync(directory) : resolve(directory)
  mkdirSync(dirname(target), { recursive: true })
  const aside = mkdtempSync(join(dirname(target), `.${basename(target)}-`))
  try {
    const files = demoFiles(company)
    const written: WrittenFile[] = []
    for (const file of demoFileNames) {
      writeFileSync(join(aside, file), files[file])
      written.push({ file, bytes: Buffer.byteLength(files[file]) })
    }
    mkdirSync(target, { recursive: true })
    for (const file of demoFileNames) renameSync(join(aside, file), join(target, file))
    return written
  } finally {
    rmSync(aside, { recursive: true, force: true })
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
  if (!existsSync(truth) || !readFileSync(truth, 'utf8').includes('"arlab/demo-truth/')) {
    throw new Error(
      `${directory}: the folder holds a ledger that is no demo ledger (no truth.json); give another folder.`,
    )
  }
}
