import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { typedPath } from '../../src/cli/typed-path.js'

test('a path that a shell takes as it is stays as it is', () => {
  for (const path of ['out/class', '../data/demo', 'größe.ipynb']) expect(typedPath(path, 'linux')).toBe(path)
  expect(typedPath('C:\\Users\\Ana\\class', 'win32')).toBe('C:\\Users\\Ana\\class')
})

test('Windows has double quotes alone', () => {
  expect(typedPath('C:\\My class\\key', 'win32')).toBe('"C:\\My class\\key"')
})

test.each([
  'my class',
  'Ana (1).ipynb',
  "Ana's",
  'a&b',
  '$HOME',
  'a"b',
  'a`date`',
  'a[1]',
  '{a,b}',
  '~a',
  'a!b',
  'a b\\',
])('a shell hands on %s as one word', (path) => {
  const typed = typedPath(path, 'linux')
  expect(typed).not.toBe(path)
  expect(execFileSync('sh', ['-c', `printf %s ${typed}`], { encoding: 'utf8' })).toBe(path)
})

test('a name is not taken for an option', () => {
  expect(typedPath('-o', 'linux')).toBe('./-o')
})
