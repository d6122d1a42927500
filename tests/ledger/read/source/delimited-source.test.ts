import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSources } from '../../../../src/ledger/read/source/open-sources.js'
import { connection, read, readToEnd, written } from './reading-sources.js'

const plain = 'a,b,c\n1,2,3\n4,5,6\n'
const plainRows = [
  ['1', '2', '3'],
  ['4', '5', '6'],
]

describe('a delimited text of any layout gives the same table', () => {
  test.each([
    ['comma', 'x.csv', plain, {}],
    ['semicolon', 'x.csv', plain.replaceAll(',', ';'), {}],
    ['tab', 'x.tsv', plain.replaceAll(',', '\t'), {}],
    ['bar', 'x.psv', plain.replaceAll(',', '|'), {}],
    ['a circumflex that a mapping says', 'x.txt', plain.replaceAll(',', '^'), { delimiter: '^' }],
    ['two bars that a mapping says', 'x.txt', plain.replaceAll(',', '||'), { delimiter: '||' }],
    ['a broken bar of two bytes', 'x.txt', plain.replaceAll(',', '¦'), { delimiter: '¦' }],
    ['single quotes that a mapping says', 'x.csv', plain.replace(/\d/g, "'$&'"), { quote: "'" }],
    ['CRLF', 'x.csv', plain.replaceAll('\n', '\r\n'), {}],
    ['CR', 'x.csv', plain.replaceAll('\n', '\r'), {}],
    ['no line end at the last line', 'x.csv', plain.trimEnd(), {}],
    ['a byte order mark', 'x.csv', `\uFEFF${plain}`, {}],
    ['blank lines between and after', 'x.csv', plain.replace('3\n', '3\n\n\n').concat('\n\n'), {}],
    ['every field quoted', 'x.csv', plain.replace(/[^,\n]+/g, '"$&"'), {}],
    ['blanks in the header', 'x.csv', plain.replace('a,b', ' a , b '), {}],
    ['three lines above the header', 'x.csv', `Report "of\n\nthe day,,,\n${plain}`, { headerLine: 4 }],
    ['Excel’s own line that says the delimiter', 'x.csv', `sep=;\n${plain.replaceAll(',', ';')}`, {}],
  ] as const)('%s', async (_, name, text, options) => {
    const table = await read(name, text, options)
    expect(table.columns).toEqual(['a', 'b', 'c'])
    expect(table.rows).toEqual(plainRows)
    expect(table.rejects).toEqual([])
    expect(table.spreadsheetDates).toBe(false)
  })

  test('line ends of several kinds, also such as come after the part that is looked at', async () => {
    const mixed = await read('x.csv', 'a,b\n1,2\r\n3,"x\r\ny"\r5,6\n')
    expect(mixed.rows).toEqual([
      ['1', '2'],
      ['3', 'x\r\ny'],
      ['5', '6'],
    ])
    expect(mixed.lines).toEqual([2, 3, 5])
    const late = await read('x.csv', `a,b\n${'1,2\n'.repeat(300_000)}3,4\r\nFEW\n5,6\n`)
    expect(late.rows).toHaveLength(300_002)
    expect(late.rows.at(-1)).toEqual(['5', '6'])
    expect(late.lines.at(-1)).toBe(300_004)
    expect(late.rejects).toMatchObject([{ line: 300_003, value: 'FEW' }])
  })

  test('quotes have no meaning where a mapping says that there are none', async () => {
    expect((await read('x.csv', 'a,b\n"x,19" rack\n', { quote: '' })).rows).toEqual([['"x', '19" rack']])
  })

  test('the delimiter is the one that splits header and rows alike', async () => {
    const table = await read('x.csv', 'Invoice;Amount, net;Date, due;Text\n1;2,5;3;x\n4;5;6;y\n')
    expect(table.columns).toEqual(['Invoice', 'Amount, net', 'Date, due', 'Text'])
  })

  test('empty fields are null, and one column is enough', async () => {
    expect((await read('x.csv', 'a,b\n1,""\n,\n')).rows).toEqual([
      ['1', null],
      [null, null],
    ])
    const one = await read('x.csv', 'a\n1\n\n3\n')
    expect([one.rows, one.lines]).toEqual([
      [['1'], [null], ['3']],
      [2, 3, 4],
    ])
  })

  test('a header without rows, and a header over two lines', async () => {
    expect(await read('x.csv', 'a,b')).toMatchObject({ columns: ['a', 'b'], rows: [], rejects: [] })
    expect(await read('x.csv', '"a\nx",b\n1,2\n')).toMatchObject({ columns: ['a\nx', 'b'], lines: [3] })
  })

  test('columns without a name are kept as such', async () => {
    expect((await read('x.csv', 'a,,\n1,2,3\n')).columns).toEqual(['a', '', ''])
  })

  test('zero bytes within a field are text', async () => {
    expect((await read('x.csv', 'a,b\nx\u0000y,2\n')).rows).toEqual([['x\u0000y', '2']])
  })
})

