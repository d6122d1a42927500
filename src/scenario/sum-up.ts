import type { Day } from '../calendar/day.js'
import type { FactTable } from '../facts/fact-table.js'
import type { Kpi } from '../kpi/kpi.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import type { ReplicateBlock } from '../runtime/replicate-block.js'
import type { FactStore } from '../store/fact-store.js'
import { type Figure, FutureFigures, figuresOf, groupWidth } from './future-figures.js'
import type { CompiledPlan } from './plan/compile-plan.js'

/** A figure of a group and month whose values over all futures are wanted. */
export interface Cell {
  readonly figure: Figure
  readonly group: number
  readonly month: number
}

/** Takes a cell's values in a scenario and in the baseline, one for each replicate, NaN where one does not define it. */
export type TakeCell = (plan: number, cell: Cell, values: Float64Array, baseline: Float64Array) => void

export interface SumUpInput {
  /** The baseline comes first. */
  readonly plans: readonly { readonly compiled: CompiledPlan; readonly settings: KpiSettings }[]
  readonly kpis: readonly Kpi[]
  readonly windowMonths: number
  readonly history: FactTable | null
  readonly asOf: Day
  readonly store: FactStore
  readonly blocks: readonly ReplicateBlock[]
  /** Bytes that values of cells may take at once; more cells are read in several passes over the blocks. */
  readonly passBytes: number
}

/**
 * Hands over the values of every figure, group and month of every plan, with the baseline's beside them. Memory hangs on
 * the number of replicates by one cell at the least, by `passBytes` at the most: what does not fit is read again.
 */
export async function sumUp(input: SumUpInput, take: TakeCell): Promise<void> {
  const { plans, blocks } = input
  const replicates = blocks.reduce((sum, { count }) => sum + count, 0)
  const cells = cellsOf(input)
  // The scenario's values and the baseline's.
  const most = Math.max(1, Math.floor(input.passBytes / (2 * 8 * replicates)))
  for (let first = 0; first < cells.length; first += most) {
    const own = cells.slice(first, first + most)
    const baseline = await valuesOf(input, 0, own, replicates)
    for (let plan = 0; plan < plans.length; plan++) {
      const values = plan === 0 ? baseline : await valuesOf(input, plan, own, replicates)
      own.forEach((cell, index) => {
        const of = (all: Float64Array) => all.subarray(index * replicates, (index + 1) * replicates)
        take(plan, cell, of(values), of(baseline))
      })
    }
  }
}

/** All cells, those of a group together and those of a month too. */
function cellsOf({ plans, kpis }: SumUpInput): Cell[] {
  const { groups, periods } = plans[0]!.compiled
  const figures = figuresOf(kpis)
  return groups.flatMap((_, group) =>
    periods.flatMap((_, month) =>
      figures
        .filter(({ kind }) => kind === 'kpi' || kind === 'fact' || month === periods.length - 1)
        .map((figure) => ({ figure, group, month })),
    ),
  )
}

/** The values of cells, cell by cell and replicate by replicate. */
async function valuesOf(
  input: SumUpInput,
  plan: number,
  cells: readonly Cell[],
  replicates: number,
): Promise<Float64Array> {
  const { plans, store, blocks, history, asOf, kpis, windowMonths } = input
  const { compiled, settings } = plans[plan]!
  const figures = new FutureFigures(compiled, history, { kpis, windowMonths, settings }, asOf)
  const values = new Float64Array(cells.length * replicates)
  const width = groupWidth(compiled)
  const groups = compiled.groups.length
  for (const block of blocks) {
    const facts = (await store.get(plan, block)).values
    let [from, to] = [0, 0]
    for (; from < cells.length; from = to) {
      const { group } = cells[from]!
      while (to < cells.length && cells[to]!.group === group) to++
      for (let replicate = 0; replicate < block.count; replicate++) {
        figures.take(facts, (replicate * groups + group) * width, group)
        const place = block.first + replicate
        for (let cell = from; cell < to; cell++) {
          const { figure, month } = cells[cell]!
          values[cell * replicates + place] = figures.value(figure, month)
        }
      }
    }
  }
  return values
}
