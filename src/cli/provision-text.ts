import { isoFromDay } from '../calendar/day.js'
import type { ExportColumn, ExportTable } from '../export/export-table.js'
import { groupLabel } from '../facts/fact-table.js'
import type { Currency } from '../money/currency.js'
import { agingStates } from '../roll-rates/aging-states.js'
import { thinBelow } from '../roll-rates/aging-transitions.js'
import type { Provision, SegmentProvision } from '../roll-rates/provision.js'
import type { ProvisionHindsight } from '../roll-rates/provision-hindsight.js'
import type { ProvisionMatrix } from '../roll-rates/provision-matrix.js'
import { percentText, shortBucket } from './bucket-text.js'
import { cutCell } from './cut-cell.js'
import { plainAmount } from './plain-amount.js'
import type { PrintedTable } from './printed-table.js'

const methodWords = { given: 'stated loss rates', flow: 'flow rates', chain: 'the absorbing chain' } as const

/** A provision as tables: the matrix, the segments if there are any, and what a year ago would have been provided. */
export function provisionTables(found: Provision, company: string, currency: Currency): PrintedTable[] {
  const { segments, hindsight } = found
  return [
    matrixTable(found, company, currency),
    ...(segments.length === 0 ? [] : [segmentTable(found, currency)]),
    ...(hindsight.reason === null ? [hindsightTable(hindsight, currency)] : []),
  ]
}

function matrixTable(found: Provision, company: string, currency: Currency): PrintedTable {
  const { whole, method } = found
  const isForward = whole.rows.some(({ forward }) => forward !== 1)
  const capped = whole.rows.filter(({ isCapped }) => isCapped)
  const money = (amount: number) => plainAmount(amount, currency)
  return {
    title:
      `${company}: provision on ${isoFromDay(found.day)} by ${methodWords[method]}: ` +
      (found.segments.length === 0 ? `${money(found.provision)} ${currency.code}` : 'one matrix for all'),
    header: ['bucket', 'open', 'loss rate %', ...(isForward ? ['× ahead', 'applied %'] : []), 'provision'],
    rows: [
      ...whole.rows.map(({ label, amount, rate, forward, appliedRate, isCapped, provision }) => [
        label,
        money(amount),
        rateText(rate),
        ...(isForward ? [String(forward), `${rateText(appliedRate)}${isCapped ? ' *' : ''}`] : []),
        money(provision),
      ]),
      ['all', money(whole.amount), meanRate(whole), ...(isForward ? ['', ''] : []), money(whole.provision)],
    ],
    notes: [
      ...(capped.length === 0
        ? []
        : [`* Capped: no more than 100 % can be lost of ${capped.map(({ label }) => label).join(', ')}.`]),
      ...(found.thin.length === 0
        ? []
        : [
            `Thin: fewer than ${thinBelow} effective customers (see arlab roll-rates) stand behind the rates of ${found.thin.join(', ')}.`,
          ]),
      ...(method === 'flow'
        ? [
            'Flow rates count a month’s write-offs over what the oldest bucket held as all that it loses. Where amounts stand there for months that is too little; --method chain follows them to their end.',
          ]
        : []),
      ...(found.hindsight.reason === null
        ? []
        : [`Whether it would have been enough a year ago cannot be said: ${found.hindsight.reason}.`]),
      'Open amounts without credit balances. Rounded once, at the end, half away from zero; buckets are shown so that they add up.',
    ],
  }
}

function segmentTable({ segments, provision, whole }: Provision, currency: Currency): PrintedTable {
  const money = (amount: number) => plainAmount(amount, currency)
  const borrowed = segments.filter((segment) => segment.borrowed !== null)
  const open = segments.reduce((sum, { matrix }) => sum + matrix.amount, 0)
  const difference = provision - whole.provision
  return {
    title: `By segment, each by its own rates (in %): ${money(provision)} ${currency.code}`,
    header: ['segment', 'open', ...agingStates.map(shortBucket), 'provision'],
    rows: [
      ...segments.map((segment) => [
        `${cutCell(groupLabel(segment.group), 26)}${segment.borrowed === null ? '' : ' *'}`,
        money(segment.matrix.amount),
        ...segment.matrix.rows.map(({ appliedRate }) => rateText(appliedRate)),
        money(segment.matrix.provision),
      ]),
      ['all', money(open), ...agingStates.map(() => ''), money(provision)],
    ],
    notes: [
      `That is ${money(Math.abs(difference))} ${difference < 0 ? 'less' : 'more'} than by one matrix for all.`,
      ...borrowed.map(({ group, borrowed: reason }) => `* ${groupLabel(group)} has the rates of all: ${reason}.`),
    ],
  }
}

