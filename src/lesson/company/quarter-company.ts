import { addDays, type Day } from '../../calendar/day.js'
import { addMonths, type Month, monthEnd, monthStart } from '../../calendar/month.js'
import { type Draws, happens, pick, uniformWhole } from '../../demo/draws.js'
import type { FactName } from '../../facts/columns.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { type KpiRow, kpiTable } from '../../kpi/kpi-table.js'
import type { Ledger } from '../../ledger/ledger.js'
import { companyNames } from './company-names.js'
import { dayInWords, monthOfDay } from './day-words.js'
import { LedgerDraft } from './ledger-draft.js'

/** A company with three customers, from two months before a quarter through its last day. Money is in dollars. */
export interface QuarterCompany {
  readonly name: string
  readonly ledger: Ledger
  readonly start: Day
  readonly end: Day
  /** In the quarter: 91 or 92, never 90, so that 30 days a month shows. */
  readonly days: number
  /** The months of the quarter. */
  readonly months: readonly QuarterMonth[]
  /** A flow of the quarter, or a stock at its end. */
  fact(name: FactName | 'opening_receivables'): number
  /** A KPI of the quarter. */
  kpi(id: string): number
}

interface QuarterMonth {
  /** `June 2024`. */
  readonly name: string
  readonly days: number
  readonly sales: number
  /** Receivables at its end. */
  readonly closing: number
}

/** What happens to invoices beside being paid. */
interface QuarterEvents {
  /** The chance that part of an invoice is credited. */
  readonly credits?: number
  /** The chance that an invoice from before the quarter is written off in it. */
  readonly writeOffs?: number
}

/** First months of quarters of 91 or 92 days. */
const quarters = [2023, 2024, 2025].flatMap((year) => [3, 6, 9].map((month) => (year * 12 + month) as Month))

/** Draws a company with one or two invoices a month for each customer, most of them paid around their due days. */
export function drawQuarterCompany(random: Draws, { credits = 0, writeOffs = 0 }: QuarterEvents = {}): QuarterCompany {
  const first = pick(random, quarters)
  const [start, end] = [monthStart(first), monthEnd(addMonths(first, 2))]
  const [name, ...customers] = companyNames(random, 4)
  const draft = new LedgerDraft()
  for (const customer of customers) {
    const id = draft.customer(customer)
    const net = pick(random, [30, 30, 45])
    for (let month = -2; month < 3; month++) {
      const begin = monthStart(addMonths(first, month))
      for (let count = uniformWhole(random, [1, 2]); count > 0; count--) {
        const issued = addDays(begin, uniformWhole(random, [0, 27]))
        const due = addDays(issued, net)
        const isLost = month < 0 && happens(random, writeOffs)
        // What is lost is small beside the rest, as it is in most companies.
        const dollars = isLost ? 100 * uniformWhole(random, [4, 14]) : 500 * uniformWhole(random, [4, 30])
        const invoice = draft.invoice(id, issued, due, dollars)
        const paid = addDays(due, uniformWhole(random, [-10, 40]))
        if (isLost) {
          const lost = addDays(start, uniformWhole(random, [40, 80]))
          draft.adjust(invoice, lost, 'write_off', dollars)
          if (happens(random, 0.7)) {
            draft.adjust(
              invoice,
              addDays(lost, uniformWhole(random, [1, 10])),
              'recovery',
              50 * uniformWhole(random, [1, 6]),
            )
          }
          continue
        }
        const credited = happens(random, credits) ? 100 * uniformWhole(random, [3, 20]) : 0
        const on = addDays(issued, uniformWhole(random, [5, 25]))
        if (credited > 0 && on <= end) draft.adjust(invoice, on, 'credit_memo', credited)
        if (paid <= end) draft.pay(invoice, paid, dollars - credited)
      }
    }
  }
  return quarterCompany(name!, draft.ledgerAsOf(end), start, end)
}

function quarterCompany(name: string, ledger: Ledger, start: Day, end: Day): QuarterCompany {
  const facts = ledgerFacts(ledger.data)
  const quarter = kpiTable(facts, { every: 'quarter' }).at(-1)!
  return {
    name,
    ledger,
    start,
    end,
    days: end - start + 1,
    months: kpiTable(facts)
      .slice(-3)
      .map((row) => ({
        name: monthOfDay(row.start),
        days: row.end - row.start + 1,
        sales: dollars(row, 'credit_sales'),
        closing: dollars(row, 'receivables'),
      })),
    fact: (fact) => dollars(quarter, fact),
    kpi: (id) => quarter.kpis[id] ?? Number.NaN,
  }
}

/** A fact of money in dollars. */
function dollars(row: KpiRow, fact: string): number {
  return row.facts[fact]! / 100
}

/** `the quarter from 1 April 2024 through 30 June 2024`. */
export function quarterInWords({ start, end }: Pick<QuarterCompany, 'start' | 'end'>): string {
  return `the quarter from ${dayInWords(start)} through ${dayInWords(end)}`
}
