import { PlanRun } from '../../../dist/engine/run-plan.js'
import { company, planOf } from './full-company.mjs'

// node throughput.mjs CUSTOMERS MONTHS REPLICATES [by] [none]: invoices per second of a demo company on one thread, as JSON.
const [customers, months, replicates] = process.argv.slice(2, 5).map(Number)
const by = (process.argv[5] ?? '').split(',').filter((name) => name !== '' && name !== 'none')
const plan = planOf(await company(customers), { months, by, allMechanisms: process.argv[6] !== 'none' })
const run = new PlanRun(plan)
// The first replicates compile.
run.replicates(0, 2)
const started = performance.now()
const { invoices, events } = run.replicates(2, replicates)
const seconds = (performance.now() - started) / 1000
console.log(JSON.stringify({ customers, months, replicates, groups: plan.groups, invoices, events, seconds }))
