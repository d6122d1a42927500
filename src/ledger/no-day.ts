import type { Day } from '../calendar/day.js'

/** Stands for no day in a column of days; it is later than every day. */
export const noDay = 2_147_483_647 as Day
