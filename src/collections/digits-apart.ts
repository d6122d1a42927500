/**
 * How many digits after the point two different numbers need so as not to look alike: at least `least`, which is enough
 * for equal ones.
 */
export function digitsApart(one: number, other: number, least: number): number {
  let digits = least
  while (digits < 15 && one !== other && one.toFixed(digits) === other.toFixed(digits)) digits++
  return digits
}
