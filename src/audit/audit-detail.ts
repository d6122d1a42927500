import { collectionEffectiveness } from '../kpi/collection-effectiveness.js'
import { customersPayingEarly } from '../kpi/customers-paying-early.js'
import { dsoCountback } from '../kpi/dso-countback.js'
import { dsoTrue } from '../kpi/dso-true.js'
import type { Kpi } from '../kpi/kpi.js'
import { profitPerAccount } from '../kpi/profit-per-account.js'
import type { AuditWindow } from './audit-window.js'
import { type CountbackStep, countbackSteps } from './countback-steps.js'
import { type InvoicedCustomer, invoicedCustomers, type PayingCustomer, payingCustomers } from './customer-sums.js'
import { type DueInvoice, dueInvoices } from './due-invoices.js'
import { type OpenAge, openAges } from './open-ages.js'

/** What is behind a KPI that no sum of facts gives. */
export type AuditDetail =
  | { readonly kind: 'countback'; readonly steps: readonly CountbackStep[] }
  | { readonly kind: 'open-ages'; readonly invoices: readonly OpenAge[] }
  | { readonly kind: 'due-invoices'; readonly invoices: readonly DueInvoice[] }
  | { readonly kind: 'paying-customers'; readonly customers: readonly PayingCustomer[] }
  | { readonly kind: 'invoiced-customers'; readonly customers: readonly InvoicedCustomer[] }

const details: Readonly<Record<string, (window: AuditWindow) => AuditDetail>> = {
  [dsoCountback.id]: (window) => ({ kind: 'countback', steps: countbackSteps(window) }),
  [dsoTrue.id]: (window) => ({ kind: 'open-ages', invoices: openAges(window) }),
  [collectionEffectiveness.id]: (window) => ({ kind: 'due-invoices', invoices: dueInvoices(window) }),
  [customersPayingEarly.id]: (window) => ({ kind: 'paying-customers', customers: payingCustomers(window) }),
  [profitPerAccount.id]: (window) => ({ kind: 'invoiced-customers', customers: invoicedCustomers(window) }),
}

/** The detail of a KPI; null for one that its terms explain. An Error if it does not give the KPI's own numbers. */
export function auditDetail(kpi: Kpi, window: AuditWindow): AuditDetail | null {
  return details[kpi.id]?.(window) ?? null
}
