import type { Output } from '../notebook-file.js'

/**
 * An output without its PNG, if it has another form: pixels differ from machine to machine, and front ends put them beside
 * the charts that they draw. The other forms stay.
 */
export function withoutPixels(output: Output): Output {
  if (output.output_type !== 'display_data' && output.output_type !== 'execute_result') return output
  const { [png]: pixels, ...data } = output.data
  if (pixels === undefined || Object.keys(data).length === 0) return output
  const { [png]: _, ...metadata } = output.metadata
  return { ...output, data, metadata }
}

const png = 'image/png'
