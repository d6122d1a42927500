import { type ResultFolder, writeResults } from '../results/result-folder.js'
import type { FolderStore } from '../store/folder-store.js'
import { whenInterrupted } from './interrupt.js'

/** Writes the results of a command; from there on an interrupt speaks of them, and not of futures that are kept. */
export async function keepResults(folder: string, results: ResultFolder, store?: FolderStore): Promise<void> {
  await writeResults(folder, results, store)
  whenInterrupted(`Interrupted; the results in ${folder} are whole.`)
}
