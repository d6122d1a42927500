import { isoFromDay } from '../calendar/day.js'
import { plural } from '../document/plural.js'
import type { ExportColumn, ExportTable } from '../export/export-table.js'
import { groupLabel } from '../facts/fact-table.js'
import { cents } from '../money/cents.js'
import type { Currency } from '../money/currency.js'
import { absorptionIn } from '../roll-rates/absorbing-chain.js'
import type { BorrowedRow } from '../roll-rates/aging-chain.js'
import { agingStates, targetOf, transitionTargets } from '../roll-rates/aging-states.js'
import { type TransitionRow, thinBelow } from '../roll-rates/aging-transitions.js'
import type { GroupRollRates, RollRates } from '../roll-rates/roll-rates.js'
import { type EstimatedShare, shareInterval } from '../roll-rates/share-interval.js'
import { percentText, shortBucket } from './bucket-text.js'
import { cutCell } from './cut-cell.js'
import { plainAmount } from './plain-amount.js'
import type { PrintedTable } from './printed-table.js'

const lost = targetOf.lost

/** The roll rates of all as tables, and of the groups in one table. */
export function rollRateTables(shown: Shown): PrintedTable[] {
  const [all, ...groups] = shown.found.groups
  return [
    matrixTable(shown, all!),
    evidenceTable(shown, all!),
    outlookTable(shown, all!),
    ...(groups.length === 0 ? [] : [groupTable(shown, groups)]),
  ]
}

interface Shown {
  readonly found: RollRates
  readonly company: string
  readonly currency: Currency
  /** The months asked for. */
  readonly months: number
}

function matrixTable({ found, company, months: asked }: Shown, { transitions }: GroupRollRates): PrintedTable {
  const [first, last] = [found.monthEnds[0]!, found.monthEnds.at(-1)!]
  const what = found.weight === 'money' ? 'money' : 'invoices'
  return {
    title: `${company}: where ${what} stood a month later, in % of the row; ${plural(found.monthEnds.length - 1, 'month')} from ${isoFromDay(first)} to ${isoFromDay(last)}`,
    header: ['from', ...transitionTargets.map(shortBucket)],
    rows: transitions.rows.map(({ from, shares }) => [
      from,
      ...transitionTargets.map((_, target) => (shares === null ? '–' : shareCell(shares[target]!.share))),
    ]),
    notes: [
      reading(found.weight, transitions.rows),
      ...(found.monthEnds.length - 1 < asked
        ? [`The ledger has no more than ${plural(found.monthEnds.length - 1, 'whole month')} with a month end before.`]
        : []),
    ],
  }
}

/** What a row says, in a sentence: the first late bucket that held something, else the first that did. */
function reading(weight: RollRates['weight'], rows: readonly TransitionRow[]): string {
  const buckets = rows.slice(0, agingStates.length)
  const row = buckets.slice(1).find(({ held }) => held > 0) ?? buckets[0]!
  if (row.shares === null) return 'Nothing was open at a month end.'
  const { shares } = row
  const percent = (value: number) => `${percentText(value, 1)} %`
  const state = buckets.indexOf(row)
  const open = shares.slice(0, agingStates.length).reduce((sum, { share }) => sum + share, 0)
  const older = shares.slice(state + 1, agingStates.length).reduce((sum, { share }) => sum + share, 0)
  const rolls = older > 0 ? ` (${percent(older)} in an older bucket)` : ''
  const where = state === 0 ? 'was current' : `was ${row.from} past due`
  const unit = weight === 'money' ? 'what' : 'the invoices that'
  return (
    `Of ${unit} ${weight === 'money' ? where : where.replace('was', 'were')} at a month end, ${percent(shares[targetOf.paid]!.share)} was paid by the next, ` +
    `${percent(shares[targetOf.credited]!.share)} credited and ${percent(shares[lost]!.share)} written off; ${percent(open)} was still open${rolls}.`
  )
}

function evidenceTable({ found, currency }: Shown, { transitions }: GroupRollRates): PrintedTable {
  const isMoney = found.weight === 'money'
  const months = found.monthEnds.length - 1
  const thin = transitions.rows.filter(({ isThin }) => isThin)
  const reopened = transitions.reopened.reduce((sum, amount) => sum + amount, 0)
  return {
    title: 'How sure that is: shares with the range that holds the true one in 95 of 100 cases, in %',
    header: [
      'from',
      isMoney ? 'mean held' : 'mean invoices',
      'invoices',
      'customers',
      'effective',
      'paid',
      'written off',
    ],
    rows: transitions.rows.map(({ from, held, invoices, customers, effectiveCustomers, shares, isThin }) => [
      isThin ? `${from} *` : from,
      isMoney ? rounded(held / months, currency) : (held / months).toFixed(1),
      invoices.toLocaleString('en-US'),
      customers.toLocaleString('en-US'),
      effectiveCustomers.toFixed(1),
      intervalCell(shares?.[targetOf.paid]),
      intervalCell(shares?.[lost]),
    ]),
    notes: [
      'Invoices are counted at each month end at which they are open. Effective: how many customers of equal size would say as much; what counts is customers, as the invoices of one move together.',
      ...(thin.length === 0
        ? []
        : [
            `* Thin: fewer than ${thinBelow} effective customers. One customer that pays otherwise changes these rates visibly.`,
          ]),
      ...(reopened === 0
        ? []
        : [
            `Apart from these, ${isMoney ? `${rounded(reopened, currency)} ${currency.code}` : plural(reopened, 'invoice')} came back open after a month end: bounced payments, reversals of older write-offs, revaluations.`,
          ]),
    ],
  }
}

