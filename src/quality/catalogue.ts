import { type RejectCode, rejectCodes } from '../ledger/reject-code.js'
import type { Check } from './check.js'
import { amountOutlier, creditNote, currencyMix, zeroAmount } from './checks/invoice-amounts.js'
import {
  creditNoteOverdrawn,
  overApplied,
  recoveryWithoutWriteOff,
  reversalExceedsWriteOff,
  writeOffExceedsOpen,
} from './checks/invoice-balances.js'
import { datesApart, farDueDate, gapInMonths, salesEndEarly, termsDisagree, thinMonth } from './checks/invoice-dates.js'
import { likelyDuplicateInvoice, likelyDuplicatePayment } from './checks/likely-duplicates.js'
import { disputedShare, staleOpenItem } from './checks/open-items.js'
import {
  noPayments,
  paidForAnother,
  paymentBeforeInvoice,
  paymentsNotApplied,
  staleUnappliedCash,
  unappliedCash,
  unappliedNegative,
} from './checks/payments.js'
import { controlDefinitions } from './control/control-findings.js'
import type { FindingDefinition } from './finding.js'
import { readerDefinitions, rejectDefinition, rejectedRows } from './reader-findings.js'
import { rollForwardDefinition } from './roll-forward-finding.js'

/** Everything that is looked for in a ledger that was read. */
export const checks: readonly Check[] = [
  likelyDuplicateInvoice,
  likelyDuplicatePayment,
  paymentsNotApplied,
  noPayments,
  unappliedNegative,
  overApplied,
  creditNoteOverdrawn,
  paidForAnother,
  paymentBeforeInvoice,
  unappliedCash,
  staleUnappliedCash,
  staleOpenItem,
  disputedShare,
  writeOffExceedsOpen,
  reversalExceedsWriteOff,
  recoveryWithoutWriteOff,
  amountOutlier,
  creditNote,
  zeroAmount,
  currencyMix,
  farDueDate,
  termsDisagree,
  gapInMonths,
  salesEndEarly,
  thinMonth,
  datesApart,
]

/** A part of the catalogue under one heading. */
export interface FindingGroup {
  readonly heading: string
  readonly definitions: readonly FindingDefinition[]
}

/** Every finding there is, for explanations and docs: first what proves the books, then rows, then what they say. */
export const findingGroups: readonly FindingGroup[] = [
  { heading: 'Reconciliation', definitions: [rollForwardDefinition, ...controlDefinitions] },
  {
    heading: 'Rejected rows',
    definitions: [...(Object.keys(rejectCodes) as RejectCode[]).map(rejectDefinition), rejectedRows],
  },
  { heading: 'Files', definitions: readerDefinitions },
  { heading: 'What the ledger shows', definitions: checks.map(({ definition }) => definition) },
]

export const findingCatalogue: readonly FindingDefinition[] = findingGroups.flatMap(({ definitions }) => definitions)
