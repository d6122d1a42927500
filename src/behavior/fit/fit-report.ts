import type { LedgerData } from '../../ledger/ledger-data.js'
import { gammaQuantileAround } from '../../statistics/distributions.js'
import { errorOf } from '../estimate.js'
import { thinPayments } from '../fit-sentences.js'
import { countAtRisk } from './at-risk.js'
import { customerHazards } from './customer-hazards.js'
import type { Fit } from './fit-behavior.js'
import { pieceCount, pieceOf } from './hazard-pieces.js'
import { paymentCounts } from './payment-counts.js'

/** A day relative to due of one segment. */
interface FittedDay {
  readonly day: number
  readonly atRisk: number
  readonly paid: number
  /** Share of invoices that no payment has come for after the day: as seen (product limit) and as fitted. */
  readonly observed: number
  readonly fitted: number
}

export interface SegmentFit {
  readonly name: string
  readonly reason: string
  readonly customers: number
  readonly payments: number
  readonly days: readonly FittedDay[]
  /** The greatest distance between the two curves. */
  readonly largestGap: number
  /** Whether the segment rests on too few payments to be sure of its habits. */
  readonly isThin: boolean
}

/** Invoice-days of about the same fitted probability: how many payments were expected on them, and came. */
interface CalibrationBin {
  /** Of the daily probability. */
  readonly from: number
  readonly to: number
  readonly expected: number
  readonly paid: number
}

/** A customer whose speed is far from its segment's. */
export interface CustomerThatStandsOut {
  readonly id: string
  readonly segment: string
  readonly payments: number
  readonly multiplier: number
  /** The middle 90 % of what it may be. */
  readonly low: number
  readonly high: number
}

/** A customer that may have stopped paying for good. */
export interface SilentCustomer {
  readonly id: string
  readonly segment: string
  readonly probability: number
}

/** How well a behaviour fits the ledger that it was learnt from. */
export interface FitReport {
  readonly segments: readonly SegmentFit[]
  readonly calibration: readonly CalibrationBin[]
  /** By month: payments, and what hazards and multipliers would have in a usual month. */
  readonly months: readonly { readonly label: string; readonly expected: number; readonly paid: number }[]
  /** Those most surely slower or faster than their segment, slowest first. */
  readonly standOut: readonly CustomerThatStandsOut[]
  /** Customers whose silence says that they may have stopped paying, most probable first. */
  readonly silent: readonly SilentCustomer[]
}

/** How many customers are named on each side. */
const mostNamed = 8

/** Beyond due the curves are followed so far. */
const lastDay = 180

/** How well a fit describes the ledger: observed and fitted survival, calibration, months, and customers that stand out. */
export function fitReport(ledger: LedgerData, fit: Fit): FitReport {
  const { behavior, payments } = fit
  const { months, economy, paid, expected } = payments
  const hazards = customerHazards(payments, ledger.customers.count)
  return {
    segments: segmentFits(ledger, fit, hazards),
    calibration: calibration(ledger, fit, hazards),
    months: Array.from(paid, (count, month) => ({
      label: months[month]!.label,
      expected: expected[month]! * Math.exp(economy.logFactor[month]!),
      paid: count,
    })),
    standOut: standOut(behavior),
    silent: behavior.customers
      .flatMap(({ id, segment, defaulted }) =>
        defaulted === undefined || defaulted.value < 0.1 ? [] : [{ id, segment, probability: defaulted.value }],
      )
      .sort((a, b) => b.probability - a.probability || (a.id < b.id ? -1 : 1)),
  }
}

