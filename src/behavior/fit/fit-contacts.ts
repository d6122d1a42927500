import { listByCell } from '../../facts/cell-lists.js'
import type { LedgerData, TextColumn } from '../../ledger/ledger-data.js'
import { noDay } from '../../ledger/no-day.js'
import { textAt } from '../../ledger/text-at.js'
import type { Behavior } from '../behavior.js'
import { type Estimate, fitted, statedRange } from '../estimate.js'
import type { PaymentSpells } from './payment-spells.js'
import { proportion } from './proportions.js'

type Contact = Behavior['contacts'][string]

/** Days after a contact that its effect is looked for in, and beyond which an invoice counts as not contacted. */
const windows: readonly number[] = [3, 5, 7, 10, 14]
const longestWindow = 14

/** Invoices later than this are compared with each other as if equally late. */
const latestDay = 150

/** With fewer payments after contacts, chance says more than the contact. */
const fewestPayments = 15

const statedEffect = statedRange(
  1.2,
  1,
  1.6,
  'Assumed: too few contacts were followed by payments to show their effect.',
)

/**
 * What each kind of contact does to the daily probability of paying. Collectors call late payers, so that contacted invoices
 * pay more slowly than others, contact or not: comparing the two points the wrong way. Here an invoice on a day after a contact is
 * compared only with invoices of the same segment, equally many days past due on that day, that were not contacted of
 * late, each customer at its own speed (its multiplier). The ratio is Mantel and Haenszel's over those strata, its error
 * that of Greenland and Robins (1985). Spoken contacts count where the right party was reached; the wait for a promised day counts on
 * neither side. What remains biased: where collectors choose by what no ledger shows (they call those who are about to pay, or
 * those who never will), the effect is over- or understated.
 */
export function fitContacts(
  ledger: LedgerData,
  spells: PaymentSpells,
  segmentOfCustomer: Int32Array,
  segments: number,
  multiplierOf: Float64Array,
  lastHabitDay: Int32Array,
): Record<string, Contact> {
  const { activities, invoices } = ledger
  const kind = activities.attributes.get('kind')
  if (!kind || activities.count === 0) return {}
  const kinds = distinct(kind)
  const byInvoice = contactsByInvoice(ledger)
  const promisedOn = activities.days.get('promised_on')
  const rightParty = activities.attributes.get('right_party')
  const strata = segments * (latestDay + 1)
  const zero = () => new Float64Array(strata)
  const control = { paid: zero(), days: zero() }
  /** By kind, then day after the contact. */
  const after = kinds.map(() => Array.from({ length: longestWindow + 1 }, () => ({ paid: zero(), days: zero() })))
  const naive = { paid: 0, days: 0, byKind: kinds.map(() => ({ paid: 0, days: 0 })) }

  for (let spell = 0; spell < spells.count; spell++) {
    const row = spells.invoice[spell]!
    const due = invoices.due[row]!
    const [from, through] = [spells.from[spell]!, spells.through[spell]!]
    const isPaid = spells.paid[spell] === 1
    const early = Math.max(0, Math.min(through, due) - from + 1)
    naive.days += early
    if (isPaid && through <= due) naive.paid += 1
    const customer = invoices.customer[row]!
    const stratum = segmentOfCustomer[customer]! * (latestDay + 1)
    const speed = multiplierOf[customer]!
    const contacts = byInvoice.rowsOf(row)
    let next = 0
    let effective = -1
    let blockedThrough = Number.NEGATIVE_INFINITY
    for (let day = Math.max(from, due + 1); day <= through; day++) {
      while (next < contacts.length && activities.day[contacts[next]!]! < day) {
        const contact = contacts[next++]!
        const promise = promisedOn?.[contact] ?? noDay
        if (promise !== noDay) blockedThrough = Math.max(blockedThrough, promise)
        // A call that reached nobody tells nobody anything.
        if (rightParty === undefined || textAt(rightParty, contact) !== 'no') effective = contact
      }
      const paid = isPaid && day === through ? 1 : 0
      const lag = effective < 0 ? Number.POSITIVE_INFINITY : day - activities.day[effective]!
      const own = effective < 0 ? -1 : kind.codes[effective]!
      if (lag <= longestWindow) {
        naive.byKind[own]!.days += 1
        naive.byKind[own]!.paid += paid
      } else {
        naive.days += 1
        naive.paid += paid
      }
      if (day <= blockedThrough) continue
      const cell = lag <= longestWindow ? after[own]![lag]! : control
      const place = stratum + Math.min(latestDay, day - due)
      cell.days[place]! += speed
      cell.paid[place]! += paid
    }
  }
  return Object.fromEntries(
    kinds.map((name, index) => {
      const { paid, days } = naive.byKind[index]!
      const crude = paid / Math.max(1, days) / (naive.paid / Math.max(1, naive.days))
      const effect = effectOf(after[index]!, control)
      return [
        name,
        { ...effect, ...(days > 0 ? { naiveMultiplier: crude } : {}), ...workOf(ledger, name, lastHabitDay) },
      ]
    }),
  )
}

