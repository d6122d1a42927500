import type { Condition } from '../mapping-schema.js'
import type { ProfiledSample } from './guess-sample.js'
import { plainName } from './header-words.js'
import type { ColumnProfile } from './profile-column.js'

/** A filter that a guess proposes for one column, and what to check about it. */
export interface GuessedFilter {
  readonly column: string
  readonly condition: Condition
  readonly unsure: string
}

/** States in which a document is no receivable, in several languages. */
const deadStates = new Set([
  'void',
  'voided',
  'deleted',
  'draft',
  'cancelled',
  'canceled',
  'submitted',
  'rejected',
  'reversed',
  'storniert',
  'entwurf',
  'geloescht',
  'annule',
  'annulee',
  'brouillon',
  'supprime',
  'anulado',
  'anulada',
  'borrador',
  'cancelado',
  'cancelada',
])

const stateHeaders = new Set(['status', 'state', 'invoicestatus', 'documentstatus', 'statut', 'estado', 'zustand'])

/** More distinct values than this are no states. */
const mostStates = 25

/** Filters that leave out what is no receivable: drafts, voided documents, bills of suppliers. */
export function guessFilters(sample: ProfiledSample): GuessedFilter[] {
  const filters = sample.columns.flatMap((column) => filterOf(column) ?? [])
  // A document status of 0, 1, 2 says all that a state in words would.
  const isNumbered = filters.some(({ column }) => plainName(column) === 'docstatus')
  return filters.filter(({ column }) => !isNumbered || !stateHeaders.has(plainName(column)))
}

function filterOf(column: ColumnProfile): GuessedFilter | null {
  const { name, distinct } = column
  const header = plainName(name)
  if (distinct.length === 0 || distinct.length > mostStates) return null
  if (header === 'docstatus' && distinct.every((value) => ['0', '1', '2'].includes(value))) {
    return { column: name, condition: '1', unsure: 'taken as 1 = submitted; 0 (drafts) and 2 (cancelled) are left out' }
  }
  if (distinct.includes('ACCREC')) {
    return {
      column: name,
      condition: 'ACCREC',
      unsure: `ACCREC are sales invoices; ${othersOf(distinct, ['ACCREC'])} left out`,
    }
  }
  if (header === 'partytype' && distinct.includes('Customer')) {
    return { column: name, condition: 'Customer', unsure: `${othersOf(distinct, ['Customer'])} left out` }
  }
  if (stateHeaders.has(header)) {
    const dead = distinct.filter((value) => deadStates.has(plainName(value)))
    if (dead.length === 0 || dead.length === distinct.length) return null
    const kept = distinct.filter((value) => !dead.includes(value))
    const lost = kept.filter((value) => /uncollect|writ.*off|bad.?debt/i.test(value))
    return {
      column: name,
      condition: { not: dead },
      unsure:
        `left out are ${dead.join(', ')}; kept are ${kept.join(', ')}` +
        (lost.length > 0 ? `; ${lost.join(', ')} may have to be written off by a part of adjustments` : ''),
    }
  }
  return null
}

export function othersOf(values: readonly string[], kept: readonly string[]): string {
  const others = values.filter((value) => !kept.includes(value))
  return others.length === 0 ? 'nothing is' : `${others.join(', ')} ${others.length === 1 ? 'is' : 'are'}`
}

/** Document types of SAP that are known by their standard keys. */
export const sapTypes = { invoice: ['RV', 'DR'], credit: ['DG'], payment: ['DZ'] } as const

/** The column of SAP document types, if there is one. */
export function sapTypeColumn(sample: ProfiledSample): ColumnProfile | undefined {
  const column = sample.find(
    'document_type',
    ({ distinct }) => distinct.length > 0 && distinct.every((value) => /^[A-Z0-9]{2}$/.test(value)),
  )
  const isSap = column?.distinct.some((value) =>
    [...sapTypes.invoice, ...sapTypes.payment].some((known) => known === value),
  )
  return isSap ? column : undefined
}
