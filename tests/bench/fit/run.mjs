import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fitBehavior, openLedger } from 'arlab'
import { makeLedger } from '../ledger/make-ledger.mjs'

// node tests/bench/fit/run.mjs [runs] [invoices,…]: learning how customers pay from ledgers of three sizes.
const runs = Number(process.argv[2] ?? 3)
const sizes = (process.argv[3] ?? '10000,100000,1000000').split(',').map(Number)
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

const rows = []
for (const size of sizes) {
  const folder = join(tmpdir(), `arlab-bench-ledger-${size}`)
  await makeLedger(folder, size)
  const { data } = await openLedger(folder)
  const seconds = []
  // The first run compiles.
  for (let run = 0; run <= runs; run++) {
    const started = performance.now()
    fitBehavior(data)
    if (run > 0) seconds.push((performance.now() - started) / 1000)
  }
  rows.push({ size, customers: data.customers.count, seconds: median(seconds) })
}
console.log('invoices      customers    seconds    µs per invoice')
for (const { size, customers, seconds } of rows) {
  const cells = [size.toLocaleString('en-US'), customers.toLocaleString('en-US'), seconds.toFixed(2)]
  console.log(
    `${cells[0].padEnd(12)}  ${cells[1].padStart(9)}  ${cells[2].padStart(9)}  ${((1e6 * seconds) / size).toFixed(2).padStart(16)}`,
  )
}
