/** Which payments and invoices `dueCollection` counts. */
export interface DueCollectionOptions {
  /**
   * `include`: all invoices due by the end of the window against all that came in for them by then. `exclude`: only what
   * falls due in the window against what came in for it in the window.
   */
  readonly overdue: 'include' | 'exclude'
  /** `full-only` counts cash only of invoices that are settled by the end of the window. */
  readonly partial: 'count' | 'full-only'
  /** Invoices of contracts: those that state a contract_id. */
  readonly contracts: 'include' | 'exclude' | 'only'
}

/** Customers that settled an invoice in a window. */
export interface PayingCustomers {
  readonly paying: number
  /** Those more than half of whose settled value was settled before its due date. */
  readonly early: number
}

/**
 * What a KPI needs to know of a window that no sum of facts can give: numbers of different customers, and payments against
 * the due dates of their own invoices. A window is a group and its first and last period.
 */
export interface FactDetails {
  payingCustomers(group: number, first: number, last: number): PayingCustomers
  /** Customers with a credit sale in the window. */
  invoicedCustomers(group: number, first: number, last: number): number
  /** Money in minor units. */
  dueCollection(
    group: number,
    first: number,
    last: number,
    options: DueCollectionOptions,
  ): { readonly due: number; readonly collected: number }
  /** Σ age in days × open amount ÷ credit sales of the invoice's own period, over the invoices open at a period's end; NaN if none is. */
  openAgeToSales(group: number, period: number): number
  /** Whether invoices name contracts. */
  readonly knowsContracts: boolean
}
