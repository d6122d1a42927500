import { InvalidArgumentError, Option } from 'commander'
import type { Behavior } from '../behavior/behavior.js'
import type { HolidayPlace } from '../calendar/public-holidays.js'

/** The option that says whose public holidays are no working days: `US`, `DE-by`. */
export function holidaysOption(): Option {
  return new Option(
    '--holidays <place>',
    'whose public holidays are no working days, e.g. US or DE-by; without it only weekends are off',
  ).argParser((text): HolidayPlace => {
    const [, country, state] = /^([A-Za-z]{2})(?:-([A-Za-z0-9]+))?$/.exec(text) ?? []
    if (country === undefined)
      throw new InvalidArgumentError('It must be a country like US, or a state of it like DE-by.')
    return { country: country.toUpperCase(), ...(state === undefined ? {} : { state }) }
  })
}

/** The behaviour with the holidays that a command was told; those of the behaviour itself if it was told none. */
export function withHolidays(behavior: Behavior, holidays: HolidayPlace | undefined): Behavior {
  return holidays === undefined ? behavior : { ...behavior, holidays }
}
