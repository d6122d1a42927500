import type { Terms } from '../calendar/terms.js'
import { discountRate } from '../money/discount-rate.js'
import { labelled } from './explain-text.js'

const percent = (fraction: number) => `${(fraction * 100).toFixed(2)} %`

/** What terms say, and what their discount costs a year. */
export function discountText(text: string, terms: Terms): string {
  const { net, from, discount } = terms
  const due =
    from === 'month-end' ? `${net} days after the end of the invoice’s month` : `${net} days after the invoice’s date`
  const gained = gainedDays(terms)
  if (!discount || gained === null) {
    return [
      `${text}: due ${due}`,
      '',
      ...labelled(
        'Discount',
        discount ? 'It is given up to the due day, so it buys no earlier payment.' : 'There is none.',
      ),
    ].join('\n')
  }
  const rate = discountRate(discount.percent, gained)
  return [
    `${text}: due ${due}; ${discount.percent} % off for payment within ${discount.days} days`,
    '',
    ...labelled('Cost', `${percent(rate.simple)} a year, ${percent(rate.compounded)} compounded`),
    ...labelled(
      'Formula',
      `${discount.percent} ÷ ${round(100 - discount.percent)} × 365 ÷ ${gained}; compounded (1 + ${discount.percent} ÷ ${round(100 - discount.percent)}) ^ (365 ÷ ${gained}) − 1`,
    ),
    ...labelled(
      'Meaning',
      `Who takes it lends money for ${gained} days at that rate; who gives it pays that rate for money ${gained} days sooner.`,
    ),
    ...labelled('Source', 'Financial management textbooks: the cost of trade credit.'),
  ].join('\n')
}

export function discountJson(text: string, terms: Terms) {
  const gained = gainedDays(terms)
  const rate = terms.discount && gained !== null ? discountRate(terms.discount.percent, gained) : null
  return { terms: { text, ...terms }, daysGained: gained, yearlyRate: rate }
}

/** Days by which the discount brings the money sooner; null if it does not. Months ends differ, so there none are known. */
function gainedDays({ net, from, discount }: Terms): number | null {
  if (!discount || from === 'month-end' || discount.percent <= 0 || discount.percent >= 100) return null
  return net > discount.days ? net - discount.days : null
}

const round = (value: number) => Number(value.toFixed(4))
