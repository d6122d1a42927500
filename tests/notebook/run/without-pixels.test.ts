import { expect, test } from 'vitest'
import type { Output } from '../../../src/notebook/notebook-file.js'
import { withoutPixels } from '../../../src/notebook/run/without-pixels.js'

const display = (data: object, metadata = {}): Output => ({ output_type: 'display_data', data: { ...data }, metadata })

test('a PNG goes where there is another form, and so does what is said of it', () => {
  expect(
    withoutPixels(display({ 'image/png': 'x', 'text/plain': 'a' }, { 'image/png': { width: 3 }, alt: 'a' })),
  ).toEqual(display({ 'text/plain': 'a' }, { alt: 'a' }))
  expect(withoutPixels(display({ 'image/png': 'x', 'image/svg+xml': '<svg/>' }))).toEqual(
    display({ 'image/svg+xml': '<svg/>' }),
  )
})

test('a PNG alone stays, and so does all else', () => {
  for (const output of [
    display({ 'image/png': 'x' }),
    display({ 'image/svg+xml': '<svg/>', 'text/plain': 'a' }),
    { output_type: 'stream', name: 'stdout', text: 'a' } as const,
  ]) {
    expect(withoutPixels(output)).toBe(output)
  }
})
