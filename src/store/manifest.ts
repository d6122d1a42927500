import { attributeColumns } from './attribute-columns.js'
import type { StoredPlan } from './fact-store.js'

/** What a run is, as its results carry it. */
interface RunFacts {
  readonly seed: string
  readonly replicates: number
  readonly months: number
  readonly engine: string
  readonly parameters: string
  readonly currency: string
  readonly asOf: string
  readonly ledgerHash: string
  readonly behaviorHash: string
  readonly rejectedRows: number
  readonly scenarios: readonly { readonly name: string; readonly hash: string }[]
}

/** Says what the Parquet files of a results folder are of, so that another program can read them by themselves. */
export interface RunManifest extends Omit<RunFacts, 'scenarios'> {
  readonly schema: 'arlab/run/1'
  readonly title: string
  /** Attributes of groups, each a column behind the month; all are null in the rows of the total. */
  readonly by: readonly string[]
  readonly scenarios: readonly {
    readonly name: string
    readonly hash: string
    /** SHA-256 of the plan that the engine ran: the same facts come of the same hash. */
    readonly planHash: string
    /** Its facts by replicate, month and group; money is in minor units of the currency. */
    readonly facts: string
    readonly rows: number
    readonly columns: readonly string[]
  }[]
}

export function manifestOf(title: string, run: RunFacts, plans: readonly StoredPlan[]): RunManifest {
  const { seed, replicates, months, engine, parameters, currency, asOf, ledgerHash, behaviorHash, rejectedRows } = run
  const by = attributeColumns(plans[0]!).map(({ attribute }) => attribute)
  const files = fileNames(plans.map(({ name }) => name))
  return {
    schema: 'arlab/run/1',
    title,
    seed,
    replicates,
    months,
    engine,
    parameters,
    currency,
    asOf,
    ledgerHash,
    behaviorHash,
    rejectedRows,
    by,
    scenarios: plans.map((plan, index) => ({
      name: plan.name,
      hash: run.scenarios[index]!.hash,
      planHash: plan.hash,
      facts: `facts/${files[index]}.parquet`,
      rows: replicates * plan.groups.length * plan.months.length,
      columns: ['replicate', 'month', ...attributeColumns(plan).map(({ column }) => column), ...plan.facts],
    })),
  }
}

/** Letters of a file's name: four bytes each fit into the 255 that file systems take, with what is put behind them. */
const mostLetters = 50

/** Scenarios' names as names of files: `Net 45, EMEA` is `net-45-emea`; a second one of the same is `net-45-emea-2`. */
function fileNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = [
      ...name
        .normalize('NFC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-'),
    ]
      .slice(0, mostLetters)
      .join('')
      .replace(/^-+|-+$/g, '')
    const first = plain || 'scenario'
    let own = first
    // A scenario may itself be called as the second one of another name.
    for (let number = 2; taken.has(own); number++) own = `${first}-${number}`
    taken.add(own)
    return own
  })
}
