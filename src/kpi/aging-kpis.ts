import { agingBuckets, type StockFact } from '../facts/columns.js'
import { goals } from './goals.js'
import { defineKpi, type Kpi, ratio } from './kpi.js'
import { closing } from './terms.js'

const bucketFacts = agingBuckets.map(({ fact }) => fact)

/** The aging buckets: the share of each in what is open, and its amount. `aging` names them all. */
export const agingKpis: readonly Kpi[] = [
  ...agingBuckets.map((_, bucket) => shareOf(bucket)),
  ...agingBuckets.map((_, bucket) => amountOf(bucket)),
]

function bucketName(bucket: number): { readonly id: string; readonly words: string; readonly short: string } {
  const { fact } = agingBuckets[bucket]!
  if (bucket === 0) return { id: 'current', words: 'not past due', short: 'current' }
  const id = fact.replace('past_due_', '')
  const days = id.startsWith('over') ? 'over 120' : id.replace('_', '–')
  return { id, words: `${days} days past due`, short: days }
}

function shareOf(bucket: number): Kpi {
  const fact: StockFact = agingBuckets[bucket]!.fact
  const { id, words, short } = bucketName(bucket)
  return defineKpi({
    id: `aging_${id}_share`,
    name: `Aging share, ${words}`,
    shortName: `${short} %`,
    unit: 'percent',
    better: bucket === 0 ? 'higher' : 'lower',
    formula: `100 × {open and ${words}} ÷ {all open amounts}`,
    terms: { [`open and ${words}`]: closing(fact), 'all open amounts': closing(...bucketFacts) },
    meaning: `How much of what is open is ${words}.`,
    source: 'Aging report. Days past due count from the day after the due date.',
    pitfall:
      'Shares are of the positive open amounts and add up to 100 %; past_due_share divides by receivables, which credit balances lower.',
    goal: goals.pastDue,
    compute: (window) =>
      ratio(
        window.closing(fact),
        bucketFacts.reduce((sum, each) => sum + window.closing(each), 0),
        100,
        'nothing is open',
      ),
  })
}

function amountOf(bucket: number): Kpi {
  const fact: StockFact = agingBuckets[bucket]!.fact
  const { id, words, short } = bucketName(bucket)
  return defineKpi({
    id: `aging_${id}_amount`,
    name: `Aging amount, ${words}`,
    shortName: short,
    unit: 'money',
    better: bucket === 0 ? 'neither' : 'lower',
    formula: `{open and ${words}}`,
    terms: { [`open and ${words}`]: closing(fact) },
    meaning: `How much money is open and ${words}.`,
    source: 'Aging report: receivables = Σ buckets − credit balances.',
    pitfall: 'Credit balances are not netted in it.',
    goal: goals.pastDue,
    compute: (window) => window.closing(fact),
  })
}
