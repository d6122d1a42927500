import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineWidth, type PrintedTable, printedTables, tableFormats } from '../../src/cli/printed-table.js'
import { termText } from '../../src/cli/term-text.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { kpiById } from '../../src/kpi/catalogue.js'
import { formulaInNumbers, formulaInWords } from '../../src/kpi/formula-text.js'
import { usualSettings } from '../../src/kpi/kpi-settings.js'
import { factsOfLengths } from '../kpi/fact-table-of.js'

const text = (table: PrintedTable) => printedTables([table], 'text', 'Title')
const widest = (printed: string) => Math.max(...printed.split('\n').map((line) => line.length))
/** The blocks of a text table, each as its lines without the rule. */
const blocksOf = (printed: string) =>
  printed.split('\n\n').map((block) => block.split('\n').filter((line) => !/^─+$/.test(line)))

describe('text', () => {
  test('has words to the left, figures to the right and a rule below the heads', () => {
    const table = {
      header: ['region', 'DSO', 'CEI'],
      rows: [
        ['EMEA', '45.1', '90.2'],
        ['APAC, the far east', '9.0', '100.0'],
      ],
    }
    expect(text({ ...table, title: 'By region', notes: ['A note.', '– one more'] })).toBe(
      [
        'By region',
        '',
        'region               DSO    CEI',
        '───────────────────────────────',
        'EMEA                45.1   90.2',
        'APAC, the far east   9.0  100.0',
        '',
        'A note.',
        '– one more',
      ].join('\n'),
    )
  })

  test('without rows has its heads', () => {
    expect(text({ header: ['region', 'DSO'], rows: [] })).toBe('region  DSO\n───────────')
  })

  test('of words alone is one block', () => {
    expect(text({ header: ['code', 'meaning'], rows: [['a', 'b']], wordColumns: 2 })).toBe(
      'code  meaning\n─────────────\na     b',
    )
  })

  test('tables stand one below the other with a line between', () => {
    const one = { header: ['a', 'b'], rows: [['x', '1']] }
    expect(printedTables([one, one], 'text', '')).toBe(`${text(one)}\n\n${text(one)}`)
  })
})

describe('a table of 20 columns and long words', () => {
  const words = ['Lunduvell Energy and Water, Inc.', 'Fennoska Logistics']
  const header = ['customer', 'salesperson', ...Array.from({ length: 20 }, (_, column) => `KPI ${column}`)]
  const rows = words.map((word, row) => [
    word,
    `Person ${row}`,
    ...Array.from({ length: 20 }, (_, column) => `${row}${column},345.67`),
  ])
  const printed = text({ header, rows, wordColumns: 2, title: 'word '.repeat(60), notes: [`– ${'note '.repeat(60)}`] })

  test('is never wider than a line', () => {
    expect(lineWidth).toBe(100)
    expect(widest(printed)).toBeLessThanOrEqual(lineWidth)
  })

  test('repeats the word columns in every block, and has every column once, in order', () => {
    const blocks = blocksOf(printed).slice(1, -1)
    expect(blocks.length).toBeGreaterThan(3)
    const heads: string[] = []
    const figures: string[][] = [[], []]
    for (const [head, ...lines] of blocks) {
      expect(head).toMatch(/^customer +salesperson /)
      heads.push(...(head!.match(/KPI \d+/g) ?? []))
      lines.forEach((line, row) => {
        expect(line.startsWith(words[row]!)).toBe(true)
        expect(line).toContain(`Person ${row}`)
        figures[row]!.push(...(line.match(/\d+,345\.67/g) ?? []))
      })
      expect(lines).toHaveLength(2)
    }
    expect(heads).toEqual(header.slice(2))
    expect(figures).toEqual(rows.map((row) => row.slice(2)))
  })

  test('fills its lines: no column goes to the next block that had room', () => {
    const blocks = blocksOf(printed).slice(1, -1)
    for (const block of blocks.slice(0, -1)) {
      // A column more would take two spaces and its longest figure, ten characters at most.
      expect(Math.max(...block.map((line) => line.length)) + 12).toBeGreaterThan(lineWidth)
    }
  })

  test('has its note on lines of which the later ones are set in', () => {
    const note = printed.split('\n').slice(-4)
    expect(note.at(-1)).toMatch(/^ {2}note/)
    expect(note.filter((line) => line.startsWith('– '))).toHaveLength(1)
  })

  test.each(['–', '*', '•', '!', '?', '·', '°'])('has the words of a note after %s one under the other', (sign) => {
    const lines = text({ header, rows, notes: [`${sign} ${'note '.repeat(60)}`] })
      .split('\n\n')
      .at(-1)!
      .split('\n')
    expect(lines.length).toBeGreaterThan(2)
    for (const [index, line] of lines.entries()) expect(line.startsWith(`${index === 0 ? sign : ' '} note`)).toBe(true)
  })
})

