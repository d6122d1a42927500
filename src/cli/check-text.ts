import { wrapText } from '../chart/wrap-text.js'
import { plural } from '../document/plural.js'
import { groupLabel, isTotal } from '../facts/fact-table.js'
import { rejectSentence } from '../ledger/ledger-problem.js'
import { isRejectCode } from '../ledger/reject-code.js'
import { cents } from '../money/cents.js'
import { type Currency, currencyOf } from '../money/currency.js'
import { formatAmount } from '../money/format-amount.js'
import type { LedgerCheck } from '../quality/check-ledger.js'
import { differenceOn } from '../quality/control/compare-control.js'
import type { Finding, Severity } from '../quality/finding.js'
import { checkVerdict, findingMeasure, rejectedCount } from '../quality/verdict.js'
import { plainAmount } from './plain-amount.js'
import { statementText } from './statement-text.js'
import { textTable } from './text-table.js'

/** The widest line that the report prints, apart from names and rows of the ledger that are longer themselves. */
const lineWidth = 100
/** Rejects shown as text before the rest is only counted. */
const shownRejects = 20
/** Examples that a finding shows as text. */
const shownExamples = 2
/** Rows of a control that does not tie. */
const shownDifferences = 12

/** The data-quality report for a terminal, the most important first. */
export function checkText(path: string, check: LedgerCheck, isCut: boolean): string {
  const currency = currencyOf(check.currency)!
  const { headline, sentences } = checkVerdict(check, currency)
  const cut = isCut ? ' (row counts are of the whole files, all else as of that day)' : ''
  return [
    [
      ...wrapped(`${path}, known through ${check.asOf}${cut}`),
      '',
      ...wrapped(`${headline}.`),
      ...sentences.flatMap(bullet),
    ],
    tablesText(check, currency),
    findingsText(check, currency),
    rejectsText(check),
    controlText(check, currency),
    agingText(check, currency),
    check.rollForward.rows ? [statementText(check.rollForward.rows, currency)] : [],
  ]
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
}

/** The findings of a check in sentences, for the report of a simulation. */
export function checkSentences(check: LedgerCheck, currency: Currency): string[] {
  return [
    ...checkVerdict(check, currency).sentences,
    ...check.findings
      .filter(({ severity, code }) => severity === 'warning' && !isRejectCode(code))
      .map((finding) => {
        const detail = finding.detail === undefined ? '' : `: ${finding.detail}`
        return `Warning (${finding.code}, ${findingMeasure(finding, currency)}): ${finding.title}${detail}.`
      }),
  ]
}

function tablesText({ tables }: LedgerCheck, currency: Currency): string[] {
  const entries = Object.entries(tables)
  const leavesOut = entries.some(([, counts]) => counts.leftOut > 0)
  const count = (value: number) => value.toLocaleString('en-US')
  const rowCells = entries.map(([, counts]) => [
    ...[counts.read, counts.accepted, counts.rejected].map(count),
    ...(leavesOut ? [count(counts.leftOut)] : []),
  ])
  const moneyCells = entries.map(([, counts]) =>
    [counts.readAmount, counts.acceptedAmount, counts.rejectedAmount].map((amount) => plainAmount(amount, currency)),
  )
  const names = entries.map(([name]) => name)
  const rowHeader = ['rows read', 'accepted', 'rejected', ...(leavesOut ? ['left out'] : [])]
  const moneyHeader = [`${currency.code} read`, 'accepted', 'rejected']
  const together = textTable(
    ['table', ...rowHeader, ...moneyHeader],
    names.map((name, row) => [name, ...rowCells[row]!, ...moneyCells[row]!]),
  )
  if (widthOf(together) <= lineWidth) return [together]
  return [
    textTable(
      ['table', ...rowHeader],
      names.map((name, row) => [name, ...rowCells[row]!]),
    ),
    '',
    textTable(
      ['table', ...moneyHeader],
      names.flatMap((name, row) => (moneyCells[row]!.some((cell) => cell !== '') ? [[name, ...moneyCells[row]!]] : [])),
    ),
  ]
}

const severityText: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', note: 'NOTE' }

