import type { FactName } from '../../../src/facts/columns.js'

/** What a shipped mapping makes of the sample beside it, computed by hand. All money in minor units. */
export interface ShippedMapping {
  readonly file: string
  /** Rows per table; of customers, each once. */
  readonly rows: Readonly<Record<string, number>>
  /** Rows that filters leave out or that are merged, over all parts of a table; customers aside. */
  readonly leftOut: Readonly<Record<string, number>>
  readonly sums: Readonly<Record<'invoices' | 'payments' | 'applied' | 'discounts' | 'adjustments', number>>
  /** The last day of the sample's story. */
  readonly day: string
  /** Facts on that day: stocks at its end, flows over all time up to it. */
  readonly stocks: Readonly<Partial<Record<FactName, number>>>
  readonly flows: Readonly<Partial<Record<FactName, number>>>
  /** Codes of the warnings of its check. */
  readonly ledgerWarnings?: readonly string[]
  readonly warnings?: readonly unknown[]
}

export const shippedMappings: readonly ShippedMapping[] = [
  {
    // 96 invoices of 6,511.64 in all, of which 91 with 6,243.85 have a settled date; 267.79 are open.
    file: 'late-payments.yaml',
    rows: { customers: 8, invoices: 96 },
    leftOut: {},
    sums: { invoices: 651_164, payments: 0, applied: 624_385, discounts: 0, adjustments: 0 },
    day: '2024-12-31',
    stocks: { receivables: 26_779, unapplied_cash: 0 },
    flows: { credit_sales: 651_164, cash_collected: 624_385 },
  },
  {
    // Invoices 1,200.00 + 850.50 + 2,400.00 + 310.25 + 1,750.00 + 640.00 + 990.90 + 500.00 + 125.75 + 0.00 = 8,767.40,
    // credit memos 250.00 + 160.00 + 75.00 = 485.00. Payments 5,810.50, of which 89.75 + 300.00 + 60.00 = 449.75 are not
    // applied. To invoices go 5,710.75, out of credit memos 350.00: 5,360.75 of cash. 8,767.40 − 485.00 − 5,360.75 =
    // 2,921.65, which is the sum of the file's Balance (3,056.65) less that of its RemainingCredit (60.00 + 75.00).
    file: 'quickbooks-online.yaml',
    rows: { customers: 5, invoices: 13, payments: 8, applications: 8 },
    leftOut: { applications: 8 },
    sums: { invoices: 828_240, payments: 581_050, applied: 536_075, discounts: 0, adjustments: 0 },
    day: '2024-03-31',
    stocks: { receivables: 292_165, unapplied_cash: 44_975 },
    flows: { credit_sales: 876_740, credit_memos: 48_500, cash_collected: 536_075 },
  },
  {
    // Kept: 8 sales invoices of 7,958.00. Paid 1,150.00 + 475.00 + 1,000.00 + 805.00 = 3,430.00, credited 100.00 + 230.00 +
    // 138.00 = 468.00; 4,060.00 are left: the sum of AmountDue of these 8 rows.
    file: 'xero.yaml',
    rows: { customers: 4, invoices: 8, payments: 4, applications: 4, adjustments: 3 },
    leftOut: { invoices: 6, payments: 10, applications: 10, adjustments: 11 },
    sums: { invoices: 795_800, payments: 343_000, applied: 343_000, discounts: 0, adjustments: 46_800 },
    day: '2024-06-30',
    stocks: { receivables: 406_000, unapplied_cash: 0 },
    flows: { credit_sales: 795_800, credit_memos: 46_800, cash_collected: 343_000 },
  },
  {
    // 9 invoices of 32,654.50, 3 credit memos of 380.00 + 833.00 + 119.00 = 1,332.00. Cleared invoices 21,349.50, less 20.00 of
    // discount; credit memos used up 1,213.00; a part payment of 250.00: 21,329.50 − 1,213.00 + 250.00 = 20,366.50 of cash.
    // 32,654.50 − 1,332.00 − 20,366.50 − 20.00 = 10,936.00; open in the list are 595.00 − 250.00, 7,140.00, 3,570.00, −119.00.
    // Payments 21,866.50 less 20,366.50: 1,500.00 on account. One clearing document that is no payment set 476.00 of money
    // on account off against an invoice, so its payment of 0.00 is overdrawn, which is warned of.
    file: 'sap-fbl5n.yaml',
    rows: { customers: 4, invoices: 12, payments: 9, applications: 9 },
    leftOut: { invoices: 8, payments: 31, applications: 51 },
    sums: { invoices: 3_132_250, payments: 2_186_650, applied: 2_036_650, discounts: 2_000, adjustments: 0 },
    day: '2024-03-31',
    stocks: { receivables: 1_093_600, unapplied_cash: 150_000 },
    flows: { credit_sales: 3_265_450, credit_memos: 133_200, cash_collected: 2_036_650, discounts_taken: 2_000 },
    ledgerWarnings: ['unapplied-negative'],
  },
  {
    // 7 submitted invoices of 7,655.40 and 2 returns of 150.00 + 90.00. Payments 1,500.00 + 820.00 + 1,000.00 + 200.00 + 100.00
    // less a refund of 50.00 = 3,570.00; applied 3,320.00 − 50.00 = 3,270.00 of it; 300.00 are unapplied. The first return is
    // applied to its invoice (150.00, no cash). 7,655.40 − 240.00 − 3,270.00 = 4,145.40, the sum of outstanding_amount of
    // what is submitted.
    file: 'erpnext.yaml',
    rows: { customers: 3, invoices: 9, payments: 6, applications: 5 },
    leftOut: { invoices: 2, payments: 12, applications: 13 },
    sums: { invoices: 741_540, payments: 357_000, applied: 342_000, discounts: 0, adjustments: 0 },
    day: '2024-03-31',
    stocks: { receivables: 414_540, unapplied_cash: 30_000 },
    flows: { credit_sales: 765_540, credit_memos: 24_000, cash_collected: 327_000 },
  },
  {
    // 10 invoices of 6,368.50; paid 1,200.00 + 450.00 + 1,200.00 + 200.00 + 150.00 + 220.50 = 3,420.50; 300.00 written off.
    // 2,648.00 are left: amount_remaining 899.00 + 400.00 + 450.00 + 899.00 of the open ones.
    file: 'stripe.yaml',
    rows: { customers: 5, invoices: 10, payments: 6, applications: 6, adjustments: 1 },
    leftOut: { invoices: 2, payments: 6, applications: 6, adjustments: 11 },
    sums: { invoices: 636_850, payments: 342_050, applied: 342_050, discounts: 0, adjustments: 30_000 },
    day: '2024-05-31',
    stocks: { receivables: 264_800, unapplied_cash: 0 },
    flows: { credit_sales: 636_850, write_offs: 30_000, cash_collected: 342_050 },
  },
]