function outlookTable({ found, currency }: Shown, { transitions, outlook, book, loss }: GroupRollRates): PrintedTable {
  const isMoney = found.weight === 'money'
  const amount = (value: number) => (isMoney ? rounded(value, currency) : value.toFixed(1))
  const unit = isMoney ? ` ${currency.code}` : ' invoices'
  const total = book.amounts.reduce((sum, open) => sum + open, 0)
  const title = `What becomes of the open ${isMoney ? 'amounts' : 'invoices'} of ${isoFromDay(found.day)} if it goes on like this`
  if (outlook.chain === null || loss === null) {
    const reason = outlook.chain === null ? outlook.reason : ''
    return {
      title,
      header: ['bucket', 'open now'],
      rows: agingStates.map((state, index) => [state, amount(book.amounts[index]!)]),
      notes: [
        `No expected loss: in the months looked at, ${reason}.`,
        'State loss rates instead (arlab provision --rates), or look back further (--months).',
      ],
    }
  }
  const { chain, borrowed, lossOfSales } = outlook
  const writtenOff = transitions.rows.reduce((sum, { moved }) => sum + moved[lost]!, 0)
  const atEnd = absorptionIn(chain, 'written off')
  return {
    title,
    header: ['bucket', 'open now', 'lost in the end %', 'expected loss', 'month ends until it is gone'],
    rows: [
      ...agingStates.map((state, index) => [
        state,
        amount(book.amounts[index]!),
        (atEnd[index]! * 100).toFixed(2),
        amount(loss.byBucket[index]!),
        `${chain.steps[index]!.toFixed(1)} ± ${Math.sqrt(chain.stepsVariance[index]!).toFixed(1)}`,
      ]),
      ['all', amount(total), total > 0 ? ((loss.total / total) * 100).toFixed(2) : '–', amount(loss.total), ''],
    ],
    notes: [
      writtenOff === 0
        ? 'Nothing was written off in these months, so no loss is expected: for want of evidence, not because none can come.'
        : `The expected loss is ${amount(loss.total)}${unit}; it rests on ${amount(writtenOff)}${unit} written off in these months. By chance alone it may come out ${amount(loss.deviation)} higher or lower (one standard deviation) if every invoice is lost or paid for itself, and up to ${amount(loss.deviationByCustomer)} if customers fail with all they owe.`,
      ...(lossOfSales === null || writtenOff === 0
        ? []
        : [`Of new sales ${(lossOfSales * 100).toFixed(2)} % is lost in the end.`]),
      ...borrowedNotes(borrowed),
      'Months until it is gone: the mean and one standard deviation of the number of month ends until an amount is paid, credited or written off.',
    ],
  }
}

/** Which buckets share the end of another, one sentence for each of those. */
function borrowedNotes(borrowed: readonly BorrowedRow[]): string[] {
  const donors = [...new Set(borrowed.map(({ from }) => from))]
  return donors.map((donor) => {
    const states = borrowed.filter(({ from }) => from === donor).map(({ state }) => state)
    return `Nothing was ${states.join(' or ')} at a month end before the last; it is taken to end as what is ${donor}.`
  })
}