describe('long records at the seams of what DuckDB reads at once are neither lost nor rejected', () => {
  const row = '1,abcdefgh,2024-01-01\n'
  const lines = Array.from({ length: 40 }, () => 'y'.repeat(22_000)).join('\n')
  test.each([
    ['900 kB on one line', `L,${'x'.repeat(900_000)},z\n`, 1],
    ['1.9 MB in quotes', `L,"${'x'.repeat(1_900_000)}",z\n`, 1],
    ['900 kB over 40 lines in quotes', `L,"${lines}",z\n`, 1],
    // Too long for a row, so it is rejected, and not lost either.
    ['2.5 MB on one line', `L,${'x'.repeat(2_500_000)},z\n`, 0],
    ['5 MB on one line', `L,${'x'.repeat(5_000_000)},z\n`, 0],
  ])(
    '%s',
    async (_, long, accepted) => {
      for (const seam of [2 ** 22, 2 ** 23]) {
        for (const before of [0.3, 0.9999]) {
          const rows = Math.floor((seam - long.length * before) / row.length)
          if (rows < 0) continue
          const table = await read('x.csv', `a,b,c\n${row.repeat(rows)}${long}${row.repeat(50_000)}`)
          expect([table.rows.length, table.rejects.length]).toEqual([rows + 50_000 + accepted, 1 - accepted])
        }
      }
    },
    60_000,
  )
})

describe('records that are no rows', () => {
  test.each([
    ['too few fields', '4,5', 'the row has fewer than the 3 fields of the header'],
    [
      'too many fields',
      '4,5,6,7',
      'the row has more than the 3 fields of the header; a field that holds the delimiter must be quoted',
    ],
    [
      'text after a closing quote',
      '"4"x,5,6',
      'a quoted field is not closed properly; double a quote inside it, or close it',
    ],
    [
      'two such fields in one row, of which DuckDB would make two rows',
      '"open,"t" ,"open',
      'a quoted field is not closed properly; double a quote inside it, or close it',
    ],
    ['a row of more than 2 MB', `4,${'x'.repeat(2_100_000)},6`, 'the row is longer than 2 MB'],
    ['a row of more than DuckDB’s buffer', `4,"${'x'.repeat(34_000_000)}",6`, 'the row is longer than 2 MB'],
  ])('%s', async (_, row, reason) => {
    for (const end of ['\n', '\r\n']) {
      const table = await read('x.csv', ['a,b,c', '1,2,3', '', row, '7,8,9', ''].join(end))
      expect(table.rows).toEqual([
        ['1', '2', '3'],
        ['7', '8', '9'],
      ])
      expect(table.lines).toEqual([2, 5])
      expect(table.rejects).toEqual(
        [
          {
            file: expect.stringMatching(/x\.csv$/),
            line: 4,
            column: '(row)',
            value: expect.any(String),
            code: 'malformed-row',
            reason,
            amount: null,
          },
        ].map((reject) => ({ ...reject, column: expect.any(String) })),
      )
      expect(row.startsWith(table.rejects[0]!.value)).toBe(true)
    }
  })

  test('a quote that is open to the end of the file', async () => {
    const table = await read('x.csv', 'a,b\n1,2\n"3,4\n5,6\n')
    expect(table.rows).toEqual([['1', '2']])
    expect(table.rejects).toMatchObject([{ line: 3, value: '"3,4\n5,6' }])
  })

  test('a quote that swallows a good part of the file is refused', async () => {
    await expect(read('x.csv', `a,b\n1,2\n"3,4\n${'5,6\n'.repeat(200)}`)).rejects.toThrow(
      /x\.csv, line 3: the row that begins here runs on to line 204, for a quote in it is not closed; close it, or double it if it is part of the text\.$/,
    )
  })

  test('quoted fields so long that threads lose their way in them', async () => {
    const memo = 'X,Y,Z\n'.repeat(100_000)
    const text = `a,b,c\n${Array.from({ length: 20 }, (_, row) => `${row},"${memo}",z\n`).join('')}`
    const source = (await openSources(written('x.csv', text), {}, connection))[0]!
    const table = await readToEnd(source)
    expect(table.rows.map(([first]) => first)).toEqual(Array.from({ length: 20 }, (_, row) => String(row)))
    expect(table.rejects).toEqual([])
  })

  test('an earlier look at the rows does not count as theirs', async () => {
    // Beyond the head of the file, where bytes that are no UTF-8 would be found before any look.
    const before = 400_000
    const text = `a,b\n${'1,2\n'.repeat(before)}M\u00fcller,3\n4,5\n`
    const file = written('x.csv', Buffer.from(text, 'latin1'))
    const source = (await openSources(file, {}, connection))[0]!
    await connection.run(`SELECT c0 FROM ${source.relation}`)
    const seen = await connection.runAndReadAll(`SELECT c1 FROM ${source.relation}`)
    expect(seen.getRows().slice(before - 1)).toEqual([['2'], ['3'], ['5']])
    expect(await source.malformed(before + 2)).toEqual([])
    expect(await source.linesOf([0, before, before + 1])).toEqual([2, before + 2, before + 3])
    source.close()
  })
})

