import { describe, expect, test } from 'vitest'
import { checks, findingCatalogue } from '../../src/quality/catalogue.js'
import type { Finding } from '../../src/quality/finding.js'
import { ledgerFindings } from '../../src/quality/ledger-findings.js'
import { type HandInvoice, type HandMade, handMade, tableCounts } from './hand-made-ledger.js'

/** An invoice that is paid in full on its due day, with its payment: nothing is odd about it. */
const paid = {
  invoices: [{ id: 'I1', on: '2024-01-10', amount: 100_00 }],
  payments: [{ id: 'P1', on: '2024-01-31', amount: 100_00 }],
  applications: [{ from: 'P1', to: 'I1', on: '2024-01-31', amount: 100_00 }],
} satisfies HandMade

/** Invoices of one customer, one a month, each paid in its month. */
function monthly(
  amounts: readonly number[],
  change: (invoice: HandInvoice, index: number) => Partial<HandInvoice> = () => ({}),
): HandMade {
  const invoices = amounts.map((amount, index): HandInvoice => {
    const month = `${2023 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
    const invoice = { id: `I${index}`, on: `${month}-05`, amount }
    return { ...invoice, ...change(invoice, index) }
  })
  return {
    invoices,
    payments: invoices.map(({ id, on, amount }) => ({ id: `P${id}`, on: `${on.slice(0, 8)}28`, amount })),
    applications: invoices.map(({ id, on, amount }) => ({ from: `P${id}`, to: id, on: `${on.slice(0, 8)}28`, amount })),
  }
}

function findingsOf(made: HandMade): Readonly<Record<string, Finding>> {
  return Object.fromEntries(ledgerFindings(handMade(made)).map((finding) => [finding.code, finding]))
}

interface Case {
  readonly code: string
  readonly when: string
  readonly made: HandMade
  readonly count: number
  readonly amount: number | null
  /** Of the first example, or of the detail. */
  readonly says: RegExp
  /** The same ledger with the fault mended, if it is not the clean one. */
  readonly mended?: HandMade
}

const usual = [900_00, 1000_00, 1100_00]
const year = Array.from({ length: 12 }, (_, index) => usual[index % 3]!)

const cases: readonly Case[] = [
  {
    code: 'likely-duplicate-invoice',
    when: 'three invoices are equal in customer, date and amount',
    made: {
      invoices: [
        { id: 'I1', on: '2024-01-10', amount: 100_00 },
        { id: 'I2', on: '2024-01-10', amount: 100_00 },
        { id: 'I3', on: '2024-01-10', amount: 100_00 },
        { id: 'I4', on: '2024-01-10', amount: 100_01 },
        { id: 'I5', on: '2024-01-11', amount: 100_00 },
        { id: 'I6', on: '2024-01-10', amount: 100_00, customer: 'D' },
      ],
    },
    count: 2,
    amount: 200_00,
    says: /^I2 of customer C, 2024-01-10, 100\.00 USD: the same as I1$/,
  },
  {
    code: 'likely-duplicate-payment',
    when: 'two payments are equal in customer, date and amount',
    made: { ...paid, payments: [...paid.payments, { id: 'P2', on: '2024-01-31', amount: 100_00 }] },
    count: 1,
    amount: 100_00,
    says: /^P2 of customer C, 2024-01-31, 100\.00 USD: the same as P1$/,
    mended: { ...paid, payments: [...paid.payments, { id: 'P2', on: '2024-01-30', amount: 100_00 }] },
  },
  {
    code: 'payments-not-applied',
    when: 'there are payments and no applications',
    made: { ...paid, applications: [] },
    count: 1,
    amount: 100_00,
    says: /^P1 of customer C/,
  },
  {
    code: 'no-payments',
    when: 'there is nothing but invoices',
    made: { invoices: paid.invoices },
    count: 1,
    amount: 100_00,
    says: /^$/,
  },
  {
    code: 'unapplied-negative',
    when: 'more is applied from a payment than came in',
    made: { ...paid, payments: [{ ...paid.payments[0]!, amount: 60_00 }] },
    count: 1,
    amount: 40_00,
    says: /^P1 of customer C, 2024-01-31, 60\.00 USD: 100\.00 USD applied from it$/,
  },
  {
    code: 'over-applied',
    when: 'more is applied to an invoice than its amount',
    made: {
      ...paid,
      payments: [{ ...paid.payments[0]!, amount: 130_00 }],
      applications: [{ ...paid.applications[0]!, amount: 130_00 }],
    },
    count: 1,
    amount: 30_00,
    says: /^I1 of customer C, 2024-01-10, 100\.00 USD: 30\.00 USD too much$/,
  },
  {
    code: 'credit-note-overdrawn',
    when: 'a credit note pays more than its amount',
    made: {
      invoices: [
        { id: 'I1', on: '2024-01-10', amount: 100_00 },
        { id: 'N1', on: '2024-01-11', amount: -40_00 },
      ],
      applications: [{ from: 'N1', to: 'I1', on: '2024-01-20', amount: 55_00 }],
    },
    count: 1,
    amount: 15_00,
    says: /^N1 of customer C, 2024-01-11, -40\.00 USD: 15\.00 USD too much$/,
    mended: {
      invoices: [
        { id: 'I1', on: '2024-01-10', amount: 100_00 },
        { id: 'N1', on: '2024-01-11', amount: -40_00 },
      ],
      applications: [{ from: 'N1', to: 'I1', on: '2024-01-20', amount: 40_00 }],
    },
  },
  {
    code: 'paid-for-another',
    when: 'a payment of one customer pays another one’s invoice',
    made: { ...paid, payments: [{ ...paid.payments[0]!, customer: 'D' }] },
    count: 1,
    amount: 100_00,
    says: /^customer D pays 100\.00 USD of I1 of customer C/,
  },
  {
    code: 'payment-before-invoice',
    when: 'the money came in before the invoice',
    made: {
      ...paid,
      payments: [{ id: 'P1', on: '2024-01-02', amount: 100_00 }],
      applications: [{ from: 'P1', to: 'I1', on: '2024-01-10', amount: 100_00 }],
    },
    count: 1,
    amount: 100_00,
    says: /^I1 of customer C, 2024-01-10, 100\.00 USD: 100\.00 USD came in before it$/,
  },
  {
    code: 'unapplied-cash',
    when: 'a part of a payment is not applied',
    made: { ...paid, payments: [{ ...paid.payments[0]!, amount: 107_50 }] },
    count: 1,
    amount: 7_50,
    says: /^customer C: 7\.50 USD$/,
  },
  {
    code: 'stale-unapplied-cash',
    when: 'it is not applied for more than 90 days',
    made: { ...paid, payments: [{ ...paid.payments[0]!, amount: 107_50 }], asOf: '2024-05-01' },
    count: 1,
    amount: 7_50,
    says: /: 7\.50 USD left$/,
    mended: { ...paid, payments: [{ ...paid.payments[0]!, amount: 107_50 }], asOf: '2024-04-30' },
  },
  {
    code: 'stale-open-item',
    when: 'an invoice is more than 365 days past due',
    made: { invoices: [{ id: 'I1', on: '2023-01-01', due: '2023-01-31', amount: 80_00 }], asOf: '2024-02-01' },
    count: 1,
    amount: 80_00,
    says: /80\.00 USD open, 366 days past due$/,
    mended: { invoices: [{ id: 'I1', on: '2023-01-01', due: '2023-01-31', amount: 80_00 }], asOf: '2024-01-31' },
  },
  {
    code: 'disputed-share',
    when: 'an open invoice is disputed',
    made: {
      invoices: [
        { id: 'I1', on: '2024-01-10', amount: 100_00 },
        { id: 'I2', on: '2024-01-10', amount: 300_00 },
        { id: 'I3', on: '2024-01-10', amount: 50_00 },
      ],
      disputes: [
        { invoice: 'I1', opened: '2024-01-10' },
        { invoice: 'I3', opened: '2024-01-10', resolved: '2024-01-10' },
      ],
    },
    count: 1,
    amount: 100_00,
    says: /100\.00 USD open$/,
  },
  {
    code: 'write-off-exceeds-open',
    when: 'more is written off than is open',
    made: { ...paid, adjustments: [{ to: 'I1', on: '2024-02-01', kind: 'write_off', amount: 12_00 }] },
    count: 1,
    amount: 12_00,
    says: /^I1 of/,
  },
  {
    code: 'reversal-exceeds-write-off',
    when: 'more is taken back than was written off',
    made: {
      invoices: paid.invoices,
      adjustments: [
        { to: 'I1', on: '2024-02-01', kind: 'write_off', amount: 12_00 },
        { to: 'I1', on: '2024-02-02', kind: 'write_off_reversal', amount: 20_00 },
      ],
    },
    count: 1,
    amount: 8_00,
    says: /^I1 of/,
    mended: {
      invoices: paid.invoices,
      adjustments: [
        { to: 'I1', on: '2024-02-01', kind: 'write_off', amount: 12_00 },
        { to: 'I1', on: '2024-02-02', kind: 'write_off_reversal', amount: 12_00 },
      ],
    },
  },
  {
    code: 'recovery-without-write-off',
    when: 'a recovery meets no write-off',
    made: { ...paid, adjustments: [{ to: 'I1', on: '2024-02-01', kind: 'recovery', amount: 9_00 }] },
    count: 1,
    amount: 9_00,
    says: /^I1 of/,
    mended: {
      invoices: paid.invoices,
      adjustments: [
        { to: 'I1', on: '2024-02-01', kind: 'write_off', amount: 100_00 },
        { to: 'I1', on: '2024-02-02', kind: 'recovery', amount: 9_00 },
      ],
    },
  },
  {
    code: 'amount-outlier',
    when: 'one invoice of thirteen is ten times the median',
    made: monthly([...year, 10_000_00]),
    count: 1,
    amount: 10_000_00,
    says: /10,000\.00 USD: the customer’s median is 1,000\.00 USD$/,
    mended: monthly([...year, 9_900_00]),
  },
  {
    code: 'credit-note',
    when: 'an invoice is negative',
    made: { ...paid, invoices: [...paid.invoices, { id: 'N1', on: '2024-01-11', amount: -25_00 }] },
    count: 1,
    amount: 25_00,
    says: /^N1 of customer C, 2024-01-11, -25\.00 USD$/,
  },
  {
    code: 'zero-amount',
    when: 'an invoice is over nothing',
    made: { ...paid, invoices: [...paid.invoices, { id: 'Z1', on: '2024-01-11', amount: 0 }] },
    count: 1,
    amount: 0,
    says: /^Z1 of/,
  },
  {
    code: 'currency-mix',
    when: 'an invoice is in another currency',
    made: {
      invoices: [
        { id: 'I1', on: '2024-01-10', amount: 100_00, texts: { currency: 'USD' } },
        { id: 'I2', on: '2024-01-10', amount: 300_00, texts: { currency: 'EUR' } },
      ],
    },
    count: 1,
    amount: 300_00,
    says: /^I2 .* invoiced in EUR$/,
  },
  {
    code: 'far-due-date',
    when: 'an invoice is due after more than a year',
    made: { ...paid, invoices: [{ ...paid.invoices[0]!, due: '2025-01-10' }] },
    count: 1,
    amount: 100_00,
    says: /due 2025-01-10$/,
    mended: { ...paid, invoices: [{ ...paid.invoices[0]!, due: '2025-01-09' }] },
  },
  {
    code: 'terms-disagree',
    when: 'the due date is not what the terms give',
    made: { ...paid, invoices: [{ ...paid.invoices[0]!, due: '2024-02-10', texts: { terms: 'net 30' } }] },
    count: 1,
    amount: 100_00,
    says: /due 2024-02-10, by “net 30” 2024-02-09$/,
    mended: { ...paid, invoices: [{ ...paid.invoices[0]!, due: '2024-02-09', texts: { terms: 'net 30' } }] },
  },
  {
    code: 'gap-in-months',
    when: 'two months have no invoice',
    made: monthly(year, (invoice, index) => (index === 5 || index === 6 ? { on: '2023-05-06' } : invoice)),
    count: 2,
    amount: null,
    says: /^2023-06$/,
    mended: monthly(year),
  },
  {
    code: 'sales-end-early',
    when: 'payments go on after the last invoice’s month',
    made: {
      ...paid,
      payments: [{ ...paid.payments[0]!, on: '2024-03-02' }],
      applications: [{ ...paid.applications[0]!, on: '2024-03-02' }],
    },
    count: 2,
    amount: null,
    says: /the last invoice is of 2024-01, the last entry of 2024-03-02/,
  },
  {
    code: 'thin-month',
    when: 'a month has less than a quarter of the usual sales',
    made: monthly([...year, 249_99]),
    count: 1,
    amount: 249_99,
    says: /^2024-01: 249\.99 USD; the median month has 1,000\.00 USD$/,
    mended: monthly([...year, 250_00]),
  },
  {
    code: 'dates-apart',
    when: 'one invoice in a hundred lies years ahead of the others',
    made: monthly(
      Array.from({ length: 100 }, () => 100_00),
      (invoice, index) => (index === 0 ? { on: '2042-01-05' } : invoice),
    ),
    count: 1,
    amount: 100_00,
    says: /^I0 of customer C, 2042-01-05/,
    mended: monthly(Array.from({ length: 100 }, () => 100_00)),
  },
  {
    code: 'orphan-invoice',
    when: 'rows were rejected for naming an unknown invoice',
    made: {
      ...paid,
      tables: {
        applications: tableCounts({
          accepted: 1,
          rejected: 2,
          rejectedBy: { 'orphan-invoice': { rows: 2, amount: 42_00 } },
        }),
      },
      rejects: [12_00, 30_00].map((amount, index) => ({
        ...{ file: 'applications.csv', line: index + 3, column: 'invoice_id', value: 'I9', amount },
        ...{ code: 'orphan-invoice' as const, reason: 'this invoice is not in the invoices table' },
      })),
    },
    count: 2,
    amount: 42_00,
    says: /^applications\.csv, line 3, column invoice_id: "I9": this invoice is not/,
  },
  {
    code: 'rejected-rows',
    when: 'more rows were rejected than are listed',
    made: { ...paid, tables: { invoices: tableCounts({ accepted: 1, rejected: 7 }) } },
    count: 7,
    amount: null,
    says: /^$/,
  },
  {
    code: 'rows-left-out',
    when: 'a mapping left rows out',
    made: { ...paid, tables: { invoices: tableCounts({ accepted: 1, leftOut: 1234 }) } },
    count: 1234,
    amount: null,
    says: /^1,234 of invoices$/,
  },
  ...['column-not-read', 'table-not-read'].map(
    (code): Case => ({
      code,
      when: 'the reader says so',
      made: { ...paid, warnings: [{ code, message: 'customers.csv: "regon" is not read', count: 1, amount: null }] },
      count: 1,
      amount: null,
      says: /^customers\.csv: "regon" is not read$/,
    }),
  ),
]

describe('a finding is made, with its money, when', () => {
  test.each(cases)('$code: $when', ({ code, made, count, amount, says }) => {
    const finding = findingsOf(made)[code]
    expect(finding).toMatchObject({ code, count, amount })
    const texts = [finding!.examples[0]?.text ?? '', finding!.detail ?? '']
    expect(texts.some((text) => says.test(text))).toBe(true)
    expect(finding!.whatToDo).not.toBe('')
  })
})

describe('a finding is not made', () => {
  test('in a ledger where all is well', () => {
    expect(Object.keys(findingsOf(paid))).toEqual([])
    expect(Object.keys(findingsOf(monthly(year)))).toEqual([])
  })

  test.each(cases.filter(({ mended }) => mended))(
    '$code: where it is just within its threshold',
    ({ code, mended }) => {
      expect(findingsOf(mended!)[code]).toBeUndefined()
    },
  )
})

describe('the catalogue', () => {
  test('names each finding once, in kebab-case, and says what to do about it', () => {
    const codes = findingCatalogue.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { code, title, meaning, effect, whatToDo } of findingCatalogue) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
      for (const text of [title, meaning, effect, whatToDo]) expect(text, code).toMatch(/^[A-Z0-9].{8}/)
    }
  })

  test('has a case here for every check', () => {
    const tested = cases.map(({ code }) => code)
    expect(checks.map(({ definition }) => definition.code).filter((code) => !tested.includes(code))).toEqual([])
  })
})

describe('findings', () => {
  test('come gravest first, then by money', () => {
    const made: HandMade = {
      ...paid,
      invoices: [
        ...paid.invoices,
        { id: 'N1', on: '2024-01-11', amount: -25_00 },
        { id: 'Z', on: '2024-01-12', amount: 0 },
      ],
      applications: [{ ...paid.applications[0]!, amount: 130_00 }],
      tables: { invoices: tableCounts({ accepted: 3, rejected: 1 }) },
    }
    expect(ledgerFindings(handMade(made)).map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'error rejected-rows',
      'warning over-applied',
      'warning unapplied-negative',
      'note credit-note',
      'note zero-amount',
    ])
  })

  test('show at most five examples, those with the most money', () => {
    const invoices = Array.from({ length: 9 }, (_, index) => ({
      id: `N${index}`,
      on: '2024-01-05',
      amount: -(index + 1),
    }))
    const found = findingsOf({ ...paid, invoices: [...paid.invoices, ...invoices] })['credit-note']!
    expect(found.examples.map(({ id }) => id)).toEqual(['N8', 'N7', 'N6', 'N5', 'N4'])
  })

  test('of disputed and of unapplied money are warnings above 5 % of open invoices, notes below', () => {
    const severityOf = (disputed: number) =>
      findingsOf({
        ...paid,
        invoices: [
          { id: 'I1', on: '2024-01-10', amount: 100_00 },
          { id: 'I2', on: '2024-01-11', amount: 100_00 - disputed },
          { id: 'I3', on: '2024-01-12', amount: disputed, disputed: true },
        ],
      })['disputed-share']?.severity
    expect([severityOf(5_00), severityOf(5_01)]).toEqual(['note', 'warning'])
  })

  test('are not made of exchange differences: a foreign payment that seems overdrawn may not be', () => {
    const ledger = handMade({ ...paid, payments: [{ ...paid.payments[0]!, amount: 99_99 }] })
    const column = { codes: Int32Array.of(0), values: ['EUR'] }
    const foreign = { ...ledger, payments: { ...ledger.payments, attributes: new Map([['currency', column]]) } }
    const codes = (data: typeof ledger) => ledgerFindings(data).map(({ code }) => code)
    expect(codes(ledger)).toContain('unapplied-negative')
    expect(codes(foreign)).not.toContain('unapplied-negative')
  })

  test('are made once where the reader warns of the same', () => {
    const warnings = [{ code: 'unapplied-negative', message: 'overdrawn', count: 1 }]
    const made = { ...paid, payments: [{ ...paid.payments[0]!, amount: 60_00 }], warnings }
    expect(ledgerFindings(handMade(made)).filter(({ code }) => code === 'unapplied-negative')).toHaveLength(1)
  })
})
