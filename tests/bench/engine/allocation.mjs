import { Session } from 'node:inspector/promises'
import { PlanRun } from '../../../dist/engine/run-plan.js'
import { company, planOf } from './full-company.mjs'

// node allocation.mjs: what the engine allocates while it runs, after it is warm: bytes for an invoice, and by function, what the
// garbage collector has taken included.
const own = await company(400)
for (const allMechanisms of [false, true]) {
  const run = new PlanRun(planOf(own, { months: 24, allMechanisms }))
  run.replicates(0, 30)
  const session = new Session()
  session.connect()
  const including = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true }
  await session.post('HeapProfiler.startSampling', { samplingInterval: 512, ...including })
  const { invoices, values } = run.replicates(30, 20)
  const { profile } = await session.post('HeapProfiler.stopSampling')
  session.disconnect()
  const bytes = new Map()
  const visit = ({ callFrame, selfSize, children }) => {
    const file = callFrame.url.split('/dist/').at(-1)
    const name = `${callFrame.functionName || '(anonymous)'} ${file}:${callFrame.lineNumber + 1}`
    if (file.startsWith('engine/')) bytes.set(name, (bytes.get(name) ?? 0) + selfSize)
    for (const child of children) visit(child)
  }
  visit(profile.head)
  // The result itself is asked for.
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0)
  console.log(
    `${allMechanisms ? 'every mechanism' : 'today’s ways'}: ${(total / invoices).toFixed(2)} bytes for an invoice ` +
      `(${invoices.toLocaleString('en-US')} invoices; the result is ${(values.byteLength / 1024).toFixed(0)} kB)`,
  )
  for (const [name, size] of [...bytes].sort((a, b) => b[1] - a[1]).slice(0, 8)) {
    console.log(`  ${(size / invoices).toFixed(2).padStart(6)}  ${name}`)
  }
}
