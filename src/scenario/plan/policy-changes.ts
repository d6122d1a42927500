import type { Behavior } from '../../behavior/behavior.js'
import { addDays, type Day, dayFromIso, isoFromDay } from '../../calendar/day.js'
import type { Period } from '../../calendar/period.js'
import type { Terms } from '../../calendar/terms.js'
import { InputError } from '../../document/input-error.js'
import { currencyOfAnyCode } from '../../money/currency.js'
import type { Levers, Where } from '../file/lever-schemas.js'
import type { Response } from '../file/response.js'
import { isLeftOut, type Scenario } from '../file/scenario.js'
import { scenarioPlace } from '../file/scenario-place.js'
import { expectedDailySales } from './expected-sales.js'
import { matchCustomers } from './match-customers.js'
import { type PlacedResponse, type Policy, placed } from './policy.js'
import type { PolicyChange } from './policy-phases.js'

type Path = readonly (string | number)[]
type Apply = PolicyChange['apply']

/** Makes the same of the same policy, whoever's it is: many customers then share one object. */
function alike(apply: (policy: Policy, today: Policy) => Policy): Apply {
  const made = new Map<Policy, Map<Policy, Policy>>()
  return (policy, _, today) => {
    const ofToday = made.get(today) ?? new Map<Policy, Policy>()
    made.set(today, ofToday)
    const changed = ofToday.get(policy) ?? apply(policy, today)
    ofToday.set(policy, changed)
    return changed
  }
}

/** What the levers of a scenario hang on besides its file. */
export interface LeverSetting {
  readonly behavior: Behavior
  readonly scenario: Scenario
  readonly periods: readonly Period[]
  readonly asOf: Day
  /** By customer: where it stands when customers are moved one after the other, from 0 to 1. */
  readonly turnOf: (customer: number) => number
}

/** What a scenario's levers make of each customer's policy, kind by kind, those of a kind in the order of the file. */
export function policyChanges(setting: LeverSetting): PolicyChange[][] {
  const { behavior, scenario } = setting
  const { levers } = scenario
  const changes = behavior.customers.map((): PolicyChange[] => [])
  const pull = (
    lever: { where?: Where; from?: string | undefined; phase_in_days?: number },
    path: Path,
    apply: Apply,
  ) => {
    if (isLeftOut(scenario, path)) return
    const from = leverFrom(setting, lever.from, path)
    // One object for all who are moved on the same day.
    const byDay = new Map<number, PolicyChange>()
    const changeOn = (day: number) => {
      const change = byDay.get(day) ?? { from: day, apply }
      byDay.set(day, change)
      return change
    }
    for (const row of matchCustomers(behavior, lever.where ?? {}, scenario, [...path, 'where'])) {
      const wait = Math.floor(setting.turnOf(row) * (lever.phase_in_days ?? 0))
      changes[row]!.push(changeOn(from + wait))
    }
  }
  levers.terms.forEach((lever, index) => {
    const path = ['levers', 'terms', index]
    pull(lever, path, termsChange(lever, path))
  })
  levers.collections.forEach((lever, index) => {
    const path = ['levers', 'collections', index]
    refuseUnknownContacts(setting, lever.contacts ?? [], path)
    pull(lever, path, collectionsChange(lever, path))
  })
  levers.billing.forEach((lever, index) => {
    const path = ['levers', 'billing', index]
    pull(lever, path, billingChange(lever, path))
  })
  if (levers.write_off) pull(levers.write_off, ['levers', 'write_off'], writeOffChange(levers.write_off))
  levers.sales.forEach((lever, index) => {
    const path = ['levers', 'sales', index]
    const orderLift = placed(lever.growth, [...path, 'growth'])
    const adverseSelection = placed(lever.credit_quality_price, [...path, 'credit_quality_price'])
    const change = alike((policy) => ({ ...policy, orderLift, adverseSelection }))
    pull(lever, path, change)
  })
  // The last, as what hangs on the single customer is not shared; no other lever touches what these do.
  const unitsOfCurrency = 10 ** currencyOfAnyCode(behavior.currency).decimals
  levers.credit.forEach((lever, index) => {
    const path = ['levers', 'credit', index]
    if (lever.minimum_score !== undefined) refuseWithoutScores(setting, path)
    pull(lever, path, creditChange(lever, unitsOfCurrency))
  })
  return changes
}

function termsChange(lever: Levers['terms'][number], path: Path): Apply {
  const passThrough = placed(lever.pass_through, [...path, 'pass_through'])
  const lift =
    lever.order_lift === 0
      ? {}
      : {
          orderLift: placed(lever.order_lift, [...path, 'order_lift']),
          adverseSelection: placed(lever.adverse_selection, [...path, 'adverse_selection']),
        }
  return alike((policy, today) => {
    const terms = newTerms(policy.terms, lever)
    const isAsToday = terms.net === today.terms.net && terms.from === today.terms.from
    // Habits follow where due days move from today's; what a discount brings is the customer's own choice.
    return { ...policy, terms, passThrough: isAsToday ? today.passThrough : passThrough, ...lift }
  })
}

function newTerms(before: Terms, { net, end_of_month, discount }: Levers['terms'][number]): Terms {
  const isFromMonthEnd = end_of_month ?? before.from === 'month-end'
  const offered = discount === undefined ? before.discount : discount === 'none' ? undefined : discount
  return {
    net: net ?? before.net,
    ...(isFromMonthEnd ? { from: 'month-end' as const } : {}),
    ...(offered === undefined ? {} : { discount: offered }),
  }
}

