import { Worker } from 'node:worker_threads'
import { company, planOf } from './full-company.mjs'

// node start.mjs: milliseconds until a worker answers, and to compile the plan of 2,000 customers, 24 months and every mechanism.
const opening = performance.now()
const worker = new Worker(new URL('../../../dist/runtime/replicate-worker.js', import.meta.url))
await new Promise((resolve) => worker.once('online', resolve))
const opened = performance.now() - opening
await worker.terminate()
const own = await company(2000)
const compiling = performance.now()
planOf(own, { months: 24 })
console.log(JSON.stringify({ openWorker: opened, compilePlan: performance.now() - compiling }))
