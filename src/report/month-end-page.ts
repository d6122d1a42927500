import type { Day } from '../calendar/day.js'
import { isoFromDay } from '../calendar/day.js'
import { groupTrendChart } from '../chart/group-trend-chart.js'
import { dayText } from '../chart/month-text.js'
import { pastDueChart } from '../chart/past-due-chart.js'
import { periodText } from '../chart/period-label.js'
import type { AgingRow } from '../collections/aging-by-group.js'
import type { CadenceRow } from '../collections/call-cadence.js'
import { contactWords } from '../collections/last-contacts.js'
import type { MonthEndPack, PackPart, PastDueTrend, TopAccounts } from '../collections/month-end-pack.js'
import type { WorklistAccount } from '../collections/worklist.js'
import { escapeHtml } from '../document/escape-html.js'
import { plural } from '../document/plural.js'
import { agingBuckets } from '../facts/columns.js'
import { type Group, groupValues } from '../facts/fact-table.js'
import { cents } from '../money/cents.js'
import type { Currency } from '../money/currency.js'
import { formatAmount } from '../money/format-amount.js'
import { htmlTable } from '../page/html-table.js'
import { sectionLinks, sectionsHtml, webPage } from '../page/web-page.js'
import { chartFigure, sentenceList } from './page-parts.js'
import { reportStyle } from './report-style.js'

/**
 * The month-end pack as one self-contained HTML page for the leaders of Sales: alerts, past due by division, how often to
 * call whom, aging by salesperson and the largest late accounts. It runs no script and loads nothing.
 */
export async function monthEndPage(title: string, pack: MonthEndPack): Promise<string> {
  const { currency } = pack
  const sections = [
    { anchor: 'alerts', name: 'Alerts', body: sentenceList(pack.alerts.rows.map(({ sentence }) => sentence)) },
    { anchor: 'trend', name: `Past due by ${pack.trend.by}`, body: await trendSection(pack.trend, currency) },
    { anchor: 'cadence', name: 'How often to call', body: cadenceSection(pack.cadence, currency) },
    { anchor: 'aging', name: `Aging by ${pack.aging.by}`, body: await agingSection(pack.aging, currency) },
    { anchor: 'worklist', name: 'Accounts to call', body: worklistSection(pack.worklist, pack.day, currency) },
  ]
  const date = dayText(isoFromDay(pack.day))
  return webPage({
    title: `${title}: receivables at ${date}`,
    style: `${reportStyle}
th.text, td.text { text-align: left; }`,
    header: `<p class="kicker">${escapeHtml(title)} · month-end pack for Sales · receivables at ${date}</p>
<h1>${escapeHtml(headline(pack))}</h1>
${sectionLinks(sections)}`,
    main: sectionsHtml(sections),
    footer: `<p>Made by AR Lab (arlab month-end). Amounts in ${escapeHtml(currency.code)}, exact to the minor unit.</p>`,
  })
}

function headline({ trend, currency }: MonthEndPack): string {
  const points = trend.rows[0]?.points ?? []
  const now = points.at(-1)
  if (now === undefined || now.pastDueOver30Share === null) return 'Nothing is open'
  const before = points.filter(({ pastDueOver30Share }) => pastDueOver30Share !== null).at(-2)
  const share = `${now.pastDueOver30Share.toFixed(1)} %`
  const moved =
    before?.pastDueOver30Share == null
      ? ''
      : movedText(now.pastDueOver30Share - before.pastDueOver30Share, before.period)
  return `${formatAmount(cents(now.pastDueOver30), currency)} is more than 30 days past due: ${share} of receivables${moved}`
}

/** A change of the share in points since an earlier period, as it is shown. */
function movedText(change: number, since: string): string {
  const points = Math.abs(change).toFixed(1)
  if (Number(points) === 0) return `, as in ${periodText(since)}`
  return `, ${points} points ${change > 0 ? 'more' : 'less'} than in ${periodText(since)}`
}

async function trendSection({ by, reason, rows }: PackPart<PastDueTrend>, currency: Currency): Promise<string> {
  // A single group is the whole, and its line would hide the other.
  const drawn = rows.length === 2 ? rows.slice(1) : rows
  const chart = groupTrendChart(
    drawn.map(({ group, points }) => ({
      name: nameOf(group),
      points: points.map(({ period, end, pastDueOver30Share }) => ({
        label: period,
        start: end,
        value: pastDueOver30Share,
      })),
    })),
    { kpi: 'past_due_over_30', name: 'Past due over 30 days', unit: 'percent', better: 'lower' },
  )
  const periods = rows[0]!.points.slice(-6).map(({ period }) => period)
  const table = htmlTable({
    caption: 'More than 30 days past due, in per cent of receivables, and the amount at the end',
    columns: [{ head: by, kind: 'text' }, ...periods.map((head) => ({ head })), { head: 'amount' }],
    rows: rows.map(({ group, points }) => ({
      cells: [
        escapeHtml(nameOf(group)),
        ...points.slice(-6).map(({ pastDueOver30Share: share }) => (share === null ? '–' : share.toFixed(1))),
        money(points.at(-1)!.pastDueOver30, currency),
      ],
    })),
    wide: true,
  })
  return `${why(reason)}${await chartFigure(chart)}\n${table}`
}

