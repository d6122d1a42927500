import type { Chart } from '../../src/chart/chart.js'

/** A chart as its golden file holds it: pasteable into the Vega editor; floats cut so that only what shows can change it. */
export function goldenText({ spec }: Chart): string {
  const cut = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(3)) : value)
  return `${JSON.stringify(spec, cut, 1)}\n`
}
