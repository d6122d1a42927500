import type { Day } from '../calendar/day.js'
import { monthEnd, monthOf, monthStart } from '../calendar/month.js'
import { isWorkday, weekdayOf } from '../calendar/weekday.js'
import type { PayDays } from './behavior.js'

/** Whether something is paid on a day, who pays on weekdays paying on those on which people work. The 31st of `days of month` stands for the month's last day. */
export function isPayDay(kind: PayDays, day: Day, works: (day: Day) => boolean = isWorkday): boolean {
  switch (kind.kind) {
    case 'weekdays':
      return works(day)
    case 'weekly':
      return isoWeekdayOf(day) === kind.weekday
    case 'days of month': {
      const month = monthOf(day)
      const dayOfMonth = day - monthStart(month) + 1
      if (kind.days.includes(dayOfMonth)) return true
      // The 29th to 31st of a month that is shorter is its last day.
      return day === monthEnd(month) && kind.days.some((given) => given > dayOfMonth)
    }
    default:
      return kind satisfies never
  }
}

/** The day of the week as behaviour files have it: 1 Monday … 7 Sunday. */
export function isoWeekdayOf(day: Day): number {
  return weekdayOf(day) || 7
}
