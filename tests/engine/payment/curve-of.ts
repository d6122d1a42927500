import { HazardCurve, pieceWidth } from '../../../src/engine/payment/hazard-curve.js'
import { never } from '../../../src/engine/plan.js'

/** A hazard from a day relative to due on. */
export interface PlainPiece {
  readonly from: number
  readonly daily: number
}

/** A multiplier on it from a day relative to due on. */
export interface PlainFactor {
  readonly from: number
  readonly factor: number
}

interface CurveOptions {
  readonly multiplier?: number
  readonly factors?: readonly PlainFactor[]
  readonly servesMany?: boolean
}

/** The engine's curve of a segment that has one piece for each day, or the pieces that are given. */
export function curveOf(
  firstDay: number,
  lastDay: number,
  pieces: readonly number[] | readonly PlainPiece[],
  { servesMany = false, ...options }: CurveOptions = {},
): HazardCurve {
  return filled(new HazardCurve(firstDay, lastDay, servesMany), pieces, options)
}

/** Fills a curve anew. */
export function filled(
  curve: HazardCurve,
  pieces: readonly number[] | readonly PlainPiece[],
  { multiplier = 1, factors = [] }: Omit<CurveOptions, 'servesMany'> = {},
): HazardCurve {
  const own = pieces.map((piece, index) =>
    typeof piece === 'number' ? { from: curve.firstDay + index, daily: piece } : piece,
  )
  // Segments before and after it, and a factor that has been left over from another customer.
  const all = [{ from: -100, daily: 0.9 }, ...own, { from: -100, daily: 0.8 }]
  const listed = [...factors, { from: -1000, factor: 0.1 }]
  curve.fill(
    Int32Array.from(all, ({ from }) => from),
    Float64Array.from(all, ({ daily }) => daily),
    1,
    1 + own.length,
    multiplier,
    {
      from: Int32Array.from(listed, ({ from }) => from),
      factor: Float64Array.from(listed, ({ factor }) => factor),
      count: factors.length,
    },
  )
  return curve
}

/** The fewest pieces that have the hazards of some days. */
export function fewPieces(firstDay: number, hazards: readonly number[]): PlainPiece[] {
  return hazards.flatMap((daily, index) =>
    index > 0 && hazards[index - 1] === daily ? [] : [{ from: firstDay + index, daily }],
  )
}

/** What a curve holds of its pieces, up to the last; the room behind them may hold anything. */
export function piecesOf({ table }: HazardCurve) {
  const column = (place: number) => [...table].filter((_, index) => index % pieceWidth === place)
  const count = column(0).indexOf(never)
  return {
    from: column(0).slice(0, count + 1),
    daily: column(1).slice(0, count),
    before: column(2).slice(0, count + 1),
  }
}

/** The piece of a day, as the curve finds it. */
export function pieceOn(curve: HazardCurve, day: number, piece: number, level?: number): number {
  return curve.entryOn(day, piece * pieceWidth, level) / pieceWidth
}

/** The accumulated hazard through a day relative to due. */
export function hazardThrough(curve: HazardCurve, day: number): number {
  const { table } = curve
  const entry = curve.entryOn(day, 0)
  return table[entry + 2]! + table[entry + 1]! * (day + 1 - table[entry]!)
}
