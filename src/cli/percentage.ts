import { InvalidArgumentError } from 'commander'

/** A parser of percentages for commander: `80%`, `80 %` or `80` as a fraction, from 1 to below 100 %: 0.8 is more likely meant as 80 %. */
export function percentage(text: string): number {
  const value = Number(text.replace(/\s*%$/, ''))
  if (text.trim() === '' || !(value >= 1 && value < 100)) {
    throw new InvalidArgumentError('It must be a percentage from 1 to below 100, like 80%.')
  }
  return value / 100
}
