/** Identifiers that name the same things in several tables, by column; columns that share one share a dictionary. */
export const sharedIdentifiers: Readonly<Record<string, string>> = {
  customer_id: 'customer',
  invoice_id: 'invoice',
  rebills: 'invoice',
  payment_id: 'payment',
}
