import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CanonicalTable, canonicalTables } from '../../src/ledger/canonical-tables.js'
import { root } from '../cli/run-arlab.js'

const readme = readFileSync(join(root, 'data/README.md'), 'utf8')

/** A line `| \`table\` | needed, columns | optional, columns |`. */
const tableLine = /^\| `(\w+)` \| ([\w, ]+) \|([\w, ]*)\|$/gm

const namesOf = (text: string) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

test('data/README.md lists the tables and columns that are read, in their order, and which of them are needed', () => {
  const listed = [...readme.matchAll(tableLine)].map(([, table, needed, optional]) => [
    table,
    namesOf(needed!),
    namesOf(optional!),
  ])
  const read = Object.entries(canonicalTables as Record<string, CanonicalTable>).map(([table, columns]) => {
    const names = Object.keys(columns)
    return [table, names.filter((name) => columns[name]!.required), names.filter((name) => !columns[name]!.required)]
  })
  expect(listed).toEqual(read)
})

test('data/README.md names every kind of adjustment and activity', () => {
  expect(readme).toContain(`one of ${canonicalTables.adjustments.kind.oneOf.join(', ')} (`)
  expect(readme).toContain(`of an activity ${canonicalTables.activities.kind.oneOf.join(', ')}.`)
})
