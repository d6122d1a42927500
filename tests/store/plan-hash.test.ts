import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { day } from '../../src/calendar/day.js'
import { sharedPlan } from '../../src/runtime/shared-plan.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { planHash } from '../../src/store/plan-hash.js'
import { root } from '../cli/run-arlab.js'
import { planOf } from '../engine/plan-of.js'
import { sampleCompany } from '../engine/sample-company.js'
import { smallBehavior } from '../scenario/scenario-of.js'

type Column = Float64Array | Int32Array | Uint32Array | Uint8Array
const plan = planOf(sampleCompany)

/** The plan with one of its parts after the other changed a little, and the way to that part. */
function* changed(value: unknown, way: readonly string[] = []): Generator<readonly [string, unknown]> {
  const name = way.join('.')
  if (ArrayBuffer.isView(value)) {
    const column = value as Column
    const Columns = column.constructor as new (values: Iterable<number>) => Column
    for (const row of new Set([0, column.length - 1].filter((at) => at >= 0 && at < column.length))) {
      const other = column.slice()
      // Of a number that is not one or without end, its neighbour is 1.
      other[row] = Number.isFinite(other[row]) ? other[row]! + 1 : 1
      yield [`${name}[${row}]`, other]
    }
    yield [`${name} with a row more`, new Columns([...column, 0])]
  } else if (typeof value === 'object' && value !== null) {
    for (const [part, own] of Object.entries(value)) {
      for (const [where, other] of changed(own, [...way, part])) yield [where, { ...value, [part]: other }]
    }
  } else if (typeof value === 'number') yield [name, value + 1]
  else yield [name, `${value}x`]
}

test('any single column, number and row is in the hash', () => {
  const hashes = new Map([[planHash(plan), 'the plan itself']])
  for (const [where, other] of changed(plan)) {
    const hash = planHash(other as typeof plan)
    expect(hashes.get(hash), where).toBeUndefined()
    hashes.set(hash, where)
  }
  expect(hashes.size).toBeGreaterThan(150)
})

test('is the same for the same content: copied, in shared memory, with its parts in another order', () => {
  const backwards = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || ArrayBuffer.isView(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, part]) => [name, backwards(part)]),
        )
  for (const other of [structuredClone(plan), sharedPlan(plan), backwards(plan) as typeof plan]) {
    expect(planHash(other)).toBe(planHash(plan))
  }
})

test('is the same in another process, and another for another seed', () => {
  const script = `
    import { compilePlan } from './dist/scenario/plan/compile-plan.js'
    import { planHash } from './dist/store/plan-hash.js'
    console.log(planHash(compilePlan(JSON.parse(process.argv[1]), null).plan))`
  const input = { behavior: smallBehavior, ledger: null, asOf: day(20_000), months: 3, seed: 'one', by: ['region'] }
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(input)], {
    cwd: root,
    encoding: 'utf8',
  })
  expect([stderr, stdout]).toEqual(['', `${planHash(compilePlan(input, null).plan)}\n`])
  expect(planHash(compilePlan({ ...input, seed: 'two' }, null).plan)).not.toBe(stdout.trim())
})
