import { describe, expect, test } from 'vitest'
import { MarkdownPage } from '../../../src/notebook/html/markdown-html.js'

const targets = { link: (href: string) => `to/${href}`, picture: () => null }
const html = (source: string, attachments = {}) => new MarkdownPage(targets).render(source, attachments).trim()

describe('headings', () => {
  test('have anchors of their own over all cells, and a level that leaves the first to the title', () => {
    const page = new MarkdownPage(targets)
    page.render('# Größe & *Zahl*\n\n### Deep')
    page.render('## Größe zahl\n\n## ?')
    expect(page.headings).toEqual([
      { level: 2, text: 'Größe & Zahl', anchor: 'größe-zahl' },
      { level: 3, text: 'Deep', anchor: 'deep' },
      { level: 2, text: 'Größe zahl', anchor: 'größe-zahl-2' },
      { level: 2, text: '?', anchor: 'section' },
    ])
  })

  test('never take an anchor that the page has for itself', () => {
    const page = new MarkdownPage(targets)
    page.render('## Main\n\n## Cell 2\n\n## Cell 2\n\n## Cellar 2')
    expect(page.headings.map(({ anchor }) => anchor)).toEqual([
      'section-main',
      'section-cell-2',
      'section-cell-2-2',
      'cellar-2',
    ])
  })
})

describe('links', () => {
  test('go where the page says, by their words and their titles', () => {
    expect(html('[a *b*](c.csv "d")')).toBe('<p><a href="to/c.csv" title="d">a <em>b</em></a></p>')
    expect(html('<https://example.com/>')).toContain('href="to/https://example.com/"')
  })

  test.each(['javascript:bad()', 'JaVaScript:bad()', 'vbscript:bad()', 'data:text/html,bad', 'file:///etc/hosts'])(
    'to %s are none',
    (href) => {
      expect(html(`[x](${href})`)).not.toContain('<a')
    },
  )
})

describe('pictures', () => {
  const pixels = { 'a b.png': { 'image/png': 'AA\nAA' }, 'x.svg': { 'image/svg+xml': '<svg/>' } }

  test('that are attached to the cell are taken in', () => {
    expect(html('![a "b"](attachment:a%20b.png)', pixels)).toBe(
      '<p><img src="data:image/png;base64,AAAA" alt="a &quot;b&quot;"></p>',
    )
  })

  test('are their words where nothing is attached by that name, whatever the name', () => {
    for (const name of ['other.png', 'x.svg', '%ff.png', '__proto__', 'constructor']) {
      expect(html(`![words](attachment:${name})`, pixels)).toBe('<p>words</p>')
    }
  })

  test('that cannot be had are links with their words', () => {
    expect(html('![a](far.png) ![](far.png)')).toBe(
      '<p><a href="to/far.png">a</a> <a href="to/far.png">picture</a></p>',
    )
  })
})

test('HTML is text, also in tables, code and titles', () => {
  const bad = '<script>bad()</script>'
  const page = html(`${bad}\n\n| a |\n| - |\n| ${bad} |\n\n\`${bad}\`\n\n[x](y "${bad}")\n\n# ${bad}`)
  expect(page).not.toContain('<script')
  expect(page.match(/&lt;script&gt;/g)).toHaveLength(5)
  expect(page).toContain('<table>')
})