function cadenceSection({ by, reason, rows }: PackPart<CadenceRow>, currency: Currency): string {
  if (reason !== null) return why(reason)
  return htmlTable({
    caption: 'Calls by how much of the receivables is more than 30 days past due',
    columns: [
      { head: by, kind: 'text' },
      { head: 'call', kind: 'text' },
      { head: 'past due over 30 days' },
      { head: 'why', kind: 'text' },
    ],
    rows: rows.map(({ group, cadence, pastDueOver30, reason: because }) => ({
      cells: [nameOf(group), cadence, money(pastDueOver30, currency), because].map(escapeHtml),
    })),
  })
}

async function agingSection({ by, reason, rows }: PackPart<AgingRow>, currency: Currency): Promise<string> {
  const groups = rows.length > 1 ? rows.slice(1) : rows
  const chart = pastDueChart(
    groups.map(({ group, buckets }) => ({
      name: nameOf(group),
      buckets: buckets.slice(1).map(({ amount }, index) => ({ label: agingBuckets[index + 1]!.label, amount })),
    })),
    { currency, by },
  )
  const table = htmlTable({
    caption: `Open amounts by days past due, in ${currency.code}`,
    columns: [
      { head: by, kind: 'text' },
      ...agingBuckets.map(({ label }) => ({ head: label })),
      { head: 'over 30, %' },
    ],
    rows: rows.map(({ group, buckets, pastDueOver30Share: share }) => ({
      cells: [
        escapeHtml(nameOf(group)),
        ...buckets.map(({ amount }) => money(amount, currency)),
        share === null ? '–' : share.toFixed(1),
      ],
    })),
    wide: true,
  })
  return `${why(reason)}${await chartFigure(chart)}\n${table}`
}

function worklistSection({ reason, rows }: PackPart<TopAccounts>, day: Day, currency: Currency): string {
  if (reason !== null) return why(reason)
  if (rows.length === 0) return '<p>No account is late enough to be called.</p>'
  return rows
    .map(({ owner, pastDue, accounts, more }) => {
      const table = htmlTable({
        caption: `${money(pastDue, currency)} ${currency.code} in ${plural(accounts.length + more, 'account')}${more > 0 ? `; the largest ${accounts.length} are shown` : ''}`,
        columns: [
          { head: 'customer', kind: 'text' },
          { head: 'past due' },
          { head: 'oldest invoice', kind: 'text' },
          { head: 'days past due' },
          { head: 'last contact', kind: 'text' },
          { head: 'promise', kind: 'text' },
        ],
        rows: accounts.map((account) => ({ cells: accountCells(account, day, currency).map(escapeHtml) })),
        wide: true,
      })
      return `<h3>${escapeHtml(owner)}</h3>\n${table}`
    })
    .join('\n')
}

function accountCells(account: WorklistAccount, day: Day, currency: Currency): string[] {
  const { customerId, name, pastDue, oldest, lastContact, openPromise, disputed } = account
  const contact = lastContact === null ? 'never' : `${contactWords(lastContact)}, ${agoText(day - lastContact.day)}`
  const promise =
    openPromise === null
      ? ''
      : `${openPromise.state === 'open' ? '' : `${openPromise.state}: `}${openPromise.amount === null ? '' : `${money(openPromise.amount, currency)} `}by ${isoFromDay(openPromise.promisedOn)}`
  return [
    name === null ? customerId : `${customerId} ${name}`,
    `${money(pastDue, currency)}${disputed > 0 ? ' (disputed in part or whole)' : ''}`,
    oldest.invoiceId,
    String(oldest.daysPastDue),
    contact,
    promise,
  ]
}

function agoText(days: number): string {
  return days === 0 ? 'today' : `${plural(days, 'day')} ago`
}

function nameOf(group: Group): string {
  return groupValues(group) || 'all customers'
}

function money(amount: number, currency: Currency): string {
  return formatAmount(cents(amount), currency).replace(` ${currency.code}`, '')
}

function why(reason: string | null): string {
  return reason === null ? '' : `<p>${escapeHtml(`${reason[0]!.toUpperCase()}${reason.slice(1)}.`)}</p>`
}
