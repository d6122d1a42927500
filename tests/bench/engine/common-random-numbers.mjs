import { fromTests } from './bundled.mjs'

/** What common random numbers gain on AR-mini over months 9 to 24, one line for a scenario. */
export async function commonRandomNumbers(replicates) {
  const { arMiniBehavior } = await fromTests('oracles/ar-mini-behavior.ts')
  const { varianceRatios } = await fromTests('oracles/variance-ratio.ts')
  const none = { note: '', file: 'bench', levers: { terms: [], credit: [], collections: [], billing: [], sales: [] } }
  const aimed = { where: {}, phase_in_days: 0 }
  const hazard = { ...aimed, hazard_multiplier: 1.15, from_days_past_due: 1 }
  const limit = { ...aimed, limit: 30_000 }
  const scenarios = [
    { ...none, name: 'hazard after due × 1.15', levers: { ...none.levers, collections: [hazard] } },
    { ...none, name: 'credit limit 30,000 each', levers: { ...none.levers, credit: [limit] } },
  ]
  return scenarios.map((scenario) => {
    const common = { behavior: arMiniBehavior(), scenario, replicates, months: 24, settledFrom: 8 }
    const { receivables, dso } = varianceRatios({ ...common, baselineSeed: 'common', scenarioSeed: 'common' })
    const times = ({ ratio, error }) => `${ratio.toFixed(1)} ± ${(ratio * error).toFixed(1)}`
    return `${scenario.name}: receivables ${times(receivables)}, DSO ${times(dso)}`
  })
}
