import { expect, test } from 'vitest'
import { digitsApart } from '../../src/collections/digits-apart.js'

test.each([
  [1.24, 1.26, 1, 1],
  [1.24, 1.21, 1, 2],
  [5, 4.9996, 1, 4],
  [5, 4.9996, 5, 5],
  [3, 3, 0, 0],
  [0.1 + 0.2, 0.3, 1, 15],
])('%f and %f need, from %i digits on, %i', (one, other, least, digits) => {
  expect(digitsApart(one, other, least)).toBe(digits)
})
