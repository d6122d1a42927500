import type { Behavior, CustomerBehavior } from '../../behavior/behavior.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { placeInDocument } from '../../document/read-document.js'
import type { Where } from '../file/lever-schemas.js'

/** The customers that a `where` means; an InputError with the place in the file if there is none. */
export function matchCustomers(behavior: Behavior, where: Where, file: string, path: readonly PropertyKey[]): number[] {
  const attributeOf = (customer: CustomerBehavior, attribute: string) => {
    if (attribute === 'customer_id') return customer.id
    if (attribute === 'segment') return customer.attributes.segment ?? customer.segment
    return customer.attributes[attribute]
  }
  const conditions = Object.entries(where)
  if (conditions.length === 0) return behavior.customers.map((_, row) => row)
  const attributes = [...new Set(behavior.customers.flatMap((customer) => Object.keys(customer.attributes)))]
  const known = ['customer_id', 'segment', ...attributes.filter((name) => name !== 'segment')]
  const refuse = (what: string) => new InputError(`${placeInDocument(file, path)}: ${what}`)
  for (const [attribute, wanted] of conditions) {
    if (!known.includes(attribute)) {
      throw refuse(`customers have no attribute "${attribute}".${didYouMean(attribute, known)}`)
    }
    const values = [...new Set(behavior.customers.map((customer) => attributeOf(customer, attribute) ?? ''))].sort()
    const missing = [wanted].flat().find((value) => !values.includes(value))
    if (missing !== undefined) throw refuse(`no customer has ${attribute} "${missing}".${didYouMean(missing, values)}`)
  }
  const rows: number[] = []
  behavior.customers.forEach((customer, row) => {
    const matches = conditions.every(([attribute, wanted]) =>
      [wanted].flat().includes(attributeOf(customer, attribute) ?? ''),
    )
    if (matches) rows.push(row)
  })
  if (rows.length === 0) throw refuse('no customer has all of these attributes at once.')
  return rows
}
