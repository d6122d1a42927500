import { describe, expect, test } from 'vitest'
import { safeHtml } from '../../../src/notebook/html/safe-html.js'

const safe = (html: string) => safeHtml(html, 'cell-1-1-')

describe('HTML of an output keeps', () => {
  test.each([
    '<table><caption>C</caption><thead><tr><th scope="col" colspan="2">a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
    '<details open><summary>More</summary><p lang="de">x</p></details>',
    '<td style="text-align:right;color:#a3320b;background-color:rgb(255, 0, 0)">1</td>',
    '<div role="group" aria-label="DSO" tabindex="0">x</div>',
    '<a href="https://example.com/">x</a>',
    '<img src="data:image/png;base64,AAAA" alt="a" />',
  ])('%s', (html) => {
    expect(safe(html)).toBe(html)
  })

  test('ids, and what refers to them, apart from those of other outputs', () => {
    expect(safe('<p id="a">x</p><a href="#a">y</a><div aria-labelledby="a  b">z</div>')).toBe(
      '<p id="cell-1-1-a">x</p><a href="#cell-1-1-a">y</a><div aria-labelledby="cell-1-1-a cell-1-1-b">z</div>',
    )
  })
})

describe('HTML of an output loses', () => {
  test.each([
    ['scripts', '<script>bad()</script>'],
    ['a script in a drawing', '<svg><script>bad()</script><a href="javascript:bad()">bad</a></svg>'],
    ['frames', '<iframe srcdoc="bad"></iframe><object data="bad"></object><embed src="bad">'],
    ['style sheets', '<style>bad{}</style><link rel="stylesheet" href="bad">'],
    ['forms', '<form action="bad"><input value="bad"><textarea>bad</textarea></form>'],
    ['a change of the page', '<base href="bad"><meta http-equiv="refresh" content="bad">'],
    ['pictures elsewhere', '<img src="https://example.com/bad.png"><img src="bad.png" srcset="bad 2x">'],
  ])('%s', (_, html) => {
    expect(safe(`${html}kept`)).toBe('kept')
  })

  test.each([
    '<p onclick="bad()" ONMOUSEOVER=bad()>x</p>',
    '<p style="background:url(bad)">x</p>',
    '<p style="background:\\75rl(bad)">x</p>',
    '<p style="background:image-set(bad)">x</p>',
    '<p style="position:fixed;inset:0;z-index:9">x</p>',
    '<p style="transform:scale(99)" class="bad">x</p>',
  ])('what runs, loads or covers in %s', (html) => {
    expect(safe(html)).toBe('<p>x</p>')
  })

  test.each(['javascript:bad()', ' java\nscript:bad()', 'data:text/html,bad', '//example.com/bad', 'vbscript:bad'])(
    'a link to %j',
    (href) => {
      expect(safe(`<a href="${href}">x</a>`)).toBe('<a>x</a>')
    },
  )
})
