import { plural } from '../document/plural.js'
import { rejectedRowCount } from '../ledger/rejected-row-count.js'
import { cents } from '../money/cents.js'
import type { Currency } from '../money/currency.js'
import { formatAmount } from '../money/format-amount.js'
import type { LedgerCheck } from './check-ledger.js'
import { controlSentence } from './control/control-findings.js'
import type { Finding } from './finding.js'

/** What a check comes to, for people: one line to remember, and the sentences that prove it. */
export interface Verdict {
  readonly headline: string
  /** Rejected rows, roll-forward, control, balances: in this order. */
  readonly sentences: readonly string[]
}

export function checkVerdict(check: LedgerCheck, currency: Currency): Verdict {
  return {
    headline: headline(check),
    sentences: [
      rejectedSentence(check, currency),
      rollForwardSentence(check, currency),
      ...(check.control ? [controlSentence(check.control)] : []),
      balanceSentence(check, currency),
    ],
  }
}

/** Rows rejected, all tables together: the listed rejects may be fewer. */
export function rejectedCount({ tables, rejects }: LedgerCheck): number {
  return Math.max(rejects.length, rejectedRowCount(tables))
}

function headline(check: LedgerCheck): string {
  const warnings = check.findings.filter(({ severity }) => severity === 'warning').length
  const look = warnings === 0 ? '' : `${plural(warnings, 'thing')} should be looked at`
  if (!check.rollForward.holds) return 'The ledger does not add up'
  if (check.control && !check.control.ties) return 'The ledger does not tie to the general ledger'
  const rejected = rejectedCount(check)
  if (rejected > 0) {
    const also = look === '' ? '' : `, and ${look}`
    return `The ledger is incomplete: ${plural(rejected, 'row')} could not be used${also}`
  }
  return look === '' ? 'The ledger is sound' : `The ledger adds up; ${look}`
}

function rejectedSentence(check: LedgerCheck, currency: Currency): string {
  const rejected = rejectedCount(check)
  if (rejected === 0) return 'No row was rejected.'
  const tables = Object.entries(check.tables).filter(([, counts]) => counts.rejected > 0)
  const parts = tables.map(([name, { rejected, rejectedAmount, amountsUnread }]) => {
    const money = rejectedAmount === null ? '' : ` (${formatAmount(cents(rejectedAmount), currency)}`
    const unread = amountsUnread === 0 ? '' : `, and ${plural(amountsUnread, 'amount')} that could not be read`
    return `${rejected.toLocaleString('en-US')} of ${name}${money === '' ? '' : `${money}${unread})`}`
  })
  return `${plural(rejected, 'row')} ${rejected === 1 ? 'was' : 'were'} rejected. That is ${parts.join(', ')}.`
}

function rollForwardSentence({ rollForward }: LedgerCheck, currency: Currency): string {
  const { holds, months, breaks, difference } = rollForward
  if (holds) return `The roll-forward ties to the cent in ${months === 1 ? 'the only month' : `all ${months} months`}.`
  const broken = new Set(breaks.map(({ period }) => period)).size
  return `The roll-forward does not tie in ${plural(broken, 'period')}; the largest difference is ${formatAmount(cents(difference), currency)}, the first in ${breaks[0]!.period}.`
}

function balanceSentence(check: LedgerCheck, currency: Currency): string {
  const money = (amount: number) => formatAmount(cents(amount), currency)
  const credits = check.creditBalances === 0 ? '' : `, less ${money(check.creditBalances)} of credit balances`
  return `Receivables on ${check.asOf} are ${money(check.receivables)}: ${plural(check.openInvoices, 'open invoice')}${credits}; unapplied cash is ${money(check.unappliedCash)}.`
}

/** How much a finding touches: `2 invoices · 42.00 USD · 3.1 %`. */
export function findingMeasure({ count, unit, amount, share }: Finding, currency: Currency): string {
  return [
    plural(count, unit),
    ...(amount === null ? [] : [formatAmount(cents(amount), currency)]),
    ...(share === undefined ? [] : [`${(share * 100).toFixed(1)} %`]),
  ].join(' · ')
}
