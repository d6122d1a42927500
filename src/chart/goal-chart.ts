import type { GoalTest } from '../decision/goal/goal-result.js'
import type { Chart } from './chart.js'
import { cutText } from './cut-text.js'
import { hasRows, type Layer, layeredChart, rowChannel } from './layers.js'
import { ink, plotWidth, verdictColor } from './theme.js'

const rowHeight = 26
const mostOwners = 40

/**
 * How likely each owner hits a goal: a circle for luck, a diamond for full honest effort, a cross for playing with the books. The grey line from luck to effort is
 * what effort earns; where it is short, the goal pays for luck.
 */
export function goalChart(test: GoalTest): Chart {
  const owners = test.owners.slice(0, mostOwners)
  const percent = (share: number) => Number((100 * share).toFixed(1))
  const rows = owners.map(({ byLuck, byEffort, byGaming }, row) => ({
    row,
    luck: percent(byLuck),
    effort: percent(byEffort),
    play: percent(byGaming),
  }))
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, 100], nice: false },
    axis: { title: 'futures in which the goal is hit, %', values: [0, 20, 40, 60, 80, 100], grid: true },
  })
  const y = rowChannel(owners.map(({ owner, accounts }) => cutText(`${owner}, ${accounts} accounts`, 38)))
  const dots = (field: string, mark: object): Layer => ({
    data: { values: rows },
    mark: { type: 'point', opacity: 1, ...mark },
    encoding: { x: x(field), y },
  })
  const layers: Layer[] = [
    {
      data: { values: rows },
      mark: { type: 'rule', strokeWidth: 4, color: ink.axis },
      encoding: { x: x('luck'), x2: { field: 'effort' }, y },
    },
    dots('luck', { shape: 'circle', filled: false, size: 60, color: ink.text, strokeWidth: 2 }),
    dots('effort', { shape: 'diamond', filled: true, size: 80, color: verdictColor.good }),
    dots('play', { shape: 'cross', filled: true, size: 70, color: verdictColor.bad }),
  ]
  const words = { assign: 'Assign it', dashboard: 'Share it as a dashboard', drop: 'Drop it as a goal' } as const
  const more = test.owners.length > mostOwners ? ` The first ${mostOwners} of ${test.owners.length}.` : ''
  return layeredChart({
    title: `${cutText(test.name, 44)}: ${words[test.advice.verdict].toLowerCase()}`,
    subtitle: `Circle: hit by luck, with no effort; diamond: with full honest effort; cross: by playing with the books alone.${more}`,
    alt: owners
      .map(
        ({ owner, byLuck, byEffort, byGaming }) =>
          `${owner}: ${percent(byLuck)} % by luck, ${percent(byEffort)} % by effort, ${percent(byGaming)} % by play.`,
      )
      .join(' '),
    layers: layers.filter(hasRows),
    height: rowHeight * owners.length,
    width: plotWidth - 140,
  })
}
