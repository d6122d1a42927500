import { groupLabel } from '../facts/fact-table.js'
import { statementLines } from '../facts/roll-forward-statement.js'
import type { Currency } from '../money/currency.js'
import type { RollForwardRow } from '../quality/check-ledger.js'
import { plainAmount } from './plain-amount.js'
import { textTable } from './text-table.js'

/** The widest that a block of the statement may be. */
const mostColumns = 100
const labelWidth = 24

/**
 * The roll-forward statement as controllers read it: lines downwards, periods side by side, as many in a block as fit.
 * Lines in which nothing happens in any period are left out.
 */
export function statementText(rows: readonly RollForwardRow[], currency: Currency): string {
  const groups = new Map<string, RollForwardRow[]>()
  for (const row of rows) {
    const label = groupLabel(row.group)
    groups.set(label, [...(groups.get(label) ?? []), row])
  }
  const blocks = [...groups].flatMap(([label, own]) => [
    ...(groups.size > 1 ? [label === 'all' ? 'All' : label] : []),
    ...groupBlocks(own, currency),
  ])
  return [`Roll-forward of receivables, in ${currency.code}`, ...blocks].join('\n\n')
}

function groupBlocks(rows: readonly RollForwardRow[], currency: Currency): string[] {
  const body = statementBody(rows)
  const cells = body.map(({ amounts }) => amounts.map((amount) => (amount === 0 ? '–' : plainAmount(amount, currency))))
  const cellWidth = Math.max(...cells.flat().map((cell) => cell.length), ...rows.map(({ period }) => period.length)) + 2
  const perBlock = Math.max(1, Math.floor((mostColumns - labelWidth) / cellWidth))
  const blocks: string[] = []
  for (let first = 0; first < rows.length; first += perBlock) {
    const columns = rows.slice(first, first + perBlock)
    blocks.push(
      textTable(
        ['', ...columns.map(({ period }) => period)],
        body.map(({ label }, line) => [label, ...cells[line]!.slice(first, first + perBlock)]),
      ),
    )
  }
  return blocks
}

interface StatementBodyLine {
  readonly label: string
  readonly amounts: readonly number[]
}

function statementBody(rows: readonly RollForwardRow[]): StatementBodyLine[] {
  const moved = statementLines.filter(({ line }) => rows.some((row) => row.lines[line] !== 0))
  const off = rows.some(({ difference }) => difference !== 0)
  return [
    { label: 'opening', amounts: rows.map(({ opening }) => opening) },
    ...moved.map(({ line, sign, label }) => ({
      label: `${sign > 0 ? '+' : '−'} ${label}`,
      amounts: rows.map((row) => row.lines[line]),
    })),
    ...(off ? [{ label: 'not explained', amounts: rows.map(({ difference }) => difference) }] : []),
    { label: '= closing', amounts: rows.map(({ closing }) => closing) },
  ]
}
