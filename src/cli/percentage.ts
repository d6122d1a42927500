import { InvalidArgumentError } from 'commander'

/** A parser of percentages for commander: `80%`, `80 %` or `80` as a fraction, above 0 and below 100 %. */
export function percentage(text: string): number {
  const value = Number(text.replace(/\s*%$/, ''))
  if (text.trim() === '' || !(value > 0 && value < 100)) {
    throw new InvalidArgumentError('It must be a percentage above 0 and below 100, like 80%.')
  }
  return value / 100
}
