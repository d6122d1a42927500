import { agingBuckets } from '../facts/columns.js'
import type { FactWindow } from '../facts/fact-window.js'
import { goals } from './goals.js'
import { defineKpi, type KpiValue, notDefined } from './kpi.js'
import type { KpiSettings } from './kpi-settings.js'
import { rollLossRates } from './roll-rates.js'
import { closing, given, type Term } from './terms.js'

const ratesOf = (window: FactWindow, settings: KpiSettings) => settings.lossRates ?? rollLossRates(window)

/** The expected loss on what is open, by a provision matrix: Σ bucket × its loss rate. */
export const allowance = defineKpi({
  id: 'allowance',
  name: 'Allowance for expected losses',
  shortName: 'allowance',
  unit: 'money',
  better: 'lower',
  formula: agingBuckets.map(({ label }) => `{${label}} × {rate of ${label}}`).join(' + '),
  terms: Object.fromEntries(
    agingBuckets.flatMap(({ fact, label }, bucket): [string, Term][] => [
      [label, closing(fact)],
      [`rate of ${label}`, given('number', (window, settings) => ratesOf(window, settings)?.[bucket] ?? null)],
    ]),
  ),
  needs: ['write_offs', 'write_off_reversals'],
  meaning: 'What of the receivables will probably not be paid, given how old they are.',
  source:
    'Provision matrix of IFRS 9: 15,000,000 × 0.3 %, 7,500,000 × 1.6 %, 4,000,000 × 3.6 %, 2,500,000 × 6.6 % and 1,000,000 × 10.6 % give 580,000. Loss rates are the settings’, or roll rates of the last twelve periods.',
  pitfall:
    'Roll rates repeat the past; a forecast of the economy is not in them. Disputes weigh in them like any late invoice.',
  goal: goals.badDebt,
  compute(window, settings): KpiValue {
    const rates = ratesOf(window, settings)
    if (rates === null) {
      return notDefined('roll rates need four periods of history; or give loss_rates in the settings')
    }
    const loss = agingBuckets.reduce((sum, { fact }, bucket) => sum + window.closing(fact) * rates[bucket]!, 0)
    return settings.lossRates === null ? { value: loss, note: 'by roll rates of up to twelve periods' } : loss
  },
})
