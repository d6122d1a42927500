import { type Group, groupLabel, isTotal } from '../../facts/fact-table.js'
import { type Finding, type FindingDefinition, finding } from '../finding.js'
import { type ControlBasis, type ControlCheck, differenceOn } from './compare-control.js'

const difference: FindingDefinition = {
  code: 'control-difference',
  unit: 'balance',
  severity: 'error',
  title: 'Receivables differ from the general ledger’s control balance',
  meaning:
    'At the end of a month the ledger’s receivables, with or without unapplied cash taken off, are not the control balance. Both differences are given; the money is the sum on the basis that ties best, without signs.',
  effect:
    'Invoices, cash or credits are missing from one of the two: DSO and CEI of the ledger are not those of the books.',
  whatToDo:
    'Look for the first month that differs: entries of that month which are in one of the two only. A difference that stays the same from then on is one entry; one that moves is a class of entries, such as manual journals.',
}

const missingMonth: FindingDefinition = {
  code: 'control-month-not-in-ledger',
  unit: 'balance',
  severity: 'error',
  title: 'The control has balances for months or groups that the ledger does not know',
  meaning:
    'A control balance other than zero stands for a month or group without any entry in the ledger. The money is the sum of these balances, without signs.',
  effect: 'Receivables of the books are not in the ledger, so no KPI counts them.',
  whatToDo: 'Export the ledger from further back and for all groups, or correct the group’s name in the control file.',
}

const notControlled: FindingDefinition = {
  code: 'month-not-in-control',
  unit: 'balance',
  severity: 'note',
  title: 'Months of the ledger have no control balance',
  meaning:
    'The ledger has receivables at the end of a month (and in a group) for which the control file gives none. The money is that of the latest such month.',
  effect: 'Nothing proves these months against the books.',
  whatToDo: 'Add them to the control file.',
}

export const controlDefinitions: readonly FindingDefinition[] = [difference, missingMonth, notControlled]

const basisText: Readonly<Record<ControlBasis, string>> = {
  receivables: 'receivables',
  'receivables-less-unapplied': 'receivables less unapplied cash',
}

export function controlFindings(check: ControlCheck, money: (amount: number) => string): Finding[] {
  const findings: Finding[] = []
  const where = (month: string, group: Group) => (isTotal(group) ? month : `${month}, ${groupLabel(group)}`)
  const { basis, differences, missingInLedger, missingInControl } = check
  if (differences.length > 0) {
    findings.push(
      finding(difference, {
        count: differences.length,
        amount: differences.reduce((sum, row) => sum + Math.abs(differenceOn(row, basis)), 0),
        detail: `compared with ${basisText[basis]}, which ties in ${check.rows.length - differences.length} of ${check.rows.length}`,
        examples: differences.slice(0, 5).map((row) => ({
          text:
            `${where(row.month, row.group)}: control ${money(row.control)}, receivables ${money(row.receivables)} (difference ${money(row.difference)}), ` +
            `less unapplied cash ${money(row.receivables - row.unappliedCash)} (difference ${money(row.differenceLessUnapplied)})`,
          file: check.file,
          line: row.line,
        })),
      }),
    )
  }
  if (missingInLedger.length > 0) {
    findings.push(
      finding(missingMonth, {
        count: missingInLedger.length,
        amount: missingInLedger.reduce((sum, { control }) => sum + Math.abs(control), 0),
        examples: missingInLedger.slice(0, 5).map(({ month, group, control, line }) => ({
          text: `${where(month, group)}: control ${money(control)}`,
          file: check.file,
          line,
        })),
      }),
    )
  }
  if (missingInControl.length > 0) {
    const last = missingInControl.at(-1)!.month
    findings.push(
      finding(notControlled, {
        count: missingInControl.length,
        amount: missingInControl
          .filter(({ month }) => month === last)
          .reduce((sum, { receivables }) => sum + Math.abs(receivables), 0),
        examples: missingInControl.slice(-5).map(({ month, group, receivables }) => ({
          text: `${where(month, group)}: receivables ${money(receivables)}`,
        })),
      }),
    )
  }
  return findings
}

/** Whether the control ties and on which basis, as a sentence. */
export function controlSentence({
  file,
  ties,
  basis,
  months,
  rows,
  differences,
  missingInLedger,
}: ControlCheck): string {
  const all = months === 1 ? 'the only month' : `all ${months} months`
  if (ties) return `The control of ${file} ties to the cent in ${all}, with ${basisText[basis]}.`
  if (rows.length === 0) return `The control of ${file} has no month in common with the ledger.`
  if (differences.length === 0) {
    return `The control of ${file} ties with ${basisText[basis]}, but has ${missingInLedger.length} balances that the ledger does not know.`
  }
  return `The control of ${file} does not tie: ${differences.length} of ${rows.length} balances differ from ${basisText[basis]}, from ${differences[0]!.month} on.`
}
