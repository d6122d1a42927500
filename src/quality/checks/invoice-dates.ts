import { median } from 'simple-statistics'
import type { Day } from '../../calendar/day.js'
import { type Month, monthLabel, monthOf } from '../../calendar/month.js'
import { dueDay, parseTerms, type Terms } from '../../calendar/terms.js'
import { firstInvoiceDay } from '../../ledger/first-invoice-day.js'
import { noDay } from '../../ledger/no-day.js'
import type { Check } from '../check.js'
import { type CheckContext, Tally } from '../check-context.js'
import { foundInvoices } from './invoice-balances.js'

const longestTerms = 365

export const farDueDate: Check = {
  definition: {
    code: 'far-due-date',
    unit: 'invoice',
    severity: 'warning',
    title: 'Invoices are due more than a year after their date',
    meaning: 'Days from invoice to due date are above 365. The money is the invoices’ own amounts.',
    effect:
      'They count as current for years: past due and average days delinquent are too low, weighted terms too high.',
    whatToDo: 'Look for a mistyped year, or day and month swapped; instalments and retentions can be right.',
    threshold: 'One year: trade terms end well before, and a mistyped year begins there.',
  },
  run(context) {
    const { count, issued, due, amount } = context.ledger.invoices
    const tally = new Tally()
    for (let row = 0; row < count; row++) {
      if (due[row]! - issued[row]! > longestTerms) tally.add(row, Math.abs(amount[row]!))
    }
    return foundInvoices(context, tally, (row) => `${context.invoice(row)}: due ${context.day(due[row]!)}`)
  },
}

export const termsDisagree: Check = {
  definition: {
    code: 'terms-disagree',
    unit: 'invoice',
    severity: 'note',
    title: 'Due dates differ from the terms that invoices state',
    meaning:
      'An invoice states both; its due date is not the one that its terms give. The due date counts. The money is the invoices’ own amounts.',
    effect: 'Past due and paid on time follow the due date; a what-if of payment terms follows the terms.',
    whatToDo: 'Ask which one customers are held to; a due date that was extended by agreement is right.',
  },
  run(context) {
    const { invoices } = context.ledger
    const column = invoices.attributes.get('terms')
    if (!column) return null
    const from = invoices.days.get('terms_from')
    const terms: (Terms | null)[] = Array.from({ length: column.values.length }, (_, code) =>
      parseTerms(column.values.at(code) ?? ''),
    )
    const tally = new Tally()
    const byTerms = (row: number) => {
      const stated = terms[column.codes[row]!]
      if (!stated) return null
      const start = from?.[row] ?? noDay
      return dueDay((start === noDay ? invoices.issued[row]! : start) as Day, stated)
    }
    for (let row = 0; row < invoices.count; row++) {
      const expected = byTerms(row)
      if (expected !== null && expected !== invoices.due[row]) tally.add(row, Math.abs(invoices.amount[row]!))
    }
    return foundInvoices(
      context,
      tally,
      (row) =>
        `${context.invoice(row)}: due ${context.day(invoices.due[row]!)}, by “${column.values.at(column.codes[row]!)}” ${context.day(byTerms(row)!)}`,
    )
  },
}

/** Credit sales by month of the invoice, from the first month through the ledger's last. */
interface MonthlySales {
  readonly first: Month
  readonly sales: Float64Array
  readonly invoices: Int32Array
}

function monthlySales({ ledger }: CheckContext): MonthlySales | null {
  const { count, issued, amount } = ledger.invoices
  if (count === 0) return null
  const firstDay = firstInvoiceDay(ledger)
  const first = monthOf(firstDay)
  const months = monthOf(ledger.asOf) - first + 1
  const [sales, invoices] = [new Float64Array(months), new Int32Array(months)]
  // Days of a month share it, so that the calendar is asked once a day and not once an invoice.
  const monthOfDay = new Int32Array(ledger.asOf - firstDay + 1).fill(-1)
  for (let row = 0; row < count; row++) {
    const day = issued[row]!
    if (day > ledger.asOf) continue
    const place = day - firstDay
    if (monthOfDay[place] === -1) monthOfDay[place] = monthOf(day as Day) - first
    invoices[monthOfDay[place]!]!++
    if (amount[row]! > 0) sales[monthOfDay[place]!]! += amount[row]!
  }
  return { first, sales, invoices }
}

/** `2024-03, 2024-04 and 7 more`. */
function monthList(first: Month, months: readonly number[]): string {
  const shown = months.slice(0, 6).map((month) => monthLabel((first + month) as Month))
  return months.length > shown.length
    ? `${shown.join(', ')} and ${months.length - shown.length} more`
    : shown.join(', ')
}

export const gapInMonths: Check = {
  definition: {
    code: 'gap-in-months',
    unit: 'month',
    severity: 'warning',
    title: 'Months without a single invoice',
    meaning: 'Between the first and the last invoice there are calendar months without any invoice.',
    effect:
      'DSO and CEI are not defined in such a month, count-back DSO cannot be computed across it, and growth and seasons learnt from the ledger are wrong.',
    whatToDo: 'Export the missing months. If nothing was sold, as in a seasonal business, there is nothing to mend.',
  },
  run(context) {
    const monthly = monthlySales(context)
    if (!monthly) return null
    const last = lastUsed(monthly)
    const empty = [...monthly.invoices.keys()].filter((month) => month < last && monthly.invoices[month] === 0)
    if (empty.length === 0) return null
    return {
      count: empty.length,
      amount: null,
      examples: empty.slice(0, 5).map((month) => ({ text: monthLabel((monthly.first + month) as Month) })),
      detail: `no invoice in ${monthList(monthly.first, empty)}`,
    }
  },
}

