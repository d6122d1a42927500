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
  ['compare'],
  ['waterfall'],
  ['sensitivity'],
  ['seek'],
  ['frontier'],
  ['goal'],
  ['chance'],
  ['report'],
  ['notebook', 'run'],
  ['notebook', 'check'],
  ['notebook', 'html'],
  ['notebook', 'parameters'],
  ['kernel', 'install'],
  ['kernel', 'uninstall'],
  ['kernel', 'doctor'],
  ['lesson', 'new'],
  ['lesson', 'grade'],
  ['lesson', 'list'],
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
    // A default as code would print it says nothing to a reader.
    expect(stdout).not.toMatch(/\(default: (?:[{[]|undefined|null)/)
  })

  test('arlab simulate --help says how many futures there are, what a precision is of, and how a killed run goes on', () => {
    const words = runArlab('simulate', '--help').stdout.replace(/\s+/g, ' ')
    for (const sentence of [
      'how many futures per scenario (default: 1000); with --precision the most there may be (default: 10000)',
      'are known to ± so many per cent; with scenarios, until their changes are, as per cent of the baseline; e.g. 1%',
      'anew in every other one, which tells luck from ignorance (nested), or as it stands (fixed)',
      'without -o: keep at most so much of the futures in memory, the rest in temporary files (default: 1024)',
      'folder for the results; keeps finished futures, so that a killed run goes on where it was',
      'Interrupted, it keeps what is finished: run the same command again.',
    ]) {
      expect(words).toContain(sentence)
    }
  })

  test('arlab lesson grade --help says why a copied answer is rarely right', () => {
    const words = runArlab('lesson', 'grade', '--help').stdout.replace(/\s+/g, ' ')
    expect(words).toContain('so an answer copied from another learner is rarely right')
  })

  test('an unknown command is wrong usage and names the nearest one', () => {
    const { code, stderr } = runArlab('simulat')
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean simulate?')
  })
})
