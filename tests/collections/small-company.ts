import type { Row, Tables } from '../ledger/ledger-folder.js'

/** A row of an invoice. */
export const invoice = (id: string, customer: string, issued: string, due: string, amount: string): Row => ({
  invoice_id: id,
  customer_id: customer,
  invoice_date: issued,
  due_date: due,
  amount,
})

/** Three customers of two divisions and two salespeople in the first quarter of 2024. */
export const smallCompany = {
  customers: [
    { customer_id: 'C1', name: 'Abel', division: 'Retail', salesperson: 'Ana' },
    { customer_id: 'C2', name: 'Bora', division: 'Services', salesperson: 'Ana' },
    { customer_id: 'C3', name: 'Cora', division: 'Services', salesperson: 'Ben' },
  ],
  invoices: [
    invoice('I1', 'C1', '2024-01-05', '2024-01-20', '100.00'),
    invoice('I2', 'C2', '2024-01-05', '2024-02-20', '40.00'),
    invoice('I3', 'C3', '2024-02-05', '2024-03-06', '400.00'),
    invoice('I4', 'C3', '2024-03-05', '2024-04-04', '60.00'),
    invoice('I5', 'C1', '2024-03-05', '2024-03-05', '-10.00'),
  ],
  payments: [{ payment_id: 'P1', customer_id: 'C1', payment_date: '2024-03-10', amount: '70.00' }],
  applications: [{ payment_id: 'P1', invoice_id: 'I1', amount: '70.00' }],
} satisfies Tables