function lastUsed({ invoices }: MonthlySales): number {
  let last = invoices.length - 1
  while (last > 0 && invoices[last] === 0) last--
  return last
}

export const salesEndEarly: Check = {
  definition: {
    code: 'sales-end-early',
    unit: 'month',
    severity: 'warning',
    title: 'Invoices end before the ledger does',
    meaning:
      'The last invoice lies in an earlier month than the ledger’s last day, which payments, adjustments or disputes set.',
    effect: 'DSO and CEI are not defined in the months after, and aging is judged on a day that may be a mistyped one.',
    whatToDo:
      'Export invoices through the same day as payments, or end the analysis earlier with --as-of; if one date is far ahead of all others, correct it.',
  },
  run(context) {
    const monthly = monthlySales(context)
    if (!monthly) return null
    const last = lastUsed(monthly)
    const empty = monthly.invoices.length - 1 - last
    if (empty === 0) return null
    return {
      count: empty,
      amount: null,
      examples: [],
      detail: `the last invoice is of ${monthLabel((monthly.first + last) as Month)}, the last entry of ${context.day(context.ledger.asOf)}`,
    }
  },
}

const thinShare = 0.25
const fewestMonths = 6

export const thinMonth: Check = {
  definition: {
    code: 'thin-month',
    unit: 'month',
    severity: 'warning',
    title: 'Months with unusually few sales',
    meaning:
      'A month’s credit sales are below a quarter of the median month’s. The money is the sales of those months.',
    effect:
      'Sales stand under the line of DSO, so DSO jumps in such a month although nobody pays later; count-back DSO shows it. Most often the export was cut in mid-month.',
    whatToDo: 'See that the export covers the month; else end the analysis before it with --as-of.',
    threshold:
      'A quarter of the median month, from six months with invoices on: seasons seldom reach so low, cut exports nearly always.',
  },
  run(context) {
    const monthly = monthlySales(context)
    if (!monthly) return null
    const { first, sales, invoices } = monthly
    const used = [...invoices.keys()].filter((month) => invoices[month]! > 0)
    if (used.length < fewestMonths) return null
    const usual = median(used.map((month) => sales[month]!))
    const tally = new Tally()
    for (const month of used) if (sales[month]! < usual * thinShare) tally.add(month, sales[month]!, -month)
    if (tally.count === 0) return null
    const thin = used.filter((month) => sales[month]! < usual * thinShare)
    return {
      count: tally.count,
      amount: tally.amount,
      examples: tally.examples((month) => ({
        text: `${monthLabel((first + month) as Month)}: ${context.money(sales[month]!)}; the median month has ${context.money(Math.round(usual))}`,
      })),
      detail: monthList(first, thin),
    }
  },
}

/** Empty months that set the rest apart. */
const longestLull = 3
const fewRows = 0.01

export const datesApart: Check = {
  definition: {
    code: 'dates-apart',
    unit: 'invoice',
    severity: 'warning',
    title: 'A few dates lie far from all others',
    meaning:
      'At the beginning or the end, a few invoices are cut off from the rest by more than three months without any. The money is theirs.',
    effect:
      'A mistyped year stretches the ledger: empty months appear, everything open looks years past due (or the first months look like a new business), and the as-of day is wrong.',
    whatToDo: 'Correct the year of these rows; or look at the ledger as of an earlier day with --as-of.',
    threshold:
      'At most 1 % of the invoices (and at least one hundred in all), more than three empty months away from the others.',
  },
  run(context) {
    const { invoices, asOf } = context.ledger
    const monthly = monthlySales(context)
    if (!monthly || invoices.count < 100) return null
    const { first, invoices: counts } = monthly
    const [from, through] = mainSpan(counts, Math.floor(invoices.count * fewRows))
    const used = [...counts.keys()].filter((month) => counts[month]! > 0)
    if (from === used[0] && through === used.at(-1)) return null
    const tally = new Tally()
    for (let row = 0; row < invoices.count; row++) {
      if (invoices.issued[row]! > asOf) continue
      const month = monthOf(invoices.issued[row]! as Day) - first
      if (month < from || month > through) tally.add(row, Math.abs(invoices.amount[row]!))
    }
    const label = (month: number) => monthLabel((first + month) as Month)
    return foundInvoices(context, tally, (row) => context.invoice(row), {
      detail: `all others are dated ${label(from)} to ${label(through)}`,
    })
  },
}

/** The first and last month of what is left when small, far parts at either end are cut off. */
function mainSpan(counts: Int32Array, mostRows: number): [from: number, through: number] {
  const used = [...counts.keys()].filter((month) => counts[month]! > 0)
  let [low, high] = [0, used.length - 1]
  let cut = 0
  for (let place = 0, rows = 0; place < used.length - 1; place++) {
    rows += counts[used[place]!]!
    if (rows > mostRows) break
    if (used[place + 1]! - used[place]! > longestLull + 1) [low, cut] = [place + 1, rows]
  }
  for (let place = used.length - 1, rows = 0; place > low; place--) {
    rows += counts[used[place]!]!
    if (rows + cut > mostRows) break
    if (used[place]! - used[place - 1]! > longestLull + 1) high = place - 1
  }
  return [used[low]!, used[high]!]
}
