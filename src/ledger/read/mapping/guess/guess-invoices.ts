import type { Conditions } from '../mapping-schema.js'
import { guessClearing } from './guess-clearing.js'
import type { DraftColumn, GuessDraft } from './guess-draft.js'
import { type GuessedFilter, guessFilters, othersOf, sapTypeColumn, sapTypes } from './guess-filters.js'
import { guessPaidAmounts } from './guess-paid-amounts.js'
import { isAmount, isDate, isFilled, type ProfiledSample } from './guess-sample.js'
import { plainName } from './header-words.js'
import type { ColumnProfile } from './profile-column.js'

/** A column of a part, if it was found. */
export function from(column: ColumnProfile | undefined, options?: DraftColumn['options']): DraftColumn | undefined {
  return column ? { from: [column], ...(options ? { options } : {}) } : undefined
}

export function conditionsOf(filters: readonly GuessedFilter[]): Conditions {
  return Object.fromEntries(filters.map(({ column, condition }) => [column, condition]))
}

export function filterDoubts(filters: readonly GuessedFilter[]): Record<string, string> {
  return Object.fromEntries(filters.map(({ column, unsure }) => [`where/${column}`, unsure]))
}

export interface Surroundings {
  readonly hasPayments: boolean
  readonly hasCustomers: boolean
}

/** Proposes the table invoices, and what else the rows of an invoice file tell: customers, payments, credits. */
export function guessInvoices(draft: GuessDraft, sample: ProfiledSample, source: string, around: Surroundings): void {
  const filters = guessFilters(sample)
  const types = sapTypeColumn(sample)
  const invoiceTypes = types?.distinct.filter((type) =>
    [...sapTypes.invoice, ...sapTypes.credit].some((known) => known === type),
  )
  const where = { ...conditionsOf(filters), ...(types && invoiceTypes ? { [types.name]: invoiceTypes } : {}) }
  const kept = (column: ColumnProfile) => (types && invoiceTypes ? sample.within(column, types, invoiceTypes) : column)

  const id = sample.find('invoice_id', (column) => kept(column).isUnique) ?? sample.find('invoice_id', isFilled)
  const customer = sample.find('customer_id', isFilled)
  const issued = sample.find('invoice_date', isDate)
  const due = sample.find('due_date', isDate)
  const amount = sample.find('amount', isAmount)
  const terms = sample.find('terms', isFilled)
  const paid = sample.find('paid', isAmount)
  const clearing = sample.find('clearing', isFilled)
  const settled = paid || clearing || around.hasPayments ? undefined : sample.find('settled_date', isDate)
  if (!around.hasCustomers) addCustomers(draft, sample, source, where, customer, types === undefined)
  draft.add(
    {
      table: 'invoices',
      source,
      where,
      columns: {
        invoice_id: from(id),
        customer_id: from(customer),
        invoice_date: from(issued),
        due_date: due && { from: issued && hasGaps(kept(due)) ? [due, issued] : [due] },
        amount: from(amount),
        ...(due ? {} : { terms: from(terms), terms_from: from(sample.find('terms_from', isDate)) }),
        currency: from(sample.find('currency', ({ isCurrency }) => isCurrency)),
        salesperson: from(sample.find('salesperson', isFilled)),
        division: from(sample.find('division', isFilled)),
        disputed: from(sample.find('disputed', ({ isFlag }) => isFlag)),
        settled_date: from(settled),
      },
    },
    {
      ...filterDoubts(filters),
      ...(types && invoiceTypes ? { [`where/${types.name}`]: typeDoubt(types, invoiceTypes) } : {}),
      invoice_id:
        id && !kept(id).isUnique
          ? `${id.name} does not name every row once; are there several rows per invoice?`
          : undefined,
      invoice_date: choiceDoubt(sample, issued, 'day of the invoice'),
      due_date: due ? emptyDoubt(kept(due)) : undefined,
      columns:
        due || terms
          ? undefined
          : 'no column looks like a due date or terms, and a ledger needs one; state them, e.g. constants: { terms: net 30 }',
      terms:
        !due && terms && !terms.isTerms
          ? `${terms.name} holds keys (${terms.distinct.slice(0, 4).join(', ')}); say under values what they mean`
          : undefined,
      amount: amount ? amountDoubt(sample, kept(amount), amount) : undefined,
      settled_date: settled ? 'taken as the day on which the invoice was paid in full' : undefined,
    },
  )
  if (id && customer && paid) guessPaidAmounts(draft, sample, source, where, { id, customer, paid })
  if (id && customer && amount && clearing && types)
    guessClearing(draft, sample, source, { id, customer, amount, clearing, types })
  guessReturns(draft, sample, source, where, { id, amount, issued })
}

