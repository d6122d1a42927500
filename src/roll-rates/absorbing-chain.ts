import { inverse, Matrix } from 'ml-matrix'
import { InputError } from '../document/input-error.js'

/** A Markov chain in which everything ends: from each state there is a way to an absorbing one. */
export interface ChainInput {
  /** Names of the states that are passed through. */
  readonly states: readonly string[]
  /** Names of the states in which everything ends. */
  readonly absorbing: readonly string[]
  /** For each state its shares (fractions that add up to 1) of the next step: first the states, then the absorbing ones. */
  readonly transitions: readonly (readonly number[])[]
}

/** What becomes of a chain that starts in each state; rows go by state. */
export interface AbsorbingChain {
  readonly states: readonly string[]
  readonly absorbing: readonly string[]
  /** N = (I − Q)⁻¹: how often each state is visited on the average, the start counted. */
  readonly fundamental: readonly (readonly number[])[]
  /** N (2 N_dg − I) − N∘N: the variance of those visits. */
  readonly visitsVariance: readonly (readonly number[])[]
  /** B = N R: the probability of ending in each absorbing state. */
  readonly absorption: readonly (readonly number[])[]
  /** t = N 1: the expected number of steps until the end. */
  readonly steps: readonly number[]
  /** (2 N − I) t − t∘t: the variance of that number. */
  readonly stepsVariance: readonly number[]
}

/** What shares may miss 1 by. */
const tolerance = 1e-9

/**
 * An absorbing Markov chain worked out by its fundamental matrix. Pure. Throws an InputError that names the state whose
 * shares do not add up to 1 (within 1e-9), hold a negative number or lack one, and the state that never ends.
 *
 * Source: Kemeny, Snell (1976), Finite Markov Chains, chapter 3.
 */
export function absorbingChain({ states, absorbing, transitions }: ChainInput): AbsorbingChain {
  checkShares(states, absorbing, transitions)
  checkEnds(states, transitions)
  const size = states.length
  const all = new Matrix(transitions.map((row) => [...row]))
  const one = Matrix.eye(size, size)
  const within = all.subMatrix(0, size - 1, 0, size - 1)
  const out = all.subMatrix(0, size - 1, size, size + absorbing.length - 1)
  const fundamental = inverse(Matrix.sub(one, within))
  const steps = fundamental.mmul(Matrix.ones(size, 1))
  const twice = Matrix.mul(fundamental, 2)
  const stepsVariance = Matrix.sub(twice, one).mmul(steps).sub(Matrix.mul(steps, steps))
  const diagonal = Matrix.diag(twice.diagonal())
  const visitsVariance = fundamental.mmul(Matrix.sub(diagonal, one)).sub(Matrix.mul(fundamental, fundamental))
  return {
    states,
    absorbing,
    fundamental: fundamental.to2DArray(),
    visitsVariance: visitsVariance.to2DArray(),
    absorption: fundamental.mmul(out).to2DArray(),
    steps: steps.to1DArray(),
    // The difference of two large numbers may fall below 0 by their last digits.
    stepsVariance: stepsVariance.to1DArray().map((variance) => Math.max(0, variance)),
  }
}

/** The probability of ending in one of the absorbing states, by state. Throws an InputError for a name that is none. */
export function absorptionIn(chain: AbsorbingChain, name: string): number[] {
  const index = chain.absorbing.indexOf(name)
  if (index < 0)
    throw new InputError(`"${name}" is no absorbing state of the chain; known: ${chain.absorbing.join(', ')}.`)
  return chain.absorption.map((row) => row[index]!)
}

function checkShares(
  states: readonly string[],
  absorbing: readonly string[],
  transitions: readonly (readonly number[])[],
): void {
  if (states.length === 0 || absorbing.length === 0 || transitions.length !== states.length) {
    throw new InputError(
      `An absorbing chain needs states, absorbing states and a row of shares for each state; got ${states.length}, ` +
        `${absorbing.length} and ${transitions.length}.`,
    )
  }
  const columns = states.length + absorbing.length
  transitions.forEach((row, index) => {
    const state = states[index]!
    if (row.length !== columns) {
      throw new InputError(`The state "${state}" needs ${columns} shares, one for each state; it has ${row.length}.`)
    }
    const wrong = row.find((share) => !(Number.isFinite(share) && share >= 0))
    if (wrong !== undefined) {
      throw new InputError(`The state "${state}" has the share ${wrong}; a share is a number of at least 0.`)
    }
    const sum = row.reduce((total, share) => total + share, 0)
    if (Math.abs(sum - 1) > tolerance) {
      throw new InputError(`The shares of the state "${state}" add up to ${Number(sum.toPrecision(12))} and not to 1.`)
    }
  })
}

/** Walks back from what ends at once to what leads there. */
function checkEnds(states: readonly string[], transitions: readonly (readonly number[])[]): void {
  const endless = endlessStates(states.length, transitions)
  if (endless.length === 0) return
  throw new InputError(
    `From the state "${states[endless[0]!]!}" no way leads to an absorbing state, so that it never ends; ` +
      'give it, or a state that it leads to, a share that ends.',
  )
}

/** The places of the states from which no way leads to an absorbing one. */
export function endlessStates(states: number, transitions: readonly (readonly number[])[]): number[] {
  const ends = transitions.map((row) => row.slice(states).some((share) => share > 0))
  for (let changed = true; changed; ) {
    changed = false
    transitions.forEach((row, index) => {
      if (ends[index] || !row.some((share, target) => share > 0 && target < states && ends[target])) return
      ends[index] = true
      changed = true
    })
  }
  return ends.flatMap((end, index) => (end ? [] : [index]))
}
