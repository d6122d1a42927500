import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kpiCatalogue, kpiTable, ledgerFacts, openLedger } from 'arlab'
import { makeLedger } from '../ledger/make-ledger.mjs'

// node tests/bench/kpi/run.mjs [runs] [invoices]: the facts by month and salesperson, and the whole KPI table made of them.
const runs = Number(process.argv[2] ?? 7)
const size = Number(process.argv[3] ?? 1_000_000)
const folder = join(tmpdir(), `arlab-bench-ledger-${size}`)
await makeLedger(folder, size)
const { data } = await openLedger(folder)

const seconds = (work) => {
  const started = performance.now()
  const result = work()
  return { result, seconds: (performance.now() - started) / 1000 }
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

const results = { facts: [], table: [] }
let shape
for (let run = 0; run <= runs; run++) {
  const facts = seconds(() => ledgerFacts(data, ['salesperson']))
  // Its own facts again, so that nothing worked out before is used: the table is facts and KPIs together.
  const table = seconds(() => {
    const rows = kpiTable(ledgerFacts(data, ['salesperson']), { kpis: kpiCatalogue })
    // The facts of a row are made when they are read.
    return rows.map(({ facts, kpis }) => ({ facts, kpis }))
  })
  shape = { periods: facts.result.periods.length, groups: facts.result.groups.length, rows: table.result.length }
  // The first run compiles.
  if (run === 0) continue
  results.facts.push(facts.seconds)
  results.table.push(table.seconds)
}
const ratio = median(results.table.map((value, run) => value / results.facts[run]))
console.log(
  `${data.invoices.count.toLocaleString('en-US')} invoices × ${shape.periods} months × ${shape.groups - 1} salespeople: ` +
    `${kpiCatalogue.length} KPIs in ${shape.rows} rows (medians of ${runs})\n` +
    `  facts alone            ${median(results.facts).toFixed(3)} s\n` +
    `  facts and KPI table    ${median(results.table).toFixed(3)} s\n` +
    `  table ÷ facts          ${ratio.toFixed(2)}`,
)
