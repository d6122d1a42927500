import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { type OpenLedgerOptions, openLedger } from '../../src/ledger/open-ledger.js'
import { sentenceFaults } from './damaged/judge-mutation.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-wrong-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Files by name, which may hold folders. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** Writes files into a new folder, which goes when the test file ends. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(root, 'case-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** The one sentence with which a ledger is refused, with DIR for its folder. */
export async function refusal(folder: string, path = '', options: OpenLedgerOptions = {}): Promise<string> {
  const error = await openLedger(join(folder, path), options).then(
    () => new Error('it was accepted'),
    (fault: unknown) => fault,
  )
  expect(sentenceFaults(error, folder)).toEqual([])
  return (error as Error).message.replaceAll(folder, 'DIR')
}

export const invoiceHeader = 'invoice_id,customer_id,invoice_date,due_date,amount\n'
/** A table of one invoice with nothing wrong. */
export const soundInvoices = `${invoiceHeader}I1,C1,2024-01-10,2024-02-09,10.00\n`