function distinct({ values }: TextColumn): string[] {
  return Array.from({ length: values.length }, (_, code) => values.at(code)!)
}

interface Counts {
  readonly paid: Float64Array
  readonly days: Float64Array
}

/** The ratio over the window in which it stands out most from chance. */
function effectOf(byLag: readonly Counts[], control: Counts): Pick<Contact, 'multiplier' | 'effectDays'> {
  let best: { multiplier: Estimate; effectDays: number; score: number } | undefined
  for (const effectDays of windows) {
    const treated = { paid: new Float64Array(control.paid.length), days: new Float64Array(control.paid.length) }
    for (let lag = 1; lag <= effectDays; lag++) {
      for (let stratum = 0; stratum < treated.paid.length; stratum++) {
        treated.paid[stratum]! += byLag[lag]!.paid[stratum]!
        treated.days[stratum]! += byLag[lag]!.days[stratum]!
      }
    }
    const ratio = mantelHaenszel(treated, control)
    if (ratio === null || ratio.payments < fewestPayments) continue
    const score = Math.abs(Math.log(ratio.value)) / ratio.logError
    if (best === undefined || score > best.score) {
      best = { multiplier: fitted(ratio.value, ratio.value * ratio.logError, ratio.payments), effectDays, score }
    }
  }
  return best === undefined
    ? { multiplier: statedEffect, effectDays: 7 }
    : { multiplier: best.multiplier, effectDays: best.effectDays }
}

function mantelHaenszel(treated: Counts, control: Counts) {
  let [above, below, spread, payments] = [0, 0, 0, 0]
  for (let stratum = 0; stratum < control.days.length; stratum++) {
    const [t, c] = [treated.days[stratum]!, control.days[stratum]!]
    if (t === 0 || c === 0) continue
    const all = t + c
    const [paid, other] = [treated.paid[stratum]!, control.paid[stratum]!]
    above += (paid * c) / all
    below += (other * t) / all
    spread += ((paid + other) * t * c) / all ** 2
    payments += paid
  }
  return above > 0 && below > 0
    ? { value: above / below, logError: Math.sqrt(spread / (above * below)), payments }
    : null
}

/** What the contacts of a kind reached, brought and cost. */
function workOf({ activities, asOf }: LedgerData, name: string, lastHabitDay: Int32Array): Partial<Contact> {
  const kind = activities.attributes.get('kind')!
  const rightParty = activities.attributes.get('right_party')
  const kept = activities.attributes.get('kept')
  const promisedOn = activities.days.get('promised_on')
  const minutes = activities.numbers.get('minutes')
  const cost = activities.amounts.get('cost')
  const counts = { spoken: 0, reached: 0, promises: 0, due: 0, kept: 0 }
  const [work, money] = [new Moments(), new Moments()]
  for (let row = 0; row < activities.count; row++) {
    if (textAt(kind, row) !== name) continue
    work.add(minutes?.[row])
    money.add(cost?.[row])
    const reached = rightParty === undefined ? null : textAt(rightParty, row)
    if (reached === null) continue
    counts.spoken += 1
    if (reached !== 'yes') continue
    counts.reached += 1
    const promise = promisedOn?.[row] ?? noDay
    if (promise === noDay) continue
    counts.promises += 1
    // What a customer that has stopped paying promises is broken with its default, and no habit.
    if (promise > Math.min(asOf, lastHabitDay[activities.customer[row]!]!)) continue
    counts.due += 1
    if (kept !== undefined && textAt(kept, row) === 'yes') counts.kept += 1
  }
  return {
    ...(counts.spoken > 0 ? { rightParty: proportion(counts.reached, counts.spoken) } : {}),
    ...(counts.reached > 0 ? { promise: proportion(counts.promises, counts.reached) } : {}),
    ...(counts.due > 0 ? { kept: proportion(counts.kept, counts.due) } : {}),
    ...(work.count > 0 ? { minutes: work.estimate() } : {}),
    ...(money.count > 0 ? { cost: money.estimate() } : {}),
  }
}

class Moments {
  count = 0
  #sum = 0
  #squares = 0

  add(value: number | undefined): void {
    if (value === undefined || Number.isNaN(value)) return
    this.count++
    this.#sum += value
    this.#squares += value ** 2
  }

  estimate(): Estimate {
    const mean = this.#sum / this.count
    const variance = Math.max(0, this.#squares / this.count - mean ** 2)
    return fitted(mean, Math.sqrt(variance / this.count), this.count)
  }
}

/** The rows of activities that name each invoice, by day. */
function contactsByInvoice({ activities, invoices }: LedgerData) {
  const { start, rows } = listByCell(activities.count, invoices.count, (row) => activities.invoice[row]!)
  const none = new Int32Array(0)
  return {
    rowsOf: (invoice: number): Int32Array => {
      const [from, to] = [start[invoice]!, start[invoice + 1]!]
      if (from === to) return none
      const own = rows.subarray(from, to)
      return to - from === 1 ? own : own.sort((a, b) => activities.day[a]! - activities.day[b]! || a - b)
    },
  }
}
