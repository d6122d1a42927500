/** A count with its noun: `1 open invoice`, `84 open invoices`, `20,020 rows`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
