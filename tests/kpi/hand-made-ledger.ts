import type { Row, Tables } from '../ledger/ledger-folder.js'

/**
 * A dozen invoices with one of everything, January to March 2024, in dollars. Two customers: N (region EMEA,
 * salesperson Ana) and S (region APAC, salesperson Ben); N6 was sold by Ben, which the invoice itself states.
 *
 * | invoice | issued | terms       | due    |  amount | what happens |
 * | ------- | ------ | ----------- | ------ | ------: | ------------ |
 * | N1      | 05 Jan | net 30      | 04 Feb | 1000.00 | 400 paid 10 Feb; 600 on 15 Mar, 50 of it left of the first |
 * | N2      | 20 Jan | net 30      | 19 Feb |  500.00 | disputed 10 Feb; 120 credited 05 Mar; 380 paid 12 Mar |
 * | N3      | 01 Mar | 2/10 net 30 | 31 Mar |  800.00 | 784 paid 10 Mar with a discount of 16 |
 * | N4      | 25 Feb | net 15      | 11 Mar | 1200.00 | of a contract; paid 11 Mar, the due day |
 * | N5      | 08 Mar | on receipt  | 08 Mar | −300.00 | a credit note: 180 applied to N6 on 20 Mar, 120 left over |
 * | N6      | 05 Feb | net 30      | 06 Mar |  900.00 | Ben’s; 180 by the credit note; disputed since 18 Mar, for 250 |
 * | S1      | 02 Jan | net 14      | 16 Jan |  600.00 | 500 written off 26 Feb; 90 of that recovered 22 Mar |
 * | S2      | 10 Jan | net 30      | 09 Feb |  700.00 | flagged disputed; written off 28 Feb, reversed 07 Mar; paid 02 Apr |
 * | S3      | 12 Jan | net 30      | 11 Feb |  450.00 | written off 29 Mar |
 * | S4      | 08 Feb | net 45      | 24 Mar | 1000.00 | a wrong invoice: credited in full 04 Mar |
 * | S5      | 04 Mar | net 45      | 18 Apr |  950.00 | bills S4 again; revalued by +25.50 on 31 Mar |
 * | S6      | 15 Mar | net 45      | 29 Apr |  350.25 | over-paid: 100 on 10 Mar, before its date, 300.25 on 28 Mar |
 *
 * Unapplied: the 50 of N from 10 Feb to 15 Mar; 500 that S paid on account on 26 Mar, 80 of it refunded on 30 Mar.
 * What carries a date of April is there so that a view as of 31 March must leave it out.
 */
const invoices: readonly Row[] = [
  {
    invoice_id: 'N1',
    customer_id: 'N',
    invoice_date: '2024-01-05',
    terms: 'net 30',
    amount: '1000.00',
    margin: '250.00',
    delivered_on: '2024-01-03',
    sent_on: '2024-01-05',
  },
  { invoice_id: 'N2', customer_id: 'N', invoice_date: '2024-01-20', terms: 'net 30', amount: '500.00' },
  {
    invoice_id: 'N3',
    customer_id: 'N',
    invoice_date: '2024-03-01',
    terms: '2/10 net 30',
    amount: '800.00',
    margin: '200.00',
    delivered_on: '2024-02-28',
    sent_on: '2024-03-01',
  },
  {
    invoice_id: 'N4',
    customer_id: 'N',
    invoice_date: '2024-02-25',
    terms: 'net 15',
    amount: '1200.00',
    margin: '400.00',
    contract_id: 'K-7',
    service_from: '2024-03-01',
    service_to: '2025-02-28',
  },
  { invoice_id: 'N5', customer_id: 'N', invoice_date: '2024-03-08', terms: 'due on receipt', amount: '-300.00' },
  {
    invoice_id: 'N6',
    customer_id: 'N',
    invoice_date: '2024-02-05',
    terms: 'net 30',
    amount: '900.00',
    salesperson: 'Ben',
    margin: '90.00',
    delivered_on: '2024-02-01',
    sent_on: '2024-02-05',
  },
  { invoice_id: 'S1', customer_id: 'S', invoice_date: '2024-01-02', terms: 'net 14', amount: '600.00' },
  {
    invoice_id: 'S2',
    customer_id: 'S',
    invoice_date: '2024-01-10',
    terms: 'net 30',
    amount: '700.00',
    disputed: 'yes',
  },
  { invoice_id: 'S3', customer_id: 'S', invoice_date: '2024-01-12', terms: 'net 30', amount: '450.00' },
  {
    invoice_id: 'S4',
    customer_id: 'S',
    invoice_date: '2024-02-08',
    amount: '1000.00',
    margin: '310.00',
    delivered_on: '2024-02-06',
    sent_on: '2024-02-08',
  },
  {
    invoice_id: 'S5',
    customer_id: 'S',
    invoice_date: '2024-03-04',
    amount: '950.00',
    margin: '300.00',
    rebills: 'S4',
    delivered_on: '2024-02-06',
    sent_on: '2024-03-04',
  },
  // Delivered, but nobody wrote down when it was sent: it has no billing lag.
  {
    invoice_id: 'S6',
    customer_id: 'S',
    invoice_date: '2024-03-15',
    amount: '350.25',
    margin: '70.05',
    delivered_on: '2024-03-14',
  },
]

