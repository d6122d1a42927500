import { cutText } from './cut-text.js'
import { type Channel, legendColumns, type TooltipField } from './layers.js'

/** What is in one aging bucket, in minor units. */
export interface BucketAmount {
  /** As the aging names it: `current`, `1–30`, `over 120`. */
  readonly label: string
  readonly amount: number
}

/** The labels of all buckets in the order in which they first come. */
export function bucketLabels(rows: readonly { readonly buckets: readonly BucketAmount[] }[]): string[] {
  return [...new Set(rows.flatMap(({ buckets }) => buckets.map(({ label }) => label)))]
}

/** The amounts of a row in the order of `labels`; a bucket that it does not have is 0. */
export function amountsInOrder(labels: readonly string[], buckets: readonly BucketAmount[]): number[] {
  return labels.map((label) => sum(buckets.filter((bucket) => bucket.label === label).map(({ amount }) => amount)))
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}

const daysPattern = /^(?:over )?\d+(?:–\d+)?$/

/** A bucket for people: `1–30` is `1–30 days`. */
export function bucketName(label: string): string {
  return daysPattern.test(label) ? `${label} days` : cutText(label, 16)
}

/** The names of buckets in a legend, where the first one says what the numbers are: `current`, `1–30 days past due`, `31–60`. */
export function legendNames(labels: readonly string[]): string[] {
  const first = labels.findIndex((label) => daysPattern.test(label))
  return labels.map((label, index) => (index === first ? `${label} days past due` : cutText(label, 16)))
}

/** The colours of the buckets, and their legend in the order of age. */
export function bucketColor(
  labels: readonly string[],
  colors: readonly string[],
  width: number,
  offset: number,
): Channel {
  const domain = legendNames(labels)
  const columns = legendColumns(domain, width, 34)
  return {
    field: 'bucket',
    type: 'nominal',
    scale: { domain, range: colors },
    legend: { symbolType: 'square', symbolStrokeWidth: 0, columns, offset },
  }
}

/** The columns of a tooltip with a line for each bucket; their names are ours, as a label may hold anything. */
export function bucketTooltips(labels: readonly string[]): TooltipField[] {
  return labels.map((label, index) => ({ field: `amount${index}`, title: bucketName(label) }))
}

/** The row of such a tooltip. */
export function bucketTexts(
  amounts: readonly number[],
  text: (amount: number) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(amounts.map((amount, index) => [`amount${index}`, text(amount)]))
}
