import type { Behavior, CustomerBehavior } from '../../behavior/behavior.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import type { Where } from '../file/lever-schemas.js'
import type { Scenario } from '../file/scenario.js'
import { scenarioPlace } from '../file/scenario-place.js'

/** The customers that a `where` means; an InputError with the place in the file if there is none. */
export function matchCustomers(
  behavior: Behavior,
  where: Where,
  scenario: Scenario,
  path: readonly PropertyKey[],
): number[] {
  const { customers } = behavior
  const conditions = Object.entries(where)
  if (conditions.length === 0) return customers.map((_, row) => row)
  const refuse = (what: string) => new InputError(`${scenarioPlace(scenario, path)}: ${what}`)
  const attributes = [...new Set(customers.flatMap((customer) => Object.keys(customer.attributes)))]
  const hasScores = customers.some(({ riskScore }) => riskScore !== undefined)
  const known = [...new Set(['customer_id', 'segment', ...(hasScores ? [scoreAttribute] : []), ...attributes])]
  for (const [attribute, wanted] of conditions) {
    if (!known.includes(attribute)) {
      throw refuse(`customers have no attribute "${attribute}".${didYouMean(attribute, known)}`)
    }
    const values = [...new Set(customers.map((customer) => attributeOf(customer, attribute) ?? ''))].sort()
    if (isBounds(wanted)) {
      if (values.some((value) => value !== '' && !Number.isNaN(Number(value)))) continue
      throw refuse(
        `${attribute} is no number, so that it has no bounds; its values are ${values.slice(0, 5).join(', ')}.`,
      )
    }
    const missing = [wanted].flat().find((value) => !values.includes(value))
    if (missing !== undefined) throw refuse(`no customer has ${attribute} "${missing}".${didYouMean(missing, values)}`)
  }
  const rows: number[] = []
  customers.forEach((customer, row) => {
    if (conditions.every(([attribute, wanted]) => meets(attributeOf(customer, attribute) ?? '', wanted))) rows.push(row)
  })
  if (rows.length === 0) {
    throw refuse(`no customer has ${conditions.length === 1 ? 'such a value' : 'all of these attributes at once'}.`)
  }
  return rows
}

/** The ledger's column of credit scores. */
const scoreAttribute = 'risk_score'

type Wanted = Where[string]
type Bounds = Exclude<Wanted, string | string[]>

function isBounds(wanted: Wanted): wanted is Bounds {
  return typeof wanted === 'object' && !Array.isArray(wanted)
}

function meets(value: string, wanted: Wanted): boolean {
  if (!isBounds(wanted)) return [wanted].flat().includes(value)
  if (value === '') return false
  const { at_least = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = wanted
  return Number(value) >= at_least && Number(value) < below
}

function attributeOf(customer: CustomerBehavior, attribute: string): string | undefined {
  if (attribute === 'customer_id') return customer.id
  if (attribute === 'segment') return customer.attributes.segment ?? customer.segment
  if (attribute === scoreAttribute && customer.riskScore !== undefined) return String(customer.riskScore)
  return customer.attributes[attribute]
}
