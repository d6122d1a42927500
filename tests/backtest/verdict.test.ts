import { describe, expect, it } from 'vitest'
import { measures } from '../../src/backtest/measures.js'
import type { MeasureScore } from '../../src/backtest/result.js'
import { verdictOf } from '../../src/backtest/verdict.js'

/** The scores of the four figures, whose 90 % intervals held these shares. */
const scoresOf = (shares: readonly number[], error: number, group = {}): MeasureScore[] =>
  measures.map(({ id }, index) => ({
    measure: id,
    group,
    outcomes: 30,
    meanActual: 100,
    crps: 5,
    coverage: [0.5, 0.8, 0.9].map((nominal) => ({ nominal, share: nominal === 0.9 ? shares[index]! : nominal, error })),
    naive: null,
    rollRate: null,
    bias: 0,
    byHorizon: [],
    pitHistogram: [],
  }))

describe('the verdict of a backtest', () => {
  it('believes ranges that held about as many outcomes as they should', () => {
    expect(verdictOf(scoresOf([0.97, 0.97, 0.9, 0.8], 0.08), null)[0]).toBe(
      'Believe how wide the ranges are: of all four figures, the 90 % intervals held about as many outcomes as they should.',
    )
  })

  it('says so where the outcomes are too few to tell, and finds no fault that chance could have made', () => {
    expect(verdictOf(scoresOf([1, 0.83, 0.7, 0.9], 0.15), null)[0]).toBe(
      'Nothing speaks against how wide the ranges are: of all four figures, the 90 % intervals held about as many outcomes as they should; but the outcomes are few, and a wrong range could have passed.',
    )
  })

  it('warns of ranges that held clearly fewer, or clearly more', () => {
    expect(verdictOf(scoresOf([0.6, 0.9, 1, 0.9], 0.04), null).slice(0, 2)).toEqual([
      'Do not believe the ranges of Cash collected (60 %): their 90 % intervals held fewer outcomes than they should; read them wider.',
      'The 90 % intervals of DSO (100 %) held more outcomes than they should: the truth is surer than they say.',
    ])
  })

  it('names the groups whose ranges are clearly too narrow', () => {
    const whole = scoresOf([0.9, 0.9, 0.9, 0.9], 0.05)
    const of = (share: number, error: number) =>
      verdictOf([...whole, ...scoresOf([share, 0.9, 0.9, 0.9], error, { region: 'EMEA' })], null).at(-1)
    expect(of(0.5, 0.05)).toBe('In groups the ranges are too narrow for Cash collected of EMEA (50 %).')
    expect(of(0.5, 0.25)).toBe('In no group did the ranges hold clearly fewer outcomes than they should.')
  })
})