const payments: readonly Row[] = [
  { payment_id: 'P1', customer_id: 'N', payment_date: '2024-02-10', amount: '450.00' },
  { payment_id: 'P2', customer_id: 'S', payment_date: '2024-03-10', amount: '100.00' },
  { payment_id: 'P3', customer_id: 'N', payment_date: '2024-03-10', amount: '784.00' },
  { payment_id: 'P4', customer_id: 'N', payment_date: '2024-03-11', amount: '1200.00' },
  { payment_id: 'P5', customer_id: 'N', payment_date: '2024-03-12', amount: '380.00' },
  { payment_id: 'P6', customer_id: 'N', payment_date: '2024-03-15', amount: '550.00' },
  { payment_id: 'P7', customer_id: 'S', payment_date: '2024-03-26', amount: '500.00' },
  { payment_id: 'P8', customer_id: 'S', payment_date: '2024-03-28', amount: '300.25' },
  { payment_id: 'P9', customer_id: 'S', payment_date: '2024-03-30', amount: '-80.00' },
  { payment_id: 'P10', customer_id: 'S', payment_date: '2024-04-02', amount: '700.00' },
]

const applications: readonly Row[] = [
  { payment_id: 'P1', invoice_id: 'N1', amount: '400.00' },
  { payment_id: 'P1', invoice_id: 'N1', amount: '50.00', applied_date: '2024-03-15' },
  { payment_id: 'P2', invoice_id: 'S6', amount: '100.00' },
  { payment_id: 'P3', invoice_id: 'N3', amount: '784.00', discount: '16.00' },
  { payment_id: 'P4', invoice_id: 'N4', amount: '1200.00' },
  { payment_id: 'P5', invoice_id: 'N2', amount: '380.00' },
  { payment_id: 'P6', invoice_id: 'N1', amount: '550.00' },
  { payment_id: 'P8', invoice_id: 'S6', amount: '300.25' },
  { payment_id: 'N5', invoice_id: 'N6', amount: '180.00', applied_date: '2024-03-20' },
  { payment_id: 'P10', invoice_id: 'S2', amount: '700.00' },
]

const adjustments: readonly Row[] = [
  { adjustment_id: 'X1', invoice_id: 'S1', date: '2024-02-26', kind: 'write_off', amount: '500.00' },
  { adjustment_id: 'X2', invoice_id: 'S2', date: '2024-02-28', kind: 'write_off', amount: '700.00' },
  { adjustment_id: 'X3', invoice_id: 'S4', date: '2024-03-04', kind: 'credit_memo', amount: '1000.00' },
  { adjustment_id: 'X4', invoice_id: 'N2', date: '2024-03-05', kind: 'credit_memo', amount: '120.00' },
  { adjustment_id: 'X5', invoice_id: 'S2', date: '2024-03-07', kind: 'write_off_reversal', amount: '700.00' },
  { adjustment_id: 'X6', invoice_id: 'S1', date: '2024-03-22', kind: 'recovery', amount: '90.00' },
  { adjustment_id: 'X7', invoice_id: 'S3', date: '2024-03-29', kind: 'write_off', amount: '450.00' },
  { adjustment_id: 'X8', invoice_id: 'S5', date: '2024-03-31', kind: 'fx_revaluation', amount: '25.50' },
]