describe('InputErrors', () => {
  const tooWide = `${'"'}${'a,'.repeat(600_000)}`
  test.each([
    ['an empty file', 'x.csv', '', {}, /x\.csv: the file is empty; it needs a header line and rows\.$/],
    [
      'no header',
      'x.csv',
      '\n1,2\n',
      {},
      /x\.csv, line 1: there is no header; the first line must name the columns\.$/,
    ],
    [
      'a column named twice',
      'x.csv',
      'a,b,a\n',
      {},
      /x\.csv, line 1: the header names the column "a" twice; rename one\.$/,
    ],
    [
      'an open quote in the header',
      'x.csv',
      tooWide,
      {},
      /x\.csv, line 1: the header does not end; a quote in it may not be closed\.$/,
    ],
    [
      'a header line that is not there',
      'x.csv',
      'a,b\n',
      { headerLine: 7 },
      /x\.csv: the file has no line 7, where the header should be\.$/,
    ],
    [
      'an impossible header line',
      'x.csv',
      'a,b\n',
      { headerLine: 0 },
      /x\.csv: the header line must be a whole number above 0, not 0\.$/,
    ],
    [
      'an impossible delimiter',
      'x.csv',
      'a,b\n',
      { delimiter: '' },
      /x\.csv: the delimiter "" is none; say one character, such as ";"\.$/,
    ],
    [
      'rubbish',
      'x.csv',
      Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + ((index * index) % 251)) & 255),
      {},
      /x\.csv, line 1: the file is not a table of text; save it as CSV, Parquet, JSON lines or XLSX\.$/,
    ],
  ] as const)('%s', async (_, name, content, options, message) => {
    await expect(read(name, content, options)).rejects.toThrow(message)
    await expect(read(name, content, options)).rejects.toMatchObject({ name: 'InputError' })
  })
})

test('opening looks at the head of the file only, and estimates its rows', async () => {
  const file = written('x.csv', `a,b\n${'100,200\n'.repeat(1_000_000)}`)
  const before = process.resourceUsage().fsRead
  const source = (await openSources(file, {}, connection))[0]!
  expect(process.resourceUsage().fsRead - before).toBeLessThan(4096)
  expect(source.relation).toContain(file)
  expect(source.estimatedRows).toBeGreaterThan(900_000)
  expect(source.estimatedRows).toBeLessThan(1_100_000)
  source.close()
})

