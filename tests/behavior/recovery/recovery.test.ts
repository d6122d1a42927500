import { beforeAll, describe, expect, it } from 'vitest'
import {
  coverageByFamily,
  evenDefaults,
  fitDemo,
  plainly,
  type Recovered,
  recoverEvents,
  recoverHabits,
} from './recover.js'

/**
 * Few seeds here; `npm run bench:recovery` runs 200 (ARLAB_RECOVERY_SEEDS) and prints a table. Within a seed the numbers of a
 * family hang together a little, so the band for few seeds is wide.
 */
const seeds = Number(process.env.ARLAB_RECOVERY_SEEDS ?? 4)
const isBench = process.env.ARLAB_RECOVERY_SEEDS !== undefined

describe(`recovery of the demo company's true numbers over ${seeds} seeds`, () => {
  const found: Recovered[] = []
  beforeAll(async () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const habits = await fitDemo(`recovery ${seed}`, plainly)
      found.push(...recoverHabits(habits.company, habits.behavior))
      const events = await fitDemo(`recovery ${seed}`, evenDefaults)
      found.push(...recoverEvents(events.company, events.behavior))
    }
    if (isBench) process.stdout.write(`${table(found)}\n`)
  }, 3_600_000)

  it('holds the truth in 90 % intervals about nine times in ten, family by family', () => {
    expect([...coverageByFamily(found).keys()].sort()).toEqual(families)
    for (const [family, { count, held }] of coverageByFamily(found)) {
      const share = held / count
      // Four standard errors of independent numbers around 85 and 95 %: a right fit fails once in 30,000 seeds or rarer.
      const slack = 4 * Math.sqrt((0.1 * 0.9) / count)
      expect(share, `${family}: ${held} of ${count}`).toBeGreaterThan(0.85 - slack)
      expect(share, `${family}: ${held} of ${count}`).toBeLessThanOrEqual(Math.min(1, 0.95 + slack))
    }
  })

  it('teeth: truths a quarter higher than the company was made with are not held', () => {
    const wrong = found
      .filter(({ family }) => ['daily hazards', 'order rates', 'days under dispute'].includes(family))
      .map((own) => ({ ...own, truth: own.truth * 1.25 }))
    expect(coverageByFamily(wrong).size).toBe(3)
    for (const [family, { count, held }] of coverageByFamily(wrong)) {
      expect(held / count, family).toBeLessThan(0.85 - 4 * Math.sqrt((0.1 * 0.9) / count))
    }
  })
})

/** All of them, so that none can vanish unseen. */
const families = [
  'customers’ multipliers',
  'daily hazards',
  'days under dispute',
  'discount hurdles',
  'effects of contacts',
  'growth',
  'mean amounts',
  'order rates',
  'rate of default',
  'right parties and promises',
  'seasons',
  'share conceded',
  'share disputed',
  'share paid in parts',
  'variance of multipliers',
].sort()

function table(found: readonly Recovered[]): string {
  const rows = [...coverageByFamily(found)].map(
    ([family, { count, held }]) =>
      `| ${family} | ${count.toLocaleString('en-US')} | ${((100 * held) / count).toFixed(1)} % |`,
  )
  return ['| family | numbers | held by 90 % intervals |', '| --- | --- | --- |', ...rows].join('\n')
}
