import { type Command, InvalidArgumentError, Option } from 'commander'
import type { FiscalCalendar } from '../calendar/fiscal-calendar.js'
import { type Frequency, frequencies, type Span, spansOf } from '../calendar/frequency.js'
import { parseCalendar } from '../calendar/parse-calendar.js'
import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { type FactTable, groupLabel } from '../facts/fact-table.js'
import { ledgerFacts } from '../facts/ledger-facts.js'
import { isWhole } from '../facts/whole-periods.js'
import { type KpiProfile, readKpiSettings, usualProfile } from '../kpi/settings-file.js'
import type { Ledger } from '../ledger/ledger.js'

/** Options of the commands that compute KPIs. */
export interface ProfileOptions {
  readonly settings?: string
  readonly calendar?: FiscalCalendar
}

/** Adds --settings and --calendar. */
export function withProfileOptions(command: Command): Command {
  return command
    .option('--settings <file>', 'targets, loss rates, calendar, benchmarks (YAML; see arlab schema kpi)')
    .addOption(
      new Option(
        '--calendar <cut>',
        'fiscal calendar: its first month (july), or weeks such as "4-4-5 last saturday of june"',
      ).argParser(calendarOf),
    )
}

/** What the settings file says, with the options on top; the usual profile without either. */
export function profileOf({ settings, calendar }: ProfileOptions): KpiProfile {
  const profile = settings === undefined ? usualProfile : readKpiSettings(settings)
  return calendar === undefined ? profile : { ...profile, calendar }
}

function calendarOf(text: string): FiscalCalendar {
  const calendar = parseCalendar(text)
  if (calendar === null) {
    throw new InvalidArgumentError('It is no calendar like "july" or "4-4-5 last saturday of june".')
  }
  return calendar
}

export function everyOption(): Option {
  return new Option('--every <period>', 'length of a period').choices(Object.keys(frequencies)).default('month')
}

/** The periods of a table at a frequency, and which of them the ledger knows whole. */
export function wholeSpans(table: FactTable, every: Frequency): { spans: Span[]; lastWhole: Span | null } {
  const spans = spansOf(table.periods, every, table.calendar)
  return { spans, lastWhole: spans.filter(({ last }) => isWhole(table, last, every)).at(-1) ?? null }
}

/** The period that `--period` or `--against` names; the last whole one if not given. */
export function spanNamed(table: FactTable, every: Frequency, label: string | undefined, option = '--period'): Span {
  const { spans, lastWhole } = wholeSpans(table, every)
  if (label === undefined) return lastWhole ?? spans.at(-1)!
  const span = spans.find((one) => one.label === label)
  if (span) return span
  const labels = spans.map((one) => one.label)
  throw new InputError(
    `${option} "${label}" is no ${every} of the ledger, which has ${labels[0]} to ${labels.at(-1)}.${didYouMean(label, labels)}`,
  )
}

/** Reads `region=EMEA,segment=small`. */
export function parseGroup(text: string): Record<string, string> {
  const pairs = text.split(',').map((part) => part.split('='))
  if (pairs.some((pair) => pair.length !== 2 || pair.some((word) => word.trim() === ''))) {
    throw new InvalidArgumentError('It is not attribute=value, such as region=EMEA or region=EMEA,segment=small.')
  }
  return Object.fromEntries(pairs.map(([name, value]) => [name!.trim(), value!.trim()]))
}

/** The place of a group in a table that is grouped by its attributes; 0, the total, without one. */
export function groupNamed(table: FactTable, group: Readonly<Record<string, string>> | undefined): number {
  if (group === undefined) return 0
  const label = groupLabel(group)
  const labels = table.groups.map(groupLabel)
  const index = labels.indexOf(label)
  if (index > 0) return index
  throw new InputError(`--group: the ledger has no ${label}.${didYouMean(label, labels.slice(1))}`)
}

/** The period before another. Throws an InputError if that is the ledger's first one. */
export function spanBefore(table: FactTable, every: Frequency, span: Span): Span {
  const { spans } = wholeSpans(table, every)
  const before = spans[spans.findIndex(({ label }) => label === span.label) - 1]
  if (before) return before
  throw new InputError(
    `${span.label} is the first ${every} of the ledger; name a later --period, or what to compare with by --against.`,
  )
}

/** Which figure of a ledger is asked about. */
export interface FigureOptions {
  readonly every: Frequency
  readonly period?: string
  readonly group?: Readonly<Record<string, string>>
}

interface FigureQuestion {
  readonly ledger: Ledger
  readonly profile: KpiProfile
  readonly options: FigureOptions
}

/** The facts of a ledger by the attributes of the group asked for, with the period and the number of the group. */
export function figureOf({ ledger, profile, options }: FigureQuestion) {
  const { every, period, group } = options
  const by = Object.keys(group ?? {})
  const facts = ledgerFacts(ledger.data, by, profile.calendar)
  return { by, facts, span: spanNamed(facts, every, period), group: groupNamed(facts, group) }
}
