/**
 * Courses of the economy's factor by name, month by month from their beginning: what a `stress` adds to it, in standard
 * deviations of an ordinary economy's months. The last value holds on. They are assumptions of ours, not measurements: made to be
 * compared with each other and with today, from a dip that one year in six brings to a crash that a working life sees once.
 */
export const stressPaths = {
  /** One standard deviation down within three months, and back within a year. */
  'mild recession': [-0.3, -0.7, -1, -1, -1, -0.9, -0.7, -0.6, -0.4, -0.3, -0.1, 0],
  /** Two down within half a year, there for another half, and back over a year. */
  recession: [
    -0.3, -0.7, -1, -1.4, -1.7, -2, -2, -2, -2, -2, -2, -2, -1.8, -1.7, -1.5, -1.3, -1.2, -1, -0.8, -0.7, -0.5, -0.3,
    -0.2, 0,
  ],
  /** Three down within four months, and back over two years. */
  'severe recession': [
    -0.8, -1.5, -2.3, -3, -3, -3, -3, -3, -3, -2.8, -2.6, -2.4, -2.2, -2, -1.8, -1.6, -1.4, -1.2, -1, -0.8, -0.6, -0.4,
    -0.2, 0,
  ],
  /** Two and a half down at once, for a quarter, and back by the end of the half-year. */
  'sudden stop': [-2.5, -2.5, -2.5, -1.7, -0.8, 0],
  /** One and a half up within half a year, for a year, and back. */
  boom: [0.2, 0.5, 0.7, 1, 1.2, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1, 0.5, 0],
} as const satisfies Readonly<Record<string, readonly number[]>>

export type StressPathName = keyof typeof stressPaths

export const stressPathNames = Object.keys(stressPaths) as StressPathName[]

/** What a stress, stated or named, adds in each month from the one on in which it begins. */
export function stressPath(stress: StressPathName | readonly number[]): readonly number[] {
  return typeof stress === 'string' ? stressPaths[stress] : stress
}
