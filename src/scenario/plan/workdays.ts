import type { Behavior } from '../../behavior/behavior.js'
import { addDays, type Day } from '../../calendar/day.js'
import { publicHolidays, unknownPlace } from '../../calendar/public-holidays.js'
import { isWorkday } from '../../calendar/weekday.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'

/**
 * Whether people work on a day: on weekdays, and not on the public holidays of the place that the behaviour names. An
 * InputError names the nearest place if nobody knows that one.
 */
export function workdayTest({ holidays }: Behavior, asOf: Day, horizon: number): (day: Day) => boolean {
  if (holidays === undefined) return isWorkday
  const unknown = unknownPlace(holidays)
  if (unknown !== null) {
    throw new InputError(
      `The behaviour’s holidays: nobody knows the public holidays of "${unknown.what}".${didYouMean(unknown.what, unknown.known)} ` +
        'Countries are two capital letters, as US; states follow a hyphen, as DE-by.',
    )
  }
  const off = publicHolidays(holidays, asOf, addDays(asOf, horizon))
  return (day) => isWorkday(day) && !off.has(day)
}
