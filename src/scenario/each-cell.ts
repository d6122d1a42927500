import type { CompiledPlan } from './compile-plan.js'

/** Makes one entry for each figure, group and simulated month, in that order. */
export function eachCell<T>(
  compiled: CompiledPlan,
  figures: number,
  make: (figure: number, group: number, month: number) => T,
): T[] {
  const cells: T[] = []
  for (let figure = 0; figure < figures; figure++) {
    for (let group = 0; group < compiled.groups.length; group++) {
      for (let month = 0; month < compiled.periods.length; month++) cells.push(make(figure, group, month))
    }
  }
  return cells
}
