import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fanChart } from '../../src/chart/fan-chart.js'
import { renderSvg } from '../../src/chart/render-svg.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { type CommandResult, root, runArlab } from '../cli/run-arlab.js'

const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The README shows what `npm start` prints: 1,000 futures of the demo company from the default seed. */
describe('The README', () => {
  let folder: string
  let run: CommandResult
  let result: SimulationResult
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'arlab-'))
    const scenarios = ['scenarios/net-45.yaml', 'scenarios/stronger-collections.yaml']
    run = runArlab('simulate', 'data/demo', '--scenario', ...scenarios, '-o', folder)
    result = JSON.parse(readFileSync(join(folder, 'simulation.json'), 'utf8')) as SimulationResult
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('shows the table that the command prints, to the digit', () => {
    const table = run.stdout.split('\n\n')[0]!
    expect(table.split('\n')).toHaveLength(9)
    expect(readme).toContain(table)
  })

  test('tells the figures of its worked what-if as they come out', () => {
    const net45 = result.differences.find(
      (entry) => entry.scenario === 'Net 45' && entry.kpi === 'dso' && entry.month === '2025-12',
    )!
    const [mean, low, high] = [net45.mean!, net45.low!, net45.high!].map((days) => `+${days.toFixed(1)}`)
    expect(readme).toContain(`**${mean} days of DSO in December, nine times in ten between ${low} and ${high}**`)
  })

  test('shows the chart that the library draws', async () => {
    const chart = fanChart(result, { kpi: 'dso', kpiName: 'DSO', unit: 'days', scenario: 'Net 45' })
    await expect(await renderSvg(chart)).toMatchFileSnapshot('../../docs/net-45.svg')
  })

  test('quotes the scenario file as it is', () => {
    const file = readFileSync(join(root, 'scenarios/net-45.yaml'), 'utf8')
    const quoted = /```yaml\n([\s\S]*?)```/.exec(readme)![1]!
    expect(file).toContain(quoted)
  })

  test('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map((match) => match[1]!)
    expect(links.length).toBeGreaterThan(8)
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([])
  })

  test('says in words what receivables cost', () => {
    const note = result.scenarios
      .flatMap(({ notes }) => notes)
      .find((text) => /receivables are [\d,]+ USD higher/.test(text))!
    const cents = Number(/receivables are ([\d,]+) USD/.exec(note)![1]!.replaceAll(',', ''))
    expect(readme).toContain(`about ${(cents / 1e6).toFixed(1)} million USD`)
  })
})

/** Commands run as they are written, in a folder that has what the project's folder has. */
describe.each(['README.md', 'docs/deciding.md'])('The commands of %s', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  const shown = [
    ...[...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((block) => block[1]!.trim().split('\n')),
    ...[...text.matchAll(/`(npx arlab [^`]+)`/g)].map((match) => match[1]!),
  ].filter((command) => !command.startsWith('npm '))
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'arlab-'))
    for (const name of ['data', 'scenarios', 'notebooks', 'node_modules'])
      symlinkSync(join(root, name), join(folder, name))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('are commands of arlab, and there are many', () => {
    expect(shown.length).toBeGreaterThan(8)
    expect(shown.filter((command) => !command.startsWith('npx arlab '))).toEqual([])
  })

  test.each(shown)('%s', (command) => {
    const script = `${command.replace('npx arlab', `"$ARLAB_NODE" "$ARLAB_MAIN"`)}`
    const { status, stderr } = spawnSync('sh', ['-c', script], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: {
        ...process.env,
        ARLAB_NODE: process.execPath,
        ARLAB_MAIN: join(root, 'dist/cli/main.js'),
        // The kernel must not be installed for whoever runs the tests.
        JUPYTER_DATA_DIR: join(folder, 'jupyter'),
      },
    })
    expect(status, stderr).toBe(0)
  })
})