const cell = (most: number) => fc.string({ unit: fc.constantFrom(...'abc 019.,%–é|*<&\n\u001b'), maxLength: most })

test('no text is wider than a line where words and a figure fit one, for all tables', () => {
  const anyTable = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.nat(20)).chain(([wordColumns, figures]) => {
    // A control character takes six places, so that two words and a figure take at most 90 with their spaces.
    const line = fc.tuple(
      fc.array(cell(5), { minLength: wordColumns, maxLength: wordColumns }),
      fc.array(cell(4), { minLength: figures, maxLength: figures }),
    )
    return fc.record({
      header: line.map((cells) => cells.flat()),
      rows: fc.array(
        line.map((cells) => cells.flat()),
        { maxLength: 4 },
      ),
      wordColumns: fc.constant(wordColumns),
      title: cell(300),
      notes: fc.array(cell(300), { maxLength: 2 }),
    })
  })
  fc.assert(
    fc.property(anyTable, (table) => {
      expect(widest(text(table))).toBeLessThanOrEqual(lineWidth)
    }),
    { seed: 31, numRuns: 500 },
  )
})

test('words that are longer than a line are cut, and leave the figures whole', () => {
  const [long, figure] = ['x'.repeat(120), '123,456,789,012.34']
  for (const wordColumns of [1, 2, 3]) {
    const words = Array.from({ length: wordColumns }, () => long)
    const header = [...words.map((_, column) => `word ${column}`), 'first', 'second']
    const printed = text({ header, rows: [[...words, figure, figure]], wordColumns })
    expect(widest(printed)).toBeLessThanOrEqual(lineWidth)
    expect(printed.match(/x+…/g)!.length).toBeGreaterThanOrEqual(wordColumns)
    expect(printed.match(/123,456,789,012\.34/g)).toHaveLength(2)
  }
})

// Fails today: a head is never cut.
test('a head that is longer than a line does not make the text wider', () => {
  expect(widest(text({ header: ['x'.repeat(120), 'DSO'], rows: [['EMEA', '1.0']] }))).toBeLessThanOrEqual(lineWidth)
})

// Fails today: each word column has its share of the line and no more, though the others leave theirs.
test('words that fit their line are whole', () => {
  const words = ['short', 'y'.repeat(60)]
  expect(text({ header: ['name', 'why', 'n'], rows: [[...words, '1']], wordColumns: 2 })).toContain(words[1])
})

describe('control characters', () => {
  const steering = 'red\u001b[31m\u0007 \u202eback\nnext'
  const table = { title: steering, header: [steering, 'n'], rows: [[steering, '1']], notes: [steering] }

  test.each(['text', 'md'] as const)('are to be seen in %s: in title, head, cells and notes', (format) => {
    const printed = printedTables([table], format, 'Title')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(printed.match(/u001b/g)).toHaveLength(4)
    expect(printed.match(/u202eback/g)).toHaveLength(4)
  })

  test('are not in HTML', () => {
    const page = printedTables([table], 'html', steering)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
    expect(page).toContain('red[31m')
  })
})

describe('Markdown', () => {
  test('is a table with words to the left and figures to the right', () => {
    const table = { title: 'By region', header: ['region', 'DSO'], rows: [['EMEA', '45.1']], notes: ['A note.'] }
    expect(printedTables([table], 'md', 'Title')).toBe(
      '**By region**\n\n| region | DSO |\n| :-- | --: |\n| EMEA | 45.1 |\n\nA note.  ',
    )
  })

  test('opens no cell, no emphasis, no link, no code and no tag', () => {
    const hostile = 'a|b *c* _d_ `e` [f](g) <h> #i ~j~ &lt; http://k.l www.m.n \\'
    const printed = printedTables([{ header: [hostile, 'n'], rows: [[hostile, '1']] }], 'md', 'Title')
    const escaped = 'a\\|b \\*c\\* \\_d\\_ \\`e\\` \\[f\\](g) \\<h\\> \\#i \\~j\\~ \\&lt; http\\://k.l www\\.m.n \\\\'
    expect(printed).toBe(`| ${escaped} | n |\n| :-- | --: |\n| ${escaped} | 1 |`)
    // Bars that are not escaped: three a line.
    for (const line of printed.split('\n')) expect(line.replace(/\\./g, '').match(/\|/g)).toHaveLength(3)
  })

  test('has a cell on one line', () => {
    expect(printedTables([{ header: ['a'], rows: [['x\ny  z']] }], 'md', '')).toBe('| a |\n| :-- |\n| x\\\\ny z |')
  })
})

