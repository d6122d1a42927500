import { expect, test } from 'vitest'
import { solvedClassText } from '../../src/cli/solved-class-text.js'

const made = ['01-ana', '02-ben', '03-cleo'].map((name) => ({ learner: name, file: `key/${name}.ipynb` }))
const alone = { folder: 'key', isAlone: true }
const well = { ok: true, cells: 9, failure: null }

test('an instructor’s version that was run can be graded', () => {
  expect(solvedClassText(alone, made, [well, well, well])).toBe(
    'Wrote 3 notebooks with solutions to key, with all outputs. Open one, or see that every check passes: arlab lesson grade key',
  )
})

test('one that was not run says how', () => {
  expect(solvedClassText(alone, made, [])).toBe(
    'Wrote 3 notebooks with solutions to key, without outputs. To run them: arlab notebook run key/*.ipynb -o key',
  )
  expect(solvedClassText(alone, made.slice(0, 1), [])).toBe(
    'Wrote 1 notebook with solutions to key, without outputs. To run it: arlab notebook run key/01-ana.ipynb -o key/01-ana.ipynb',
  )
})

test('a cell that failed and notebooks that were not begun are named', () => {
  const failed = { ok: false, cells: 9, failure: { cell: 2, reason: 'Timeout: the cell did not end within 120 s' } }
  expect(solvedClassText(alone, made, [well, failed])).toBe(
    [
      'Wrote 3 notebooks with solutions to key.',
      'key/02-ben.ipynb: cell 2 of 9 failed: Timeout: the cell did not end within 120 s',
      'Interrupted; 1 of 3 notebooks were not begun.',
      'To run them again: arlab notebook run key/*.ipynb -o key',
    ].join('\n'),
  )
})

test('what lay in the folder before is not run', () => {
  const text = solvedClassText({ folder: 'my key', isAlone: false }, made.slice(0, 2), [])
  expect(text).toMatch(/: arlab notebook run key\/01-ana\.ipynb key\/02-ben\.ipynb -o 'my key'$/)
})
