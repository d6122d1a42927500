import { describe, expect, test } from 'vitest'
import { notebookPage } from '../../../src/notebook/html/notebook-page.js'
import type { Cell, Notebook, Output } from '../../../src/notebook/notebook-file.js'

const words = (source: string): Cell => ({ cell_type: 'markdown', metadata: {}, source })
const code = (source: string, ...outputs: Output[]): Cell => ({
  cell_type: 'code',
  metadata: {},
  source,
  outputs,
  execution_count: 1,
})
const shown = (data: Record<string, unknown>, metadata = {}): Output => ({
  output_type: 'display_data',
  data,
  metadata,
})
const targets = {
  link: (href: string) => `to/${href}`,
  picture: (source: string) => (source === 'here.svg' ? 'data:image/svg+xml;base64,AAAA' : null),
}
const library = { name: 'vega', code: 'library()', license: 'BSD' }

function page(cells: readonly Cell[], options: { readonly code?: boolean } = {}): string {
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells }
  return notebookPage(notebook, { name: 'a & b.ipynb', code: options.code ?? true, targets, libraries: [library] })
}
const chart = (title: string) =>
  shown(
    {
      'application/vnd.vegalite.v5+json': { title, mark: 'bar' },
      'image/svg+xml': '<svg><script>bad()</script></svg>',
      'text/plain': 'Sales fall.',
    },
    { alt: 'Sales "fall".' },
  )

