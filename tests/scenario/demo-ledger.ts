import { fileURLToPath } from 'node:url'
import type { Ledger } from '../../src/ledger/ledger.js'
import { openLedger } from '../../src/ledger/open-ledger.js'

/** The shipped demo company, 20,000 invoices. */
export function demoLedger(): Promise<Ledger> {
  return openLedger(fileURLToPath(new URL('../../data/demo', import.meta.url)))
}
