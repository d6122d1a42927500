import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/**
 * A notebook's cell is compiled by TypeScript 5.0.4 with moduleResolution Node10 and run as CommonJS; these tests do
 * the same to the built package, from a folder inside the project, where `arlab` resolves as it does for notebooks.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const oldCompiler = createRequire(import.meta.url).resolve('typescript-5.0/lib/tsc.js')

describe('The package as a notebook cell meets it', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(root, 'node_modules', '.api-test-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const compile = (source: string) => {
    writeFileSync(join(folder, 'cell.ts'), source)
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'ES2022',
      '--module',
      'CommonJS',
      '--moduleResolution',
      'Node10',
    ]
    const run = spawnSync(process.execPath, [oldCompiler, ...options, '--types', 'node', join(folder, 'cell.ts')], {
      cwd: folder,
      encoding: 'utf8',
    })
    return run.stdout
  }

  test('its types check under TypeScript 5.0.4 with moduleResolution Node10', () => {
    const version = execFileSync(process.execPath, [oldCompiler, '--version'], { encoding: 'utf8' })
    expect(version.trim()).toBe('Version 5.0.4')
    const problems = compile(`
      import { openLedger, fitBehavior, simulate, kpiTable, ledgerFacts, fanChart, show, type SimulationResult } from 'arlab'
      export async function cell(): Promise<SimulationResult> {
        const ledger = await openLedger('data/demo')
        const id: string = ledger.frame('invoices').columns[0]
        const dso: number | null | undefined = kpiTable(ledgerFacts(ledger.data))[0]?.kpis['dso']
        const result = await simulate({ ledger, behavior: fitBehavior(ledger.data), scenarios: [] })
        await show(fanChart(result, { kpi: 'dso', kpiName: 'DSO', unit: 'days', scenario: id + String(dso) }))
        return result
      }`)
    // Declarations of danfo and others are not ours to mend; what counts is that ours and the cell are clean.
    const ours = problems.split('\n').filter((line) => /^(\S*cell\.ts|(\.\.\/)+dist\/)/.test(line))
    expect(ours).toEqual([])
  })

  test('its types are real: a wrong call is refused', () => {
    const problems = compile(`
      import { openLedger } from 'arlab'
      export const ledger = openLedger(42)`)
    expect(problems).toContain("Argument of type 'number' is not assignable to parameter of type 'string'")
  })

  test("require('arlab') works from CommonJS and gives the public functions", () => {
    writeFileSync(join(folder, 'cell.cjs'), "console.log(JSON.stringify(Object.keys(require('arlab'))))")
    const names = JSON.parse(
      execFileSync(process.execPath, [join(folder, 'cell.cjs')], { cwd: folder, encoding: 'utf8' }),
    )
    expect(names).toEqual(
      expect.arrayContaining(['openLedger', 'fitBehavior', 'simulate', 'kpiTable', 'fanChart', 'show']),
    )
  })
})