describe('the page of a notebook', () => {
  test('takes the first heading for its title, lists sections, and gives words, code and outputs in their order', () => {
    const html = page([
      words('# On *time*\n\nFirst.\n\n## One\n\na'),
      code('run()', { output_type: 'stream', name: 'stdout', text: 'printed' }, shown({ 'text/plain': 'shown' })),
      words('## Two & more'),
    ])
    expect(html).toContain('<title>On time</title>')
    expect(html).toContain('<h1>On time</h1>')
    expect(html).toMatch(
      /<nav aria-label="Sections"><ul><li><a href="#one">One<\/a><\/li><li><a href="#two-more">Two &amp; more/,
    )
    const places = ['First.', 'id="one"', 'run()', 'printed', 'shown', 'id="two-more"'].map((text) =>
      html.indexOf(text),
    )
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    expect(places[0]).toBeGreaterThan(0)
  })

  test('leaves code out where it is not wanted, and keeps the outputs', () => {
    const html = page([code('secret()', shown({ 'text/plain': 'shown' }))], { code: false })
    expect(html).not.toContain('secret()')
    expect(html).toContain('shown')
    expect(html).toContain('<h1>a &amp; b.ipynb</h1>')
  })

  test('resolves links and takes pictures in; HTML in words is text', () => {
    const html = page([
      words('[next](b.ipynb) ![A chart](here.svg) ![Away](http://x/y.png) <script>alert(1)</script> <b>x</b>'),
    ])
    expect(html).toContain('<a href="to/b.ipynb">next</a>')
    expect(html).toContain('<img src="data:image/svg+xml;base64,AAAA" alt="A chart">')
    expect(html).not.toContain('<img src="http')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).toContain('&lt;b&gt;x')
    expect(page([words('[x](javascript:alert(1))')])).not.toContain('href="to/javascript')
  })

  test('keeps tables of outputs with their looks, and nothing that runs, loads or lies over the page', () => {
    const html = page([
      code(
        '',
        shown({
          'text/html':
            '<table><caption>C</caption><tr><td style="text-align: right; color: red; background: url(http://x); position: fixed" onclick="bad()">1</td></tr></table>' +
            '<script>bad()</script><img src="http://x/y.png" onerror="bad()"><a href="javascript:bad()">l</a><iframe src="http://x"></iframe><form action="http://x"><input></form><style>body{}</style>',
          'text/plain': 'plain',
        }),
      ),
    ])
    expect(html).toMatch(/<td style="text-align:\s?right;\s?color:\s?red">1<\/td>/)
    expect(html).toContain('<caption>C</caption>')
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
    expect(main).not.toMatch(/bad\(\)|http:\/\/x|iframe|<form|<input|<style|position/)
  })

  test('has charts live with the picture and its sentence for those without scripts; a name cannot end the script', () => {
    const html = page([code('', chart('</script><script>bad()</script>'))])
    expect(html).toContain('alt="Sales &quot;fall&quot;."')
    // As an image, which can run nothing.
    expect(html).toContain(
      `src="data:image/svg+xml;base64,${Buffer.from('<svg><script>bad()</script></svg>').toString('base64')}"`,
    )
    expect(html).not.toContain('<script>bad()')
    expect(html).toContain('library()')
    expect(page([code('1')])).not.toContain('library()')
  })

  test('runs nothing but its own scripts', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page([code('', chart('t'))]))![1]!
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/)
    expect(policy).toMatch(/script-src [^;]*'sha256-/)
  })

  test('says at the top that it failed, and shows the error as text', () => {
    const failed = code('boom()', {
      output_type: 'error',
      ename: 'RangeError',
      evalue: '<b>',
      traceback: ['RangeError: <b>', 'at x'],
    })
    const html = page([code('1'), failed, { ...code('2'), execution_count: null }])
    expect(html).toContain('This notebook did not run to its end.')
    expect(html).toContain('<a href="#cell-2">It failed in cell 2 of 3</a>')
    expect(html).toContain('RangeError: &lt;b&gt;')
    expect(page([code('1')])).not.toContain('did not run to its end')
  })

  test('says so of a notebook of a front end too, without saying that nothing ran after it', () => {
    const text = 'RangeError: no\n    at cell [2], line 1\n'
    const failed = code('boom()', { output_type: 'stream', name: 'stderr', text })
    const html = page([code('1'), failed, code('2')])
    expect(html).toContain('<strong>A cell of this notebook failed.</strong> <a href="#cell-2">It is cell 2 of 3</a>')
    expect(html).not.toContain('did not run to its end')
    expect(html).not.toContain('was not run')
    expect(page([failed])).toContain('<a href="#cell-1">It failed in cell 1 of 1</a>.')
    const caught = code('', { output_type: 'stream', name: 'stderr', text }, shown({ 'text/plain': 'mended' }))
    expect(page([caught])).not.toContain('class="failed"')
  })

  test('shows streams and unknown forms as text, the codes of terminals taken out', () => {
    const html = page([
      code(
        '',
        { output_type: 'stream', name: 'stderr', text: '\u001b[31m<i>careful</i>\u001b[0m' },
        shown({ 'application/vnd.arlab.verdict+json': { a: 1 }, 'text/plain': '<u>plain</u>' }),
      ),
    ])
    expect(html).toContain('&lt;i&gt;careful&lt;/i&gt;')
    expect(html).toContain('&lt;u&gt;plain&lt;/u&gt;')
    expect(html).not.toContain('\u001b')
    expect(html).not.toContain('arlab.verdict')
  })

  test.each([
    ['a sentence, however long', 'Drop it as a goal: effort hardly moves it. '.repeat(9), true],
    ['sentences, a line each', 'One.\nTwo  and three.\n', true],
    ['a row of a file', 'id,amount,due\n1,2,3', true],
    ['a table in a box', '║ 1 │ 2 ║', false],
    ['columns', 'age       open\n1–30    12,000', false],
    ['bars', '▇▇▇ 3', false],
    ['a tree', 'all\n└─ one', false],
    ['a table of ASCII', '+---+---+\n| a | b |\n+---+---+', false],
    ['a table of Markdown', '| a | b |\n| - | - |\n| 1 | 2 |', false],
    ['a table without a frame', ' a | b\n---+---\n 1 | 2', false],
    ['columns two blanks apart', 'age   open\n1–30    12\n31–60    9', false],
    ['heads over a rule', 'By age\n\nage  open\n─────────', false],
    ['names and values', 'DSO:  45.1\nCEI:  90.2', false],
    ['columns after tabs', 'age\topen\n1–30\t12', false],
    ['columns after tabs, some empty', 'a\t\tb\n\t1\t2', false],
    ['sentences two blanks apart', 'One.  Two.\nThree!  Four?  Five.', true],
    ['lists', '-  one\n-  two\n1.  three\n2.  four\n•   five\n•   six', true],
    ['lines that are set in', 'One:\n    two\n    three\n\tfour\n\tfive', true],
    ['dashes', `It is late ─ very late ━ and ═ long. ${'And so on. '.repeat(9)}`, true],
    ['titles with a line below', 'One\n═══\n\nTwo\n---\nIt is long.', true],
    ['choices of types', "'a | b' is not 'c | d'.\n  'a | b' is not 'c'.", true],
  ])('%s: whether its lines may break at the edge of the page', (_, text, broken) => {
    const html = page([code('', { output_type: 'stream', name: 'stdout', text })])
    expect(html.includes('class="text sentences"')).toBe(broken)
    expect(html.includes('class="text"')).toBe(!broken)
  })

  test('is the same bytes for the same notebook', () => {
    const cells = [words('# A'), code('x', chart('t'))]
    expect(page(cells)).toBe(page(cells))
  })
})
