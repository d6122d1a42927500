import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainNumber } from '../../../../src/ledger/read/source/plain-number.js'
import { read } from './reading-sources.js'

describe('JSON lines', () => {
  test('nested objects become columns with dots, lists JSON text; columns are the union of all rows’', async () => {
    const table = await read(
      'x.jsonl',
      '{"id":"0001","customer":{"id":"C","address":{"city":"Ulm"}},"tags":["a",{"b":1}],"paid":true}\n\n{"id":"2","note":"say \\"hi\\",\\nü","customer":{"id":null},"empty":""}\n',
    )
    expect(table.columns).toEqual(['id', 'customer.id', 'customer.address.city', 'tags', 'paid', 'note', 'empty'])
    expect(table.rows).toEqual([
      ['0001', 'C', 'Ulm', '["a",{"b":1}]', 'true', null, null],
      ['2', null, null, null, null, 'say "hi",\nü', null],
    ])
    expect(table.lines).toEqual([1, 3])
  })

  test('numbers keep the digits they were written with, without exponents', async () => {
    const numbers = [
      '12345678901234567890.10',
      '-9007199254740993',
      '0.1',
      '1e3',
      '1.5e-7',
      '-2.50E+2',
      '1e22',
      '0.30000000000000004',
    ]
    const table = await read(
      'x.jsonl',
      numbers.map((number) => `{"n":${number},"t":"1e3 ${number}","l":[${number}]}`).join('\n'),
    )
    expect(table.rows.map(([number]) => number)).toEqual([
      '12345678901234567890.10',
      '-9007199254740993',
      '0.1',
      '1000',
      '0.00000015',
      '-250',
      '10000000000000000000000',
      '0.30000000000000004',
    ])
    expect(table.rows.map(([, text]) => text)).toEqual(numbers.map((number) => `1e3 ${number}`))
    expect(table.rows[0]![2]).toBe('[12345678901234567890.10]')
  })

  test('bad lines are rejects with their line, and the rest is read', async () => {
    const table = await read(
      'x.ndjson',
      Buffer.concat([
        Buffer.from('{"a":1}\r\n{"a":01}\r\n\r\n[1,2]\r\n{"a":2\r\n"x"\r\n{"a.b":1,"a":{"b":2}}\r\n{"a":"'),
        Buffer.from([0xff]),
        Buffer.from('"}\r\n{"a":3}'),
      ]),
    )
    expect(table.rows.map(([value]) => value)).toEqual(['1', '3'])
    expect(table.lines).toEqual([1, 9])
    expect(table.rejects).toMatchObject([
      { line: 2, value: '{"a":01}', reason: 'the row is not sound JSON; expected one object in {braces}' },
      { line: 4, value: '[1,2]', reason: 'the row is not a JSON object; expected names and values in {braces}' },
      { line: 5, value: '{"a":2' },
      { line: 6, value: '"x"' },
      { line: 7, column: 'a.b', reason: 'the row has two values under this name' },
      { line: 8, reason: 'the row is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping' },
    ])
  })

  test('a bad first line does not make it another kind of file', async () => {
    const table = await read('x.jsonl', '{"a":1,}\n{"a":2}\n')
    expect(table).toMatchObject({ rows: [['2']], lines: [2], rejects: [{ line: 1 }] })
  })

  test('a field of 3 MB', async () => {
    const table = await read('x.jsonl', `{"a":"${'ü"'.replace('"', '\\"').repeat(1_000_000)}","b":1}\n{"a":"x"}\n`)
    expect(table.rows.map(([value]) => value!.length)).toEqual([2_000_000, 1])
    expect(table.rows[0]![1]).toBe('1')
  })

  test('Latin-1 and UTF-16', async () => {
    const text = '{"a":"M\u00fcller"}\n'
    expect((await read('x.jsonl', Buffer.from(text, 'latin1'), { encoding: 'latin-1' })).rows).toEqual([['Müller']])
    expect((await read('x.jsonl', Buffer.from(`\uFEFF${text}`, 'utf16le'))).rows).toEqual([['Müller']])
    expect((await read('x.jsonl', `\uFEFF${text}`)).rows).toEqual([['Müller']])
  })
})

describe('a JSON array', () => {
  test('spread over lines, each object with the line on which it begins', async () => {
    const table = await read('x.json', '[\n  {"a": 1,\n   "b": "]},"},\n\n  {"a": [1, 2]},  7,\n  {"a": }\n]\n')
    expect(table.columns).toEqual(['a', 'b'])
    expect(table.rows).toEqual([
      ['1', ']},'],
      ['[1,2]', null],
    ])
    expect(table.lines).toEqual([2, 5])
    expect(table.rejects).toMatchObject([
      { line: 5, value: '7' },
      { line: 6, value: '{"a": }' },
    ])
  })

  test('on one line, or objects over several lines that follow each other', async () => {
    expect((await read('x.json', '[{"a":1},{"a":2}]')).rows).toEqual([['1'], ['2']])
    expect(await read('x.json', '{\n "a": 1\n}\n{\n "a": 2\n}\n')).toMatchObject({
      rows: [['1'], ['2']],
      lines: [1, 4],
    })
  })

  test('is known by its beginning whatever its name', async () => {
    expect((await read('x.txt', '[{"a":1}]')).rows).toEqual([['1']])
    expect((await read('x.csv', '[a],{b}\n1,2\n')).columns).toEqual(['[a]', '{b}'])
  })
})

test.each([
  ['no objects', 'x.json', '[]', /x\.json: the file holds no JSON objects; it needs one for each row\.$/],
  [
    'an array that is cut off',
    'x.json',
    '[\n{"a":1},\n{"a":2',
    /x\.json, line 3: the JSON that begins here does not end; the file is cut off or a bracket is missing\.$/,
  ],
  [
    'an array whose end is missing',
    'x.json',
    '[{"a":1}\n',
    /x\.json, line 2: the JSON that begins the file does not end; the file is cut off or a bracket is missing\.$/,
  ],
  [
    'text after the array',
    'x.json',
    '[{"a":1}]\nmore',
    /x\.json, line 2: there is text after the end of the JSON array\.$/,
  ],
  ['a bracket too many', 'x.json', '[\n}]', /x\.json, line 2: a bracket closes here that was never opened\.$/],
  [
    'one endless line',
    'x.jsonl',
    `{"a":"${'x'.repeat(68_000_000)}"}`,
    /x\.jsonl, line 1: the JSON value that begins here is longer than 64 MB; a row is one object\.$/,
  ],
])('InputError: %s', async (_, name, content, message) => {
  await expect(read(name, content)).rejects.toThrow(message)
})

test('random objects come back, whatever stands between them', async () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.constantFrom('"', '\\', '{', ']', ',\n', 'ü€😀', '1e5'),
  )
  const record = fc.record({ a: value, b: value })
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 10 }), fc.boolean(), async (records, isArray) => {
      const text = isArray ? JSON.stringify(records, null, 2) : records.map((each) => JSON.stringify(each)).join('\n')
      const table = await read('x.json', text)
      expect(table.rows).toEqual(records.map(({ a, b }) => [a || null, b || null]))
      expect(table.rejects).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('a number without its exponent is the same number, digit for digit', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const plain = plainNumber(String(number))
      expect(plain).toMatch(/^-?\d+(\.\d+)?$/)
      // The text of −0 is 0.
      expect(Number(plain)).toBe(number + 0)
    }),
  )
  expect(plainNumber('1.50e1')).toBe('15')
  expect(plainNumber('12e-1')).toBe('1.2')
  expect(plainNumber('abc')).toBe('abc')
})
