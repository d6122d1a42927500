const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A month label such as `2013-06` as a number of months, so that the next month is the next number. Throws on other text. */
export function monthNumber(label: string): number {
  const match = /^(\d{4})-(\d{2})/.exec(label)
  if (!match) throw new RangeError(`monthNumber needs a month like 2013-06, got "${label}"`)
  return Number(match[1]) * 12 + Number(match[2]) - 1
}

/** A month for people: `2013-06` is `Jun 2013`. */
export function monthText(label: string): string {
  const month = monthNumber(label)
  return `${names[month % 12]} ${Math.floor(month / 12)}`
}

/** A day for people: `2013-06-30` is `30 Jun 2013`. */
export function dayText(isoDay: string): string {
  return `${Number(isoDay.slice(8, 10))} ${monthText(isoDay)}`
}

/** The first day of a month, which is where a chart plots it: `2013-06` is `2013-06-01`. */
export function monthDate(label: string): string {
  return `${label.slice(0, 7)}-01`
}
