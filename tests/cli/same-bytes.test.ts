import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arMiniBehavior } from '../oracles/ar-mini-behavior.js'
import { arlabJson } from './run-arlab.js'

/** The JSON of a run as text, without the one field that holds timings. */
function bytesOf(document: Record<string, unknown>): string {
  const { performance: _, ...rest } = document
  return JSON.stringify(rest)
}

describe('The same inputs and seed', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'arlab-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const onDemo = (...more: string[]) =>
    bytesOf(
      arlabJson(
        'simulate',
        'data/demo',
        '--scenario',
        'scenarios/net-45.yaml',
        '--replicates',
        '60',
        '--months',
        '3',
        ...more,
      ),
    )

  test('give the same JSON byte for byte, twice, and with 1, 2 and 3 threads', () => {
    const first = onDemo('--seed', 'bytes', '--threads', '1')
    expect(onDemo('--seed', 'bytes', '--threads', '1')).toBe(first)
    expect(onDemo('--seed', 'bytes', '--threads', '2')).toBe(first)
    expect(onDemo('--seed', 'bytes', '--threads', '3')).toBe(first)
  })

  test('another seed gives other figures', () => {
    expect(onDemo('--seed', 'other')).not.toBe(onDemo('--seed', 'bytes'))
  })

  test('AR-mini runs from its behaviour file alone, with no ledger', () => {
    const file = join(folder, 'ar-mini.json')
    writeFileSync(file, JSON.stringify(arMiniBehavior()))
    const args = ['simulate', '--behavior', file, '--as-of', '2024-12-31', '--months', '24', '--replicates', '50']
    const result = arlabJson(...args, '--threads', '1')
    expect(bytesOf(arlabJson(...args, '--threads', '2'))).toBe(bytesOf(result))
    const [baseline] = result.scenarios as { facts: { fact: string; month: string; mean: number; se: number }[] }[]
    const last = baseline!.facts.find(({ fact, month }) => fact === 'receivables' && month === '2026-12')!
    // The exact expectation is 3,670,433.09 (tests/oracles/ar-mini.test.ts); 5 standard errors, seed fixed.
    expect(Math.abs(last.mean - 367_043_309)).toBeLessThan(5 * last.se)
  })
})
