import { noSales } from './dso.js'
import { goals } from './goals.js'
import { defineKpi, type Kpi, ratio } from './kpi.js'
import { flow } from './terms.js'

const nothingInvoiced = 'nothing was invoiced in the window'

const disputeRate = defineKpi({
  id: 'dispute_rate',
  name: 'Dispute rate (by number)',
  shortName: 'disputed n%',
  unit: 'percent',
  better: 'lower',
  formula: '100 × {disputes opened} ÷ {invoices}',
  terms: { 'disputes opened': flow('disputes_opened'), invoices: flow('invoices') },
  meaning: 'How many invoices customers object to.',
  source: 'KPI practice; by number. 561 of the 2,466 invoices of the published sample are disputed: 22.749 %.',
  pitfall: 'Disputes of a window are about invoices of earlier ones too; an invoice disputed twice counts twice.',
  goal: goals.disputes,
  compute: (window) => ratio(window.flow('disputes_opened'), window.flow('invoices'), 100, nothingInvoiced),
})

const disputeRateValue = defineKpi({
  id: 'dispute_rate_value',
  name: 'Dispute rate (by value)',
  shortName: 'disputed %',
  unit: 'percent',
  better: 'lower',
  formula: '100 × {amount disputed} ÷ {credit sales}',
  terms: { 'amount disputed': flow('disputed_value'), 'credit sales': flow('credit_sales') },
  meaning: 'How much of the money invoiced customers object to.',
  source: 'KPI practice; by value.',
  pitfall: 'Where the ledger only flags an invoice, its whole amount counts as disputed.',
  goal: goals.disputes,
  compute: (window) => ratio(window.flow('disputed_value'), window.flow('credit_sales'), 100, noSales),
})

const disputeDays = defineKpi({
  id: 'dispute_days',
  name: 'Days to resolve a dispute',
  shortName: 'dispute days',
  unit: 'days',
  better: 'lower',
  formula: '{Σ days from opening to resolution} ÷ {disputes resolved}',
  terms: { 'Σ days from opening to resolution': flow('dispute_days'), 'disputes resolved': flow('disputes_resolved') },
  meaning: 'How long customers wait for an answer to their objection, and the company for its money.',
  source: 'KPI practice: the mean over the disputes resolved in the window.',
  pitfall: 'Disputes that are still open are not in it, and they are the long ones.',
  goal: goals.disputes,
  compute: (window) =>
    ratio(window.flow('dispute_days'), window.flow('disputes_resolved'), 1, 'no dispute was resolved in the window'),
})

const invoiceAccuracy = defineKpi({
  id: 'invoice_accuracy',
  name: 'Invoice accuracy',
  shortName: 'accuracy %',
  unit: 'percent',
  better: 'higher',
  formula: '100 × (1 − {invoices disputed or credited for the first time} ÷ {invoices})',
  terms: {
    'invoices disputed or credited for the first time': flow('invoices_disputed_or_credited'),
    invoices: flow('invoices'),
  },
  meaning: 'How many invoices are right the first time.',
  source: 'KPI practice: 1 − (disputed or credited) ÷ invoices.',
  pitfall:
    'An error counts on the day it shows, often a month after the invoice; a fall of sales looks like a fall of accuracy.',
  goal: goals.disputes,
  compute(window) {
    const invoices = window.flow('invoices')
    return ratio(invoices - window.flow('invoices_disputed_or_credited'), invoices, 100, nothingInvoiced)
  },
})

/** How often customers object, how much, for how long, and how many invoices are right. */
export const disputeKpis: readonly Kpi[] = [disputeRate, disputeRateValue, disputeDays, invoiceAccuracy]