const disputes: readonly Row[] = [
  {
    dispute_id: 'D1',
    invoice_id: 'N2',
    opened_on: '2024-02-10',
    amount: '120.00',
    resolved_on: '2024-03-05',
    conceded: 'yes',
  },
  { dispute_id: 'D2', invoice_id: 'N6', opened_on: '2024-03-18', amount: '250.00' },
]

/** A line is an activity: id, customer, day, kind, invoice, right party reached, promised for, promise kept, cost. */
const contacts = `
  A01 N 2024-02-01 email        N2 -   -          -   1.50
  A02 N 2024-02-13 visit        -  -   -          -   60.00
  A03 N 2024-02-20 email        N1 -   -          -   1.50
  A04 S 2024-02-27 call         S2 yes 2024-03-05 no  6.00
  A05 N 2024-03-05 call         N1 yes 2024-03-15 yes 5.25
  A06 S 2024-03-06 call         S2 no  -          -   4.00
  A07 S 2024-03-07 sales_call   -  yes 2024-04-02 yes 20.00
  A08 N 2024-03-11 invoice_copy N6 -   -          -   0.75
  A09 S 2024-03-12 invoice_copy S5 -   -          -   0.75
  A10 N 2024-03-12 email        -  -   -          -   1.50
  A11 S 2024-03-13 email        -  -   -          -   1.50
  A12 N 2024-03-14 email        N6 -   -          -   1.50
  A13 N 2024-03-19 sales_call   N6 no  -          -   18.00
  A14 S 2024-03-21 letter       S1 -   -          -   3.20
  A15 S 2024-03-25 visit        -  yes 2024-03-28 yes 75.00
  A16 N 2024-03-27 call         N6 yes -          -   5.00
  A17 N 2024-03-28 letter       N6 -   -          -   3.20
  A18 S 2024-03-29 email        S1 -   -          -   -
  A19 N 2024-04-01 call         N6 yes 2024-04-05 no  5.00`

const activityColumns = [
  'activity_id',
  'customer_id',
  'date',
  'kind',
  'invoice_id',
  'right_party',
  'promised_on',
  'kept',
  'cost',
]

const activities: readonly Row[] = contacts
  .trim()
  .split('\n')
  .map((line) => {
    const fields = line.trim().split(/\s+/)
    return Object.fromEntries(
      activityColumns.map((column, index): [string, string] => [column, fields[index]!.replace(/^-$/, '')]),
    )
  })

const surveys: readonly Row[] = [
  { customer_id: 'N', date: '2024-02-15', score: '9' },
  { customer_id: 'N', date: '2024-03-20', score: '8' },
  { customer_id: 'S', date: '2024-03-22', score: '5.5' },
]

export const handMadeTables = {
  customers: [
    { customer_id: 'N', region: 'EMEA', salesperson: 'Ana', terms: 'net 30' },
    { customer_id: 'S', region: 'APAC', salesperson: 'Ben', terms: 'net 45' },
  ],
  invoices,
  payments,
  applications,
  adjustments,
  disputes,
  activities,
  surveys,
} as const satisfies Tables

/** The same invoices and nothing else: what every ledger has. */
export const bareTables: Tables = {
  invoices: invoices.map(({ invoice_id, customer_id, invoice_date, amount, terms }) => ({
    invoice_id: invoice_id!,
    customer_id: customer_id!,
    invoice_date: invoice_date!,
    amount: amount!,
    terms: terms ?? 'net 45',
  })),
}
