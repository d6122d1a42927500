import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { liveChart, liveChartCode } from '../../src/page/live-chart.js'
import { webPage } from '../../src/page/web-page.js'

const parts = { title: 'A & b', style: '', header: '', main: '', footer: '' }

test('a page lets through the scripts that it is given, by their hashes, and no others', () => {
  const page = webPage({ ...parts, scripts: ['one()\r\ntwo("</script><!--")', 'three()'] })
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code]) => code!)
  expect(scripts).toEqual([
    String.raw`one()
two("\x3C/script>\x3C!--")`,
    'three()',
  ])
  const hashes = scripts.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  expect(page).toContain(`script-src ${hashes.join(' ')} 'unsafe-eval'; img-src data:"`)
  expect(page).not.toContain("script-src 'unsafe-inline'")
  expect(webPage(parts)).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
})

test('the skip link says what the main part is', () => {
  expect(webPage({ ...parts, mainName: 'notebook' })).toContain('>Skip to the notebook</a>')
  expect(webPage(parts)).toContain('>Skip to the report</a>')
})

test("a live chart's data cannot end its script, and its options are the page's", () => {
  const html = liveChart({ alt: '"a"', spec: { $schema: 'x', usermeta: {}, title: '</script>' }, still: '<i></i>' })
  expect(html).toContain('aria-label="&quot;a&quot;"')
  expect(html).toContain(String.raw`>{"title":"\u003c/script>"}</script>`)
})

test('a library comes with its licence, which ends no comment and no script', () => {
  const [code] = liveChartCode([{ name: 'vega', code: 'run()\n//# sourceMappingURL=x', license: 'free */ </script>' }])
  expect(code).toBe('/* vega\nfree * / /script>*/\nrun()')
})
