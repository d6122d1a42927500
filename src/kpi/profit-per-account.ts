import { carryingCostOf, noCostOfCapital } from './contribution.js'
import { goals } from './goals.js'
import { defineKpi, type KpiValue, notDefined } from './kpi.js'
import { ledgerOnly } from './ledger-only.js'
import { closing, daysInWindow, flow, given, opening } from './terms.js'

/** What a customer account earns after bad debt, collecting and the cost of the money that is tied up. */
export const profitPerAccount = defineKpi({
  id: 'profit_per_account',
  name: 'Profit per account',
  shortName: 'profit',
  unit: 'money',
  better: 'higher',
  formula:
    '({margin} − {write-offs} + {recoveries} − {cost of contacts} − ({opening receivables} + {closing receivables}) ÷ 2 × {cost of capital} × {days in the window} ÷ 365) ÷ {customers invoiced}',
  terms: {
    margin: flow('gross_margin'),
    'write-offs': flow('write_offs'),
    recoveries: flow('recoveries'),
    'cost of contacts': flow('collection_cost'),
    'opening receivables': opening('receivables'),
    'closing receivables': closing('receivables'),
    'cost of capital': given('number', (_, settings) => settings.costOfCapital),
    'days in the window': daysInWindow,
    'customers invoiced': given('count', (window) => window.invoicedCustomers()),
  },
  meaning: 'What a customer earns the company once late and lost money has been paid for.',
  source:
    'Credit-management practice: (margin − bad debt − collection cost − carrying cost) ÷ accounts invoiced in the window.',
  pitfall:
    'Margins are as the invoices state them; the carrying cost takes the mean of the opening and closing balance.',
  goal: goals.finance,
  compute(window, { costOfCapital }): KpiValue {
    if (costOfCapital === null) return notDefined(noCostOfCapital)
    const accounts = window.invoicedCustomers()
    if (accounts === null) return ledgerOnly('customers')
    if (accounts === 0) return notDefined('no customer was invoiced in the window')
    const badDebt = window.flow('write_offs') - window.flow('recoveries')
    const carrying = carryingCostOf(window, costOfCapital)
    return (window.flow('gross_margin') - badDebt - window.flow('collection_cost') - carrying) / accounts
  },
})
