import type { FlowFact } from '../facts/columns.js'
import { goals } from './goals.js'
import { type Better, defineKpi, type Kpi, ratio } from './kpi.js'
import { flow } from './terms.js'

const rightPartyContactRate = defineKpi({
  id: 'right_party_contact_rate',
  name: 'Right-party contact rate',
  shortName: 'reached %',
  unit: 'percent',
  better: 'higher',
  formula: '100 × {calls that reached the right party} ÷ {calls}',
  terms: { 'calls that reached the right party': flow('right_party_contacts'), calls: flow('calls', 'sales_calls') },
  meaning: 'How many calls reach somebody who can decide about the payment.',
  source: 'Collection practice: right-party contacts ÷ calls, those of collectors and salespeople together.',
  pitfall: 'It says nothing about what the call brought.',
  goal: goals.effort,
  compute(window) {
    const calls = window.flow('calls') + window.flow('sales_calls')
    return ratio(window.flow('right_party_contacts'), calls, 100, 'nobody was called in the window')
  },
})

const promiseToPayRate = defineKpi({
  id: 'promise_to_pay_rate',
  name: 'Promise-to-pay rate',
  shortName: 'promised %',
  unit: 'percent',
  better: 'higher',
  formula: '100 × {promises in those calls} ÷ {calls that reached the right party}',
  terms: {
    'promises in those calls': flow('promises'),
    'calls that reached the right party': flow('right_party_contacts'),
  },
  meaning: 'How many talks with the right person end with a promise to pay.',
  source: 'Collection practice: promises ÷ right-party contacts.',
  pitfall: 'A promise is no payment; see promise_kept_rate.',
  goal: goals.effort,
  compute: (window) =>
    ratio(window.flow('promises'), window.flow('right_party_contacts'), 100, 'no call reached the right party'),
})

const promiseKeptRate = defineKpi({
  id: 'promise_kept_rate',
  name: 'Promises kept',
  shortName: 'kept %',
  unit: 'percent',
  better: 'higher',
  formula: '100 × {promises marked as kept} ÷ {promises that fell due}',
  terms: { 'promises marked as kept': flow('promises_kept'), 'promises that fell due': flow('promises_due') },
  meaning: 'How many of the promises that fell due were kept.',
  source: 'Collection practice: kept ÷ due promises, in the window in which they fall due.',
  pitfall: 'A promise that nobody has marked as kept counts as broken.',
  goal: goals.effort,
  compute: (window) =>
    ratio(window.flow('promises_kept'), window.flow('promises_due'), 100, 'no promise fell due in the window'),
})

function contactCount(id: FlowFact, name: string, better: Better, meaning: string, pitfall: string): Kpi {
  return defineKpi({
    id,
    name,
    shortName: name.toLowerCase().replace('invoice ', ''),
    unit: 'count',
    better,
    formula: `{${name.toLowerCase()}}`,
    terms: { [name.toLowerCase()]: flow(id) },
    meaning,
    source: 'Collection practice: the number in the window.',
    pitfall,
    goal: goals.effort,
    compute: (window) => window.flow(id),
  })
}

/** What contacts with customers bring, and how many there are. */
export const contactKpis: readonly Kpi[] = [
  rightPartyContactRate,
  promiseToPayRate,
  promiseKeptRate,
  contactCount(
    'invoice_copies',
    'Invoice copies',
    'lower',
    'How often customers asked for an invoice again.',
    'A customer who wants time asks for a copy too.',
  ),
  contactCount(
    'emails',
    'E-mails',
    'neither',
    'How many e-mails went to customers about payments.',
    'Many of them go unread.',
  ),
  contactCount(
    'calls',
    'Calls',
    'neither',
    'How often collectors called customers.',
    'Late customers cause calls: more of them may be effort, or trouble.',
  ),
  contactCount(
    'sales_calls',
    'Sales calls',
    'neither',
    'How often salespeople called customers about payments.',
    'Late customers cause calls: more of them may be effort, or trouble.',
  ),
]
