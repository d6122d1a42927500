import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { isResultsFolder, keepDecision, storedDecisions } from '../../src/results/stored-decisions.js'
import { attribution, cash, choices, dso, goalTest, hangs, sought } from '../chart/sample-decisions.js'
import { sampleResult } from '../chart/sample-result.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-stored-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('answers in a results folder', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'out-'))
    writeFileSync(join(folder, 'simulation.json'), JSON.stringify(sampleResult()))
  })

  test('come back as they were kept, in the order in which a reader asks', () => {
    const answers = [
      goalTest('CEI for Sales'),
      choices('baseline', [dso, cash]),
      sought([0.2, 0.9], 1),
      hangs('Net 45'),
      attribution('Net 45'),
    ]
    for (const answer of answers) keepDecision(folder, answer)
    expect(storedDecisions(folder)).toEqual([...answers].reverse())
    expect(readdirSync(join(folder, 'decisions')).sort()).toEqual([
      expect.stringMatching(/^frontier-dso-cash-[0-9a-f]{6}.json$/),
      expect.stringMatching(/^goal-cei-for-sales-[0-9a-f]{6}.json$/),
      expect.stringMatching(/^seek-terms-net-dso-[0-9a-f]{6}.json$/),
      expect.stringMatching(/^sensitivity-net-45-dso-[0-9a-f]{6}.json$/),
      expect.stringMatching(/^waterfall-net-45-[0-9a-f]{6}.json$/),
    ])
  })

  test('take the place of an earlier answer to the same question', () => {
    keepDecision(folder, hangs('Net 45'))
    keepDecision(folder, { ...hangs('Net 45'), mean: 12 })
    expect(storedDecisions(folder)).toMatchObject([{ mean: 12 }])
  })

  test('have names that are files anywhere, whatever a scenario is called', () => {
    const own = keepDecision(folder, attribution('../../Über <größe>'))
    expect(own).toMatch(/\/decisions\/waterfall-u-ber-gro-e-[0-9a-f]{6}\.json$/)
    // Names without a Latin letter are told apart all the same.
    const others = ['二', '三'].map((name) => keepDecision(folder, attribution(name)))
    expect(others[0]).toMatch(/\/waterfall-answer-[0-9a-f]{6}\.json$/)
    expect(new Set(others).size).toBe(2)
  })

  test('stand beside answers to other questions', () => {
    keepDecision(folder, sought([0.2, 0.9], 1))
    keepDecision(folder, { ...sought([0.2, 0.9], 1), scenario: 'Stronger collections' })
    expect(storedDecisions(folder)).toHaveLength(2)
  })

  test('are not kept beside results of another ledger or day', () => {
    const { provenance, ...rest } = hangs('Net 45')
    for (const other of [{ ledgerHash: 'other' }, { asOf: '2020-01-31' }]) {
      expect(() => keepDecision(folder, { ...rest, provenance: { ...provenance, ...other } })).toThrow(
        `${folder}: these results are of another ledger, or of another day, than the answer; give the folder of a simulation of the same ledger and --as-of.`,
      )
    }
  })

  test('a folder without answers has none, and is a results folder only with a simulation in it', () => {
    expect(storedDecisions(folder)).toEqual([])
    expect(isResultsFolder(folder)).toBe(true)
    expect(isResultsFolder(root)).toBe(false)
  })
})
