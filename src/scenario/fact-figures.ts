import { type FactName, factColumn, factCount, factNames, isStock } from '../facts/columns.js'
import { type FactTable, factAt } from '../facts/fact-table.js'
import type { CompiledPlan } from './compile-plan.js'
import { eachCell } from './each-cell.js'
import { notSimulated } from './not-simulated.js'
import { pairedFigures } from './paired-difference.js'
import type { FactSpread, PairedFactDifference } from './result.js'
import { baselineName } from './scenario-file.js'
import { spreadOf } from './spread.js'

/** The distribution of each fact over all futures, by group and month. */
export function factSpreads(
  compiled: CompiledPlan,
  facts: Float64Array,
  replicates: number,
  history: FactTable | null,
): FactSpread[] {
  const absent = notSimulated(compiled.plan)
  const known = factNames.filter((fact) => !absent.has(fact))
  return eachCell(compiled, known.length, (index, group, month) => {
    const fact = known[index]!
    const values = factValues(compiled, facts, replicates, fact, group, month)
    // A month that the as-of day cuts is one month again: what flowed before that day is known and the same in every future.
    const before = month === 0 && !isStock(fact) ? flowBefore(compiled, history, group, fact) : 0
    return {
      fact,
      group: compiled.groups[group]!,
      month: compiled.periods[month]!.label,
      ...spreadOf(before === 0 ? values : values.map((value) => value + before)),
    }
  })
}

/** What flowed in the first simulated month up to the as-of day; 0 where that month is wholly ahead. */
function flowBefore(compiled: CompiledPlan, history: FactTable | null, group: number, fact: FactName): number {
  const last = (history?.periods.length ?? 0) - 1
  if (!history || history.periods[last]!.label !== compiled.periods[0]!.label) return 0
  return factAt(history, group, last, fact)
}

/** One fact of one group and month in every replicate. */
function factValues(
  { groups, periods }: CompiledPlan,
  facts: Float64Array,
  replicates: number,
  fact: FactName,
  group: number,
  month: number,
): Float64Array {
  const stride = groups.length * periods.length * factCount
  const cell = (group * periods.length + month) * factCount + factColumn[fact]
  return Float64Array.from({ length: replicates }, (_, replicate) => facts[replicate * stride + cell]!)
}

/** The money that scenarios are compared by. */
const comparedFacts = ['receivables', 'cash_collected', 'write_offs'] as const

/** The compared facts of a scenario against the baseline, future by future. */
export function factDifferences(
  scenario: string,
  compiled: CompiledPlan,
  facts: Float64Array,
  baseline: Float64Array,
  replicates: number,
): PairedFactDifference[] {
  return eachCell(compiled, comparedFacts.length, (index, group, month) => {
    const fact = comparedFacts[index]!
    const values = (of: Float64Array) => factValues(compiled, of, replicates, fact, group, month)
    return {
      scenario,
      against: baselineName,
      fact,
      group: compiled.groups[group]!,
      month: compiled.periods[month]!.label,
      ...pairedFigures(values(facts), values(baseline)),
    }
  })
}
