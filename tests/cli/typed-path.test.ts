import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { typedPath } from '../../src/cli/typed-path.js'

test('a path that a shell takes as it is stays as it is', () => {
  for (const path of ['out/class', '../data/demo', 'C:\\Users\\Ana\\class', 'größe.ipynb']) {
    expect(typedPath(path)).toBe(path)
  }
})

test.each(['my class', 'Ana (1).ipynb', "Ana's", 'a&b', '$HOME', 'a"b', 'a`date`', 'C:\\My class'])(
  'a shell hands on %s as one word',
  (path) => {
    const typed = typedPath(path)
    expect(typed).not.toBe(path)
    expect(execFileSync('sh', ['-c', `printf %s ${typed}`], { encoding: 'utf8' })).toBe(path)
  },
)
