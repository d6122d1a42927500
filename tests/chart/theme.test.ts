import { describe, expect, test } from 'vitest'
import { agingColors, between, currentColor, sequentialColors, seriesStyle, tint } from '../../src/chart/theme.js'

/** Relative luminance by WCAG 2: from 0, black, to 1, white. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const channel = Number.parseInt(color.slice(from, from + 2), 16) / 255
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

/** Contrast by WCAG 2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one)
  return (light! + 0.05) / (dark! + 0.05)
}

describe('the colours of age', () => {
  test.each([1, 2, 3, 5, 7])('darken step by step, so that grey tells %i of them apart', (count) => {
    const colors = [currentColor, ...agingColors(count)]
    expect(colors).toHaveLength(count + 1)
    for (const [index, color] of colors.slice(1).entries()) {
      expect(luminance(color)).toBeLessThan(luminance(colors[index]!))
      expect(contrast(color, colors[index]!)).toBeGreaterThan(1.28)
    }
  })

  test('can all be seen on white', () => {
    for (const color of [currentColor, ...agingColors(5)]) expect(contrast(color, '#ffffff')).toBeGreaterThan(1.28)
  })
})

test('the colours of a map darken step by step', () => {
  for (const [index, color] of sequentialColors.slice(1).entries()) {
    expect(contrast(color, sequentialColors[index]!)).toBeGreaterThan(1.35)
    expect(luminance(color)).toBeLessThan(luminance(sequentialColors[index]!))
  }
})

test('thirty lines differ in colour or dash, neighbours in both', () => {
  const styles = Array.from({ length: 30 }, (_, position) => seriesStyle(position))
  expect(new Set(styles.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(30)
  for (const [index, { color, dash }] of styles.slice(1).entries()) {
    expect(color).not.toBe(styles[index]!.color)
    expect(dash).not.toEqual(styles[index]!.dash)
  }
})

test('a colour between others is mixed of its two neighbours', () => {
  expect(between(['#000000', '#ffffff'], 0.5)).toBe('#808080')
  expect(between(['#000000', '#ff0000', '#ffffff'], 0.75)).toBe('#ff8080')
  expect(between(['#000000', '#102030'], 0)).toBe('#000000')
  expect(between(['#000000', '#102030'], 7)).toBe('#102030')
  expect(tint('#000000', 0.2)).toBe('#cccccc')
})
