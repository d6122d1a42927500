/** How grave a finding is: the figures are wrong or incomplete; they may be; worth knowing. */
export type Severity = 'error' | 'warning' | 'note'

export const severities: readonly Severity[] = ['error', 'warning', 'note']

/** What a finding means: the same for every ledger, shown by `arlab explain` and in the docs. */
export interface FindingDefinition {
  /** Short, in kebab-case, and the same from version to version. */
  readonly code: string
  /** What is counted: `invoice`, `month`. */
  readonly unit: string
  readonly severity: Severity
  readonly title: string
  /** What was found, and what counts as its money. */
  readonly meaning: string
  /** Which figure it bends, and which way. */
  readonly effect: string
  readonly whatToDo: string
  /** From where on it is found and why there; absent where a single row is enough. */
  readonly threshold?: string
}

export interface FindingExample {
  readonly text: string
  /** The file and line, for a row that is in no table of the ledger. */
  readonly file?: string
  readonly line?: number
  /** The identifier of the row, for one that is. */
  readonly id?: string
}

/** What a check found in a ledger. */
export interface Found {
  readonly count: number
  /** Minor units of the ledger's currency that the finding touches; null where it touches none that can be named. */
  readonly amount: number | null
  /** `amount` as a share (0 to 1) of the whole that the check names in its threshold. */
  readonly share?: number
  /** At most five, those with the most money first. */
  readonly examples: readonly FindingExample[]
  /** What the title cannot say: which column, which months. */
  readonly detail?: string
  /** Where the ledger makes it more or less grave than it is by definition. */
  readonly severity?: Severity
}

/** One line of a data-quality report. */
export interface Finding extends Omit<Found, 'severity'> {
  readonly code: string
  /** What `count` counts, in the singular: `invoice`, `month`. */
  readonly unit: string
  readonly severity: Severity
  readonly title: string
  readonly whatToDo: string
}

export function finding(definition: FindingDefinition, found: Found): Finding {
  const { code, unit, title, whatToDo } = definition
  const { severity = definition.severity, ...rest } = found
  return { code, unit, severity, title, ...rest, whatToDo }
}

/** The gravest first, then by money, then by count. */
export function byWeight(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (b.amount ?? -1) - (a.amount ?? -1) ||
    b.count - a.count ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  )
}
