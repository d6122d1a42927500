import type { LedgerData } from '../ledger/ledger-data.js'
import { rejectSentence, type Warning } from '../ledger/ledger-problem.js'
import { type RejectCode, rejectCodes } from '../ledger/reject-code.js'
import { rejectedRowCount } from '../ledger/rejected-row-count.js'
import { type Finding, type FindingDefinition, type FindingExample, finding } from './finding.js'

/** What only the reader can know. Each goes by the code of its warning. */
export const readerDefinitions = [
  {
    code: 'column-not-read',
    unit: 'column',
    severity: 'warning',
    title: 'A column is not read, but is named almost like one that would be',
    meaning:
      'A file has a column that the ledger does not know; its name is a letter or two away from one that it does.',
    effect: 'What the column says is missing: a group by it, due dates from it, or disputes in it do not count.',
    whatToDo: 'Rename the column, or say in a mapping which one it is.',
  },
  {
    code: 'table-not-read',
    unit: 'file',
    severity: 'warning',
    title: 'A file of the folder is not read',
    meaning: 'The folder holds a file that this version does not read, or that is named almost like a table.',
    effect: 'Its rows change no figure.',
    whatToDo: 'Rename it to the table that it is, or move it elsewhere.',
  },
  {
    code: 'filter-value-unknown',
    unit: 'value',
    severity: 'warning',
    title: 'A mapping’s filter names a value that the file never has',
    meaning: 'The column has another value that is spelt almost the same, which was most likely meant.',
    effect:
      'Rows that the filter should keep or leave out are treated the other way: sales, cash or receivables are off by all of them.',
    whatToDo: 'Correct the value in the mapping.',
  },
  {
    code: 'filter-keeps-nothing',
    unit: 'filter',
    severity: 'warning',
    title: 'A mapping’s filter leaves out every row of a file',
    meaning: 'The file has rows, and the filter for one of the ledger’s tables keeps none of them.',
    effect: 'The table is empty, as if nothing of its kind had ever happened.',
    whatToDo: 'Compare the filter with the values that the file has; take the table out of the mapping if it is right.',
  },
  {
    code: 'exchange-difference',
    unit: 'payment',
    severity: 'note',
    title: 'Cash in other currencies is worth another amount on its own days',
    meaning:
      'An invoice and all that is posted to it count by the rate of the invoice’s date, so that a paid invoice is closed. The money is by how much the cash differs at the rates of the payments’ own days: the realised exchange gain or loss.',
    effect: 'None on receivables and DSO; cash collected differs from the bank’s by this amount.',
    whatToDo: 'Expect it when you reconcile cash with the bank; in the general ledger it is an exchange gain or loss.',
  },
  {
    code: 'rows-left-out',
    unit: 'row',
    severity: 'note',
    title: 'Rows were left out as the mapping asks',
    meaning: 'The mapping’s filter left records out, or merged equal ones; they are not among the rows read.',
    effect: 'None, if the filter is right: these rows are in no figure.',
    whatToDo: 'Compare the number with what you expect the filter to take out.',
  },
] as const satisfies readonly FindingDefinition[]

/** A rejected row is found under its reject code; rejected rows that were counted but not listed are under this one. */
export const rejectedRows: FindingDefinition = {
  code: 'rejected-rows',
  unit: 'row',
  severity: 'error',
  title: 'More rows were rejected than are listed',
  meaning:
    'Rows could not be used; only the first of very many are listed with their reasons, and these are the others.',
  effect: 'Their money is in no figure.',
  whatToDo: 'Mend the reasons that are listed and check again.',
}

/** The finding that a class of rejected rows makes. */
export function rejectDefinition(code: RejectCode): FindingDefinition {
  const { meaning, advice } = rejectCodes[code]
  return {
    code,
    unit: 'row',
    severity: 'error',
    title: `Rejected: ${meaning}`,
    meaning: `Rows were rejected: ${meaning}. The money is that of their amounts, as far as it could be read.`,
    effect:
      'The rows are in no figure. A rejected invoice lowers sales and receivables; a rejected payment, application or adjustment leaves its invoice open, which raises receivables and DSO.',
    whatToDo: advice,
  }
}

/** Rejected rows by class, and the reader's own warnings. */
export function readerFindings(ledger: LedgerData): Finding[] {
  return [...rejectFindings(ledger), ...leftOut(ledger), ...ledger.warnings.map(warningFinding)]
}

interface RejectTally {
  rows: number
  amount: number | null
  readonly examples: FindingExample[]
}

function rejectFindings({ tables, rejects }: LedgerData): Finding[] {
  const tallies = new Map<RejectCode, RejectTally>()
  const tallyOf = (code: RejectCode) => {
    const tally = tallies.get(code) ?? { rows: 0, amount: null, examples: [] }
    tallies.set(code, tally)
    return tally
  }
  const add = (tally: RejectTally, rows: number, amount: number | null) => {
    tally.rows += rows
    if (amount !== null) tally.amount = (tally.amount ?? 0) + Math.abs(amount)
  }
  const counted = Object.values(tables).flatMap(({ rejectedBy }) => (rejectedBy ? [rejectedBy] : []))
  for (const table of counted) {
    for (const [code, { rows, amount }] of Object.entries(table)) add(tallyOf(code as RejectCode), rows, amount)
  }
  for (const reject of rejects) {
    const tally = tallyOf(reject.code)
    if (counted.length === 0) add(tally, 1, reject.amount ?? null)
    if (tally.examples.length < 5) {
      tally.examples.push({ text: rejectSentence(reject), file: reject.file, line: reject.line })
    }
  }
  const classified = [...tallies.values()].reduce((sum, { rows }) => sum + rows, 0)
  const all = rejectedRowCount(tables)
  return [
    ...[...tallies].map(([code, { rows, amount, examples }]) =>
      finding(rejectDefinition(code), { count: rows, amount, examples }),
    ),
    ...(all > classified ? [finding(rejectedRows, { count: all - classified, amount: null, examples: [] })] : []),
  ]
}

function leftOut({ tables }: LedgerData): Finding[] {
  const parts = Object.entries(tables).filter(([, { leftOut }]) => leftOut > 0)
  if (parts.length === 0) return []
  const definition = readerDefinitions.find(({ code }) => code === 'rows-left-out')!
  return [
    finding(definition, {
      count: parts.reduce((sum, [, counts]) => sum + counts.leftOut, 0),
      amount: null,
      examples: [],
      detail: parts.map(([name, counts]) => `${counts.leftOut.toLocaleString('en-US')} of ${name}`).join(', '),
    }),
  ]
}

function warningFinding({ code, message, count, amount = null }: Warning): Finding {
  const definition: FindingDefinition = readerDefinitions.find((known) => known.code === code) ?? {
    code,
    unit: 'row',
    severity: 'warning',
    title: message,
    meaning: message,
    effect: '',
    whatToDo: 'Look at the file that the message names.',
  }
  return finding(definition, {
    count,
    amount,
    examples: [],
    ...(definition.title === message ? {} : { detail: message }),
  })
}
