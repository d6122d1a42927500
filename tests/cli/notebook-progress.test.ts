import { afterEach, expect, test, vi } from 'vitest'
import { NotebookProgress } from '../../src/cli/notebook-progress.js'

const stderr = process.stderr
const wasTerminal = stderr.isTTY
afterEach(() => {
  vi.restoreAllMocks()
  stderr.isTTY = wasTerminal
})

test.each([false, true])('steers no terminal by the name of a file; on a terminal: %s', (isTerminal) => {
  let written = ''
  vi.spyOn(stderr, 'write').mockImplementation((text) => {
    written += text
    return true
  })
  stderr.isTTY = isTerminal
  const progress = new NotebookProgress(['folder/red\u001b[31m\nn.ipynb'], [1])
  progress.cell(0, { cell: 1, firstLine: 'say(\u001b[32m)' })
  progress.finish(0, '1 cell')
  progress.end('done')
  expect(written).toContain('red\\u001b[31m\\nn.ipynb')
  for (const steering of ['\u001b[31m', '\u001b[32m', '\nn.ipynb']) expect(written).not.toContain(steering)
})
