import { describe, expect, test } from 'vitest'
import { runArlab } from './run-arlab.js'

const commands = [
  ['what-if'],
  ['import'],
  ['check'],
  ['kpi'],
  ['export'],
  ['fit'],
  ['backtest'],
  ['survival'],
  ['roll-rates'],
  ['provision'],
  ['simulate'],
  ['report'],
  ['notebook', 'run'],
  ['demo'],
  ['schema'],
]

describe('Help', () => {
  test('arlab --help lists every command and the exit codes', () => {
    const { code, stdout } = runArlab('--help')
    expect(code).toBe(0)
    for (const [name] of commands) expect(stdout).toContain(`  ${name}`)
    expect(stdout).toContain('Exit codes: 0 done')
  })

  test.each(commands)('arlab %s %s --help explains its options with an example', (...words) => {
    const { code, stdout, stderr } = runArlab(...words.filter((word) => word !== undefined), '--help')
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/Examples?:\n {2}arlab /)
    expect(stdout).toContain(`Usage: arlab ${words.join(' ')}`)
  })

  test('an unknown command is wrong usage and names the nearest one', () => {
    const { code, stderr } = runArlab('simulat')
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean simulate?')
  })
})
