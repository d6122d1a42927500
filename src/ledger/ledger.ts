import type { DataFrame } from 'danfojs-node'
import type { Day } from '../calendar/day.js'
import type { Currency } from '../money/currency.js'
import type { LedgerData } from './ledger-data.js'
import { ledgerFrame } from './ledger-frame.js'
import type { ViewTable } from './table-view.js'
import { viewAsOf } from './view-as-of.js'

/**
 * A checked receivables ledger in columns. It does not change: `asOf` gives another ledger. Money is in minor units,
 * days are day numbers.
 */
export class Ledger {
  constructor(readonly data: LedgerData) {}

  get currency(): Currency {
    return this.data.currency
  }

  /** The day through which this ledger knows what happened. */
  get knownThrough(): Day {
    return this.data.asOf
  }

  /** The ledger exactly as it was known at the end of a day: nothing dated later is in it. */
  asOf(day: Day): Ledger {
    return new Ledger(viewAsOf(this.data, day))
  }

  /**
   * A table as a danfo data frame to explore: identifiers as text, money as numbers in major units, dates as ISO
   * text; a missing text is '', a missing number NaN. `openFrames` makes a ledger of frames again. Throws an InputError
   * for a table that is not known.
   */
  frame(table: ViewTable): DataFrame {
    return ledgerFrame(this.data, table)
  }
}
