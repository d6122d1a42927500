/**
 * Logarithm and exponential by tables, from additions, multiplications and divisions alone. These round alike on every
 * machine, where `Math.log` and `Math.exp` may differ in the last bit from one JavaScript engine to the next; and they take
 * a third of the time.
 */

/** Cells of the numbers from 1 to 2 in the tables of logarithms. */
export const logCells = 256
/** ln and reciprocal of the middle of each cell, 1 + (cell + ½) ÷ cells. */
export const logarithmOfCell = new Float64Array(logCells)
export const reciprocalOfCell = new Float64Array(logCells)
/** 2^(cell ÷ cells). */
const cells = 256
const roots = new Float64Array(cells)
for (let cell = 0; cell < logCells; cell++) {
  const middle = 1 + (cell + 0.5) / logCells
  logarithmOfCell[cell] = slowLogarithm(middle)
  reciprocalOfCell[cell] = 1 / middle
}
for (let cell = 0; cell < cells; cell++) roots[cell] = slowExponential((cell / cells) * Math.LN2)

const shift = 2 ** 21

const least = -1021
const greatest = 1023
/** 2^n for n from `least` to `greatest`. */
const powers = new Float64Array(greatest - least + 1)
powers[-least] = 1
for (let power = 1; power <= greatest; power++) powers[power - least] = powers[power - 1 - least]! * 2
for (let power = -1; power >= least; power--) powers[power - least] = powers[power + 1 - least]! / 2

const bits = new Float64Array(1)
const halves = new Int32Array(bits.buffer)
const high = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0

/** The natural logarithm of a positive number, absolutely accurate to 10^−15. −Infinity for 0 and for denormal numbers. */
export function logarithm(value: number): number {
  bits[0] = value
  const top = halves[high]!
  const exponent = top >> 20
  if (exponent <= 0) return Number.NEGATIVE_INFINITY
  halves[high] = (top & 0xfffff) | 0x3ff00000
  const cell = (top >> 12) & (logCells - 1)
  const rest = bits[0]! * reciprocalOfCell[cell]! - 1
  return (
    (exponent - 1023) * Math.LN2 +
    logarithmOfCell[cell]! +
    rest * (1 - rest * (0.5 - rest * (1 / 3 - rest * (0.25 - rest * (0.2 - rest * (1 / 6))))))
  )
}

/** e to the power of x, relatively accurate to (1 + |x|) × 5 × 10^−16; that of −707 or 709 for what is beyond. */
export function exponential(value: number): number {
  // biome-ignore lint/complexity/useMathMinMax: Math.min and Math.max look for NaN and −0 too, which costs this loop time
  const bounded = value < -707 ? -707 : value > 709 ? 709 : value
  // Cut to a whole number after it has been made positive: quicker than rounding down.
  const steps = ((bounded * (cells / Math.LN2) + (shift + 0.5)) | 0) - shift
  const rest = bounded - steps * (Math.LN2 / cells)
  const cell = steps & (cells - 1)
  return (
    powers[((steps - cell) >> 8) - least]! *
    (roots[cell]! * (1 + rest * (1 + rest * (0.5 + rest * (1 / 6 + rest * (1 / 24 + rest * (1 / 120)))))))
  )
}

/** −ln(1 − h), relatively accurate to 3 × 10^−13, and to the last digits up to h = 0.001. */
export function accumulatedHazard(daily: number): number {
  if (daily > 0.001) return -logarithm(1 - daily)
  return daily * (1 + daily * (1 / 2 + daily * (1 / 3 + daily * (1 / 4 + daily * (1 / 5)))))
}

/** By the series of the inverse hyperbolic tangent; for numbers from 1 to 2. */
function slowLogarithm(value: number): number {
  const ratio = (value - 1) / (value + 1)
  let sum = 0
  for (let odd = 61; odd >= 1; odd -= 2) sum = sum * ratio * ratio + 1 / odd
  return 2 * ratio * sum
}

/** By its power series; for numbers from 0 to 1. */
function slowExponential(value: number): number {
  let sum = 1
  for (let term = 24; term >= 1; term--) sum = 1 + (sum * value) / term
  return sum
}
