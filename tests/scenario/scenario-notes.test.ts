import { describe, expect, it } from 'vitest'
import type { CompiledPlan } from '../../src/scenario/plan/compile-plan.js'
import type { PairedDifference, PairedFactDifference } from '../../src/scenario/result.js'
import { scenarioNotes } from '../../src/scenario/scenario-notes.js'

const compiled = (shift: number, changesAnything = true) =>
  ({ changesAnything, periods: [{ label: '2025-12' }], expectedClockShift: shift }) as unknown as CompiledPlan

const at = {
  scenario: 'S',
  against: 'baseline',
  group: {},
  month: '2025-12',
  se: 0,
  probabilityLower: 0,
  probabilityHigher: 1,
}
const dso = (mean: number): PairedDifference[] => [{ ...at, kpi: 'dso', mean, low: mean - 1, high: mean + 1 }]
const receivables = (mean: number, low: number, high: number): PairedFactDifference[] => [
  { ...at, fact: 'receivables', mean, low, high },
]

describe('A scenario’s notes', () => {
  it('say that levers which change nothing leave the baseline', () => {
    expect(scenarioNotes(compiled(0, false), dso(0), receivables(0, 0, 0), 'USD')).toEqual([
      'Its levers change nothing, so it is the baseline once more.',
    ])
  })

  it('say how far new terms have come, and what cash they tie up', () => {
    expect(
      scenarioNotes(compiled(15), dso(14.4), receivables(1_267_210_40, 1_095_823_00, 1_450_542_00), 'USD'),
    ).toEqual([
      'Customers would pay 15.0 days later on average, weighted by expected sales, and DSO would move as far in the long run. By 2025-12 it has moved by +14.4 days, 96 % of it.',
      'By 2025-12 receivables are 1,267,210 USD higher than in the baseline on average (90 % of futures: 1,095,823 USD to 1,450,542 USD): that much cash is tied up.',
    ])
  })

  it('give no share where thin data makes one senseless', () => {
    const [note] = scenarioNotes(compiled(11.8), dso(19.3), [], 'USD')
    expect(note).toMatch(/it has moved by \+19\.3 days\.$/)
  })

  it('say the direction of both ends where a range has both', () => {
    expect(scenarioNotes(compiled(0), dso(0), receivables(-100_00, -300_00, 50_00), 'USD')).toEqual([
      'By 2025-12 receivables are 100 USD lower than in the baseline on average (90 % of futures: 50 USD higher to 300 USD lower): that much cash is freed.',
    ])
  })
})
