import { duckdbWriteFault } from '../document/duckdb-write-fault.js'
import { sqlName, sqlText } from '../document/sql-text.js'
import { attributeColumns } from './attribute-columns.js'
import { blockDatabase } from './block-parquet.js'
import type { StoredPlan } from './fact-store.js'

/**
 * Makes one Parquet file of a plan's blocks: a row for each replicate, group and month with `replicate`, `month`, the
 * attributes of the group (all null for the total) and the facts, money in minor units. Rows are ordered by replicate, group and month.
 */
export async function writeFacts(
  file: string,
  blocks: readonly string[],
  plan: StoredPlan,
  replicates: number,
): Promise<void> {
  const instance = await blockDatabase()
  const connection = await instance.connect()
  try {
    const columns = [
      'replicate',
      `${list(plan.months)}[month_number + 1] AS month`,
      ...attributeColumns(plan).map(
        ({ attribute, column }) =>
          `${list(plan.groups.map((group) => group[attribute] ?? null))}[group_number + 1] AS ${sqlName(column)}`,
      ),
      ...plan.facts,
    ]
    // The blocks come in order, and one thread keeps it.
    await connection.run(
      `COPY (SELECT ${columns.join(', ')} FROM read_parquet([${blocks.map(sqlText).join(', ')}]) WHERE replicate < ${replicates})
       TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
    )
  } catch (error) {
    throw duckdbWriteFault(error)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function list(texts: readonly (string | null)[]): string {
  return `([${texts.map((text) => (text === null ? 'NULL' : sqlText(text))).join(', ')}]::VARCHAR[])`
}