/** Proposes customers out of a file of them. */
export function guessCustomers(draft: GuessDraft, sample: ProfiledSample, source: string): void {
  const name = sample.find('name', isFilled)
  const id = sample.find('customer_id', isFilled)
  draft.add({
    table: 'customers',
    source,
    columns: {
      customer_id: from(id),
      name: from(name === id ? undefined : name),
      segment: from(sample.find('segment', isFilled)),
      region: from(sample.find('region', isFilled)),
      salesperson: from(sample.find('salesperson', isFilled)),
      terms: from(sample.find('terms', ({ isTerms }) => isTerms)),
    },
  })
}

/** Proposes credit memos of a file of their own: invoices with a negative amount. */
export function guessCredits(draft: GuessDraft, sample: ProfiledSample, source: string): void {
  const filters = guessFilters(sample)
  const amount = sample.find('amount', isAmount)
  const isPositive = amount !== undefined && amount.negative === 0
  const day = sample.find('invoice_date', isDate)
  draft.add(
    {
      table: 'invoices',
      source,
      where: conditionsOf(filters),
      columns: {
        invoice_id: from(
          sample.find('invoice_id', ({ isUnique }) => isUnique),
          { prefix: 'CM-' },
        ),
        customer_id: from(sample.find('customer_id', isFilled)),
        invoice_date: from(day),
        due_date: from(day),
        amount: from(amount, isPositive ? { negate: true } : undefined),
        currency: from(sample.find('currency', ({ isCurrency }) => isCurrency)),
      },
    },
    {
      ...filterDoubts(filters),
      invoice_id: 'the prefix CM- keeps credit memos apart from invoices with the same id',
      amount: isPositive
        ? 'no amount is negative, so the sign is turned: a credit memo is a negative invoice'
        : undefined,
    },
  )
}

/** Customers who have paid and are in no invoice, out of the payments. */
export function guessPayingCustomers(draft: GuessDraft, payments: ProfiledSample, source: string): void {
  const [part] = draft.partsOf('customers')
  const known = part?.columns.customer_id?.from[0]
  const customer = payments.find('customer_id', isFilled)
  if (!part || !known || !customer) return
  const filters = guessFilters(payments)
  const paying = customer.values.filter(
    (id, row) => id !== null && filters.every((filter) => keeps(filter, payments, row)),
  )
  const invoiced = new Set(known.distinct)
  if (paying.every((id) => invoiced.has(id!))) return
  const name = part.columns.name ? payments.find('name', isFilled) : undefined
  draft.add(
    {
      table: 'customers',
      source,
      where: conditionsOf(filters),
      columns: { customer_id: from(customer), name: from(name === customer ? undefined : name) },
      distinct: true,
    },
    { source: 'customers of payments who are in no invoice; one who is named differently here is there twice' },
  )
}

/** Whether a proposed filter keeps a row of the sample. */
function keeps({ column, condition }: GuessedFilter, sample: ProfiledSample, row: number): boolean {
  const value = sample.columns.find(({ name }) => name === column)?.values[row] ?? ''
  if (typeof condition === 'string') return value === condition
  if (Array.isArray(condition)) return condition.includes(value)
  return ![condition.not ?? []].flat().includes(value)
}

