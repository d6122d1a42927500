import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runNotebook } from '../../../src/notebook/run/run-notebook.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-shorthand-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(name: string, ...sources: string[]) {
  const file = join(folder, `${name}.ipynb`)
  const metadata = { kernelspec: { name: 'arlab', language: 'typescript', display_name: 'TypeScript (AR Lab)' } }
  const cells = sources.map((source) => ({ cell_type: 'code', metadata: {}, source }))
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }))
  const output = join(folder, `${name}.out.ipynb`)
  return { ...(await runNotebook(file, { output })), text: readFileSync(output, 'utf8') }
}

describe('a shorthand property in a cell', () => {
  it('takes the variable of an earlier cell, of the cell itself, and of a function', async () => {
    const { failure, text } = await run(
      'shorthand',
      'const months = 12, seed = "a"; let kept = 0',
      [
        'const replicates = 300',
        'const inner = (name: string) => ({ name, months })',
        'console.log(JSON.stringify({ months, seed, replicates, deep: [{ months }], ...inner("x") }));',
        '({ months: kept } = { months })',
        'const { length } = seed',
        'console.log(kept, length)',
      ].join('\n'),
    )
    expect(failure).toBeUndefined()
    expect(text).toContain(
      String.raw`{\"months\":12,\"seed\":\"a\",\"replicates\":300,\"deep\":[{\"months\":12}],\"name\":\"x\"}`,
    )
    expect(text).toContain('12 1\\n')
  })

  it('does not move the columns of what TypeScript complains of', async () => {
    const source = 'const both = { months, seed }; const wrong: number = "x"; console.log({ months }, 1 +)'
    const { failure } = await run('columns', 'const months = 12, seed = "a"', source)
    expect(failure!.reason).toBe(
      `TypeScript error at 1:${source.indexOf('wrong') + 1} - Type 'string' is not assignable to type 'number'.`,
    )
    expect(failure!.trace).toContain(`1:${source.indexOf(')') + 1} - Expression expected.`)
  })
})