/** Days after which a held order is lost, where the scenario does not say. */
const usuallyLostAfter = 30

function creditChange(lever: Levers['credit'][number], unitsOfCurrency: number): Apply {
  const { limit, limit_months, hold_when_past_due_days: hold, deposit, minimum_score } = lever
  return (policy, customer) => {
    const monthly = (365 / 12) * expectedDailySales(customer)
    const creditLimit =
      limit !== undefined
        ? Math.round(limit * unitsOfCurrency)
        : limit_months !== undefined
          ? Math.round(limit_months * monthly)
          : policy.creditLimit
    const holdAfter = hold ?? policy.holdAfter
    return {
      ...policy,
      creditLimit,
      holdAfter,
      lostAfter:
        lever.lost_after_days ??
        policy.lostAfter ??
        (creditLimit === null && holdAfter === null ? null : usuallyLostAfter),
      deposit: deposit ?? policy.deposit,
      admitsNew:
        policy.admitsNew && (minimum_score === undefined || (customer.riskScore ?? minimum_score) >= minimum_score),
    }
  }
}

function collectionsChange(lever: Levers['collections'][number], path: Path): Apply {
  const { hazard_multiplier: factor, from_days_past_due, contacts } = lever
  const added =
    factor === undefined || factor === 1
      ? []
      : [{ from: from_days_past_due, ...placed(factor, [...path, 'hazard_multiplier']) }]
  const plan = contacts?.map(({ kind, day, every }) => ({ kind, day, every: every ?? 0 }))
  return alike((policy) => ({
    ...policy,
    hazardFactors: added.length === 0 ? policy.hazardFactors : [...policy.hazardFactors, ...added],
    contacts: plan ?? policy.contacts,
  }))
}

function billingChange(lever: Levers['billing'][number], path: Path): Apply {
  const { lag_days, accuracy, delivery_days_saved, dispute_multiplier, dispute_days_multiplier } = lever
  const disputeFactor = placedIfStated(dispute_multiplier, [...path, 'dispute_multiplier'])
  const disputeDaysFactor = placedIfStated(dispute_days_multiplier, [...path, 'dispute_days_multiplier'])
  return alike((policy) => ({
    ...policy,
    billingLag: lag_days ?? policy.billingLag,
    accuracy: accuracy ?? policy.accuracy,
    deliveryDaysSaved: delivery_days_saved ?? policy.deliveryDaysSaved,
    disputeFactor: disputeFactor ?? policy.disputeFactor,
    disputeDaysFactor: disputeDaysFactor ?? policy.disputeDaysFactor,
  }))
}

function writeOffChange(lever: NonNullable<Levers['write_off']>): Apply {
  const { days_past_due, recovery_multiplier, recovery_days_multiplier, agency_fee } = lever
  const path = ['levers', 'write_off']
  const recoveryFactor = placedIfStated(recovery_multiplier, [...path, 'recovery_multiplier'])
  const recoveryDaysFactor = placedIfStated(recovery_days_multiplier, [...path, 'recovery_days_multiplier'])
  return alike((policy) => ({
    ...policy,
    writeOffAge: days_past_due ?? policy.writeOffAge,
    agencyFee: agency_fee ?? policy.agencyFee,
    recoveryFactor: recoveryFactor ?? policy.recoveryFactor,
    recoveryDaysFactor: recoveryDaysFactor ?? policy.recoveryDaysFactor,
  }))
}

function placedIfStated(response: Response | undefined, path: Path): PlacedResponse | undefined {
  return response === undefined ? undefined : placed(response, path)
}

function refuseWithoutScores({ behavior, scenario }: LeverSetting, path: Path): void {
  if (behavior.customers.some(({ riskScore }) => riskScore !== undefined)) return
  throw new InputError(
    `${scenarioPlace(scenario, [...path, 'minimum_score'])}: no customer has a credit score; ` +
      'the ledger’s customers need a column risk_score, or the behaviour’s customers a riskScore.',
  )
}

function refuseUnknownContacts(
  { behavior, scenario }: LeverSetting,
  steps: readonly { readonly kind: string }[],
  path: Path,
): void {
  const known = Object.keys(behavior.contacts)
  const step = steps.findIndex(({ kind }) => !known.includes(kind))
  if (step < 0) return
  throw new InputError(
    `${scenarioPlace(scenario, [...path, 'contacts', step, 'kind'])}: the behaviour does not say what a contact of kind ` +
      `"${steps[step]!.kind}" does${known.length > 0 ? `; it knows ${known.join(', ')}` : ''}. Add it to the behaviour’s contacts.`,
  )
}

/** The day offset from which a lever acts: its own day, else the scenario's, else the first simulated one. */
export function leverFrom(
  { scenario, periods, asOf }: Pick<LeverSetting, 'scenario' | 'periods' | 'asOf'>,
  own: string | undefined,
  path: Path,
): number {
  const text = own ?? scenario.from
  if (text === undefined) return 1
  // The file is read again for its lines, which only a fault is worth.
  const place = () => scenarioPlace(scenario, own === undefined ? ['from'] : [...path, 'from'])
  const firstDay = addDays(asOf, 1)
  const from = dayFromIso(text)!
  if (from < firstDay) {
    throw new InputError(
      `${place()}: levers cannot act from ${text}, before the first simulated day ${isoFromDay(firstDay)}.`,
    )
  }
  const last = periods[periods.length - 1]!.end
  if (from > last) {
    throw new InputError(
      `${place()}: levers would act from ${text}, after the last simulated day ${isoFromDay(last)}; simulate more months or choose an earlier day.`,
    )
  }
  return from - asOf
}
