import { dayText } from '../chart/month-text.js'
import { escapeHtml } from '../document/escape-html.js'
import { plural } from '../document/plural.js'
import { groupLabel, isTotal } from '../facts/fact-table.js'
import { statementLines } from '../facts/roll-forward-statement.js'
import { cents } from '../money/cents.js'
import { type Currency, currencyOfAnyCode } from '../money/currency.js'
import { formatAmount } from '../money/format-amount.js'
import { htmlTable } from '../page/html-table.js'
import { sectionLinks, sectionsHtml, webPage } from '../page/web-page.js'
import { findingCatalogue } from '../quality/catalogue.js'
import type { LedgerCheck, RollForwardRow } from '../quality/check-ledger.js'
import { type Finding, type Severity, severities } from '../quality/finding.js'
import { checkVerdict, findingMeasure, rejectedCount } from '../quality/verdict.js'
import { qualityStyle } from './quality-style.js'

export interface QualityPageInput {
  /** The company, or whatever else the ledger belongs to. */
  readonly title: string
  readonly check: LedgerCheck
}

/** Rows that the page shows of what may be long; the JSON has all. */
const most = { rejects: 100, statement: 60, control: 36 } as const

/**
 * A check of a ledger as one self-contained HTML page: the verdict and what proves it, the findings with their money
 * and what to do, what was read, the roll-forward, the control and the aging. It runs no script and loads nothing.
 */
export function qualityPage({ title, check }: QualityPageInput): string {
  const currency = currencyOfAnyCode(check.currency)
  const { headline, sentences } = checkVerdict(check, currency)
  const sections = [
    { anchor: 'findings', name: 'Findings', body: findingsSection(check, currency) },
    { anchor: 'read', name: 'What was read', body: readSection(check, currency) },
    { anchor: 'rejected', name: 'Rejected rows', body: rejectedSection(check) },
    { anchor: 'control', name: 'General ledger', body: controlSection(check, currency) },
    { anchor: 'roll-forward', name: 'Roll-forward', body: rollForwardSection(check, currency) },
    { anchor: 'aging', name: 'Aging', body: agingSection(check, currency) },
    { anchor: 'reading', name: 'How to read this', body: readingSection() },
  ].filter(({ body }) => body !== '')
  return webPage({
    title: `${title}: data quality of the receivables ledger`,
    style: qualityStyle,
    header: `<p class="kicker">${escapeHtml(title)} · receivables ledger known through ${dayText(check.asOf)} · data quality</p>
<h1>${escapeHtml(headline)}</h1>
${proofs(check, sentences)}
${sectionLinks(sections)}`,
    main: sectionsHtml(sections),
    footer: `<p>Made by AR Lab (arlab check). Amounts are exact to the minor unit of ${escapeHtml(currency.code)}; nothing is rounded.</p>`,
  })
}

/** The sentences of the verdict, each marked by whether it is as it should be. The last one only informs. */
function proofs(check: LedgerCheck, sentences: readonly string[]): string {
  const states = [
    rejectedCount(check) === 0,
    check.rollForward.holds,
    ...(check.control ? [check.control.ties] : []),
    null,
  ]
  const items = sentences.map((sentence, index) => {
    const holds = states[index]
    if (holds === null || holds === undefined) return `<li data-mark="•">${escapeHtml(sentence)}</li>`
    const word = holds ? 'In order: ' : 'Not in order: '
    return `<li class="${holds ? 'holds' : 'fails'}" data-mark="${holds ? '✓' : '✗'}"><span class="hidden">${word}</span>${escapeHtml(sentence)}</li>`
  })
  return `<ul class="proofs">${items.join('\n')}</ul>`
}

const severityWord: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', note: 'Note' }

function badge(severity: Severity): string {
  return `<span class="badge ${severity}">${severityWord[severity]}</span>`
}

function findingsSection({ findings }: LedgerCheck, currency: Currency): string {
  if (findings.length === 0) return '<p>Nothing odd was found.</p>'
  const money = (amount: number | null) => (amount === null ? '–' : formatAmount(cents(amount), currency))
  const overview = htmlTable({
    caption: 'The gravest first, then by the money that each touches. The same money can be in several findings.',
    columns: [
      { head: 'Finding', kind: 'text' },
      { head: 'Severity', kind: 'text' },
      { head: 'How many', kind: 'count' },
      { head: 'Money touched', kind: 'money' },
    ],
    rows: findings.map(({ severity, title, count, unit, amount }, index) => ({
      cells: [
        `<a href="#finding-${index + 1}">${escapeHtml(title)}</a>`,
        badge(severity),
        plural(count, unit),
        money(amount),
      ],
    })),
  })
  return `${overview}\n${findings.map((found, index) => findingArticle(found, index, currency)).join('\n')}`
}

