import { nothingCollectable } from './cei.js'
import { goals } from './goals.js'
import { defineKpi, ratio } from './kpi.js'
import { closing, flow, opening } from './terms.js'

/** What CEI would be if only cash counted: credit memos and write-offs are added back to the closing receivables. */
export const ceiCash = defineKpi({
  id: 'cei_cash',
  name: 'CEI, cash only',
  shortName: 'CEI cash %',
  unit: 'percent',
  better: 'higher',
  formula:
    '100 × ({opening receivables} + {credit sales} − {closing receivables} − {credit memos} − {write-offs}) ÷ ({opening receivables} + {credit sales} − {closing current receivables})',
  terms: {
    'opening receivables': opening('receivables'),
    'credit sales': flow('credit_sales'),
    'closing receivables': closing('receivables'),
    'credit memos': flow('credit_memos'),
    'write-offs': flow('write_offs'),
    'closing current receivables': closing('current_receivables'),
  },
  meaning:
    'Of what could have been collected, the share that came in; its distance to CEI is what credits and write-offs flatter.',
  source: 'CEI by the balance method with credit memos and write-offs added back to the closing receivables.',
  pitfall: 'A credit memo for a wrong invoice is no failure of collection, yet it lowers this.',
  goal: goals.cei,
  compute(window) {
    const opened = window.opening('receivables') + window.flow('credit_sales')
    const collectable = opened - window.closing('current_receivables')
    const addedBack = window.flow('credit_memos') + window.flow('write_offs')
    return ratio(opened - window.closing('receivables') - addedBack, collectable, 100, nothingCollectable)
  },
})
