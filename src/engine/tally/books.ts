import type { Tally } from './tally.js'

/** Where invoices enter what happens to them: a tally, or two of them where what is reported is not all there is. */
export type Books = Pick<
  Tally,
  | 'table'
  | 'events'
  | 'issue'
  | 'openBefore'
  | 'leave'
  | 'stay'
  | 'collect'
  | 'settle'
  | 'takeDiscount'
  | 'credit'
  | 'writeOff'
  | 'recover'
  | 'earnMargin'
  | 'bill'
  | 'openDispute'
  | 'resolveDispute'
  | 'contact'
  | 'reach'
  | 'promise'
  | 'promiseDue'
  | 'collection'
  | 'dispute'
>
