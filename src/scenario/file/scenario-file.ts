import { existsSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path'
import { InputError } from '../../document/input-error.js'
import { placeInDocument, readDocument } from '../../document/read-document.js'
import { extendScenario } from './extend-scenario.js'
import type { Scenario } from './scenario.js'
import { scenarioSchema } from './scenario-schema.js'
import { variantsOf } from './variants.js'

/**
 * Reads the scenarios of a file: one, or one for each of its variants. An InputError names file, line, column, fault and the
 * nearest known key.
 */
export function readScenarios(file: string): Scenario[] {
  const { scenario, variants } = read(file, [])
  return variants === undefined ? [scenario] : variantsOf(scenario, variants)
}

/** Reads a file of one scenario. Throws an InputError as readScenarios, and for a file of variants. */
export function readScenario(file: string): Scenario {
  const { scenario, variants } = read(file, [])
  if (variants === undefined) return scenario
  throw new InputError(`${placeInDocument(file, ['variants'])}: this file holds variants; read it with readScenarios.`)
}

/** `within` are the files that lead to this one by what they extend. */
function read(file: string, within: readonly string[]) {
  const {
    $schema: _,
    name = basename(file, extname(file)),
    from,
    extends: bases = [],
    variants,
    ...rest
  } = readDocument(file, scenarioSchema, 'the scenario')
  const own: Scenario = { ...rest, name, ...(from === undefined ? {} : { from }), file }
  const chain = [...within, file]
  const others = [bases].flat().map((base) => readBase(isAbsolute(base) ? base : join(dirname(file), base), chain))
  return { scenario: others.length === 0 ? own : extendScenario(others, own), variants }
}

function readBase(file: string, chain: readonly string[]): Scenario {
  const place = () => placeInDocument(chain.at(-1)!, ['extends'])
  if (chain.some((other) => resolve(other) === resolve(file))) {
    throw new InputError(`${place()}: it would extend itself: ${[...chain, file].join(' extends ')}.`)
  }
  if (!existsSync(file)) throw new InputError(`${place()}: it extends ${file}, which does not exist.`)
  const { scenario, variants } = read(file, chain)
  if (variants === undefined) return scenario
  throw new InputError(
    `${place()}: ${file} holds variants, and nobody says which of them; extend a file of one scenario.`,
  )
}