/** Customers out of the invoices, with what is the same in all rows of a customer. */
function addCustomers(
  draft: GuessDraft,
  sample: ProfiledSample,
  source: string,
  where: Conditions,
  customer: ColumnProfile | undefined,
  isFiltered: boolean,
): void {
  if (!customer) return
  const candidates = {
    name: sample.find('name', isFilled),
    segment: sample.find('segment', isFilled),
    region: sample.find('region', ({ filled, dates }) => filled > 0 && dates === null),
  }
  const columns: Record<string, DraftColumn | undefined> = { customer_id: from(customer) }
  const doubts: Record<string, string> = {}
  for (const [name, column] of Object.entries(candidates)) {
    if (!column || column === customer || column.isUnique) continue
    if (isSamePerKey(customer, column)) columns[name] = from(column)
    else doubts.columns = `${column.name} differs between rows of one customer, so it is left out`
  }
  draft.add({ table: 'customers', source, where: isFiltered ? where : {}, columns, distinct: true }, doubts)
}

function isSamePerKey(key: ColumnProfile, column: ColumnProfile): boolean {
  const seen = new Map<string, string | null>()
  return key.values.every((value, row) => {
    if (value === null) return true
    const known = seen.get(value)
    if (known === undefined && !seen.has(value)) seen.set(value, column.values[row]!)
    return !seen.has(value) || seen.get(value) === column.values[row]
  })
}

/** Returns that name the invoice they return reduce what is open of it. */
function guessReturns(
  draft: GuessDraft,
  sample: ProfiledSample,
  source: string,
  where: Conditions,
  { id, amount, issued }: Readonly<Record<'id' | 'amount' | 'issued', ColumnProfile | undefined>>,
): void {
  const against = sample.find('return_against', isFilled)
  if (!against || !id || !amount || amount.negative === 0) return
  // ERPNext says so of returns that keep a balance of their own.
  const ownBalance = sample.columns.find(({ name }) => plainName(name) === 'updateoutstandingforself')
  draft.add(
    {
      table: 'applications',
      source,
      where: { ...where, [against.name]: { empty: false }, ...(ownBalance ? { [ownBalance.name]: '0' } : {}) },
      columns: {
        payment_id: from(id),
        invoice_id: from(against),
        amount: from(amount, { negate: true }),
        applied_date: from(issued),
      },
    },
    {
      [`where/${against.name}`]: 'taken as returns that reduce what is open of the invoice they name',
    },
  )
}

function typeDoubt(types: ColumnProfile, kept: readonly string[]): string {
  const known = [...kept, ...sapTypes.payment]
  const rest = types.distinct.some((type) => !known.includes(type))
    ? `; ${othersOf(types.distinct, known)} left out`
    : ''
  return `${kept.join(', ')} are taken for invoices and credit memos${rest}`
}

function choiceDoubt(sample: ProfiledSample, chosen: ColumnProfile | undefined, what: string): string | undefined {
  const others = sample.columns.filter(
    (column) => column !== chosen && column.dates !== null && /post|budat|doc|beleg|created/i.test(column.name),
  )
  return chosen && others.length > 0
    ? `${chosen.name} is taken for the ${what}; it could be ${others.map(({ name }) => name).join(' or ')}`
    : undefined
}

function hasGaps(column: ColumnProfile): boolean {
  return column.filled < column.values.length
}

function emptyDoubt(due: ColumnProfile): string | undefined {
  const empty = due.values.length - due.filled
  return empty > 0
    ? `${due.name} is empty in ${empty} of ${due.values.length} rows; those are taken as due on the day of the invoice`
    : undefined
}

function amountDoubt(sample: ProfiledSample, kept: ColumnProfile, amount: ColumnProfile): string | undefined {
  const balance = sample.columns.find(
    ({ name, decimals }) =>
      decimals !== null && /^(balance|open.?amount|outstanding.?amount|amount.?(due|remaining))$/i.test(name),
  )
  if (kept.negative > 0) {
    return kept.negative === 1
      ? '1 amount is negative and becomes a credit note'
      : `${kept.negative} amounts are negative and become credit notes`
  }
  return balance === amount ? `${amount.name} may be what is open, not what was invoiced` : undefined
}