/** A slow reader that shares nothing with the one under test: character by character, one record at a time. */
function slowly(text: string, delimiter: string): { fields: string[]; line: number }[] {
  const records: { fields: string[]; line: number }[] = []
  let at = 0
  let line = 1
  const lineEnd = () => /^(?:\r\n|\n|\r)/.exec(text.slice(at, at + 2))?.[0]
  while (at < text.length) {
    const blank = lineEnd()
    if (blank) {
      at += blank.length
      line++
      continue
    }
    const record = { fields: [''], line }
    for (let end = lineEnd(); at < text.length && !end; end = lineEnd()) {
      if (text[at] === '"' && record.fields.at(-1) === '') {
        const close = /^"((?:[^"]|"")*)"/.exec(text.slice(at))!
        record.fields[record.fields.length - 1] = close[1]!.replaceAll('""', '"')
        line += close[1]!.match(/\r\n|\n|\r/g)?.length ?? 0
        at += close[0].length
      } else if (text[at] === delimiter) {
        record.fields.push('')
        at++
      } else record.fields.push(`${record.fields.pop()}${text[at++]}`)
    }
    const end = lineEnd()
    if (end) {
      at += end.length
      line++
    }
    records.push(record)
  }
  return records
}

test('random texts: rows, lines and rejects are those of an independent slow reader', async () => {
  const field = fc.constantFrom(
    '',
    'x',
    'x',
    'in"ner',
    'ü€',
    '"a;b,c"',
    '"q\nz"',
    '"d""d"',
    '" s "',
    '"\n"',
    'two words',
  )
  const row = fc.record({
    fields: fc.array(field, { minLength: 1, maxLength: 4 }),
    blankLinesBefore: fc.constantFrom(0, 0, 0, 1, 2),
  })
  const table = fc.record({
    rows: fc.array(row, { maxLength: 8 }),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    endsWithLineEnd: fc.boolean(),
    isMarked: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(table, async ({ rows, lineEnd, delimiter, endsWithLineEnd, isMarked }) => {
      const lines = ['h1,h2,h3'.replaceAll(',', delimiter)]
      for (const { fields, blankLinesBefore } of rows) {
        lines.push(...Array<string>(blankLinesBefore).fill(''), fields.join(delimiter))
      }
      const text = `${lines.join('\n')}${endsWithLineEnd ? '\n' : ''}`.replaceAll('\n', lineEnd)
      const expected = slowly(text, delimiter).slice(1)
      const fits = (record: { fields: string[] }) => {
        const { fields } = record
        // DuckDB forgives a delimiter after the last field.
        return fields.length === 3 || (fields.length === 4 && fields[3] === '')
      }
      const got = await read('x.csv', isMarked ? `\uFEFF${text}` : text, { delimiter })
      const sound = expected.filter(fits)
      expect(got.rows).toEqual(sound.map(({ fields }) => fields.slice(0, 3).map((value) => value || null)))
      expect(got.lines).toEqual(sound.map(({ line }) => line))
      expect(got.rejects.map(({ line }) => line)).toEqual(
        expected.filter((record) => !fits(record)).map(({ line }) => line),
      )
    }),
    { numRuns: 150 },
  )
})

test('random texts with quotes in the wrong places: every record comes out once, as a row or as a reject', async () => {
  const field = fc.constantFrom('x', '', '"a,b"', '"q\nz"', '"u"v', '"open', '"a"b"c', '"" "', '""x', ' "s"', '"t" ')
  const tables = fc.record({
    rows: fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { maxLength: 6 }),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  })
  await fc.assert(
    fc.asyncProperty(tables, async ({ rows, lineEnd }) => {
      const text = ['h1,h2,h3', ...rows.map((row) => row.join(',')), ''].join('\n').replaceAll('\n', lineEnd)
      const { rows: streamed, lines, rejects } = await read('x.csv', text)
      const starts = [...lines, ...rejects.map(({ line }) => line)].sort((a, b) => a - b)
      expect(new Set(starts).size).toBe(starts.length)
      // Nothing is lost: the texts of all records, put in order, are the text of the file below its header.
      const fileLines = text.split(lineEnd)
      const spans = starts.map((line, index) => fileLines.slice(line - 1, (starts[index + 1] ?? fileLines.length) - 1))
      expect(spans.flat()).toEqual(fileLines.slice(1, -1))
      for (const [index, values] of streamed.entries()) {
        // Which quotes are text is another question: DuckDB is lenient with some.
        const record = spans[starts.indexOf(lines[index]!)]!.join(lineEnd).replaceAll('"', '')
        for (const value of values) expect(record).toContain((value ?? '').replaceAll('"', ''))
      }
    }),
    { numRuns: 150 },
  )
})
