import { groupLabel, isTotal } from '../facts/fact-table.js'
import type { RollForwardBreak } from '../facts/roll-forward.js'
import type { Finding, FindingDefinition } from './finding.js'
import { finding } from './finding.js'

export const rollForwardDefinition: FindingDefinition = {
  code: 'roll-forward',
  unit: 'period',
  severity: 'error',
  title: 'The roll-forward does not hold',
  meaning:
    'In some month opening receivables + sales − cash − discounts − credit memos − write-offs + reversals ± revaluation ± credit notes applied do not give the closing receivables. The money is the sum of the differences, without their signs.',
  effect: 'No figure of that month can be relied on.',
  whatToDo:
    'Look at the invoices it names for entries dated before the invoice. If they are sound, this is an error of the program: report it with arlab check --json.',
}

/** A month and group that does not hold, with some of the invoices that it does not hold for. */
export interface NamedBreak extends RollForwardBreak {
  readonly invoices: readonly string[]
}

export function rollForwardFinding(breaks: readonly NamedBreak[], money: (amount: number) => string): Finding | null {
  if (breaks.length === 0) return null
  // A group's break is in the total too, unless two of them cancel out there.
  const ofTotal = breaks.filter(({ group }) => isTotal(group))
  const counted = ofTotal.length > 0 ? ofTotal : breaks
  const bySize = [...breaks].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  return finding(rollForwardDefinition, {
    count: breaks.length,
    amount: counted.reduce((sum, { difference }) => sum + Math.abs(difference), 0),
    examples: bySize.slice(0, 5).map(({ period, group, difference, invoices }) => ({
      text:
        `${period}, ${groupLabel(group)}: off by ${money(difference)}` +
        (invoices.length === 0 ? '' : `; invoices ${invoices.join(', ')}`),
    })),
  })
}
