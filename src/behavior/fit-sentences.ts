import { plural } from '../document/plural.js'
import type { Behavior, HazardPiece } from './behavior.js'
import { errorOf } from './estimate.js'

/** Fewer payments than this make a segment's habits a guess. */
export const thinPayments = 100

/** What was learnt and what is assumed, in sentences. */
export function fitSentences(behavior: Behavior): string[] {
  const payments = behavior.segments.reduce((sum, { hazard }) => sum + paymentsOf(hazard), 0)
  const orders = behavior.customers.reduce((sum, { ordersPerDay }) => sum + ordersPerDay.value, 0)
  return [
    `Payment habits of ${plural(behavior.segments.length, 'segment')} were learnt from ${plural(payments, 'payment')}; invoices still open count as not paid yet.`,
    ...economySentence(behavior),
    `${plural(behavior.customers.length, 'customer')} order ${plural(Math.round(orders * 30), 'invoice')} per 30 days at today’s level; ${growthWords(behavior)}.`,
    writeOffSentence(behavior),
    ...calendarSentence(behavior),
    ...contactSentence(behavior),
    ...thinSentences(behavior),
  ]
}

/** A warning for each segment whose habits rest on few payments. */
export function thinSentences(behavior: Behavior): string[] {
  return behavior.segments
    .filter(({ hazard }) => hazard[0]!.provenance === 'fitted' && paymentsOf(hazard) < thinPayments)
    .map(
      ({ name, hazard }) =>
        `Thin: the habits of segment "${name}" rest on only ${plural(paymentsOf(hazard), 'payment')}.`,
    )
}

/** The payments that a hazard was learnt from. */
function paymentsOf(hazard: readonly HazardPiece[]): number {
  return hazard.reduce((sum, { payments = 0 }) => sum + payments, 0)
}

function economySentence({ economy }: Behavior): string[] {
  const spread = economy.paymentLoading.value
  if (spread < 0.005) return []
  const now = Math.expm1(spread * economy.now.value)
  const state =
    Math.abs(now) < 0.005 ? 'as usual' : `${percent(Math.abs(now))} ${now > 0 ? 'faster' : 'slower'} than usual`
  return [`Months differ by ± ${percent(spread)} in how fast all customers pay; in the last month they paid ${state}.`]
}

function growthWords({ orders }: Behavior): string {
  const growth = Math.expm1(orders.yearlyGrowth.value)
  const error = errorOf(orders.yearlyGrowth)
  const direction = growth < 0 ? 'shrinking' : 'growing'
  const seasons = orders.season.map(({ value }) => value)
  const spread = Math.exp(Math.max(...seasons)) - Math.exp(Math.min(...seasons))
  const season =
    spread < 0.03
      ? 'without much of a season'
      : `with seasons that move them by ${percent(spread)} from the lowest month to the highest`
  return `orders are ${direction} by ${percent(Math.abs(growth))} a year (± ${percent(error)}), ${season}`
}

function writeOffSentence({ writeOff }: Behavior): string {
  const { value, provenance } = writeOff.daysPastDue
  const origin = provenance === 'fitted' ? 'as in the ledger' : 'an assumption: the ledger shows too few to learn from'
  return `Write-off after ${value} days past due (${origin}).`
}

function calendarSentence({ customers }: Behavior): string[] {
  const fixed = customers.filter(({ payDays }) => payDays !== undefined).length
  const takers = customers.filter(({ discount }) => discount?.taken).length
  const silent = customers.filter(({ defaulted }) => (defaulted?.value ?? 0) > 0.5).length
  return [
    ...(fixed > 0
      ? [
          `${plural(fixed, 'customer')} ${fixed === 1 ? 'pays' : 'pay'} on a calendar of ${fixed === 1 ? 'its' : 'their'} own.`,
        ]
      : []),
    ...(takers > 0
      ? [`${plural(takers, 'customer')} ${takers === 1 ? 'takes' : 'take'} the early-payment discount.`]
      : []),
    ...(silent > 0
      ? [`${plural(silent, 'customer')} ${silent === 1 ? 'has' : 'have'} probably stopped paying for good.`]
      : []),
  ]
}

function contactSentence({ contacts }: Behavior): string[] {
  const learnt = Object.entries(contacts).filter(([, { multiplier }]) => multiplier.provenance === 'fitted')
  if (learnt.length === 0) return []
  const words = learnt.map(
    ([kind, { multiplier, effectDays }]) =>
      `${kind.replace('_', ' ')} × ${multiplier.value.toFixed(2)} ± ${errorOf(multiplier).toFixed(2)} for ${plural(effectDays, 'day')}`,
  )
  return [
    `What contacts do to the daily chance of paying, against invoices of the same segment and age without one: ${words.join(', ')}. ` +
      'Collectors who choose by what no ledger shows would bend these numbers; the effect of today’s contacts is in the habits already.',
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.095 ? 1 : 0)} %`
}
