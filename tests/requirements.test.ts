import { expect, test } from 'vitest'
import { onPath, requirement } from './requirements.js'

test('a met requirement skips nothing', () => {
  expect(requirement('node', true, { ARLAB_REQUIRE_ALL: '1' })).toEqual({ skip: false, note: '' })
})

test('a missing requirement skips with its reason', () => {
  expect(requirement('Chromium', false, {})).toEqual({ skip: true, note: ' (skipped: Chromium is missing)' })
})

test('with ARLAB_REQUIRE_ALL=1 a missing requirement fails', () => {
  expect(() => requirement('Chromium', false, { ARLAB_REQUIRE_ALL: '1' })).toThrow(
    'ARLAB_REQUIRE_ALL=1, but Chromium is missing',
  )
})

test('a command is found by its name on PATH and by its path', () => {
  expect(onPath('node')).toBe(true)
  expect(onPath(process.execPath)).toBe(true)
  expect(onPath('no-such-command-anywhere')).toBe(false)
  expect(onPath('/no/such/command')).toBe(false)
})
