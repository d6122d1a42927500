import cliProgress from 'cli-progress'
import type { Ledger } from '../ledger/ledger.js'
import { type OpenLedgerOptions, openLedger } from '../ledger/open-ledger.js'

/** Rows from which on reading is worth a bar. */
const longRead = 300_000

/** Reads a ledger. On a terminal, a long one shows a bar on stderr while it is read. */
export async function readLedger(path: string, options: OpenLedgerOptions): Promise<Ledger> {
  if (!process.stderr.isTTY) return await openLedger(path, options)
  const bar = new cliProgress.SingleBar(
    {
      stream: process.stderr,
      format: 'reading {bar} {percentage} % · {value} rows · {eta_formatted} left',
      barsize: 30,
      hideCursor: true,
      clearOnComplete: true,
      formatValue: (value, _, type) => (type === 'value' ? value.toLocaleString('en-US') : String(value)),
    },
    cliProgress.Presets.shades_classic,
  )
  // Tables are read at the same time, so the bar counts the rows of all of them.
  const tables = new Map<string, { readonly rows: number; readonly expected: number }>()
  const sum = (pick: (table: { readonly rows: number; readonly expected: number }) => number) =>
    [...tables.values()].reduce((total, table) => total + pick(table), 0)
  let isShown = false
  try {
    return await openLedger(path, {
      ...options,
      onProgress: (table, rows, expected) => {
        tables.set(table, { rows, expected: Math.max(rows, expected) })
        const all = sum((each) => each.expected)
        if (all < longRead) return
        if (!isShown) bar.start(all, 0)
        isShown = true
        bar.setTotal(all)
        bar.update(sum((each) => each.rows))
      },
    })
  } finally {
    if (isShown) bar.stop()
  }
}
