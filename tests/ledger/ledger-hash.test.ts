import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TableName } from '../../src/ledger/canonical-tables.js'
import { canonicalTables } from '../../src/ledger/canonical-tables.js'
import { ledgerHash } from '../../src/ledger/ledger-hash.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { ledgerFrom, newFolder, type Row, writeFile, writeLedger } from './ledger-folder.js'
import { iso } from './ledger-reading.js'

/** A ledger in which every column of every table (but fx) has a value. */
const full = {
  customers: [
    {
      customer_id: 'C1',
      name: 'Acme',
      segment: 'small',
      division: 'Tools',
      region: 'EMEA',
      salesperson: 'Ana',
      collector: 'Cy',
      terms: 'net 30',
      credit_limit: '5000.00',
      currency: 'USD',
      risk_score: '0.25',
      onboarded_on: '2020-05-01',
    },
    { customer_id: 'C2', terms: 'net 30' },
  ],
  invoices: [
    {
      invoice_id: 'I1',
      customer_id: 'C1',
      invoice_date: '2024-01-10',
      amount: '100.00',
      due_date: '2024-02-09',
      terms: 'net 30',
      currency: 'USD',
      salesperson: 'Ben',
      division: 'Parts',
      delivered_on: '2024-01-11',
      sent_on: '2024-01-12',
      contract_id: 'K1',
      service_from: '2024-01-01',
      service_to: '2024-01-31',
      margin: '20.00',
      rebills: 'I0',
      disputed: 'no',
    },
    { invoice_id: 'I2', customer_id: 'C2', invoice_date: '2024-01-12', amount: '50.00', due_date: '2024-02-12' },
    {
      invoice_id: 'N1',
      customer_id: 'C1',
      invoice_date: '2024-01-15',
      amount: '-10.00',
      due_date: '2024-01-15',
      currency: 'USD',
    },
  ],
  payments: [
    {
      payment_id: 'P1',
      customer_id: 'C1',
      payment_date: '2024-02-01',
      amount: '60.00',
      currency: 'USD',
      method: 'wire',
    },
    { payment_id: 'P2', customer_id: 'C2', payment_date: '2024-02-01', amount: '60.00' },
  ],
  applications: [
    { payment_id: 'P1', invoice_id: 'I1', amount: '30.00', applied_date: '2024-02-02', discount: '1.00' },
    { payment_id: 'N1', invoice_id: 'I1', amount: '5.00' },
  ],
  adjustments: [
    {
      adjustment_id: 'A1',
      invoice_id: 'I1',
      date: '2024-02-03',
      amount: '2.00',
      kind: 'credit_memo',
      reason: 'price',
      approved_by: 'Dee',
    },
  ],
  disputes: [
    {
      dispute_id: 'D1',
      invoice_id: 'I1',
      opened_on: '2024-01-20',
      amount: '5.00',
      resolved_on: '2024-02-04',
      reason: 'price',
      conceded: 'in part',
    },
  ],
  activities: [
    {
      activity_id: 'T1',
      customer_id: 'C1',
      date: '2024-02-05',
      kind: 'call',
      invoice_id: 'I1',
      outcome: 'reached',
      right_party: 'yes',
      promised_on: '2024-02-06',
      promised_amount: '10.00',
      kept: 'yes',
      minutes: '5',
      cost: '3.00',
      by: 'Cy',
    },
  ],
  surveys: [{ customer_id: 'C1', date: '2024-02-01', score: '8' }],
} as const satisfies Partial<Record<TableName, readonly Row[]>>

type Full = Readonly<Record<keyof typeof full, readonly Row[]>>

const hashOf = async (tables: Full) => ledgerHash((await ledgerFrom(tables)).data)

/** Another sound value for each column of the first rows. */
const changed: Readonly<Record<keyof typeof full, Row>> = {
  customers: {
    customer_id: 'C3',
    name: 'Acme Ltd',
    segment: 'large',
    division: 'Parts',
    region: 'APAC',
    salesperson: 'Ben',
    collector: 'Dee',
    terms: 'net 45',
    credit_limit: '5000.01',
    currency: 'EUR',
    risk_score: '0.26',
    onboarded_on: '2020-05-02',
  },
  invoices: {
    invoice_id: 'I3',
    customer_id: 'C2',
    invoice_date: '2024-01-09',
    amount: '100.01',
    due_date: '2024-02-10',
    terms: 'net 31',
    salesperson: 'Ana',
    division: 'Tools',
    delivered_on: '2024-01-12',
    sent_on: '2024-01-13',
    contract_id: 'K2',
    service_from: '2024-01-02',
    service_to: '2024-02-01',
    margin: '-20.00',
    rebills: 'I2',
    disputed: 'yes',
  },
  payments: {
    payment_id: 'P3',
    customer_id: 'C2',
    payment_date: '2024-01-31',
    amount: '60.01',
    method: 'card',
  },
  applications: {
    payment_id: 'P2',
    invoice_id: 'I2',
    amount: '30.01',
    applied_date: '2024-02-03',
    discount: '1.01',
  },
  adjustments: {
    adjustment_id: 'A2',
    invoice_id: 'I2',
    date: '2024-02-02',
    amount: '2.01',
    kind: 'write_off',
    reason: 'goods',
    approved_by: 'Eve',
  },
  disputes: {
    dispute_id: 'D2',
    invoice_id: 'I2',
    opened_on: '2024-01-21',
    amount: '5.01',
    resolved_on: '2024-02-03',
    reason: 'goods',
    conceded: 'in full',
  },
  activities: {
    activity_id: 'T2',
    customer_id: 'C2',
    date: '2024-02-04',
    kind: 'email',
    invoice_id: '',
    outcome: 'voicemail',
    right_party: 'no',
    promised_on: '2024-02-07',
    promised_amount: '10.01',
    kept: 'no',
    minutes: '5.5',
    cost: '3.01',
    by: 'Ana',
  },
  surveys: { customer_id: 'C2', date: '2024-02-02', score: '9' },
}

