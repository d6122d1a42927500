import { type Durations, durationsOf } from '../../src/survival/durations.js'

/** Reads times with + for censored: `6 6 6+ 7`. */
export function durationsFrom(text: string): Durations {
  const times = text.split(' ')
  return durationsOf({
    time: times.map((time) => Number.parseInt(time, 10)),
    paid: times.map((time) => !time.endsWith('+')),
  })
}

/** Weeks of remission under 6-mercaptopurine and placebo: Freireich et al., Blood 21, 1963. */
export const sixMp = durationsFrom('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+')
export const placebo = durationsFrom('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23')

/** Weeks to relapse with and without maintenance chemotherapy: Embury et al. 1977, as in Miller, Survival Analysis, 1981. */
export const maintained = durationsFrom('9 13 13+ 18 23 28+ 31 34 45+ 48 161+')
export const notMaintained = durationsFrom('5 5 8 8 12 16+ 23 27 30 33 43 45')
