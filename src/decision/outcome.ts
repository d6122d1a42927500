import type { Period } from '../calendar/period.js'
import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { kpiCatalogue } from '../kpi/catalogue.js'
import type { Better, Kpi, KpiUnit } from '../kpi/kpi.js'
import type { Figure, Total } from '../scenario/future-figures.js'

/** What a decision looks at: one number of each future. */
export interface Outcome {
  /** As it was asked for: `dso`, `dso@2025-06`, `bad_debt_to_sales@all`, `sales`. */
  readonly id: string
  /** For people: `DSO in 2025-06`. */
  readonly name: string
  readonly unit: KpiUnit
  readonly better: Better
  readonly what: { readonly kpi: Kpi } | Exclude<Figure, { readonly kind: 'kpi' | 'fact' }>
  /** The month at whose end it is read. */
  readonly month: number
  /** Months that a KPI looks back over; null for the usual ones. */
  readonly windowMonths: number | null
}

interface Sum {
  readonly name: string
  readonly better: Better
  readonly figure: { readonly kind: 'total'; readonly total: Total } | { readonly kind: 'present value' }
}

/** Money over all simulated months. */
const sums: Readonly<Record<string, Sum>> = {
  sales: { name: 'Sales', better: 'higher', figure: { kind: 'total', total: 'sales' } },
  cash: { name: 'Cash', better: 'higher', figure: { kind: 'total', total: 'cash' } },
  bad_debt: { name: 'Bad debt', better: 'lower', figure: { kind: 'total', total: 'badDebt' } },
  present_value: { name: 'Present value of contribution', better: 'higher', figure: { kind: 'present value' } },
}

/** Words that name outcomes, beside the KPIs. */
const sumNames: readonly string[] = Object.keys(sums)

/**
 * The outcome that a text means: a KPI at the end of the last month, of a month (`dso@2025-06`) or over all months
 * (`bad_debt_to_sales@all`); or money over all months (`sales`, `cash`, `bad_debt`, `present_value`). Throws an InputError for
 * what is neither.
 */
export function outcomeNamed(text: string, periods: readonly Period[]): Outcome {
  const [word = '', when, ...more] = text.split('@')
  if (more.length > 0 || when === '') {
    throw new InputError(`"${text}" is no outcome: behind one @ it says a month like 2025-06, or all.`)
  }
  const last = periods.length - 1
  const sum = Object.hasOwn(sums, word) ? sums[word] : undefined
  if (sum && when === undefined) {
    return {
      id: text,
      name: sum.name,
      unit: 'money',
      better: sum.better,
      what: sum.figure,
      month: last,
      windowMonths: null,
    }
  }
  if (sum) throw new InputError(`${word} is of all simulated months: leave out @${when}.`)
  const kpi = kpiCatalogue.find(({ id }) => id === word)
  if (!kpi) {
    const known = [...sumNames, ...kpiCatalogue.map(({ id }) => id)]
    throw new InputError(
      `"${word}" is no outcome: it must be a KPI, or one of ${sumNames.join(', ')}.${suggestion(word, known)}`,
    )
  }
  const of = (month: number, name: string, windowMonths: number | null) => ({
    id: text,
    name: `${kpi.name} ${name}`,
    unit: kpi.unit,
    better: kpi.better,
    what: { kpi },
    month,
    windowMonths,
  })
  if (when === undefined) return of(last, `in ${periods[last]!.label}`, null)
  if (when === 'all') return of(last, `over ${periods.length} months`, periods.length)
  const month = periods.findIndex(({ label }) => label === when)
  if (month >= 0) return of(month, `in ${when}`, null)
  throw new InputError(
    `"${text}": there is no simulated month ${when}; they go from ${periods[0]!.label} to ${periods[last]!.label}, or say @all.`,
  )
}

/** Only a near word: all of them would fill a page. */
function suggestion(word: string, known: readonly string[]): string {
  const text = didYouMean(word, known)
  return text.startsWith(' Did') ? text : ''
}
