import { goals } from './goals.js'
import { defineKpi, notDefined } from './kpi.js'
import { ledgerOnly } from './ledger-only.js'

/** The "true DSO" of ERP reports: open invoices' ages, each weighted by its share of its own month's sales. */
export const dsoTrue = defineKpi({
  id: 'dso_true',
  name: 'True DSO',
  shortName: 'true DSO',
  unit: 'days',
  better: 'lower',
  formula:
    'Σ over the invoices that are open at the end: age in days × open amount ÷ credit sales of the invoice’s own month',
  terms: {},
  needs: ['open_invoices'],
  meaning: 'How old what is open is, seen against the sales it comes from; months of any size count alike.',
  source: 'As practised in ERP reports. The definition is stated because vendors differ.',
  pitfall: 'An old invoice of a small month weighs as much as a whole month of sales.',
  goal: goals.dso,
  compute(window) {
    const days = window.openAgeToSales()
    if (days === null) return ledgerOnly('open invoices')
    return Number.isNaN(days) ? notDefined('no invoice is open') : days
  },
})
