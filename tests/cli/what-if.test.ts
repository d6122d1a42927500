import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumRequirement, launchChromium } from '../browser/chromium.js'
import { type CommandResult, root, runArlab } from './run-arlab.js'

/** The command of `npm start`, with its own output folder and fewer futures. */
const startScript = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } })
  .scripts.start
const startArguments = startScript.replace('node dist/cli/main.js ', '').split(' ').slice(0, -2)

describe('The job of npm start', () => {
  let folder: string
  let run: CommandResult
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'arlab-'))
    run = runArlab(...startArguments, '--replicates', '100', '-o', folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('ends well and leaves the report, the executed notebook and the results, and nothing else', () => {
    expect(run.stderr).not.toContain('error')
    expect(run.code).toBe(0)
    const files = ['01-what-if.ipynb', 'behavior.json', 'check.json', 'facts', 'manifest.json', 'report.html']
    expect(readdirSync(folder).sort()).toEqual([...files, 'simulation.json'])
    const facts = ['baseline.parquet', 'net-45.parquet', 'stronger-collections.parquet']
    expect(readdirSync(join(folder, 'facts')).sort()).toEqual(facts)
  })

  test('says each step on stderr with its number and what came of it', () => {
    const steps = run.stderr.trim().split('\n')
    expect(steps).toHaveLength(8)
    expect(steps[0]).toMatch(
      /^\[1\/8\] check data\/demo: 20583 invoices, 0 rows rejected, roll-forward ties to the cent/,
    )
    expect(steps[7]).toMatch(/^\[8\/8\] write the report/)
  })

  test('prints today, each scenario with 90 % ranges, the paired differences, and where the files are', () => {
    expect(run.stdout).toMatch(/^today \(2024-12-31\) +\d+\.\d days +\d+\.\d % +\d\.\d\d %$/m)
    for (const name of ['baseline', 'Net 45', 'Stronger collections']) {
      expect(run.stdout).toMatch(new RegExp(`^${name} +\\d+\\.\\d days \\(\\d+\\.\\d to \\d+\\.\\d\\)`, 'm'))
    }
    expect(run.stdout.match(/^ {2}against the baseline +[+−]\d+\.\d \([+−]\d+\.\d to [+−]\d+\.\d\)/gm)).toHaveLength(2)
    expect(run.stdout).toContain(`Report:   ${join(folder, 'report.html')}`)
  })

  test('shows charts in the executed notebook: live specification, picture and sentence each', () => {
    const notebook = JSON.parse(readFileSync(join(folder, '01-what-if.ipynb'), 'utf8')) as {
      cells: { outputs?: { data?: Record<string, unknown>; metadata?: { alt?: string } }[] }[]
    }
    const charts = notebook.cells
      .flatMap((cell) => cell.outputs ?? [])
      .filter((output) => output.data?.['image/svg+xml'])
    expect(charts).toHaveLength(4)
    for (const chart of charts) {
      expect(Object.keys(chart.data!).sort()).toEqual([
        'application/vnd.vegalite.v5+json',
        'image/svg+xml',
        'text/plain',
      ])
      expect(chart.metadata!.alt!.length).toBeGreaterThan(40)
    }
  })

  test('makes the same report again from the stored results', () => {
    const again = join(folder, 'again.html')
    expect(runArlab('report', folder, '-o', again).code).toBe(0)
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(join(folder, 'report.html'), 'utf8'))
    rmSync(again)
    expect(existsSync(again)).toBe(false)
  })

  test.skipIf(chromiumRequirement.skip)(
    `its report opens in Chromium with every chart and no complaint${chromiumRequirement.note}`,
    async () => {
      const browser = await launchChromium()
      try {
        const page = await browser.newPage()
        const complaints: string[] = []
        page.on('console', (message) => {
          if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
        })
        page.on('pageerror', (error) => complaints.push(error.message))
        await page.goto(`file://${join(folder, 'report.html')}`)
        await page.waitForFunction(() => document.querySelectorAll('figure .vega-embed').length > 0)
        const figures = await page.locator('figure').count()
        expect(figures).toBeGreaterThanOrEqual(12)
        for (let index = 0; index < figures; index++) {
          const box = await page
            .locator('figure')
            .nth(index)
            .locator('svg:visible, canvas:visible')
            .first()
            .boundingBox()
          expect(box!.width).toBeGreaterThan(200)
          expect(box!.height).toBeGreaterThan(100)
        }
        expect(complaints).toEqual([])
      } finally {
        await browser.close()
      }
    },
  )
})
