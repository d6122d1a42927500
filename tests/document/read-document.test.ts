import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { didYouMean } from '../../src/document/did-you-mean.js'
import { InputError } from '../../src/document/input-error.js'
import { placeInDocument, readDocument, readText } from '../../src/document/read-document.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-document-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const schema = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['plain', 'fancy']).optional(),
  tags: z.array(z.string()).min(1).optional(),
  limits: z.strictObject({ days: z.int().min(0).max(365), share: z.number().optional() }).optional(),
  levers: z
    .array(
      z.strictObject({
        net: z.int('net must be a whole number of days'),
        where: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
      }),
    )
    .default([]),
})

function read(text: string, name = 'plan.yaml') {
  const file = join(folder, name)
  writeFileSync(file, text)
  return readDocument(file, schema, 'the plan')
}

/** The message with which a document is refused, without the folder. */
function refusal(text: string): string {
  try {
    read(text)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as Error).message.replace(`${folder}/`, '')
  }
  throw new Error('the document was not refused')
}

test('a document that fits is returned with its defaults, from YAML and from JSON', () => {
  expect(read('name: a\n', 'plan.yaml')).toEqual({ name: 'a', levers: [] })
  expect(read('{"name": "a"}', 'plan.json')).toEqual({ name: 'a', levers: [] })
})

