import type { Chart } from './chart.js'
import { chartConfig, ink, plotWidth } from './theme.js'
import { wrapText } from './wrap-text.js'

/** Stands where a chart would be if there were anything to draw: the reason as text, never an empty pair of axes. */
export function emptyChart(reason: string): Chart {
  return {
    title: reason,
    alt: `${reason}. There is nothing to draw.`,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      description: `${reason}. There is nothing to draw.`,
      width: plotWidth,
      height: 60,
      data: { values: [{}] },
      mark: { type: 'text', text: wrapText(reason, 80), fontSize: 13, lineHeight: 18, color: ink.quietText },
      encoding: {},
      config: chartConfig,
    },
  }
}
