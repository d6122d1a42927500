import { dayFromIso, kpiById } from 'arlab'
import { usualSettings } from '../../../dist/kpi/kpi-settings.js'
import { runReplicates } from '../../../dist/runtime/run-replicates.js'
import { compilePlan } from '../../../dist/scenario/plan/compile-plan.js'
import { simulatedKpis } from '../../../dist/scenario/simulated-kpis.js'
import { spreadOf } from '../../../dist/scenario/spread.js'
import { fromTests } from './bundled.mjs'

// node ar-mini.mjs REPLICATES THREADS: one line of JSON, in the shape that the other programs of AR-mini print.
const [replicates, threads] = process.argv.slice(2).map(Number)
const { arMiniBehavior } = await fromTests('oracles/ar-mini-behavior.ts')
const asOf = dayFromIso('2024-12-31')
const input = { behavior: arMiniBehavior(), ledger: null, asOf, months: 24, seed: 'bench', by: [] }

/** What the other programs give too: means and quantiles of four figures by month. */
const figures = [
  { kpis: ['dso'], windowMonths: 3 },
  { kpis: ['cei', 'cash_per_dso_day', 'bad_debt_to_sales'], windowMonths: 1 },
].map(({ kpis, windowMonths }) => ({ kpis: kpis.map(kpiById), windowMonths, settings: usualSettings }))

function spreads(compiled, values) {
  return figures.flatMap((choice) => {
    const kpis = simulatedKpis(compiled, values, replicates, null, choice)
    return choice.kpis.flatMap((_, kpi) =>
      Array.from({ length: 24 }, (_, month) => {
        const defined = kpis.at(kpi, 0, month).filter((value) => !Number.isNaN(value))
        return defined.length === 0 ? null : spreadOf(defined)
      }),
    )
  })
}

const started = performance.now()
const compiled = compilePlan(input, null)
const { values, invoices } = await runReplicates(compiled.plan, replicates, { threads })
const figureCount = spreads(compiled, values).length
const seconds = (performance.now() - started) / 1000
console.log(
  JSON.stringify({
    impl: `arlab, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    R: replicates,
    invoices,
    seconds,
    invPerSec: invoices / seconds,
    figures: figureCount,
    peakRssMB: process.resourceUsage().maxRSS / 1024,
  }),
)
