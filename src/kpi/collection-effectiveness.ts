import type { DueCollectionOptions } from '../facts/fact-details.js'
import type { FactWindow } from '../facts/fact-window.js'
import { goals } from './goals.js'
import { defineKpi, type KpiValue, notDefined, ratio } from './kpi.js'
import { ledgerOnly } from './ledger-only.js'
import { given } from './terms.js'

interface DueCollection {
  readonly due: number
  readonly collected: number
}

/** Collection effectiveness by the invoice method, in per cent; what it counts is in the settings. */
export const collectionEffectiveness = defineKpi({
  id: 'collection_effectiveness',
  name: 'Collection effectiveness',
  shortName: 'collected %',
  unit: 'percent',
  better: 'higher',
  formula: '100 × {payments received for them} ÷ {value of the invoices that are due}',
  terms: {
    'payments received for them': given(
      'money',
      (window, settings) => collectionOf(window, settings.collection)?.collected ?? null,
    ),
    'value of the invoices that are due': given(
      'money',
      (window, settings) => collectionOf(window, settings.collection)?.due ?? null,
    ),
  },
  needs: ['fell_due_value', 'collected_of_due_value', 'collected_on_due_value'],
  meaning: 'Of the invoices due by the end of the window, paid or not, the share of their value that was received.',
  source:
    'Invoice method as in ERP reports; 12 invoices of 2,500 due on or before 30 April 2016, 2,200 received, gives 88 %. The settings may leave out what was overdue before the window, part payments, or invoices of contracts.',
  pitfall:
    'Over years of history it hardly moves; with `overdue: exclude` it looks at what fell due in the window alone. Only cash counts: an early-payment discount leaves a paid invoice below 100 %.',
  goal: goals.cei,
  compute(window, { collection }): KpiValue {
    if (collection.contracts === 'only' && window.knowsContracts === false) {
      return notDefined('the invoices name no contracts (column contract_id)')
    }
    const sums = collectionOf(window, collection)
    if (sums === null) return ledgerOnly('invoices and payments')
    return ratio(sums.collected, sums.due, 100, 'no invoice is due')
  },
})

/** From facts where they say enough, else from the ledger's invoices; null if neither can say. */
function collectionOf(window: FactWindow, options: DueCollectionOptions): DueCollection | null {
  if (options.partial === 'count' && options.contracts === 'include') {
    if (options.overdue === 'include') {
      return {
        due: window.flowSinceStart('fell_due_value'),
        collected: window.flowSinceStart('collected_of_due_value'),
      }
    }
    if (window.length === 1) {
      return { due: window.flow('fell_due_value'), collected: window.flow('collected_on_due_value') }
    }
  }
  return window.dueCollection(options)
}
