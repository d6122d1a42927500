import { type Day, isoFromDay } from '../calendar/day.js'
import { contactWords } from '../collections/last-contacts.js'
import type { WorklistAccount, WorklistOwner } from '../collections/worklist.js'
import { plural } from '../document/plural.js'
import type { ExportColumn, ExportTable } from '../export/export-table.js'
import type { Currency } from '../money/currency.js'
import { cutCell } from './cut-cell.js'
import { plainAmount } from './plain-amount.js'
import type { PrintedTable } from './printed-table.js'

/** The accounts of each owner, one table for each; `top` limits how many are shown of each. */
export function worklistTables(
  owners: readonly WorklistOwner[],
  currency: Currency,
  moreThanDays: number,
  top: number | null,
): PrintedTable[] {
  return owners.map(({ owner, pastDue, disputed, accounts }) => {
    const shown = top === null ? accounts : accounts.slice(0, top)
    const more = accounts.length - shown.length
    return {
      title: `${owner}: ${plainAmount(pastDue, currency)} ${currency.code} more than ${moreThanDays} days past due, ${plural(accounts.length, 'account')}`,
      header: ['customer', 'past due', 'inv', 'oldest', 'days', 'last contact', 'promise'],
      wordColumns: 1,
      rows: shown.map((account) => [
        cutCell(account.name === null ? account.customerId : `${account.customerId} ${account.name}`, 24),
        plainAmount(account.pastDue, currency),
        String(account.invoices),
        cutCell(account.oldest.invoiceId, 14),
        String(account.oldest.daysPastDue),
        contactText(account),
        promiseText(account),
      ]),
      notes: [
        ...(disputed > 0
          ? [
              `Of it ${plainAmount(disputed, currency)} ${currency.code} is under dispute: a call needs an answer first.`,
            ]
          : []),
        ...(more > 0 ? [`${plural(more, 'more account')}; --top ${accounts.length} shows all.`] : []),
      ],
    }
  })
}

function contactText({ lastContact }: WorklistAccount): string {
  return lastContact === null ? 'never' : `${isoFromDay(lastContact.day)} ${contactWords(lastContact)}`
}

function promiseText({ openPromise }: WorklistAccount): string {
  return openPromise === null ? '' : `${isoFromDay(openPromise.promisedOn)} ${openPromise.state}`
}

/** The worklist as a table to export, a row for each account. */
export function worklistExport(accounts: readonly WorklistAccount[], by: string, currency: Currency): ExportTable {
  const text = (name: string, of: (account: WorklistAccount) => string | null): ExportColumn => ({
    name,
    kind: 'text',
    at: (row) => of(accounts[row]!),
  })
  const money = (name: string, of: (account: WorklistAccount) => number | null): ExportColumn => ({
    name,
    kind: 'amount',
    at: (row) => of(accounts[row]!),
  })
  const date = (name: string, of: (account: WorklistAccount) => Day | null): ExportColumn => ({
    name,
    kind: 'date',
    at: (row) => of(accounts[row]!),
  })
  const count = (name: string, of: (account: WorklistAccount) => number): ExportColumn => ({
    name,
    kind: 'integer',
    at: (row) => of(accounts[row]!),
  })
  const columns: ExportColumn[] = [
    text(by, ({ owner }) => owner),
    { name: 'customer_id', kind: 'identifier', at: (row) => accounts[row]!.customerId },
    text('name', ({ name }) => name),
    text('division', ({ division }) => division),
    money('past_due', ({ pastDue }) => pastDue),
    count('invoices', ({ invoices }) => invoices),
    money('disputed', ({ disputed }) => disputed),
    money('total_open', ({ totalOpen }) => totalOpen),
    money('credit_balance', ({ creditBalance }) => creditBalance),
    { name: 'oldest_invoice', kind: 'identifier', at: (row) => accounts[row]!.oldest.invoiceId },
    date('oldest_due_date', ({ oldest }) => oldest.dueDate),
    count('oldest_days_past_due', ({ oldest }) => oldest.daysPastDue),
    money('oldest_open_amount', ({ oldest }) => oldest.openAmount),
    date('last_contact', ({ lastContact }) => lastContact?.day ?? null),
    text('last_contact_kind', ({ lastContact }) => lastContact?.kind ?? null),
    date('promised_on', ({ openPromise }) => openPromise?.promisedOn ?? null),
    money('promised_amount', ({ openPromise }) => openPromise?.amount ?? null),
    text('promise_state', ({ openPromise }) => openPromise?.state ?? null),
  ]
  return { name: 'worklist', rows: accounts.length, columns, currency }
}
