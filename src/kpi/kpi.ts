import type { FactName } from '../facts/columns.js'
import type { FactWindow } from '../facts/fact-window.js'
import { type KpiSettings, usualSettings } from './kpi-settings.js'
import type { Terms } from './terms.js'

/** A KPI that does not exist for a window, with the reason: never a 0 or a NaN in its place. */
export interface NotDefined {
  readonly notDefined: string
}

/** A value that a reader must know something about, such as that it is annualised. */
export interface Qualified {
  readonly value: number
  readonly note: string
}

export type KpiValue = number | Qualified | NotDefined

/** `money` is in minor units of the ledger's currency; `percent` is on the scale 0 to 100; `ratio` is money per money. */
export type KpiUnit = 'days' | 'percent' | 'money' | 'times' | 'count' | 'score' | 'ratio'

/** Which way is good. `band`: both too high and too low are warnings. `neither`: it says nothing about quality. */
export type Better = 'lower' | 'higher' | 'band' | 'neither'

/** What speaks for a KPI as a goal for Sales, what against it, and how it gets gamed. */
export interface AsGoal {
  readonly pro: string
  readonly con: string
  readonly gaming: string
}

/** One KPI: what it means, and the one function of facts that computes it for the past and for simulations alike. */
export interface Kpi {
  readonly id: string
  readonly name: string
  /** For the head of a column: at most 12 characters. */
  readonly shortName: string
  readonly unit: KpiUnit
  readonly better: Better
  /** What is good where `better` is `band`, both ends included. */
  readonly band?: { readonly low: number; readonly high: number }
  /** Digits after the point that people are shown; of money, those of its currency. */
  readonly digits: number
  /** In words, as `arlab explain` shows it. Names in braces are `terms`. */
  readonly formula: string
  /** The numbers that the formula is made of, by the name they have in it. */
  readonly terms: Terms
  /** The facts without which it is not defined. */
  readonly needs: readonly FactName[]
  /** Periods that it looks back over where nobody asks for another window; the period itself if not given. */
  readonly usualLength?: number
  readonly meaning: string
  readonly source: string
  /** What a reader must not conclude from it. */
  readonly pitfall: string
  readonly goal: AsGoal
  compute(window: FactWindow, settings?: KpiSettings): KpiValue
}

const usualDigits: Readonly<Record<KpiUnit, number>> = {
  days: 1,
  percent: 1,
  money: 0,
  times: 1,
  count: 0,
  score: 1,
  ratio: 4,
}

type KpiDefinition = Omit<Kpi, 'compute' | 'needs' | 'digits'> & {
  /** Those of its unit if not given. */
  readonly digits?: number
  /** The facts without which it is not defined, beside those of the terms. */
  readonly needs?: readonly FactName[]
  compute(window: FactWindow, settings: KpiSettings): KpiValue
}

/** Makes a KPI of its definition: one whose facts are not known is not defined, and says why. */
export function defineKpi(definition: KpiDefinition): Kpi {
  const ofTerms = Object.values(definition.terms).flatMap(({ facts, optional }) => (optional ? [] : facts))
  const needs = [...new Set([...ofTerms, ...(definition.needs ?? [])])]
  return {
    digits: usualDigits[definition.unit],
    ...definition,
    needs,
    compute(window, settings = usualSettings) {
      const absent = window.whyAbsent(needs)
      return absent === null ? definition.compute(window, settings) : notDefined(absent)
    },
  }
}

/** The number of a KPI value, or null where it is not defined. */
export function numberOf(value: KpiValue): number | null {
  if (typeof value === 'number') return value
  return 'value' in value ? value.value : null
}

/** What a reader must know of a value: why it is not defined, or its note; null if nothing. */
export function noteOf(value: KpiValue): string | null {
  if (typeof value === 'number') return null
  return 'value' in value ? value.note : value.notDefined
}

export function notDefined(reason: string): NotDefined {
  return { notDefined: reason }
}

/** Goes on with a number; passes on why there is none, and a note that it has. */
export function withNumber(value: KpiValue, next: (number: number) => KpiValue): KpiValue {
  if (typeof value === 'number') return next(value)
  if ('notDefined' in value) return value
  const result = next(value.value)
  return typeof result === 'number' ? { value: result, note: value.note } : result
}

/** numerator ÷ denominator × scale, or not defined with the reason if the denominator is not positive. */
export function ratio(numerator: number, denominator: number, scale: number, whatIsMissing: string): KpiValue {
  return denominator > 0 ? (numerator / denominator) * scale : notDefined(whatIsMissing)
}
