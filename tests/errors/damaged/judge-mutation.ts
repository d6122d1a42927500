import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../../../src/document/input-error.js'
import type { Ledger } from '../../../src/ledger/ledger.js'
import { openLedger } from '../../../src/ledger/open-ledger.js'
import { judgeLedger } from './judge-ledger.js'
import { makeMutation } from './mutation.js'

/** After this, what a ledger waits for will not come: a limit for what hangs, not for what is slow. */
const hangSeconds = 240

/** How a mutation ended: refused in a sentence, or accepted; and what was wrong with that, if anything. */
export interface Verdict {
  readonly kind: string
  readonly format: string
  readonly outcome: 'error' | 'accepted'
  readonly rejects: number
  readonly faults: readonly string[]
}

/** What is wrong with the sentence of an error; nothing if a person could do with it. */
export function sentenceFaults(error: unknown, folder: string): string[] {
  if (!(error instanceof InputError)) return [`it threw ${(error as Error)?.stack ?? String(error)}`]
  const message = error.message.replaceAll(folder, 'DIR')
  const faults: string[] = []
  // biome-ignore lint/suspicious/noControlCharactersInRegex: such characters are what is looked for.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(message))
    faults.push('the message has line ends or control characters')
  if (/undefined|\[object|\bnull\b| at .*:\d+:\d+/.test(message))
    faults.push('the message shows the inside of the program')
  if (!message.includes('DIR')) faults.push('the message names no file')
  if (message.length > 500) faults.push(`the message has ${message.length} characters`)
  if (!/[.?]$/.test(message)) faults.push('the message does not end like a sentence')
  return faults.map((fault) => `${fault}: ${message.slice(0, 700)}`)
}

export async function judgeMutation(number: number): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'arlab-damaged-'))
  try {
    const mutation = await makeMutation(number, folder)
    const faults: string[] = []
    let ledger: Ledger | null = null
    try {
      ledger = await within(openLedger(mutation.path))
    } catch (error) {
      faults.push(...sentenceFaults(error, folder))
      if (mutation.isHarmless) faults.push(`a harmless change was refused: ${(error as Error).message}`)
    }
    if (ledger) {
      faults.push(...judgeLedger(ledger.data, mutation.honest))
      const { leftOut } = ledger.data.tables.invoices!
      if (leftOut !== mutation.leftOut) faults.push(`${leftOut} rows were left out, not ${mutation.leftOut}`)
      const [reject] = ledger.data.rejects
      if (mutation.isHarmless && reject) faults.push(`a harmless change made a reject: ${JSON.stringify(reject)}`)
    }
    return {
      kind: mutation.kind,
      format: mutation.format,
      outcome: ledger ? 'accepted' : 'error',
      rejects: ledger?.data.rejects.length ?? 0,
      faults: faults.map((fault) => `${mutation.title}: ${fault.replaceAll(folder, 'DIR')}`),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A promise that fails where it waits for what never comes; what was begun goes on. */
async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end within ${hangSeconds} s`)), hangSeconds * 1000)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
