import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { closing, flow, opening } from './terms.js'

export const nothingCollectable = 'nothing was due to be collected in the window'

/** Collection effectiveness index by the balance method, in per cent. */
export const cei = defineKpi({
  id: 'cei',
  name: 'CEI',
  shortName: 'CEI %',
  unit: 'percent',
  better: 'higher',
  formula:
    '100 × ({opening receivables} + {credit sales} − {closing receivables}) ÷ ({opening receivables} + {credit sales} − {closing current receivables})',
  terms: {
    'opening receivables': opening('receivables'),
    'credit sales': flow('credit_sales'),
    'closing receivables': closing('receivables'),
    'closing current receivables': closing('current_receivables'),
  },
  meaning: 'Of what could have been collected in the window, the share that is no longer open.',
  source: 'Balance method; B 100,000, S 1,000,000, E 120,000, C 100,000 gives 98.0.',
  pitfall:
    'Credit memos and write-offs lower the closing receivables and so raise it without any cash. Credit balances lower them too: with many of them it passes 100.',
  goal: goals.cei,
  compute(window) {
    const opened = window.opening('receivables') + window.flow('credit_sales')
    const collectable = opened - window.closing('current_receivables')
    const closed = opened - window.closing('receivables')
    return ratio(closed, collectable, 100, nothingCollectable)
  },
})
