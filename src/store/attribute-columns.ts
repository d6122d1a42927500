import type { StoredPlan } from './fact-store.js'

/** An attribute of a plan's groups, and the column of its facts' file that has it. */
export interface AttributeColumn {
  readonly attribute: string
  readonly column: string
}

/**
 * The columns of the groups' attributes, each by its own name. One that is called as another column, in whatever letters, is
 * `customer_` and its name: Parquet would hold both, and a reader find one.
 */
export function attributeColumns({ groups, facts }: Pick<StoredPlan, 'groups' | 'facts'>): AttributeColumn[] {
  const taken = new Set<string>(['replicate', 'month', ...facts])
  return [...new Set(groups.flatMap((group) => Object.keys(group)))].map((attribute) => {
    let column = attribute
    while (taken.has(column.toLowerCase())) column = `customer_${column}`
    taken.add(column.toLowerCase())
    return { attribute, column }
  })
}