/**
 * Left out: the currency of an invoice or payment, since another needs rates and is seen in the amounts; `terms_from`
 * and `settled_date`, which are seen in the due day and the cash.
 */
const notChanged = ['invoices.currency', 'invoices.terms_from', 'invoices.settled_date', 'payments.currency']

describe('the hash of a ledger', () => {
  let hash: string
  beforeAll(async () => {
    const ledger = await ledgerFrom(full)
    expect(ledger.data.rejects).toEqual([])
    hash = ledgerHash(ledger.data)
  })

  test('is a SHA-256, and the same when the files are read again', async () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await hashOf(full)).toBe(hash)
  })

  test('(every column of every table is asked below)', () => {
    const asked = Object.entries(changed).flatMap(([table, row]) => Object.keys(row).map((name) => `${table}.${name}`))
    const all = Object.entries(canonicalTables).flatMap(([table, columns]) =>
      table === 'fx' ? [] : Object.keys(columns).map((name) => `${table}.${name}`),
    )
    expect([...asked, ...notChanged].sort()).toEqual(all.sort())
  })

  test.each(
    Object.entries(changed).flatMap(([table, row]) =>
      Object.entries(row).map(([column, value]) => [`${table}.${column}`, table as keyof Full, column, value] as const),
    ),
  )('is another if %s is', async (_, table, column, value) => {
    const rows: readonly Row[] = full[table]
    const tables: Full = { ...full, [table]: [{ ...rows[0], [column]: value }, ...rows.slice(1)] }
    const ledger = await ledgerFrom(
      // Rows that name the changed identifier name the new one, so that nothing is rejected.
      Object.fromEntries(
        Object.entries(tables).map(([name, all]) => [
          name,
          all.map((row) =>
            name === table ||
            !['customer_id', 'invoice_id', 'payment_id'].includes(column) ||
            !identifies(table, column)
              ? row
              : row[column] === rows[0]![column]
                ? { ...row, [column]: value }
                : row,
          ),
        ]),
      ),
    )
    expect(ledger.data.rejects).toEqual([])
    expect(ledgerHash(ledger.data)).not.toBe(hash)
  })

  test('is another if a value is missing, or stands in another row', async () => {
    const [first, second] = full.customers
    const { name, ...nameless } = first
    expect(await hashOf({ ...full, customers: [nameless, second] })).not.toBe(hash)
    expect(await hashOf({ ...full, customers: [nameless, { ...second, name }] })).not.toBe(hash)
  })

  test('is another if texts are cut elsewhere: AB and C are not A and BC', async () => {
    const named = (one: string, other: string) =>
      hashOf({
        ...full,
        customers: [
          { ...full.customers[0], name: one },
          { ...full.customers[1], name: other },
        ],
      })
    expect(await named('AB', 'C')).not.toBe(await named('A', 'BC'))
  })

  test('is the same for the same content from CSV of another shape', async () => {
    const reordered = Object.fromEntries(
      Object.entries(full).map(([table, rows]) => [
        table,
        rows.map((row) => Object.fromEntries([...Object.entries(row)].reverse())),
      ]),
    ) as unknown as Full
    expect(await hashOf(reordered)).toBe(hash)
    const folder = writeLedger(full)
    const rows = full.surveys.map(({ customer_id, date, score }) => `${customer_id};${date} 00:00:00;${score}.0`)
    writeFile('surveys.csv', `customer_id;date;score\r\n${rows.join('\r\n')}`, folder)
    expect(ledgerHash((await openLedger(folder)).data)).toBe(hash)
  })

  test('is the same for the same content from Parquet', async () => {
    const [from, to] = [writeLedger(full), newFolder()]
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    for (const table of Object.keys(full)) {
      await connection.run(
        `COPY (SELECT * FROM read_csv('${join(from, `${table}.csv`)}')) TO '${join(to, `${table}.parquet`)}' (FORMAT parquet)`,
      )
    }
    connection.closeSync()
    instance.closeSync()
    expect(ledgerHash((await openLedger(to)).data)).toBe(hash)
  })

  test('of a ledger at a day is another, and that of files which end on that day', async () => {
    const view = (await ledgerFrom(full)).asOf(iso('2024-01-15')).data
    const { customers, invoices } = full
    expect(ledgerHash(view)).not.toBe(hash)
    const known = (await ledgerFrom({ customers, invoices })).asOf(iso('2024-01-15')).data
    // Tables without a row have their columns all the same.
    expect(view.invoices.count).toBe(known.invoices.count)
    expect(ledgerHash((await ledgerFrom(full)).asOf(iso('2024-01-15')).data)).toBe(ledgerHash(view))
  })
})

/** Whether the column is the table's own identifier. */
function identifies(table: string, column: string): boolean {
  return `${table.slice(0, -1)}_id` === column
}