function groupTable({ found, currency }: Shown, groups: readonly GroupRollRates[]): PrintedTable {
  const isMoney = found.weight === 'money'
  const amount = (value: number) => (isMoney ? rounded(value, currency) : value.toFixed(1))
  const withoutChain = groups.filter(({ outlook }) => outlook.chain === null)
  return {
    title: 'By group, each by its own roll rates',
    header: ['group', 'open now', 'expected loss', 'of open %', 'of sales %', '1–30 paid %', 'thin rows'],
    rows: groups.map(({ group, transitions, outlook, book, loss }) => {
      const total = book.amounts.reduce((sum, open) => sum + open, 0)
      const paid = transitions.rows[1]!.shares?.[targetOf.paid] ?? null
      const ofSales = outlook.chain === null ? null : outlook.lossOfSales
      return [
        cutCell(groupLabel(group), 30),
        amount(total),
        loss === null ? '–' : amount(loss.total),
        loss === null || total === 0 ? '–' : ((loss.total / total) * 100).toFixed(2),
        ofSales === null ? '–' : (ofSales * 100).toFixed(2),
        paid === null ? '–' : percentText(paid.share, 1),
        String(transitions.rows.filter(({ isThin }) => isThin).length),
      ]
    }),
    notes: [
      `Thin rows: of the ${agingStates.length + 1} rows of a group's matrix, those with fewer than ${thinBelow} effective customers. CSV and JSON have every matrix.`,
      ...(withoutChain.length === 0
        ? []
        : [
            `– means that the group's own months do not say what becomes of all its buckets: something stood in one from which nothing was paid, credited or written off.`,
          ]),
    ],
  }
}

/** Nothing at all is left empty, so that the way through the buckets is seen. */
function shareCell(share: number): string {
  return share === 0 ? '' : percentText(share, 1)
}

function intervalCell(estimate: EstimatedShare | undefined): string {
  if (estimate === undefined) return '–'
  const [low, high] = shareInterval(estimate)
  return `${percentText(estimate.share, 1)} (${percentText(low, 1)}–${percentText(high, 1)})`
}

function rounded(amount: number, currency: Currency): string {
  return plainAmount(cents(Math.round(amount)), currency)
}

/** Every share of every group as a row of a table to export. */
export function rollRateExport(found: RollRates, by: readonly string[], currency: Currency): ExportTable {
  const lines = found.groups.flatMap(({ group, transitions }) =>
    transitions.rows.flatMap((row) =>
      transitionTargets.map((to, target) => {
        const estimate = row.shares?.[target]
        return { group, row, to, target, estimate, interval: estimate && shareInterval(estimate) }
      }),
    ),
  )
  const moneyOrCount = found.weight === 'money' ? 'amount' : 'integer'
  const columns: ExportColumn[] = [
    ...by.map((name): ExportColumn => ({ name, kind: 'text', at: (line) => lines[line]!.group[name] ?? null })),
    { name: 'from', kind: 'text', at: (line) => lines[line]!.row.from },
    { name: 'to', kind: 'text', at: (line) => lines[line]!.to },
    { name: 'held', kind: moneyOrCount, at: (line) => lines[line]!.row.held },
    { name: 'moved', kind: moneyOrCount, at: (line) => lines[line]!.row.moved[lines[line]!.target]! },
    { name: 'share', kind: 'number', at: (line) => lines[line]!.estimate?.share ?? null },
    { name: 'standard_error', kind: 'number', at: (line) => lines[line]!.estimate?.standardError ?? null },
    { name: 'low', kind: 'number', at: (line) => lines[line]!.interval?.[0] ?? null },
    { name: 'high', kind: 'number', at: (line) => lines[line]!.interval?.[1] ?? null },
    { name: 'invoices', kind: 'integer', at: (line) => lines[line]!.row.invoices },
    { name: 'customers', kind: 'integer', at: (line) => lines[line]!.row.customers },
    { name: 'effective_customers', kind: 'number', at: (line) => lines[line]!.row.effectiveCustomers },
    { name: 'thin', kind: 'text', at: (line) => (lines[line]!.row.isThin ? 'yes' : 'no') },
  ]
  return { name: 'roll_rates', rows: lines.length, columns, currency }
}

/** The document of --json: money in minor units, shares as fractions. */
export function rollRateJson(found: RollRates, by: readonly string[], currency: Currency): object {
  return {
    schema: 'arlab/roll-rates/1',
    currency: currency.code,
    asOf: isoFromDay(found.day),
    weight: found.weight,
    by,
    monthEnds: found.monthEnds.map(isoFromDay),
    groups: found.groups.map(({ group, transitions, outlook, book, loss }) => ({
      group,
      rows: transitions.rows.map(({ shares, moved, ...row }) => ({
        ...row,
        to: transitionTargets.map((to, target) => {
          const estimate = shares?.[target]
          const [low, high] = estimate === undefined ? [null, null] : shareInterval(estimate)
          return {
            to,
            moved: moved[target]!,
            share: estimate?.share ?? null,
            standardError: estimate?.standardError ?? null,
            low,
            high,
          }
        }),
      })),
      reopened: transitions.reopened,
      open: { amounts: book.amounts, invoices: book.invoices },
      chain:
        outlook.chain === null
          ? null
          : {
              ...outlook.chain,
              borrowed: outlook.borrowed,
              lossOfSales: outlook.lossOfSales,
            },
      noChain: outlook.chain === null ? outlook.reason : null,
      expectedLoss: loss,
      thin: transitions.rows.filter(({ isThin }) => isThin).map(({ from }) => from),
    })),
  }
}