function findingsText({ findings }: LedgerCheck, currency: Currency): string[] {
  if (findings.length === 0) return []
  const blocks = findings.map((finding) => findingText(finding, currency))
  return [
    'Findings',
    '─'.repeat(lineWidth),
    ...blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block])),
    '',
    `arlab explain ${findings[0]!.code} tells more; so for each code.`,
  ]
}

function findingText(found: Finding, currency: Currency): string[] {
  const { severity, code, title, examples, detail, whatToDo } = found
  // Rejected rows are listed by themselves below.
  const shown = isRejectCode(code) ? [] : examples.slice(0, shownExamples)
  const more = examples.length === 0 || isRejectCode(code) ? 0 : found.count - shown.length
  const moreText = more > 0 && shown.length > 0 ? [`… and ${more.toLocaleString('en-US')} more`] : []
  return [
    `${severityText[severity].padEnd(8)} ${code}  ${findingMeasure(found, currency)}`,
    ...wrapped(`${title}.`, 9),
    ...(detail === undefined ? [] : wrapped(detail, 9)),
    ...shown.flatMap(({ text }) => wrapped(text, 9, '· ')),
    ...moreText.flatMap((text) => wrapped(text, 11)),
    ...wrapped(whatToDo, 9, '→ '),
  ]
}

function rejectsText(check: LedgerCheck): string[] {
  const shown = check.rejects.slice(0, shownRejects)
  if (shown.length === 0) return []
  const all = rejectedCount(check)
  const [unshown, unlisted] = [check.rejects.length - shown.length, all - check.rejects.length]
  return [
    'Rejected rows:',
    ...shown.map((reject) => `  ${rejectSentence(reject)}`),
    ...(unshown > 0 ? [`  … and ${unshown.toLocaleString('en-US')} more; --json lists them.`] : []),
    ...(unlisted > 0 ? [`  … and ${unlisted.toLocaleString('en-US')} that are counted and not listed.`] : []),
  ]
}

function controlText({ control }: LedgerCheck, currency: Currency): string[] {
  if (!control || control.rows.length === 0) return []
  const rows = control.ties ? control.rows.slice(-shownDifferences) : control.differences.slice(0, shownDifferences)
  const grouped = rows.some(({ group }) => !isTotal(group))
  const left = (control.ties ? control.rows : control.differences).length - rows.length
  return [
    control.ties ? 'Control balances' : 'Control balances that differ',
    textTable(
      [
        'month',
        ...(grouped ? ['group'] : []),
        `control (${currency.code})`,
        'receivables',
        'difference',
        'less unapplied',
        'difference',
      ],
      rows.map((row) => [
        row.month,
        ...(grouped ? [groupLabel(row.group)] : []),
        ...[
          row.control,
          row.receivables,
          row.difference,
          row.receivables - row.unappliedCash,
          differenceOn(row, 'receivables-less-unapplied'),
        ].map((amount) => plainAmount(amount, currency)),
      ]),
    ),
    ...(left > 0 ? [`${plural(left, 'row')} more; --json lists them.`] : []),
  ]
}

function agingText({ agingBuckets, receivables, creditBalances }: LedgerCheck, currency: Currency): string[] {
  const total = agingBuckets.reduce((sum, { amount }) => sum + amount, 0)
  const money = (amount: number) => formatAmount(cents(amount), currency)
  return [
    textTable(
      ['days past due', 'open invoices', `open (${currency.code})`, 'share'],
      agingBuckets.map(({ label, invoices, amount }) => [
        label,
        invoices.toLocaleString('en-US'),
        plainAmount(amount, currency),
        total === 0 ? '–' : `${((amount / total) * 100).toFixed(1)} %`,
      ]),
    ),
    ...wrapped(
      creditBalances === 0
        ? `Together the receivables of ${money(receivables)}.`
        : `Together ${money(total)}; less ${money(creditBalances)} of credit balances, the receivables of ${money(receivables)}.`,
    ),
  ]
}

function bullet(sentence: string): string[] {
  return wrapped(sentence, 0, '• ')
}

/** Text in lines that begin `indent` columns to the right; the first one with a mark. */
function wrapped(text: string, indent = 0, mark = ''): string[] {
  const hang = ' '.repeat(indent)
  return wrapText(text, lineWidth - indent - mark.length).map(
    (line, index) => hang + (index === 0 ? mark : ' '.repeat(mark.length)) + line,
  )
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length))
}
