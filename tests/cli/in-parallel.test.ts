import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inParallel } from '../../src/cli/in-parallel.js'

test('works on so many items at a time, and gives the results in order', async () => {
  let running = 0
  let most = 0
  const work = async (item: number) => {
    most = Math.max(most, ++running)
    await sleep(30 - item)
    running--
    return item * 2
  }
  expect(await inParallel([1, 2, 3, 20, 5], 2, work, new AbortController().signal)).toEqual([2, 4, 6, 40, 10])
  expect(most).toBe(2)
})

test('after an abort what has begun ends, and the rest is left out', async () => {
  const controller = new AbortController()
  const work = async (item: number) => {
    if (item === 2) controller.abort()
    return item
  }
  expect(await inParallel([1, 2, 3, 4], 1, work, controller.signal)).toEqual([1, 2, undefined, undefined])
})