function hindsightTable(hindsight: ProvisionHindsight & { readonly reason: null }, currency: Currency): PrintedTable {
  const money = (amount: number) => plainAmount(amount, currency)
  const { on, through, rows, held, provided, writtenOff, stillOpen, recovered } = hindsight
  return {
    title: `Would it have been enough a year ago? The same method on ${isoFromDay(on)}, and what became of it by ${isoFromDay(through)}`,
    header: ['bucket', 'open then', 'loss rate %', 'provided', 'written off since', 'of open %', 'still open'],
    rows: [
      ...rows.map((row) => [
        row.label,
        money(row.held),
        rateText(row.rate),
        money(row.provided),
        money(row.writtenOff),
        row.held === 0 ? '–' : rateText(row.writtenOff / row.held),
        money(row.stillOpen),
      ]),
      [
        'all',
        money(held),
        held === 0 ? '–' : rateText(provided / held),
        money(provided),
        money(writtenOff),
        held === 0 ? '–' : rateText(writtenOff / held),
        money(stillOpen),
      ],
    ],
    notes: [
      hindsightSentence(provided, writtenOff, stillOpen, (amount) => `${money(amount)} ${currency.code}`),
      ...(recovered === 0
        ? []
        : [`${money(recovered)} ${currency.code} came in later on what was written off; it is not set off here.`]),
    ],
  }
}

function hindsightSentence(
  provided: number,
  writtenOff: number,
  stillOpen: number,
  money: (amount: number) => string,
): string {
  const verdict =
    provided >= writtenOff + stillOpen
      ? `It would have been enough${stillOpen === 0 ? '' : ' even if all that is still open were lost'}.`
      : provided >= writtenOff
        ? 'It has been enough so far.'
        : 'It would have been too little.'
  return `It would have provided ${money(provided)}; ${money(writtenOff)} was written off since, and ${stillOpen === 0 ? 'nothing' : money(stillOpen)} is still open. ${verdict}`
}

function rateText(rate: number): string {
  return percentText(rate, 2)
}

function meanRate({ amount, provision }: ProvisionMatrix): string {
  return amount === 0 ? '–' : rateText(provision / amount)
}

/** The matrix of every segment, or of the whole where there are none, as rows of a table to export. */
export function provisionExport(found: Provision, by: readonly string[], currency: Currency): ExportTable {
  const parts: readonly Pick<SegmentProvision, 'group' | 'matrix'>[] =
    found.segments.length === 0 ? [{ group: {}, matrix: found.whole }] : found.segments
  const lines = parts.flatMap(({ group, matrix }) => matrix.rows.map((row) => ({ group, row })))
  const columns: ExportColumn[] = [
    ...by.map((name): ExportColumn => ({ name, kind: 'text', at: (line) => lines[line]!.group[name] ?? null })),
    { name: 'bucket', kind: 'text', at: (line) => lines[line]!.row.label },
    { name: 'open', kind: 'amount', at: (line) => lines[line]!.row.amount },
    { name: 'loss_rate', kind: 'number', at: (line) => lines[line]!.row.rate },
    { name: 'forward', kind: 'number', at: (line) => lines[line]!.row.forward },
    { name: 'applied_rate', kind: 'number', at: (line) => lines[line]!.row.appliedRate },
    { name: 'provision', kind: 'amount', at: (line) => lines[line]!.row.provision },
  ]
  return { name: 'provision', rows: lines.length, columns, currency }
}

/** The document of --json: money in minor units, rates as fractions. */
export function provisionJson(found: Provision, by: readonly string[], currency: Currency): object {
  return {
    schema: 'arlab/provision/1',
    currency: currency.code,
    asOf: isoFromDay(found.day),
    by,
    method: found.method,
    provision: found.provision,
    whole: found.whole,
    segments: found.segments,
    thin: found.thin,
    hindsight:
      found.hindsight.reason === null
        ? { ...found.hindsight, on: isoFromDay(found.hindsight.on), through: isoFromDay(found.hindsight.through) }
        : found.hindsight,
  }
}