describe('HTML', () => {
  const hostile = '</td><script>alert("1")</script> & \'x\''
  const escaped = '&lt;/td&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;'
  const page = printedTables(
    [{ title: hostile, header: [hostile, 'n'], rows: [[hostile, '1.0']], notes: [hostile] }],
    'html',
    hostile,
  )

  test('has texts of a ledger as texts: in title, caption, head, cells and notes', () => {
    expect(page).not.toMatch(/<script/i)
    expect(page).toContain(`<title>${escaped}</title>`)
    expect(page).toContain(`<h1>${escaped}</h1>`)
    expect(page).toContain(`<caption>${escaped}</caption>`)
    expect(page).toContain(`<th scope="col" class="text">${escaped}</th><th scope="col">n</th>`)
    expect(page).toContain(`<th scope="row" class="text">${escaped}</th><td>1.0</td>`)
    expect(page).toContain(`<p class="reading">${escaped}</p>`)
  })

  test('is one page for several tables, without a script or a link', () => {
    const one = { title: 'One', header: ['a', 'b'], rows: [['x', '1']] }
    const both = printedTables([one, { ...one, title: 'Two' }], 'html', 'Both')
    expect(both.match(/<!DOCTYPE html>/g)).toHaveLength(1)
    expect([...both.matchAll(/<caption>(.*?)<\/caption>/g)].map(([, caption]) => caption)).toEqual(['One', 'Two'])
    expect(both).not.toMatch(/https?:|<script|<link/)
  })
})

test('every format has every cell', () => {
  const table = { header: ['name', 'first', 'second'], rows: [['Abel', '1.5', '2.5']] }
  for (const format of tableFormats) {
    const printed = printedTables([table], format, 'Title')
    for (const each of [...table.header, ...table.rows[0]!]) expect(printed).toContain(each)
  }
})

const usd = { code: 'USD', decimals: 2 }

describe('a number of a formula', () => {
  test.each<[number, Parameters<typeof termText>[1], string]>([
    [123_456_789, 'money', '1,234,567.89'],
    [5, 'money', '0.05'],
    [-123_456, 'money', '-1,234.56'],
    [0, 'money', '0.00'],
    // Sales of a day may lie between two cents.
    [15_000.6, 'money', '150.01'],
    [-0.4, 'money', '0.00'],
    [123_456_789, 'weight', '1,234,567.89'],
    [2 ** 53, 'weight', '90,071,992,547,409.92'],
    [20_584, 'count', '20,584'],
    [999, 'count', '999'],
    [31, 'days', '31'],
    [1_234.123_456_789, 'days', '1,234.123457'],
    [0.123_456_7, 'number', '0.123457'],
    [1.5, 'ratio', '1.5'],
    [-1e-9, 'percent', '0'],
  ])('%d as %s is %s', (value, unit, shown) => {
    expect(termText(value, unit, usd)).toBe(shown)
  })

  test('has the decimals of its currency', () => {
    expect(termText(1_234_567, 'money', { code: 'JPY', decimals: 0 })).toBe('1,234,567')
    expect(termText(1_234_567, 'money', { code: 'KWD', decimals: 3 })).toBe('1,234.567')
  })
})

describe('a formula', () => {
  // June 2013 of the sample ledger in KPI.md: 5,119.85 open, sales of 5,849.59.
  const june = FactWindow.of(factsOfLengths([30], [{ receivables: 511_985, credit_sales: 584_959 }]), 0, 0, 1)
  const inNumbers = (id: string, settings = usualSettings) =>
    formulaInNumbers(kpiById(id), june, settings, (value, unit) => termText(value, unit, usd))

  test('in words has the names of its terms without braces', () => {
    expect(formulaInWords(kpiById('dso'))).toBe('closing receivables ÷ credit sales × days in the window')
  })

  test('in numbers has the window’s own in their place', () => {
    expect(inNumbers('dso')).toBe('5,119.85 ÷ 5,849.59 × 30')
  })

  test('has a question mark for a number that is not known', () => {
    // 5,849.59 ÷ 30 = 194.986.
    expect(inNumbers('dso_day_yearly_cost')).toBe('194.99 × ?')
    expect(inNumbers('dso_day_yearly_cost', { ...usualSettings, costOfCapital: 0.09 })).toBe('194.99 × 0.09')
  })

  test('writes its terms as told, with their unit, whatever the text holds', () => {
    const written = formulaInNumbers(kpiById('dso'), june, usualSettings, (value, unit) => `$&${unit} ${value}`)
    expect(written).toBe('$&money 511985 ÷ $&money 584959 × $&days 30')
  })
})
