import { afterAll, describe, expect, it } from 'vitest'
import { runPlan } from '../../src/engine/run-plan.js'
import { blockSize, blocksOf, type ReplicateBlock } from '../../src/runtime/replicate-block.js'
import { ReplicateRunner } from '../../src/runtime/replicate-runner.js'
import { planOf } from '../engine/plan-of.js'
import { sampleCompany } from '../engine/sample-company.js'

// Worker threads run the build (dist/); `npm test` makes it first.
const plans = [sampleCompany, { ...sampleCompany, keyLow: 99 }, { ...sampleCompany, keyLow: 7 }].map(planOf)
const replicates = 110
const bytes = ({ buffer, byteOffset, byteLength }: Float64Array) => Buffer.from(buffer, byteOffset, byteLength)
const whole = plans.map((plan) => runPlan(plan, 0, replicates))
const size = whole[0]!.values.length / replicates
const expected = (plan: number, { first, count }: ReplicateBlock) =>
  bytes(whole[plan]!.values.subarray(first * size, (first + count) * size))

/** Runs blocks of a plan and holds each to the unbroken run on this thread; gives their order of coming. */
async function expectSame(runner: ReplicateRunner, plan: number, blocks: readonly ReplicateBlock[]) {
  const came: ReplicateBlock[] = []
  const counts = { invoices: 0, events: 0 }
  let busy = false
  await runner.run(plans[plan]!, blocks, async (facts, block) => {
    expect(busy, 'blocks are handed over one at a time').toBe(false)
    busy = true
    await new Promise((resolve) => setImmediate(resolve))
    busy = false
    expect(bytes(facts.values).equals(expected(plan, block)), `plan ${plan}, block ${block.first}`).toBe(true)
    counts.invoices += facts.invoices
    counts.events += facts.events
    came.push(block)
  })
  expect([...came].sort((a, b) => a.first - b.first)).toEqual([...blocks].sort((a, b) => a.first - b.first))
  return counts
}

it('blocks are cut at whole numbers of their size, and the last one is what is left', () => {
  expect(blocksOf(0, 60)).toEqual([
    { first: 0, count: 25 },
    { first: 25, count: 25 },
    { first: 50, count: 10 },
  ])
  expect(blocksOf(25, 50)).toEqual([{ first: 25, count: 25 }])
  expect(blocksOf(50, 50)).toEqual([])
  expect(blockSize).toBe(25)
})

describe.each([1, 2, 4])('%i threads', (threads) => {
  const runner = new ReplicateRunner(threads)
  afterAll(() => runner.close())

  it('give the bytes and counts of an unbroken run, blocks in order, backwards or shuffled', async () => {
    const blocks = blocksOf(0, replicates)
    const shuffled = [3, 0, 4, 2, 1].map((index) => blocks[index]!)
    for (const order of [blocks, [...blocks].reverse(), shuffled]) {
      const { invoices, events } = await expectSame(runner, 0, order)
      expect([invoices, events]).toEqual([whole[0]!.invoices, whole[0]!.events])
    }
  })

  it('serve several plans by turns, each in pieces', async () => {
    const blocks = blocksOf(0, replicates)
    for (const [plan, own] of [
      [0, blocks.slice(0, 2)],
      [1, blocks.slice(3)],
      [2, blocks],
      [0, blocks.slice(2)],
      [1, blocks.slice(0, 3)],
      [0, blocks.slice(1, 2)],
    ] as const) {
      await expectSame(runner, plan, own)
    }
  })

  it('run blocks of odd sizes, one replicate, and none at all', async () => {
    await expectSame(runner, 1, [
      { first: 60, count: 3 },
      { first: 7, count: 1 },
      { first: 30, count: 11 },
    ])
    await expectSame(runner, 0, [])
  })

  it('end at the first error of who takes the blocks, and serve the next run', async () => {
    let taken = 0
    const full = new Error('the disk is full')
    const run = runner.run(plans[0]!, blocksOf(0, replicates), () => {
      taken++
      throw full
    })
    await expect(run).rejects.toBe(full)
    expect(taken).toBe(1)
    await expectSame(runner, 0, blocksOf(0, replicates))
  })

  it('end at a block that cannot be run, and serve the next run', async () => {
    const plan = plans[0]!
    const broken = { ...plan, opening: { ...plan.opening, group: Int32Array.from(plan.opening.group, () => 7) } }
    await expect(runner.run(broken, blocksOf(0, replicates), () => {})).rejects.toThrow()
    await expectSame(runner, 0, blocksOf(0, replicates))
  })
})

it('close is allowed before, after and twice', async () => {
  const runner = new ReplicateRunner(2)
  await runner.close()
  await expectSame(runner, 0, blocksOf(0, 50))
  await runner.close()
  await runner.close()
})

it('teeth: a plan that was taken for the one before would give other bytes', () => {
  expect(bytes(whole[0]!.values).equals(bytes(whole[1]!.values))).toBe(false)
})