function findingArticle(found: Finding, index: number, currency: Currency): string {
  const { code, severity, title, examples, detail, whatToDo } = found
  const definition = findingCatalogue.find((entry) => entry.code === code)
  const anchor = `finding-${index + 1}`
  const shown = examples.map(({ text }) => `<li>${escapeHtml(text)}</li>`).join('')
  const more =
    examples.length > 0 && found.count > examples.length
      ? `<li>… and ${(found.count - examples.length).toLocaleString('en-US')} more</li>`
      : ''
  const entries = [
    ['What to do', whatToDo, ' class="todo"'] as const,
    ...(detail === undefined ? [] : [['In detail', detail, ''] as const]),
    ['Why it matters', definition?.effect ?? '', ''] as const,
    ['What it is', definition?.meaning ?? '', ''] as const,
    ['Found from', definition?.threshold ?? '', ''] as const,
  ].filter(([, text]) => text !== '')
  return `<article class="finding ${severity}" aria-labelledby="${anchor}">
<p class="measure">${badge(severity)} <code>${escapeHtml(code)}</code></p>
<h3 id="${anchor}">${escapeHtml(title)}</h3>
<p class="measure">${escapeHtml(findingMeasure(found, currency))}</p>
<dl>${entries.map(([term, text, kind]) => `<dt>${term}</dt><dd${kind}>${escapeHtml(text)}</dd>`).join('\n')}
${shown === '' ? '' : `<dt>Examples</dt><dd><ul>${shown}${more}</ul></dd>`}</dl>
</article>`
}

function readSection({ tables }: LedgerCheck, currency: Currency): string {
  const entries = Object.entries(tables)
  if (entries.length === 0) return ''
  const leavesOut = entries.some(([, { leftOut }]) => leftOut > 0)
  const count = (value: number) => value.toLocaleString('en-US')
  return htmlTable({
    caption: `Rows and money of each table; read = accepted + rejected, in both. Amounts in ${currency.code}.${leavesOut ? ' Left out: by the mapping’s own filter; not among those read.' : ''}`,
    columns: [
      { head: 'Table', kind: 'text' },
      ...['Rows read', 'accepted', 'rejected', ...(leavesOut ? ['left out'] : [])].map((head) => ({
        head,
        kind: 'count' as const,
      })),
      ...['Money read', 'accepted', 'rejected'].map((head) => ({ head, kind: 'money' as const })),
    ],
    rows: entries.map(([name, counts]) => ({
      ...(counts.rejected > 0 ? { kind: 'off' } : {}),
      cells: [
        escapeHtml(name),
        ...[counts.read, counts.accepted, counts.rejected].map(count),
        ...(leavesOut ? [count(counts.leftOut)] : []),
        ...[counts.readAmount, counts.acceptedAmount, counts.rejectedAmount].map((amount) => bare(amount, currency)),
      ],
    })),
  })
}

function rejectedSection(check: LedgerCheck): string {
  const { rejects } = check
  if (rejects.length === 0) return ''
  const all = rejectedCount(check)
  const shown = rejects.slice(0, most.rejects)
  return htmlTable({
    caption:
      shown.length < all
        ? `The first ${shown.length} of ${all.toLocaleString('en-US')} rejected rows; arlab check --json lists more.`
        : 'Every rejected row.',
    columns: [
      { head: 'File', kind: 'text' },
      { head: 'Line', kind: 'count' },
      { head: 'Column', kind: 'text' },
      { head: 'Value', kind: 'text' },
      { head: 'Reason', kind: 'text' },
    ],
    rows: shown.map(({ file, line, column, value, reason }) => ({
      cells: [
        escapeHtml(file),
        line.toLocaleString('en-US'),
        escapeHtml(column),
        `<code>${escapeHtml(value.length > 40 ? `${value.slice(0, 39)}…` : value)}</code>`,
        escapeHtml(reason),
      ],
    })),
  })
}

function rollForwardSection({ rollForward }: LedgerCheck, currency: Currency): string {
  const rows = rollForward.rows
  if (!rows || rows.length === 0) return ''
  const shown = rows.slice(-most.statement)
  const moved = statementLines.filter(({ line }) => rows.some((row) => row.lines[line] !== 0))
  const grouped = rows.some(({ group }) => !isTotal(group))
  const off = rows.some(({ difference }) => difference !== 0)
  const cut = shown.length < rows.length ? ` The last ${shown.length} of ${rows.length} lines.` : ''
  return htmlTable({
    caption: `Opening receivables, what moved them, closing receivables, in ${currency.code}. The signs say which way each column moves the balance.${cut}`,
    columns: [
      { head: 'Period', kind: 'text' },
      ...(grouped ? [{ head: 'Group', kind: 'text' as const }] : []),
      { head: 'Opening', kind: 'money' },
      ...moved.map(({ sign, label }) => ({ head: `${sign > 0 ? '+' : '−'} ${label}`, kind: 'money' as const })),
      ...(off ? [{ head: 'not explained', kind: 'money' as const }] : []),
      { head: '= Closing', kind: 'money' },
    ],
    rows: shown.map((row) => ({
      ...(row.difference !== 0 ? { kind: 'off' } : {}),
      cells: statementCells(row, moved, grouped, off, currency),
    })),
    wide: true,
  })
}

