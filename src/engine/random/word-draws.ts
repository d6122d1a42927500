import { logarithmOfCell, logCells, reciprocalOfCell } from './elementary.js'
import { normalQuantile } from './normal-quantile.js'

/**
 * One random word in, one draw out: distributions by inversion, without a branch that chance decides. Each is as good as
 * its 32 bits: the words are taken as the midpoints of 2^32 equal cells of probability.
 */

// Tables of this module: an imported one would be looked up at every draw.
const cells = logCells
const logarithms = logarithmOfCell
const reciprocals = reciprocalOfCell

const cellWidth = 2.3283064365386963e-10

/** Strictly between 0 and 1. */
export function uniformOf(word: number): number {
  return ((word >>> 0) + 0.5) * cellWidth
}

/** What brings a word with so many leading zeros to between 1 and 2, and −ln of the power of two that this takes away. */
const scales = new Float64Array(33)
const octaves = new Float64Array(33)
for (let zeros = 0; zeros <= 32; zeros++) {
  scales[zeros] = 2 ** (zeros - 31)
  octaves[zeros] = (zeros + 1) * Math.LN2
}

/**
 * From the exponential distribution of mean 1: −ln of the uniform number, to 10^−12 for words from 64 on and to 0.005 below.
 * The greatest is 22.9.
 */
export function exponentialOf(word: number): number {
  const zeros = Math.clz32(word)
  const cell = ((word << zeros) >>> 23) & (cells - 1)
  const rest = ((word >>> 0) + 0.5) * scales[zeros]! * reciprocals[cell]! - 1
  return octaves[zeros]! - logarithms[cell]! - rest * (1 - rest * (0.5 - rest * (1 / 3 - rest * 0.25)))
}

/** What `drawExponential` has drawn. */
export const drawn = new Float64Array(1)

/**
 * As `exponentialOf`, into `drawn`: V8 makes an object of each fraction that a function returns, unless it inlines the
 * call; so the formula stands here again.
 */
export function drawExponential(word: number): void {
  const zeros = Math.clz32(word)
  const cell = ((word << zeros) >>> 23) & (cells - 1)
  const rest = ((word >>> 0) + 0.5) * scales[zeros]! * reciprocals[cell]! - 1
  drawn[0] = octaves[zeros]! - logarithms[cell]! - rest * (1 - rest * (0.5 - rest * (1 / 3 - rest * 0.25)))
}

/** Pieces of each octave of the tail probability in which the normal quantile is taken as a cubic. */
const normalPieces = 32
const normalOctaves = 33
/** Four coefficients for each piece; octave by octave. */
const cubics = new Float64Array(normalOctaves * normalPieces * 4)
for (let zeros = 1; zeros < normalOctaves; zeros++) {
  for (let piece = 0; piece < normalPieces; piece++) setCubic(zeros, piece)
}

/**
 * From the standard normal distribution, accurate to 10^−9: the first bit is the sign, the others the probability of the
 * tail. The greatest is 6.3.
 */
export function normalOf(word: number): number {
  const zeros = Math.clz32(word & 0x7fffffff)
  const left = word << zeros
  const row = ((zeros << 5) | ((left >>> 26) & (normalPieces - 1))) << 2
  const along = ((left << 6) >>> 0) * cellWidth
  const tail = cubics[row]! + along * (cubics[row + 1]! + along * (cubics[row + 2]! + along * cubics[row + 3]!))
  return tail * (1 + ((word >> 31) << 1))
}

/**
 * The cubic through the quantile at the four Chebyshev points of a piece. A tail word with `zeros` leading zeros is
 * 2^(31 − zeros) × (1 + (piece + along) ÷ pieces).
 */
function setCubic(zeros: number, piece: number): void {
  const smallest = zeros === 32 ? 0 : 2 ** (31 - zeros)
  const quantile = (along: number) =>
    normalQuantile((smallest * (1 + (piece + along) / normalPieces) + 0.5) * cellWidth)
  const [a, b, c, d] = [0.0380602337443566, 0.3086582838174551, 0.6913417161825449, 0.9619397662556434]
  const [fa, fb, fc, fd] = [quantile(a), quantile(b), quantile(c), quantile(d)]
  // Newton's divided differences, multiplied out.
  const [ab, bc, cd] = [(fb - fa) / (b - a), (fc - fb) / (c - b), (fd - fc) / (d - c)]
  const [abc, bcd] = [(bc - ab) / (c - a), (cd - bc) / (d - b)]
  const abcd = (bcd - abc) / (d - a)
  const row = (zeros * normalPieces + piece) * 4
  cubics[row] = fa - ab * a + abc * a * b - abcd * a * b * c
  cubics[row + 1] = ab - abc * (a + b) + abcd * (a * b + a * c + b * c)
  cubics[row + 2] = abc - abcd * (a + b + c)
  cubics[row + 3] = abcd
}
