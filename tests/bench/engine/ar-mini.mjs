import { dayFromIso } from 'arlab'
import { runReplicates } from '../../../dist/runtime/run-replicates.js'
import { compilePlan } from '../../../dist/scenario/compile-plan.js'
import { fromTests } from './bundled.mjs'

// node ar-mini.mjs REPLICATES THREADS: one line of JSON, in the shape that the other programs of AR-mini print.
const [replicates, threads] = process.argv.slice(2).map(Number)
const { arMiniBehavior } = await fromTests('oracles/ar-mini-behavior.ts')
const asOf = dayFromIso('2024-12-31')
const { plan } = compilePlan(
  { behavior: arMiniBehavior(), ledger: null, asOf, months: 24, seed: 'bench', by: [] },
  null,
)
const started = performance.now()
const { invoices } = await runReplicates(plan, replicates, { threads })
const seconds = (performance.now() - started) / 1000
console.log(
  JSON.stringify({
    impl: `arlab, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    R: replicates,
    invoices,
    seconds,
    invPerSec: invoices / seconds,
    peakRssMB: process.resourceUsage().maxRSS / 1024,
  }),
)
