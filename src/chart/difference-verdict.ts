import type { Better } from '../kpi/kpi.js'
import type { DefinedDifference } from './result-series.js'
import { roundsToZero, type ValueFormat } from './value-format.js'

/** A difference in a word, so that it does not depend on colour. */
export interface DifferenceVerdict {
  readonly word: 'better' | 'worse' | 'higher' | 'lower' | 'the same' | 'not clear'
  readonly kind: 'better' | 'worse' | 'neutral'
}

/** Judges a paired difference: it is clear if its 90 % range leaves zero out. */
export function differenceVerdict(
  { mean, low, high }: Pick<DefinedDifference, 'mean' | 'low' | 'high'>,
  better: Better,
  format: ValueFormat,
): DifferenceVerdict {
  if ([low, high, mean].every((value) => roundsToZero(value, format))) return { word: 'the same', kind: 'neutral' }
  if ((low <= 0 && high >= 0) || roundsToZero(mean, format)) return { word: 'not clear', kind: 'neutral' }
  if (better === 'band' || better === 'neither') return { word: mean > 0 ? 'higher' : 'lower', kind: 'neutral' }
  return mean > 0 === (better === 'higher') ? { word: 'better', kind: 'better' } : { word: 'worse', kind: 'worse' }
}
