import { plural } from '../../../../document/plural.js'
import type { DecimalStyle } from '../../../../money/parse-amount.js'
import { type CanonicalTable, canonicalTables, type TableName } from '../../../canonical-tables.js'
import type { DateStyle } from '../../parse-date.js'
import type { ColumnMapping, Conditions, JoinMapping, MappingInput } from '../mapping-schema.js'
import type { ProfiledSample } from './guess-sample.js'
import type { ColumnProfile } from './profile-column.js'

/** Something of a proposal that a person should check. */
export interface Unsure {
  /** Where in the proposed mapping. */
  readonly path: readonly (string | number)[]
  /** A clause that gives the evidence, or says what is missing. */
  readonly reason: string
}

/** A column of a part while it is put together. */
export interface DraftColumn {
  readonly from: readonly ColumnProfile[]
  readonly options?: Omit<Partial<ColumnMapping>, 'column'>
}

export interface DraftPart {
  readonly table: TableName
  readonly source: string
  readonly where?: Conditions
  readonly join?: Readonly<Record<string, Partial<JoinMapping> & Pick<JoinMapping, 'source' | 'match' | 'key'>>>
  readonly columns: Readonly<Record<string, DraftColumn | undefined>>
  readonly constants?: Readonly<Record<string, string>>
  readonly distinct?: true
}

interface DraftSource {
  readonly name: string
  readonly sample: ProfiledSample
  dates?: DateStyle
  decimals?: DecimalStyle
}

/** Collects the parts of a proposal; `finish` settles how dates and amounts of each file are written. */
export class GuessDraft {
  private readonly sources: DraftSource[] = []
  private readonly parts: DraftPart[] = []
  private readonly doubts: Unsure[] = []

  /** The name under which a file becomes a source of the mapping. */
  addSource(sample: ProfiledSample): string {
    let name = sample.stem
    for (let copy = 2; this.sources.some((source) => source.name === name); copy++) name = `${sample.stem} ${copy}`
    this.sources.push({ name, sample })
    return name
  }

  unsure(path: readonly (string | number)[], reason: string): void {
    this.doubts.push({ path, reason })
  }

  /** Adds a part; `doubts` are by column or key of the part. What the table needs and the part lacks is one more. */
  add(part: DraftPart, doubts: Readonly<Record<string, string | undefined>> = {}): void {
    const index = this.parts.filter(({ table }) => table === part.table).length
    this.parts.push(part)
    const schema: CanonicalTable = canonicalTables[part.table]
    for (const [key, reason] of Object.entries(doubts)) {
      if (reason === undefined) continue
      const inside = key in schema ? ['columns', key] : /^where\//.test(key) ? ['where', key.slice(6)] : [key]
      this.unsure([`${part.table}#${index}`, ...inside], reason)
    }
    for (const [column, { required }] of Object.entries(schema)) {
      if (!required || part.columns[column] || part.constants?.[column] !== undefined) continue
      this.unsure(
        [`${part.table}#${index}`, 'columns', column],
        `no column looks like ${column}, which the table ${part.table} needs`,
      )
    }
  }

  hasTable(table: TableName): boolean {
    return this.parts.some((part) => part.table === table)
  }

  partsOf(table: TableName): readonly DraftPart[] {
    return this.parts.filter((part) => part.table === table)
  }

  usedColumns(sample: ProfiledSample): string[] {
    const source = this.sources.find((entry) => entry.sample === sample)!.name
    const parts = this.parts.filter((part) => part.source === source)
    const used = new Set(
      parts.flatMap((part) => [
        ...Object.values(part.columns).flatMap((column) => column?.from.map(({ name }) => name) ?? []),
        ...Object.keys(part.where ?? {}),
      ]),
    )
    return sample.sample.columns.filter((column) => used.has(column))
  }

  finish(): MappingInput {
    for (const source of this.sources) this.settleStyles(source)
    const currency = this.guessCurrency()
    const tables: Record<string, unknown> = {}
    for (const table of Object.keys(canonicalTables) as TableName[]) {
      const parts = this.partsOf(table).map((part) => this.written(part))
      if (parts.length > 0) tables[table] = parts.length === 1 ? parts[0] : parts
    }
    return {
      currency,
      sources: Object.fromEntries(
        this.sources.map(({ name, sample, dates, decimals }) => [
          name,
          {
            file: sample.sample.file,
            ...(dates ? { dates } : {}),
            ...(decimals && decimals !== 'point' ? { decimals } : {}),
          },
        ]),
      ),
      tables,
    } as MappingInput
  }

  /** The doubts with their paths in the finished mapping, in its order. */
  unsureInOrder(tables: readonly TableName[]): Unsure[] {
    const placed = this.doubts.map(({ path: [head, ...rest], reason }): Unsure => {
      const [table, index] = String(head).split('#')
      if (index === undefined) return { path: [head!, ...rest], reason }
      const isList = this.partsOf(table as TableName).length > 1
      return { path: ['tables', table!, ...(isList ? [Number(index)] : []), ...rest], reason }
    })
    const rank = ({ path }: Unsure) =>
      path[0] === 'tables' ? 2 + tables.indexOf(path[1] as TableName) : path[0] === 'sources' ? 1 : 0
    return placed.sort((a, b) => rank(a) - rank(b))
  }

