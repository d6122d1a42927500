import { InputError } from '../document/input-error.js'

/** Refuses a horizon or a number of futures that cannot be run. */
export function refuseBadCounts(months: number, replicates: number): void {
  if (!Number.isInteger(months) || months < 1 || months > 240) {
    throw new InputError(`The horizon must be 1 to 240 months, not ${months}.`)
  }
  if (!Number.isInteger(replicates) || replicates < 2 || replicates > 1_000_000) {
    throw new InputError(`The number of replicates must be 2 to 1,000,000, not ${replicates}.`)
  }
}
