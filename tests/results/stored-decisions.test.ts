import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { isResultsFolder, keepDecision, storedDecisions } from '../../src/results/stored-decisions.js'
import { attribution, cash, choices, dso, hangs, sought } from '../chart/sample-decisions.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-stored-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('answers in a results folder', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'out-'))
  })

  test('come back as they were kept, in the order in which a reader asks', () => {
    const answers = [choices('baseline', [dso, cash]), sought([0.2, 0.9], 1), hangs('Net 45'), attribution('Net 45')]
    for (const answer of answers) keepDecision(folder, answer)
    expect(storedDecisions(folder)).toEqual([...answers].reverse())
    expect(readdirSync(join(folder, 'decisions')).sort()).toEqual([
      'frontier-dso-cash.json',
      'seek-terms-net-dso.json',
      'sensitivity-net-45-dso.json',
      'waterfall-net-45.json',
    ])
  })

  test('take the place of an earlier answer to the same question', () => {
    keepDecision(folder, hangs('Net 45'))
    keepDecision(folder, { ...hangs('Net 45'), mean: 12 })
    expect(storedDecisions(folder)).toMatchObject([{ mean: 12 }])
  })

  test('have names that are files anywhere, whatever a scenario is called', () => {
    expect(keepDecision(folder, attribution('../../Über <größe>'))).toBe(
      join(folder, 'decisions', 'waterfall-u-ber-gro-e.json'),
    )
    expect(keepDecision(folder, attribution('二'))).toBe(join(folder, 'decisions', 'waterfall-answer.json'))
  })

  test('a folder without answers has none, and is a results folder only with a simulation in it', () => {
    expect(storedDecisions(folder)).toEqual([])
    expect(isResultsFolder(folder)).toBe(false)
    writeFileSync(join(folder, 'simulation.json'), '{}')
    expect(isResultsFolder(folder)).toBe(true)
  })
})
