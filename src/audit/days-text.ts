/** `1 day`, `12 days`, `-3 days`. */
export function daysText(count: number): string {
  return `${count} ${Math.abs(count) === 1 ? 'day' : 'days'}`
}
