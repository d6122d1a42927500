import { InputError } from '../document/input-error.js'
import { gammaQuantile, studentQuantile } from '../statistics/distributions.js'

/** How many standard errors an interval reaches to either side at a confidence; 1.96 at 0.95. */
export function normalReach(confidence: number): number {
  refuseConfidence(confidence)
  // The square of a normal variable is a gamma variable of shape 1/2 and mean 1.
  return Math.sqrt(gammaQuantile(confidence, 0.5))
}

/** The same by Student's t: the fewer degrees of freedom, the farther. */
export function studentReach(confidence: number, degreesOfFreedom: number): number {
  refuseConfidence(confidence)
  return studentQuantile(confidence, degreesOfFreedom)
}

function refuseConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new InputError(`A confidence lies between 0 and 1, such as 0.95; got ${confidence}.`)
  }
}
