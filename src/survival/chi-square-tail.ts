import gammainc from '@stdlib/math-base-special-gammainc'

/** P(X ≥ x) of a chi-square variable, with full relative accuracy down to about 1e-300. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return gammainc(x / 2, degreesOfFreedom / 2, true, true)
}
