import { type TableName, tableNames } from '../../../canonical-tables.js'
import type { MappingInput } from '../mapping-schema.js'
import { type FileKind, guessFileKind } from './file-kind.js'
import { GuessDraft, type Unsure } from './guess-draft.js'
import { guessCredits, guessCustomers, guessInvoices, guessPayingCustomers } from './guess-invoices.js'
import { guessApplications, guessPayments } from './guess-payments.js'
import { type GuessSample, ProfiledSample } from './guess-sample.js'

/** What a file was taken for. */
interface GuessedFile {
  readonly file: string
  readonly kind: FileKind | null
  readonly because: string
  /** Columns that the proposal uses. */
  readonly used: readonly string[]
  readonly unused: readonly string[]
}

/** A proposal for a mapping, and everything about it that a person should check. */
export interface MappingGuess {
  readonly mapping: MappingInput
  readonly files: readonly GuessedFile[]
  readonly unsure: readonly Unsure[]
}

/**
 * Proposes a mapping for files by their headers and values. It is valid for the mapping schema if an invoice file was found;
 * where evidence is missing it says so in `unsure` and never decides between two orders of day and month.
 */
export function guessMapping(samples: readonly GuessSample[]): MappingGuess {
  const draft = new GuessDraft()
  const files = samples.map((sample) => {
    const profiled = new ProfiledSample(sample)
    return { profiled, guess: guessFileKind(profiled), source: draft.addSource(profiled) }
  })
  const of = (kind: FileKind) => files.filter(({ guess }) => guess.kind === kind)
  for (const { profiled, guess, source } of files) {
    const what =
      guess.kind === null ? 'left out' : `taken for ${guess.kind === 'credits' ? 'credit memos' : guess.kind}`
    if (guess.isUnsure) draft.unsure(['sources', source], `${profiled.sample.file} is ${what}: ${guess.because}`)
  }

  const hasPayments = of('payments').length > 0
  for (const { profiled, source } of of('customers')) guessCustomers(draft, profiled, source)
  for (const { profiled, source } of of('invoices')) {
    guessInvoices(draft, profiled, source, { hasPayments, hasCustomers: of('customers').length > 0 })
  }
  for (const { profiled, source } of of('credits')) guessCredits(draft, profiled, source)
  for (const { profiled, source } of of('payments')) {
    guessPayments(draft, profiled, source)
    if (of('customers').length === 0) guessPayingCustomers(draft, profiled, source)
  }
  for (const { profiled, source } of of('applications')) {
    guessApplications(draft, profiled, source, {
      hasCredits: of('credits').length > 0,
      payments: of('payments')[0],
    })
  }
  if (of('invoices').length === 0) draft.unsure(['tables'], 'no file looks like invoices; a ledger needs that table')
  if (hasPayments && of('applications').length === 0 && !draft.hasTable('applications')) {
    draft.unsure(
      ['tables', 'payments'],
      'no file says which invoices a payment pays; without it every invoice counts as unpaid',
    )
  }
  const mapping = draft.finish()
  return {
    mapping,
    files: files.map(({ profiled, guess }) => {
      const used = draft.usedColumns(profiled)
      return {
        file: profiled.sample.file,
        kind: guess.kind,
        because: guess.because,
        used,
        unused: profiled.sample.columns.filter((column) => !used.includes(column)),
      }
    }),
    unsure: draft.unsureInOrder(tableNames as readonly TableName[]),
  }
}
