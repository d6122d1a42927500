import type { Day } from '../../calendar/day.js'
import { monthEnd, monthOf, monthStart } from '../../calendar/month.js'
import type { LedgerData } from '../../ledger/ledger-data.js'
import type { PayDays } from '../behavior.js'
import { isoWeekdayOf, isPayDay } from '../pay-days.js'
import type { PaymentSpells } from './payment-spells.js'

/** A customer needs so many days on which it paid: two thirds to learn from, the rest held back to judge by. */
const fewestDays = 18
const learntShare = 2 / 3

/** How many times likelier the days held back must be under a calendar than under "any day" for it to be kept. */
const oddsNeeded = 20

/** More of the learning days off the calendar than this, and it is none. */
const mostOff = 0.05

/** At most so many days of the month make a calendar; with more it is nearly any day. */
const mostDaysOfMonth = 3

/**
 * The calendar that each customer pays on, where it has one: weekdays, one day of the week, or days of the month. A calendar
 * is proposed by the first two thirds of the days on which a customer paid and kept only if the last third bears it out.
 */
export function fitPayDays(ledger: LedgerData, spells: PaymentSpells): (PayDays | undefined)[] {
  const { invoices, customers } = ledger
  const days = Array.from({ length: customers.count }, () => new Set<number>())
  for (let spell = 0; spell < spells.count; spell++) {
    if (spells.paid[spell] === 1) days[invoices.customer[spells.invoice[spell]!]!]!.add(spells.through[spell]!)
  }
  return days.map((own) => (own.size < fewestDays ? undefined : payDaysOf([...own].sort((a, b) => a - b) as Day[])))
}

/** The calendar of a customer that paid on these days, which ascend; undefined for any day. */
export function payDaysOf(days: readonly Day[]): PayDays | undefined {
  const cut = Math.floor(days.length * learntShare)
  const [learnt, aside] = [days.slice(0, cut), days.slice(cut)]
  let best: PayDays | undefined
  let bestOdds = Math.log(oddsNeeded)
  for (const calendar of candidates(learnt)) {
    const off = learnt.filter((day) => !isPayDay(calendar, day)).length
    if (off > mostOff * learnt.length) continue
    const share = shareOfDays(calendar)
    const stray = (off + 0.5) / (learnt.length + 1)
    const odds = aside.reduce(
      (sum, day) => sum + Math.log(isPayDay(calendar, day) ? (1 - stray) / share : stray / (1 - share)),
      0,
    )
    if (odds > bestOdds) [best, bestOdds] = [calendar, odds]
  }
  return best
}

function candidates(days: readonly Day[]): PayDays[] {
  const weekdays = new Array<number>(8).fill(0)
  const daysOfMonth = new Array<number>(32).fill(0)
  for (const day of days) {
    weekdays[isoWeekdayOf(day)]! += 1
    const month = monthOf(day)
    daysOfMonth[day === monthEnd(month) ? 31 : day - monthStart(month) + 1]! += 1
  }
  const weekday = weekdays.indexOf(Math.max(...weekdays))
  const ranked = Array.from({ length: 31 }, (_, index) => index + 1).sort(
    (a, b) => daysOfMonth[b]! - daysOfMonth[a]! || a - b,
  )
  return [
    { kind: 'weekdays' },
    { kind: 'weekly', weekday },
    ...Array.from(
      { length: mostDaysOfMonth },
      (_, count): PayDays => ({
        kind: 'days of month',
        days: ranked.slice(0, count + 1).sort((a, b) => a - b),
      }),
    ),
  ]
}

/** The share of all days that are pay days. */
function shareOfDays(calendar: PayDays): number {
  switch (calendar.kind) {
    case 'weekdays':
      return 5 / 7
    case 'weekly':
      return 1 / 7
    case 'days of month':
      return (calendar.days.length * 12) / 365.25
    default:
      return calendar satisfies never
  }
}
