import type { FactWindow } from '../facts/fact-window.js'
import { goals } from './goals.js'
import { defineKpi, type Kpi, type KpiValue, notDefined } from './kpi.js'
import { closing, daysInWindow, flow, flowIfKnown, given, opening } from './terms.js'

const contactsLeftOut = 'the cost of contacts is not known and left out'
export const noCostOfCapital = 'the cost of capital is not known: give cost_of_capital in the settings'

/** What the money tied up in receivables costs over a window, in minor units: their mean at the yearly cost of capital. */
export function carryingCostOf(window: FactWindow, costOfCapital: number): number {
  const mean = (window.opening('receivables') + window.closing('receivables')) / 2
  return (mean * costOfCapital * window.days) / 365
}

const carryingTerms = {
  'opening receivables': opening('receivables'),
  'closing receivables': closing('receivables'),
  'cost of capital': given('number', (_, settings) => settings.costOfCapital),
  'days in the window': daysInWindow,
}

const carryingCost = defineKpi({
  id: 'carrying_cost',
  name: 'Carrying cost',
  shortName: 'carrying',
  unit: 'money',
  better: 'lower',
  formula: '({opening receivables} + {closing receivables}) ÷ 2 × {cost of capital} × {days in the window} ÷ 365',
  terms: carryingTerms,
  meaning: 'What it costs to have the money that customers owe tied up.',
  source: 'Credit-management practice: mean receivables × yearly cost of capital, for the days of the window.',
  pitfall: 'It takes the mean of the opening and closing balance; a peak between them is not seen.',
  goal: goals.finance,
  compute(window, { costOfCapital }): KpiValue {
    return costOfCapital === null ? notDefined(noCostOfCapital) : carryingCostOf(window, costOfCapital)
  },
})

/** Few companies state what their contacts cost, and only scenarios that plan contacts simulate them. */
const costOfContacts = flowIfKnown('collection_cost')

const contribution = defineKpi({
  id: 'contribution',
  name: 'Contribution',
  shortName: 'contribution',
  unit: 'money',
  better: 'higher',
  formula:
    '{margin} − {discounts taken} − {credit memos} − {write-offs} + {write-off reversals} + {recoveries} − {cost of contacts} − ({opening receivables} + {closing receivables}) ÷ 2 × {cost of capital} × {days in the window} ÷ 365',
  terms: {
    margin: flow('gross_margin'),
    'discounts taken': flow('discounts_taken'),
    'credit memos': flow('credit_memos'),
    'write-offs': flow('write_offs'),
    'write-off reversals': flow('write_off_reversals'),
    recoveries: flow('recoveries'),
    'cost of contacts': costOfContacts,
    ...carryingTerms,
  },
  meaning: 'What selling on credit brings after all that terms, disputes, losses, collecting and waiting take away.',
  source:
    'Credit-management practice: gross margin less the cost of granting credit (discounts, bad debt, collection, capital).',
  pitfall:
    'Margins are as the invoices state them; a sale counts when it is invoiced, its loss when it is written off. Contacts cost nothing where nobody says what they cost.',
  goal: goals.finance,
  compute(window, settings): KpiValue {
    const { costOfCapital } = settings
    if (costOfCapital === null) return notDefined(noCostOfCapital)
    const reductions = window.flow('discounts_taken') + window.flow('credit_memos')
    const badDebt = window.flow('write_offs') - window.flow('write_off_reversals') - window.flow('recoveries')
    const granted = reductions + badDebt + costOfContacts.of(window, settings)! + carryingCostOf(window, costOfCapital)
    const value = window.flow('gross_margin') - granted
    return window.whyAbsent(costOfContacts.facts) === null ? value : { value, note: contactsLeftOut }
  },
})

/** What receivables cost and what is left of the margin, in money. */
export const economicsKpis: readonly Kpi[] = [carryingCost, contribution]
