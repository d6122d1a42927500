import { goals } from './goals.js'
import { defineKpi, type Kpi, ratio } from './kpi.js'
import { flow } from './terms.js'

const costPerCollection = defineKpi({
  id: 'cost_per_collection',
  name: 'Cost per collection',
  shortName: 'per case',
  unit: 'money',
  better: 'lower',
  formula: '{cost of contacts} ÷ {invoices settled late after a contact}',
  terms: { 'cost of contacts': flow('collection_cost'), 'invoices settled late after a contact': flow('collections') },
  meaning: 'What it costs to bring in one late invoice.',
  source:
    'Collection practice: cost ÷ successful collections. One is an invoice settled late after a contact between its due date and its settlement.',
  pitfall: 'Some of these invoices would have been paid anyway.',
  goal: goals.effort,
  compute: (window) =>
    ratio(window.flow('collection_cost'), window.flow('collections'), 1, 'no late invoice was settled after a contact'),
})

const costPerUnitCollected = defineKpi({
  id: 'cost_per_unit_collected',
  name: 'Cost per unit collected',
  shortName: 'cost of cash',
  unit: 'ratio',
  better: 'lower',
  formula: '{cost of contacts} ÷ {cash collected}',
  terms: { 'cost of contacts': flow('collection_cost'), 'cash collected': flow('cash_collected') },
  meaning: 'What it costs to bring in one unit of money.',
  source: 'Collection practice: cost ÷ cash; 0.0020 is 20 cents of each 100 dollars collected.',
  pitfall: 'Most cash comes without any collecting.',
  goal: goals.effort,
  compute: (window) =>
    ratio(window.flow('collection_cost'), window.flow('cash_collected'), 1, 'no cash was collected in the window'),
})

/** What collecting costs, by case and by money. */
export const collectionCostKpis: readonly Kpi[] = [costPerCollection, costPerUnitCollected]
