import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../document/input-error.js'
import { Ledger } from '../ledger/ledger.js'
import { openLedger } from '../ledger/open-ledger.js'
import { assumedCurrency, currencyOf } from '../money/currency.js'
import { exportFiles } from './export-files.js'
import { type Frames, ledgerTablesFromFrames } from './frame-tables.js'
import { withCurrency } from './with-currency.js'

export interface OpenFramesOptions {
  /** The ISO 4217 code of the currency of the frames' money; USD if none is given. */
  readonly currency?: string
}

/**
 * A ledger of data frames, one for each canonical table: the way back from `ledger.frame`. Everything that holds for files
 * holds for frames: money is read exactly and never rounded, rows that cannot be used are in `ledger.data.rejects`, where line
 * 2 is row 0 of the frame. Throws an InputError if the frames are no ledger.
 */
export async function openFrames(frames: Frames, options: OpenFramesOptions = {}): Promise<Ledger> {
  const code = options.currency ?? assumedCurrency
  const currency = currencyOf(code)
  if (!currency) throw new InputError(`"${code}" is not the ISO 4217 code of a currency.`)
  const tables = ledgerTablesFromFrames(frames, currency).map(withCurrency)
  const folder = mkdtempSync(join(tmpdir(), 'arlab-frames-'))
  const inWords = (text: string) =>
    text
      .replaceAll(/\S*?([a-z]+)\.csv/g, (path, table) => (path.startsWith(folder) ? `frame ${table}` : path))
      .replaceAll(folder, 'frames')
  try {
    await exportFiles(tables, { path: folder, format: 'csv', isFolder: true }, { raw: true })
    const { data } = await openLedger(folder)
    if (data.currency.code !== code) {
      throw new InputError(
        `frames: their money is in ${code}, but they read as a ledger in ${data.currency.code}; see their currency columns.`,
      )
    }
    return new Ledger({ ...data, rejects: data.rejects.map((reject) => ({ ...reject, file: inWords(reject.file) })) })
  } catch (error) {
    throw error instanceof InputError ? new InputError(inWords(error.message)) : error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
