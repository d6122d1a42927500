import type { Behavior } from '../behavior/behavior.js'
import { evidenceRows } from '../behavior/evidence.js'
import type { FitReport, SegmentFit } from '../behavior/fit/fit-report.js'
import { evidenceCells, silentCells, standOutCells } from '../behavior/fit/report-cells.js'
import { fitSentences } from '../behavior/fit-sentences.js'
import type { PrintedTable } from './printed-table.js'

/** A fit as tables: segments, what is assumed, who stands out. `all` adds every number with its source. */
export function fitTables(behavior: Behavior, report: FitReport, all: boolean): PrintedTable[] {
  return [
    segmentTable(behavior, report),
    ...(all ? [evidenceTable(behavior)] : assumptionTable(behavior)),
    ...customerTables(report),
  ]
}

function segmentTable(behavior: Behavior, report: FitReport): PrintedTable {
  return {
    title: 'How long invoices stay unpaid, as learnt (and as seen)',
    header: ['segment', 'customers', 'payments', 'after due', '30 d late', '90 d late', 'speeds ±', 'disputed'],
    rows: report.segments.map((segment, index) => {
      const { frailty, dispute } = behavior.segments[index]!
      return [
        segment.name,
        String(segment.customers),
        segment.payments.toLocaleString('en-US'),
        unpaid(segment, 0),
        unpaid(segment, 30),
        unpaid(segment, 90),
        `${(100 * Math.sqrt(frailty.value)).toFixed(0)} %`,
        `${(100 * dispute.probability.value).toFixed(1)} %`,
      ]
    }),
    notes: fitSentences(behavior),
  }
}

/** The share still unpaid at the end of a day relative to due. */
function unpaid({ days }: SegmentFit, day: number): string {
  const found = days.filter((each) => each.day <= day).at(-1)
  if (found === undefined || (days.at(-1)?.day ?? 0) < day) return '–'
  return `${(100 * found.fitted).toFixed(1)} (${(100 * found.observed).toFixed(1)}) %`
}

function assumptionTable(behavior: Behavior): PrintedTable[] {
  const stated = evidenceRows(behavior).filter(
    ({ provenance, spread, evidence }) => provenance === 'stated' && (spread !== '' || evidence !== ''),
  )
  if (stated.length === 0) return []
  return [
    {
      title: 'What is assumed, as the ledger does not show it',
      header: ['part', 'number', 'value', 'range'],
      wordColumns: 2,
      rows: stated.map(({ part, what, value, spread }) => [part, what, value, spread]),
      notes: [...new Set(stated.map(({ evidence }) => evidence))].filter((text) => text !== ''),
    },
  ]
}

function evidenceTable(behavior: Behavior): PrintedTable {
  return {
    title: 'Every number but hazards and customers’ own, and where it comes from',
    header: ['part', 'number', 'value', '±', 'from', 'evidence'],
    wordColumns: 2,
    rows: evidenceRows(behavior).map(evidenceCells),
  }
}

function customerTables({ standOut, silent }: FitReport): PrintedTable[] {
  return [
    ...(standOut.length === 0
      ? []
      : [
          {
            title: 'Customers that stand out from their segment, slowest first',
            header: ['customer', 'segment', 'payments', 'speed', '90 % range'],
            wordColumns: 2,
            rows: standOut.map(standOutCells),
          },
        ]),
    ...(silent.length === 0
      ? []
      : [
          {
            title: 'Customers whose silence says that they may have stopped paying',
            header: ['customer', 'segment', 'probability'],
            wordColumns: 2,
            rows: silent.map(silentCells),
          },
        ]),
  ]
}
