import { csvChunks } from '../export/csv-chunks.js'
import type { ExportTable } from '../export/export-table.js'

/** Writes a result to stdout: the one place for it, so that nothing else ever mixes with `--json`. */
export function printText(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printCsv(table: ExportTable): void {
  for (const chunk of csvChunks(table)) process.stdout.write(chunk)
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}
