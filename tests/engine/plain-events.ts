import type { FactName } from '../../src/facts/columns.js'

/** What happened to an invoice on a day. */
export interface PlainEvent {
  readonly day: number
  readonly kind:
    | 'issue'
    | 'cash'
    | 'discount'
    | 'settled'
    | 'dispute ends'
    | 'credit'
    | 'write off'
    | 'recovery'
    | 'contact'
    | 'right party'
    | 'promise'
    | 'promise due'
    | 'promise kept'
    | 'collection'
  /** Of it: what the customer owes more (when it is issued) or less; what comes in afterwards as a recovery; else 0. */
  readonly amount: number
  /** What a contact, or an agency for a recovery, costs. */
  readonly cost?: number
  /** The fact that counts a contact. */
  readonly fact?: FactName | null
}

/** Events that change nothing of what is owed. */
export function isAside({ kind }: PlainEvent): boolean {
  return ['recovery', 'contact', 'right party', 'promise', 'promise due', 'promise kept', 'collection'].includes(kind)
}
