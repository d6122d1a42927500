import { describe, expect, test } from 'vitest'
import { read } from './reading-sources.js'

const text = 'customer,city\nMüller,Zürich\nGarcía,Logroño\nLefèvre,Besançon\n'
const rows = [
  ['Müller', 'Zürich'],
  ['García', 'Logroño'],
  ['Lefèvre', 'Besançon'],
]
const bigEndian = (content: string) => Buffer.from(content, 'utf16le').swap16()

describe('the same text in any encoding', () => {
  test.each([
    ['UTF-8', Buffer.from(text), {}],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), {}],
    ['UTF-8 with a mark, declared', Buffer.from(`\uFEFF${text}`), { encoding: 'utf8' }],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), {}],
    ['UTF-16, big end first, with a mark', bigEndian(`\uFEFF${text}`), {}],
    ['UTF-16, big end first, called utf-16', bigEndian(`\uFEFF${text}`), { encoding: 'utf-16' }],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), {}],
    ['UTF-16, big end first, without a mark', bigEndian(text), {}],
    ['Latin-1, declared', Buffer.from(text, 'latin1'), { encoding: 'latin-1' }],
    ['Latin-1, proven by its bytes', Buffer.from(text, 'latin1'), {}],
  ])('%s', async (_, bytes, options) => {
    const table = await read('x.csv', bytes, options)
    expect(table).toMatchObject({ columns: ['customer', 'city'], rows, lines: [2, 3, 4], rejects: [] })
  })

  test('Windows-1252 has the euro and typographic quotes where Latin-1 has nothing', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0x80, 0x92, 0x2c, 0xe9, 0x0a])])
    expect((await read('x.csv', bytes, { encoding: 'windows-1252' })).rows).toEqual([['€’', 'é']])
  })

  test('an encoding that browsers know', async () => {
    const polish = Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xa3, 0xf3, 0x64, 0x9f, 0x2c, 0x31, 0x0a])
    expect((await read('x.csv', polish, { encoding: 'windows-1250' })).rows).toEqual([['Łódź', '1']])
  })

  test('characters that the blocks of a large file cut in two', async () => {
    const many = `a,b\n${'x,üü€😀\n'.repeat(200_000)}`
    for (const bytes of [Buffer.from(many), Buffer.from(`\uFEFF${many}`, 'utf16le')]) {
      const table = await read('x.csv', bytes)
      expect(table.rows).toHaveLength(200_000)
      expect(new Set(table.rows.map(([, value]) => value))).toEqual(new Set(['üü€😀']))
    }
  })
})

describe('nothing is decoded wrongly in silence', () => {
  const reason = 'the row is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping'

  test.each([
    ['one broken row proves nothing', Buffer.from('a,b\nM\u00fcller,1\nx,2\n', 'latin1'), [2], [['x', '2']]],
    [
      'a broken row beside good ones',
      Buffer.concat([Buffer.from('a,b\nMüller,1\n'), Buffer.from('Z\u00fcrich,2\nJos\u00e9,3\n', 'latin1')]),
      [3, 4],
      [['Müller', '1']],
    ],
    [
      'Czech in Windows-1250',
      Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x44, 0x76, 0xf8, 0x9a, 0x2c, 0x31, 0x0a, 0x9e, 0x78, 0x2c, 0x32, 0x0a]),
      [2, 3],
      [],
    ],
    [
      'Russian in Windows-1251',
      Buffer.from([
        0x61, 0x2c, 0x62, 0x0a, 0xcc, 0xee, 0xf1, 0xea, 0x2c, 0x31, 0x0a, 0xcc, 0xee, 0xf1, 0x2c, 0x32, 0x0a,
      ]),
      [2, 3],
      [],
    ],
  ])('%s', async (_, bytes, lines, rowsLeft) => {
    const table = await read('x.csv', bytes)
    expect(table.rejects.map(({ line, reason: said }) => [line, said])).toEqual(lines.map((line) => [line, reason]))
    expect(table.rows).toEqual(rowsLeft)
  })

  test.each([
    [
      'declared Latin-1 that is UTF-8',
      Buffer.from(text),
      { encoding: 'latin-1' },
      /x\.csv: the mapping says encoding: latin-1, but the file is UTF-8; leave encoding out, or say utf-8\.$/,
    ],
    [
      'declared Latin-1 that is marked as UTF-16',
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      { encoding: 'latin-1' },
      /x\.csv: the mapping says encoding: latin-1, but the file begins with the mark of UTF-16LE; leave encoding out\.$/,
    ],
    [
      'an encoding that does not exist',
      Buffer.from(text),
      { encoding: 'latin-99' },
      /x\.csv: the encoding "latin-99" is not known; say utf-8, latin-1, utf-16le, utf-16be, or a name like windows-1250 or shift_jis\.$/,
    ],
    [
      'UTF-16 that is cut off within a character',
      Buffer.from(`\uFEFF${text}`, 'utf16le').subarray(0, 41),
      {},
      /x\.csv: the file is not sound UTF-16LE text; save it as UTF-8, or name its encoding in a mapping\.$/,
    ],
    [
      'UTF-32',
      Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]),
      {},
      /x\.csv: the file is UTF-32, which is not read; save it as UTF-8\.$/,
    ],
    [
      'a header that is not UTF-8',
      Buffer.from('Stra\u00dfe,b\n1,2\n', 'latin1'),
      {},
      /x\.csv, line 1: the header is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping\.$/,
    ],
    [
      'Latin-1 that turns into UTF-8 further down',
      Buffer.concat([
        Buffer.from('a,b\nM\u00fcller,1\nJos\u00e9,2\n', 'latin1'),
        Buffer.from('x,1\n'.repeat(300_000)),
        Buffer.from('Müller,3\n'),
      ]),
      {},
      /x\.csv: some rows of the file are Latin-1 and others UTF-8; save it as UTF-8, or say its encoding in a mapping\.$/,
    ],
  ])('%s is refused', async (_, bytes, options, message) => {
    await expect(read('x.csv', bytes, options)).rejects.toThrow(message)
    await expect(read('x.csv', bytes, options)).rejects.toMatchObject({ name: 'InputError' })
  })
})
