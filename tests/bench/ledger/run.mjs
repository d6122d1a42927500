import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeLedger } from './make-ledger.mjs'

// node tests/bench/ledger/run.mjs [runs] [invoices,invoices,…]: each size, each program in a process of its own, in turn.
const runs = Number(process.argv[2] ?? 5)
const sizes = (process.argv[3] ?? '1000000,10000000').split(',').map(Number)
const here = (file) => fileURLToPath(new URL(file, import.meta.url))

function once(file, ...args) {
  return JSON.parse(execFileSync(process.execPath, [here(file), ...args], { encoding: 'utf8', maxBuffer: 1 << 26 }))
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Runs programs in turn, A B C A B C …, so that a machine that slows down slows all of them; gives the median of each. */
function inTurn(programs, count) {
  const results = Object.fromEntries(Object.keys(programs).map((name) => [name, []]))
  for (let run = 0; run < count; run++) {
    for (const [name, program] of Object.entries(programs)) results[name].push(program())
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, list]) => [
      name,
      {
        ...list[0],
        seconds: median(list.map(({ seconds }) => seconds)),
        cpuSeconds: median(list.map(({ cpuSeconds }) => cpuSeconds)),
        peakMegabytes: Math.max(...list.map(({ peakMegabytes }) => peakMegabytes)),
      },
    ]),
  )
}

const perRow = []
for (const size of sizes) {
  const folder = join(tmpdir(), `arlab-bench-ledger-${size}`)
  await makeLedger(folder, size)
  const result = inTurn(
    {
      arlab: () => once('read-arlab.mjs', folder),
      duckdb: () => once('read-duckdb.mjs', folder),
      'duckdb, no joins': () => once('read-duckdb.mjs', folder, 'no-joins'),
    },
    runs,
  )
  const { arlab } = result
  console.log(
    `\n${arlab.invoices.toLocaleString('en-US')} invoices, ${arlab.applications.toLocaleString('en-US')} applications (median of ${runs})`,
  )
  for (const [name, { seconds, cpuSeconds, peakMegabytes }] of Object.entries(result)) {
    const ratio = name === 'arlab' ? '' : `  arlab ÷ this: ${(arlab.seconds / seconds).toFixed(2)} of time`
    console.log(
      `  ${name.padEnd(18)}${seconds.toFixed(2).padStart(8)} s  ${cpuSeconds.toFixed(2).padStart(8)} CPU s ${String(peakMegabytes).padStart(6)} MB${ratio}`,
    )
  }
  perRow.push({ size, nanoseconds: (arlab.seconds / (arlab.invoices + 2 * arlab.applications)) * 1e9 })
}
console.log('\ncost per row (invoices, payments, applications):')
for (const { size, nanoseconds } of perRow) {
  console.log(`  ${size.toLocaleString('en-US').padStart(12)} invoices: ${nanoseconds.toFixed(0)} ns`)
}

const small = join(tmpdir(), 'arlab-bench-ledger-100000')
await makeLedger(small, 100_000)
const danfo = inTurn(
  { danfo: () => once('read-danfo.mjs', small), arlab: () => once('read-arlab.mjs', small) },
  Math.min(runs, 3),
)
console.log(
  `\n100,000 invoices: danfo reads the invoices in ${danfo.danfo.seconds.toFixed(2)} s; arlab reads, links and checks the whole ledger in ` +
    `${danfo.arlab.seconds.toFixed(2)} s (${(danfo.danfo.seconds / danfo.arlab.seconds).toFixed(1)} × as fast)`,
)
