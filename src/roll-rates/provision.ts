import type { Day } from '../calendar/day.js'
import { InputError } from '../document/input-error.js'
import { agingBuckets } from '../facts/columns.js'
import type { Group } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import type { LedgerData } from '../ledger/ledger-data.js'
import { type Cents, cents } from '../money/cents.js'
import { groupProvision } from './group-provision.js'
import { type LedgerWithFacts, type LossRateMethod, type LossRates, lossRates } from './loss-rates.js'
import { type ProvisionHindsight, provisionHindsight } from './provision-hindsight.js'
import type { ProvisionMatrix } from './provision-matrix.js'

export interface ProvisionOptions {
  /** Customer or invoice attributes by which segments are provided for, each with rates of its own. */
  readonly by?: readonly string[]
  /** Loss rates from current to over 120 days as fractions, for all segments; the ledger's own if not given. */
  readonly rates?: readonly number[]
  /** How the ledger's own rates are found; `flow` if not given. */
  readonly method?: LossRateMethod
  /** What rates are multiplied by for what lies ahead: one figure, or one for each bucket. 1 if not given. */
  readonly forward?: number | readonly number[]
  /** Whole months that `chain` looks back over; 12 if not given. */
  readonly months?: number
}

/** The provision for one segment. */
export interface SegmentProvision {
  readonly group: Group
  readonly matrix: ProvisionMatrix
  /** Why the segment has the rates of the whole ledger and none of its own; null where it has its own, or they are given. */
  readonly borrowed: string | null
}

export interface Provision {
  readonly day: Day
  readonly method: LossRateMethod | 'given'
  /** One matrix for everything. */
  readonly whole: ProvisionMatrix
  /** A matrix for each segment; none where `by` names no attribute. */
  readonly segments: readonly SegmentProvision[]
  /** Buckets whose rates rest on few customers, as far as that is known: by `chain`. */
  readonly thin: readonly string[]
  /** What to provide, in minor units: Σ of the segments where there are any, else that of the whole. */
  readonly provision: Cents
  /** What the same method would have provided a year earlier, and what was lost since. */
  readonly hindsight: ProvisionHindsight
}

/**
 * The provision for expected credit losses on what is open on the ledger's as-of day, by a provision matrix. Rates by `flow`
 * are those of the KPI `allowance`, and so is the result but for its rounding to whole minor units. Credit balances are not
 * set off. Throws an InputError where the ledger cannot give rates (and says why), for rates or multipliers that are
 * not one for each bucket, and for an unknown attribute.
 */
export function provision(ledger: LedgerData, options: ProvisionOptions = {}): Provision {
  const { by = [], method = 'flow', months = 12 } = options
  const facts = ledgerFacts(ledger, by)
  const source = { ledger, facts, by }
  const period = facts.periods.length - 1
  const found =
    options.rates === undefined ? lossRates(source, method, period, months) : givenRates(source, options.rates)
  const [whole, ...own] = found
  if (whole!.rates === null) {
    throw new InputError(
      `The ledger gives no loss rates: ${whole!.reason}. State them with --rates or in a settings file.`,
    )
  }
  const forward = multipliers(options.forward ?? 1)
  const matrixOf = (group: number, rates: readonly number[]) => groupProvision(source, group, period, rates, forward)
  const segments = own.map((rates, index): SegmentProvision => {
    const group = index + 1
    return {
      group: facts.groups[group]!,
      matrix: matrixOf(group, rates.rates ?? whole!.rates!),
      borrowed: rates.rates === null ? rates.reason : null,
    }
  })
  const all = matrixOf(0, whole!.rates)
  return {
    day: ledger.asOf,
    method: options.rates === undefined ? method : 'given',
    whole: all,
    segments,
    thin: whole!.thin,
    provision:
      segments.length === 0 ? all.provision : cents(segments.reduce((sum, { matrix }) => sum + matrix.provision, 0)),
    hindsight: provisionHindsight(source, options.rates ?? method, months),
  }
}

function givenRates({ facts }: LedgerWithFacts, rates: readonly number[]): LossRates[] {
  if (rates.length !== agingBuckets.length) {
    throw new InputError(
      `A provision matrix needs ${agingBuckets.length} loss rates, from current to over 120 days; got ${rates.length}.`,
    )
  }
  return facts.groups.map(() => ({ rates, thin: [] }))
}

function multipliers(forward: number | readonly number[]): readonly number[] {
  const each = typeof forward === 'number' ? agingBuckets.map(() => forward) : forward
  if (each.length === agingBuckets.length) return each
  throw new InputError(
    `Forward-looking multipliers are one for all buckets, or ${agingBuckets.length} from current to over 120 days; got ${each.length}.`,
  )
}