  private columnsOf(source: DraftSource, kind: 'date' | 'amount'): ColumnProfile[] {
    const columns = this.parts
      .filter((part) => part.source === source.name)
      .flatMap((part) => {
        const schema: CanonicalTable = canonicalTables[part.table]
        return Object.entries(part.columns).flatMap(([name, column]) =>
          schema[name]?.kind === kind ? (column?.from ?? []) : [],
        )
      })
    return [...new Set(columns)]
  }

  /** How most dates and amounts of a file are written goes to the source; what only a person can decide is left out. */
  private settleStyles(source: DraftSource): void {
    const dates = this.columnsOf(source, 'date').filter((column) => column.dates !== null)
    const proven = dates.filter((column) => column.dates!.unsure === null)
    const styles = proven.map((column) => column.dates!.styles[0])
    const common = mostFrequent(styles)
    // An order that one column proves holds for another that could be either.
    const open = dates.filter((column) => !column.dates!.styles.some((style) => styles.includes(style)))
    if (open.length > 0) {
      const choice = open[0]!.dates!.styles.map((style) => `dates: ${style}`).join(' or ')
      this.unsure(
        ['sources', source.name],
        `dates of ${open.map(({ name }) => name).join(', ')}: ${open[0]!.dates!.unsure}; state ${choice}`,
      )
    }
    if (new Set(styles.filter((style) => style === 'day-first' || style === 'month-first')).size > 1) {
      this.unsure(['sources', source.name], 'some columns prove day-first and others month-first')
    }
    for (const { name, noDates } of dates) this.unsureOfMisfits(source, name, noDates, 'date')
    if (common !== undefined && open.length === 0) source.dates = common
    for (const column of dates) {
      if (column.dates!.unsure !== null && !open.includes(column)) {
        const proof = proven.find((other) => column.dates!.styles.includes(other.dates!.styles[0] as never))!
        this.unsure(
          ['sources', source.name],
          `the order of ${column.name} is taken from ${proof.name}, which proves ${proof.dates!.styles[0]}`,
        )
      }
    }

    const amounts = this.columnsOf(source, 'amount').filter((column) => column.decimals !== null)
    for (const { name, noAmounts } of amounts) this.unsureOfMisfits(source, name, noAmounts, 'amount')
    const written = amounts.filter((column) => column.distinct.some((value) => /[.,]/.test(value)))
    const isTimed = styles.includes('unix-seconds')
    if (amounts.length > 0 && written.length === 0 && isTimed) {
      source.decimals = 'minor-units'
      this.unsure(
        ['sources', source.name],
        'amounts are whole numbers beside times in seconds, so they are taken for minor units (cents)',
      )
      return
    }
    const sure = written.filter((column) => column.decimals!.unsure === null).map((column) => column.decimals!.style)
    source.decimals = mostFrequent(sure) ?? 'point'
    if (new Set(sure).size > 1)
      this.unsure(['sources', source.name], 'some amounts have a decimal point and others a decimal comma')
    for (const column of sure.length === 0 ? written : []) {
      this.unsure(['sources', source.name], `decimals: ${column.name}: ${column.decimals!.unsure}`)
    }
  }

  private unsureOfMisfits(source: DraftSource, column: string, misfits: readonly string[], what: string): void {
    const [first, ...others] = misfits
    if (first === undefined) return
    const more = others.length === 0 ? '' : ` and ${plural(others.length, 'other value')}`
    this.unsure(
      ['sources', source.name],
      `${column}: "${first}"${more} ${others.length === 0 ? `is no ${what}` : `are no ${what}s`}, so such rows are rejected`,
    )
  }

  private guessCurrency(): string {
    const columns = this.parts.flatMap((part) => part.columns.currency?.from ?? [])
    const codes = [...new Set(columns)].flatMap((column) => column.values).filter((value) => value !== null)
    const found = mostFrequent(codes.map((code) => code.toUpperCase()))
    const all = new Set(codes.map((code) => code.toUpperCase()))
    if (found === undefined) this.unsure(['currency'], 'no column says the currency')
    else if (all.size > 1) this.unsure(['currency'], `the files have several currencies (${[...all].join(', ')})`)
    return found ?? 'USD'
  }

  private written(part: DraftPart): unknown {
    const source = this.sources.find(({ name }) => name === part.source)!
    const schema: CanonicalTable = canonicalTables[part.table]
    const columns = Object.entries(part.columns).flatMap(([name, column]): [string, unknown][] => {
      if (!column) return []
      const names = column.from.map((profile) => profile.name)
      const dates = schema[name]?.kind === 'date' ? overrideOf(column.from, source.dates) : undefined
      const options = { ...column.options, ...(dates === undefined ? {} : { dates }) }
      if (names.length === 1 && Object.keys(options).length === 0) return [[name, names[0]]]
      return [[name, { column: names.length === 1 ? names[0] : names, ...options }]]
    })
    return {
      source: part.source,
      ...(part.join ? { join: part.join } : {}),
      ...(part.where && Object.keys(part.where).length > 0 ? { where: part.where } : {}),
      columns: Object.fromEntries(columns),
      ...(part.constants ? { constants: part.constants } : {}),
      ...(part.distinct ? { distinct: true } : {}),
    }
  }
}

/** The style of a date column where it is proven and another than its source's; ISO is understood under all. */
function overrideOf(from: readonly ColumnProfile[], style: DateStyle | undefined): DateStyle | undefined {
  const own = from.find((column) => column.dates?.unsure === null)?.dates?.styles[0]
  return own === undefined || own === style || own === 'iso' ? undefined : own
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}
