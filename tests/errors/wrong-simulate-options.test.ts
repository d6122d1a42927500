import { expect, test } from 'vitest'
import { runArlab } from '../cli/run-arlab.js'

/** Each: a command, and what the last line of stderr says, or the line before the hint of --help. Exit code 2. */
test.each([
  [
    'simulate data/demo --holidays UX',
    'The behaviour’s holidays: nobody knows the public holidays of "UX". Did you mean "AX"? Countries are two capital letters, as US; states follow a hyphen, as DE-by.',
  ],
  ['simulate data/demo --holidays bavaria', 'It must be a country like US, or a state of it like DE-by.'],
  ['fit data/demo --holidays 12', 'It must be a country like US, or a state of it like DE-by.'],
  ['simulate data/demo --replicate 14 -o out', '--replicate prints one future and writes no results: leave out -o.'],
])('arlab %s', (command, message) => {
  const { code, stdout, stderr } = runArlab(...command.split(' '))
  expect(stderr).toContain(message)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})
