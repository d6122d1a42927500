import { describe, expect, it } from 'vitest'
import { runPlan } from '../../src/engine/run-plan.js'
import { runReplicates } from '../../src/runtime/run-replicates.js'
import { planOf } from './plan-of.js'
import { sampleCompany } from './sample-company.js'

// Worker threads run the build (dist/); `npm test` makes it first. A build older than src/ can fail here.
describe('threads', () => {
  const plan = planOf(sampleCompany)
  const replicates = 90
  const bytes = (values: Float64Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  const whole = runPlan(plan, 0, replicates)

  it.each([1, 2, 3])('%i of them give the very bytes of one unbroken run', async (threads) => {
    const progress: number[] = []
    const result = await runReplicates(plan, replicates, { threads, onProgress: (done) => progress.push(done) })
    expect(bytes(result.values).equals(bytes(whole.values))).toBe(true)
    expect([result.invoices, result.events]).toEqual([whole.invoices, whole.events])
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(progress[progress.length - 1]).toBe(replicates)
  })

  it('a number of replicates that fills no block is run to the last one', async () => {
    for (const count of [1, 24, 26]) {
      const { values } = await runReplicates(plan, count, { threads: 2 })
      expect(bytes(values).equals(bytes(whole.values.subarray(0, values.length)))).toBe(true)
      expect(values.length).toBe((whole.values.length / replicates) * count)
    }
  })

  it('a defect in a worker reaches the caller as an error', async () => {
    const broken = { ...plan, opening: { ...plan.opening, group: Int32Array.from(plan.opening.group, () => 7) } }
    await expect(runReplicates(broken, 60, { threads: 2 })).rejects.toThrow()
  })
})
