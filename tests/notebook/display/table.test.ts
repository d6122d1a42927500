import { afterEach, describe, expect, it, vi } from 'vitest'
import { show, showTable } from '../../../src/notebook/display/show.js'
import { table, tableHtml, tableText } from '../../../src/notebook/display/table.js'

const rows = [
  { customer: 'A & <B>', 'open ($)': 1200, note: null },
  { customer: 'Zoë', 'open ($)': -5.5, note: 'two\nlines', late: 'yes' },
]

afterEach(() => vi.restoreAllMocks())

describe('tableText', () => {
  it('aligns columns, numbers to the right, over the columns of all rows', () => {
    expect(tableText(rows, { caption: 'Open amounts' })).toBe(
      [
        'Open amounts',
        'customer  open ($)  note       late',
        '--------  --------  ---------  ----',
        'A & <B>       1200',
        'Zoë           -5.5  two lines  yes',
      ].join('\n'),
    )
  })

  it('says when there are no rows', () => {
    expect(tableText([])).toBe('(no rows)')
    expect(tableHtml([])).toContain('(no rows)')
  })
})

describe('tableHtml', () => {
  it('escapes captions, names and values', () => {
    const html = tableHtml([{ '<i>': '<script>alert("x")</script>' }], { caption: 'a & b' })
    expect(html).toContain('<caption>a &amp; b</caption>')
    expect(html).toContain('>&lt;i&gt;</th>')
    expect(html).toContain('>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</td>')
    expect(html).not.toContain('<script')
  })

  it('closes each tag it opens', () => {
    const html = tableHtml(rows)
    for (const tag of ['table', 'thead', 'tbody', 'tr', 'th', 'td']) {
      expect(html.match(new RegExp(`<${tag}[ >]`, 'g'))?.length).toBe(html.match(new RegExp(`</${tag}>`, 'g'))?.length)
    }
    expect(html.match(/<td /g)).toHaveLength(8)
  })
})

describe('table', () => {
  it('writes numbers with the digits asked for, of all columns or of some', () => {
    const lines = (digits: number | Record<string, number>) =>
      tableText([{ a: 12345.678, b: -0.04 }], { digits }).split('\n')[2]
    expect(lines(1)).toBe('12,345.7  0.0')
    expect(lines({ a: 0 })).toBe('12,346  -0.04')
    expect(lines({ b: 2 })).toBe('12345.678  −0.04')
  })

  it('lets a long table scroll, by keyboard too', () => {
    const long = Array.from({ length: 21 }, (_, row) => ({ row }))
    expect(tableHtml(long)).toMatch(/^<div role="region" aria-label="Table" tabindex="0" style="max-height/)
    expect(tableHtml(long.slice(1))).toMatch(/^<table>/)
  })

  it('brings both its forms', () => {
    const { data } = table(rows, { caption: 'Open' }).bundle
    expect(data).toEqual({
      'text/html': tableHtml(rows, { caption: 'Open' }),
      'text/plain': tableText(rows, { caption: 'Open' }),
    })
  })
})

describe('outside a notebook', () => {
  it('prints the table and the alt sentence of a chart', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    showTable([{ a: 1 }])
    await show({ title: 't', alt: 'DSO falls to 41 days.', spec: { mark: 'point', data: { values: [] } } })
    expect(write.mock.calls.map(([text]) => text)).toEqual(['a\n-\n1\n', 'DSO falls to 41 days.\n'])
  })
})