describe('a document that does not fit is refused in one sentence with file, line, column and what is wrong', () => {
  test.each([
    [
      'an unknown key',
      'nme: a\n',
      'plan.yaml, line 1, column 1: "nme" is not a key that the plan knows here. Did you mean "name"?',
    ],
    [
      'an unknown key where a needed one is missing for it',
      'name: a\nlevers:\n  - nett: 45\n',
      'plan.yaml, line 3, column 5: "nett" is not a key that the plan knows here. Did you mean "net"?',
    ],
    [
      'an unknown key at depth',
      'name: a\nlevers:\n  - net: 3\n  - net: 4\n    wheer: {}\n',
      'plan.yaml, line 5, column 5: "wheer" is not a key that the plan knows here. Did you mean "where"?',
    ],
    [
      'an unknown key that is near no known one',
      'name: a\nlimits:\n  days: 3\n  penguins: 4\n',
      'plan.yaml, line 4, column 3: "penguins" is not a key that the plan knows here. Known: days, share.',
    ],
    [
      'a wrong type',
      'name: a\ntags: x\n',
      'plan.yaml, line 2, column 1: "tags" is wrong: it must be a list (lines that begin with "- "), not the text "x".',
    ],
    [
      'a number where text belongs',
      'name: 7\n',
      'plan.yaml, line 1, column 1: "name" is wrong: it must be text, not the number 7; put it in quotes.',
    ],
    [
      'a wrong type at depth',
      'name: a\nlimits:\n  days: soon\n',
      'plan.yaml, line 3, column 3: "limits.days" is wrong: it must be a number, not the text "soon".',
    ],
    [
      'a fraction where a whole number belongs',
      'name: a\nlimits:\n  days: 1.5\n',
      'plan.yaml, line 3, column 3: "limits.days" is wrong: it must be a whole number, not the number 1.5.',
    ],
    [
      'a number that is too large',
      'name: a\nlimits:\n  days: 366\n',
      'plan.yaml, line 3, column 3: "limits.days" is wrong: it must be at most 365.',
    ],
    ['a missing key', 'tags: [x]\n', 'plan.yaml, line 1, column 1: "name" is wrong: it is missing and must be text.'],
    [
      'a missing key at depth stands at its parent',
      'name: a\nlimits:\n  share: 1\n',
      'plan.yaml, line 2, column 1: "limits.days" is wrong: it is missing and must be a number.',
    ],
    [
      'a word that is not one of the allowed',
      'name: a\nkind: fncy\n',
      'plan.yaml, line 2, column 1: "kind" is wrong: it must be "plain" or "fancy", not the text "fncy".',
    ],
    ['an empty list', 'name: a\ntags: []\n', 'plan.yaml, line 2, column 1: "tags" is wrong: it must not be empty.'],
    ['an empty text', 'name: ""\n', 'plan.yaml, line 1, column 1: "name" is wrong: it must not be empty.'],
    ['nothing at all', '', 'plan.yaml, line 1, column 1: the plan is wrong: it must be keys with values, not empty.'],
    [
      'a list for a document',
      '- a\n',
      'plan.yaml, line 1, column 1: the plan is wrong: it must be keys with values, not a list.',
    ],
    [
      'what fits none of two alternatives',
      'name: a\nlevers:\n  - net: 1\n    where:\n      region: 4\n',
      'plan.yaml, line 5, column 7: "levers.0.where.region" is wrong: the number 4 does not fit here; if it is meant as text, put it in quotes.',
    ],
    [
      'what is wrong inside one of two alternatives',
      'name: a\nlevers:\n  - net: 1\n    where: { region: [a, 4] }\n',
      'plan.yaml, line 4, column 26: "levers.0.where.region.1" is wrong: it must be text, not the number 4; put it in quotes.',
    ],
    [
      'a message of the schema’s own goes before the general one',
      'name: a\nlevers: [{ net: x }]\n',
      'plan.yaml, line 2, column 12: "levers.0.net" is wrong: net must be a whole number of days.',
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toBe(message)
  })
})

describe('a document that is not YAML is refused at the line of the fault', () => {
  test.each([
    [
      'a tab',
      'name: a\nlimits:\n\tdays: 3\n',
      'plan.yaml, line 3, column 1: the plan is not valid YAML: Tabs are not allowed as indentation.',
    ],
    [
      'a key twice',
      'name: a\nname: b\n',
      'plan.yaml, line 2, column 1: the plan is not valid YAML: Map keys must be unique.',
    ],
    [
      'text with a colon',
      'name: a: b\n',
      'plan.yaml, line 1, column 7: the plan is not valid YAML: Nested mappings are not allowed in compact mappings; put text that holds a colon in quotes.',
    ],
    ['an open quote', 'name: "a\n', 'plan.yaml, line 2, column 1: the plan is not valid YAML: Missing closing "quote.'],
    [
      'an alias of nothing, as in *note',
      'name: *a\n',
      'plan.yaml, line 1, column 7: the plan is not valid YAML: "*a" would be an alias; put the text in quotes.',
    ],
    [
      'a second document',
      'name: a\n---\nname: b\n',
      'plan.yaml, line 2, column 1: the plan is not valid YAML: a line --- begins a second document; keep one.',
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toBe(message)
  })

  test('an alias that resolves is understood', () => {
    expect(read('name: &a x\ntags: [*a]\n', 'plan.yaml')).toMatchObject({ tags: ['x'] })
  })
})

describe('a file that cannot be read is refused with its name', () => {
  test('one that does not exist', () => {
    const file = join(folder, 'none.yaml')
    expect(() => readDocument(file, schema, 'the plan')).toThrow(new InputError(`${file}: the plan does not exist.`))
  })

  test('one that is a folder', () => {
    expect(() => readText(folder, 'the plan')).toThrow(new InputError(`${folder}: the plan is a folder, not a file.`))
  })

  test('one whose path leads through a file', () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(() => readText(join(file, 'plan.yaml'), 'the plan')).toThrow(
      /^.*plan\.yaml: the plan cannot be read \(ENOTDIR\)\.$/,
    )
  })
})

test('placeInDocument names the line and column of a key, or of its nearest parent', () => {
  const file = join(folder, 'places.yaml')
  writeFileSync(file, '# note\nname: a\nlevers:\n  - net: 1\n  - where: { region: X }\n')
  expect(placeInDocument(file, ['levers', 1, 'where'])).toBe(`${file}, line 5, column 5`)
  expect(placeInDocument(file, ['levers', 1, 'where', 'region'])).toBe(`${file}, line 5, column 14`)
  expect(placeInDocument(file, ['levers', 1, 'net'])).toBe(`${file}, line 5, column 5`)
  expect(placeInDocument(file, ['from'])).toBe(`${file}, line 2, column 1`)
})

describe('didYouMean', () => {
  test('suggests the nearest known word, whatever the letter case', () => {
    expect(didYouMean('regoin', ['region', 'name'])).toBe(' Did you mean "region"?')
    expect(didYouMean('Region', ['region', 'name'])).toBe(' Did you mean "region"?')
    expect(didYouMean('emae', ['APAC', 'EMEA'])).toBe(' Did you mean "EMEA"?')
  })

  test('lists the known words if none is near, the first twelve of many', () => {
    expect(didYouMean('xyz', ['region', 'salesperson'])).toBe(' Known: region, salesperson.')
    const many = Array.from({ length: 13 }, (_, index) => `attribute${index}`)
    expect(didYouMean('xyz', many)).toBe(` Known: ${many.slice(0, 12).join(', ')}, ….`)
  })

  test('says nothing where nothing is known', () => {
    expect(didYouMean('xyz', [])).toBe('')
  })
})
