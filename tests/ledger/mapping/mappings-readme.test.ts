import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isoFromDay } from '../../../src/calendar/day.js'
import { openLedger } from '../../../src/ledger/open-ledger.js'
import { tableView, type ViewColumn, type ViewTable, viewTables } from '../../../src/ledger/table-view.js'
import { root, runArlab } from '../../cli/run-arlab.js'
import { newFolder, writeFile } from '../ledger-folder.js'
import { shippedMappings } from './shipped-mappings.js'

const readme = readFileSync(join(root, 'data/mappings/README.md'), 'utf8')

interface Example {
  readonly title: string
  readonly files: Map<string, string>
  readonly mapping: string
  /** What comes out, by table. */
  readonly tables: Map<string, string>
}

/** Every ```yaml block is a mapping: of the files before it, giving the tables after it. */
function examplesOf(text: string): Example[] {
  const examples: Example[] = []
  let files = new Map<string, string>()
  for (const [, language, name, body] of text.matchAll(/```(csv|yaml) ?(\S*)\n([\s\S]*?)```/g)) {
    if (language === 'yaml') {
      const title = /## (.*)\n(?![\s\S]*\n## )/.exec(text.slice(0, text.indexOf(body!)))![1]!
      examples.push({ title, files, mapping: body!, tables: new Map() })
      files = new Map()
    } else if (name!.includes('.')) files.set(name!, body!)
    else examples.at(-1)!.tables.set(name!, body!)
  }
  return examples
}

const examples = examplesOf(readme)

describe('The README of mappings', () => {
  test('has an example for each part', () => {
    expect(examples.map(({ title }) => title)).toEqual([
      'Columns, dates and amounts',
      'Filters',
      'One source, several tables; one table, several parts',
      'Joins',
      'How a file is read',
    ])
    for (const { title, files, tables } of examples)
      expect([files.size > 0, tables.size > 0], title).toEqual([true, true])
  })

  test.each(examples)('$title: the example gives what it says', async ({ files, mapping, tables }) => {
    const folder = newFolder()
    for (const [name, text] of files) writeFile(name, text, folder)
    const { data } = await openLedger(writeFile('mapping.yaml', mapping, folder))
    expect(data.rejects).toEqual([])
    for (const [name, text] of tables) {
      expect(viewTables).toContain(name)
      const view = tableView(data, name as ViewTable)
      const header = text.split('\n', 1)[0]!.split(',')
      const columns = header.map((column) => view.columns.find((entry) => entry.name === column)!)
      const rows = Array.from({ length: view.rows }, (_, row) => columns.map((column) => shown(column, row)).join(','))
      expect(`${[header.join(','), ...rows].join('\n')}\n`).toBe(text)
    }
  })

  test('lists every shipped mapping', () => {
    for (const { file } of shippedMappings) expect(readme).toContain(`\`${file}\``)
  })

  test('names every key that a mapping may have', () => {
    const schema = JSON.parse(runArlab('schema', 'mapping').stdout) as {
      $defs: Record<string, { properties?: object; anyOf?: { properties?: object }[] }>
    }
    const keysOf = (name: string) => {
      const { properties, anyOf } = schema.$defs[name]!
      return Object.keys(properties ?? anyOf!.find((entry) => entry.properties)!.properties!)
    }
    const keys = ['source', 'condition', 'column', 'join', 'invoices-part'].flatMap(keysOf)
    expect(keys.length).toBeGreaterThan(30)
    for (const key of keys) expect(readme, key).toMatch(new RegExp(`\\b${key}\\b`))
  })
})

function shown(column: ViewColumn, row: number): string {
  if (column.kind === 'amount') return column.at(row) === null ? '' : (column.at(row)! / 100).toFixed(2)
  if (column.kind === 'date') return column.at(row) === null ? '' : isoFromDay(column.at(row) as never)
  return String(column.at(row) ?? '')
}
