import type { Day } from '../calendar/day.js'
import { isoText } from '../calendar/iso-text.js'
import type { Cents } from '../money/cents.js'
import { decimalText } from '../money/format-amount.js'
import type { ExportColumn } from './export-table.js'

/**
 * A cell as plain text: money as exact decimal text in major units, days as ISO dates, numbers in the fewest digits that
 * name them, never with an exponent. Null for an empty cell; what is no finite number is empty too.
 */
export function cellText(column: ExportColumn, row: number, decimals: number): string | null {
  switch (column.kind) {
    case 'identifier':
    case 'text':
      return column.at(row)
    case 'date': {
      const day = column.at(row)
      return day === null ? null : isoText(day as Day)
    }
    case 'amount': {
      const amount = column.at(row)
      return amount === null || !Number.isFinite(amount) ? null : decimalText(amount as Cents, decimals)
    }
    case 'number':
    case 'integer': {
      const value = column.at(row)
      return value === null || !Number.isFinite(value) ? null : plainNumberText(value)
    }
    default:
      return column satisfies never
  }
}

/** The shortest decimal text that names a number, without an exponent: 1e-7 is 0.0000001. */
export function plainNumberText(value: number): string {
  const text = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!match) return text
  const [, sign = '', first = '', rest = '', exponent = '0'] = match
  const digits = first + rest
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}
