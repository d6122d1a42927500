import cliProgress from 'cli-progress'
import type { Ledger } from '../ledger/ledger.js'
import { type OpenLedgerOptions, openLedger } from '../ledger/open-ledger.js'

/** Rows from which on reading is worth a bar. */
const longRead = 300_000

/** Reads a ledger. On a terminal, a long table shows a bar on stderr while it is read. */
export async function readLedger(path: string, options: OpenLedgerOptions): Promise<Ledger> {
  if (!process.stderr.isTTY) return await openLedger(path, options)
  const bar = new cliProgress.SingleBar(
    {
      stream: process.stderr,
      format: 'reading {table} {bar} {percentage} % · {value} rows · {eta_formatted} left',
      barsize: 30,
      hideCursor: true,
      clearOnComplete: true,
      formatValue: (value, _, type) => (type === 'value' ? value.toLocaleString('en-US') : String(value)),
    },
    cliProgress.Presets.shades_classic,
  )
  let shown: string | undefined
  try {
    return await openLedger(path, {
      ...options,
      onProgress: (table, rows, expected) => {
        if (expected < longRead) return
        if (shown !== table) {
          if (shown !== undefined) bar.stop()
          bar.start(Math.max(rows, expected), rows, { table })
          shown = table
        } else bar.update(Math.min(rows, bar.getTotal()))
      },
    })
  } finally {
    if (shown !== undefined) bar.stop()
  }
}