function segmentFits(
  ledger: LedgerData,
  { behavior, payments, spells, ofCustomer }: Fit,
  hazards: Float64Array,
): SegmentFit[] {
  const { members, segments } = payments
  const counts = paymentCounts(ledger, spells, ofCustomer, segments.length)
  const expected = counts.map(({ atRisk }) => new Float64Array(atRisk.length))
  const { invoices } = ledger
  // What each day expects: the sum of its invoices' hazards.
  for (let spell = 0; spell < spells.count; spell++) {
    const row = spells.invoice[spell]!
    const customer = invoices.customer[row]!
    const own = expected[ofCustomer[customer]!]!
    const { firstDay } = counts[ofCustomer[customer]!]!
    const due = invoices.due[row]!
    for (let day = spells.from[spell]!; day <= Math.min(spells.through[spell]!, due + lastDay); day++) {
      own[day - due - firstDay]! += hazards[customer * pieceCount + pieceOf(day - due)]!
    }
  }
  return behavior.segments.map((segment, index): SegmentFit => {
    const { firstDay, payments: paid, atRisk } = counts[index]!
    let [observed, fitted] = [1, 1]
    const days: FittedDay[] = []
    for (let place = 0; place < atRisk.length && firstDay + place <= lastDay; place++) {
      if (atRisk[place] === 0) continue
      observed *= 1 - paid[place]! / atRisk[place]!
      fitted *= 1 - Math.min(1, expected[index]![place]! / atRisk[place]!)
      days.push({ day: firstDay + place, atRisk: atRisk[place]!, paid: paid[place]!, observed, fitted })
    }
    const count = paid.reduce((sum, each) => sum + each, 0)
    return {
      name: segment.name,
      reason: segment.reason ?? '',
      customers: members[index]!.length,
      payments: count,
      days,
      largestGap: days.reduce((most, day) => Math.max(most, Math.abs(day.observed - day.fitted)), 0),
      isThin: count < thinPayments,
    }
  })
}

/** Tenths of the expected payments, by rising daily probability. */
function calibration(ledger: LedgerData, { payments, spells }: Fit, hazards: Float64Array): CalibrationBin[] {
  const { months, economy } = payments
  const factors = economy.logFactor.map((log) => Math.exp(log))
  const atRisk = countAtRisk(ledger, spells, months, factors)
  const cells: { hazard: number; expected: number; paid: number }[] = []
  hazards.forEach((hazard, row) => {
    const exposure = atRisk.exposure[row]!
    if (exposure > 0) cells.push({ hazard, expected: hazard * exposure, paid: atRisk.payments[row]! })
  })
  cells.sort((a, b) => a.hazard - b.hazard)
  const total = cells.reduce((sum, { expected }) => sum + expected, 0)
  const bins: { from: number; to: number; expected: number; paid: number }[] = []
  let before = 0
  for (const cell of cells) {
    const bin = Math.min(9, Math.floor((10 * (before + cell.expected / 2)) / Math.max(total, 1e-12)))
    bins[bin] ??= { from: cell.hazard, to: cell.hazard, expected: 0, paid: 0 }
    const own = bins[bin]
    own.to = cell.hazard
    own.expected += cell.expected
    own.paid += cell.paid
    before += cell.expected
  }
  // Days on which nobody ever paid expect nothing, and alone say nothing.
  return bins.filter((bin) => bin !== undefined && bin.expected > 0)
}

function standOut({ customers }: Fit['behavior']): CustomerThatStandsOut[] {
  const known = customers.flatMap(({ id, segment, multiplier, defaulted }) => {
    const error = errorOf(multiplier)
    // Who has gone silent is told of apart.
    if (error <= 0 || multiplier.value <= 0 || (defaulted?.value ?? 0) > 0.5) return []
    return [
      {
        id,
        segment,
        payments: multiplier.evidence ?? 0,
        multiplier: multiplier.value,
        low: gammaQuantileAround(0.05, multiplier.value, error),
        high: gammaQuantileAround(0.95, multiplier.value, error),
        distance: (Math.log(multiplier.value) * multiplier.value) / error,
      },
    ]
  })
  const byDistance = known.filter(({ low, high }) => low > 1 || high < 1).sort((a, b) => a.distance - b.distance)
  const slow = byDistance.filter(({ distance }) => distance < 0).slice(0, mostNamed)
  const fast = byDistance.filter(({ distance }) => distance > 0).slice(-mostNamed)
  return [...slow, ...fast].map(({ distance: _, ...rest }) => rest)
}