function statementCells(
  row: RollForwardRow,
  moved: readonly (typeof statementLines)[number][],
  grouped: boolean,
  off: boolean,
  currency: Currency,
): string[] {
  return [
    escapeHtml(row.period),
    ...(grouped ? [escapeHtml(groupLabel(row.group))] : []),
    bare(row.opening, currency),
    ...moved.map(({ line }) => bare(row.lines[line], currency)),
    ...(off ? [bare(row.difference, currency)] : []),
    bare(row.closing, currency),
  ]
}

function controlSection({ control }: LedgerCheck, currency: Currency): string {
  if (!control || control.rows.length === 0) return ''
  const grouped = control.rows.some(({ group }) => !isTotal(group))
  const differs = new Set(control.differences)
  const rows = (
    control.ties ? control.rows : [...control.differences, ...control.rows.filter((row) => !differs.has(row))]
  ).slice(0, most.control)
  const cut = rows.length < control.rows.length ? ` ${rows.length} of ${control.rows.length} balances are shown.` : ''
  return htmlTable({
    caption: `Receivables beside the control balances of ${control.file}, in ${currency.code}. A control account may hold unapplied cash too, so both differences are given.${control.ties ? '' : ' Those that differ come first.'}${cut}`,
    columns: [
      { head: 'Month', kind: 'text' },
      ...(grouped ? [{ head: 'Group', kind: 'text' as const }] : []),
      ...['Control', 'Receivables', 'Difference', 'Less unapplied cash', 'Difference'].map((head) => ({
        head,
        kind: 'money' as const,
      })),
    ],
    rows: rows.map((row) => ({
      ...(differs.has(row) ? { kind: 'off' } : {}),
      cells: [
        escapeHtml(row.month),
        ...(grouped ? [escapeHtml(groupLabel(row.group))] : []),
        ...[
          row.control,
          row.receivables,
          row.difference,
          row.receivables - row.unappliedCash,
          row.differenceLessUnapplied,
        ].map((amount) => bare(amount, currency)),
      ],
    })),
  })
}

function agingSection({ agingBuckets, creditBalances, receivables }: LedgerCheck, currency: Currency): string {
  const total = agingBuckets.reduce((sum, { amount }) => sum + amount, 0)
  const largest = Math.max(1, ...agingBuckets.map(({ amount }) => amount))
  const blank = ['', '']
  return htmlTable({
    caption: `Open amounts by days past due, in ${currency.code}.`,
    columns: [
      { head: 'Days past due', kind: 'text' },
      { head: 'Open invoices', kind: 'count' },
      { head: 'Open amount', kind: 'money' },
      { head: 'Share', kind: 'count' },
      { head: '', kind: 'bars' },
    ],
    rows: [
      ...agingBuckets.map(({ label, invoices, amount }) => ({
        cells: [
          escapeHtml(label),
          invoices.toLocaleString('en-US'),
          bare(amount, currency),
          total === 0 ? '–' : `${((amount / total) * 100).toFixed(1)} %`,
          amount === 0 ? '' : `<span class="bar" style="width:${((amount / largest) * 100).toFixed(1)}%"></span>`,
        ],
      })),
      ...(creditBalances === 0
        ? []
        : [{ cells: ['less credit balances', '', bare(-creditBalances, currency), ...blank] }]),
      { kind: 'sum', cells: ['receivables', '', bare(receivables, currency), ...blank] },
    ],
  })
}

function readingSection(): string {
  const text: Readonly<Record<Severity, string>> = {
    error: 'rows or money are missing from the figures, or they do not add up. Mend these before you use a KPI.',
    warning:
      'every row was used, but something contradicts itself or is unlikely. A KPI may be off by the money that is named.',
    note: 'nothing is wrong as such; good to know when you read a KPI.',
  }
  const items = severities.map((severity) => `<li>${badge(severity)} ${text[severity]}</li>`).join('\n')
  return `<ul>${items}</ul>
<p>Money touched is the sum of the amounts concerned, as each finding says; it is not the error itself. To the cent means that no difference, however small, is let pass. On the command line <code>arlab explain CODE</code> tells more of each finding, and <code>arlab check --json</code> gives all of this to other programs.</p>`
}

/** An amount without its currency, which the caption names; a dash where there is none. */
function bare(amount: number | null, currency: Currency): string {
  return amount === null ? '–' : escapeHtml(formatAmount(cents(amount), currency).replace(` ${currency.code}`, ''))
}
