/// <reference lib="dom" />
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { table } from '../../src/notebook/display/table.js'
import { writeNotebookPage } from '../../src/notebook/html/write-notebook-page.js'
import { root } from '../cli/run-arlab.js'
import { chromiumRequirement, launchChromium } from './chromium.js'
import { openWatched, visiblePictures, type WatchedPage } from './watched-page.js'

const hostile = `</script><script>document.title = 'broken'</script><img src=x onerror="document.title='broken'"> & "{{x}}"`

const hostileChart = {
  'application/vnd.vegalite.v6+json': {
    title: hostile,
    data: { values: [{ [hostile]: hostile, n: 1 }] },
    mark: 'bar',
    width: 400,
    height: 200,
    encoding: { x: { field: 'n', type: 'quantitative' }, color: { field: 'n', title: hostile } },
  },
  'image/svg+xml': `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><script>document.title = 'broken'</script></svg>`,
  'text/plain': hostile,
}

/** A notebook whose charts and HTML want something of a server. */
function curiousNotebook(url: string): object {
  const size = { width: 400, height: 200 }
  const mark = { type: 'image', url: `${url}/mark.png`, width: 9, height: 9 }
  const outputs = [
    {
      'application/vnd.vegalite.v6+json': { data: { url: `${url}/data.json` }, mark: 'point', ...size },
      'image/svg+xml': `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><image href="${url}/svg.png" width="9" height="9"/></svg>`,
      'text/plain': 'A chart.',
    },
    {
      'application/vnd.vegalite.v6+json': { data: { values: [{}] }, mark, ...size },
      'text/plain': 'A chart of pictures.',
    },
    {
      'text/html': `<img src="${url}/img.png"><table style="background: url(${url}/style.png)"><tr><td>1</td></tr></table>`,
      'text/plain': 'A table.',
    },
  ].map((data) => ({ output_type: 'display_data', data, metadata: {} }))
  const cells = [
    { cell_type: 'markdown', id: 'a', metadata: {}, source: `# Curious\n\n![words](${url}/words.png)` },
    { cell_type: 'code', id: 'b', metadata: {}, source: '', execution_count: 1, outputs },
  ]
  const metadata = { kernelspec: { name: 'arlab', language: 'typescript', display_name: 'TypeScript (AR Lab)' } }
  return { nbformat: 4, nbformat_minor: 5, metadata, cells }
}

/** A notebook with a long table and hostile text wherever text can be. */
function hostileNotebook(): object {
  const long = Array.from({ length: 45 }, (_, row) => ({
    customer: row === 7 ? hostile : `C${row}`,
    open: (row * 37) % 45,
  }))
  const cells = [
    { cell_type: 'markdown', id: 'a', metadata: {}, source: `# Title ${hostile}\n\n## One\n\n${hostile}\n\n## Two` },
    {
      cell_type: 'code',
      id: 'b',
      metadata: {},
      source: hostile,
      execution_count: 1,
      outputs: [
        { output_type: 'display_data', ...table(long, { caption: hostile }).bundle },
        { output_type: 'display_data', data: hostileChart, metadata: { alt: hostile } },
        { output_type: 'display_data', data: { 'text/html': hostile, 'text/plain': hostile }, metadata: {} },
        { output_type: 'stream', name: 'stdout', text: hostile },
      ],
    },
  ]
  const metadata = { kernelspec: { name: 'arlab', language: 'typescript', display_name: 'TypeScript (AR Lab)' } }
  return { nbformat: 4, nbformat_minor: 5, metadata, cells }
}

describe.skipIf(chromiumRequirement.skip)(`the page of a notebook in Chromium${chromiumRequirement.note}`, () => {
  let browser: Browser
  let folder: string
  let server: Server
  const asked: string[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'arlab-page-'))
    writeFileSync(join(folder, 'hostile.ipynb'), JSON.stringify(hostileNotebook()))
    const options = { code: true, pages: new Map<string, string>() }
    await writeNotebookPage(
      { notebook: join(root, 'notebooks/01-what-if.ipynb'), page: join(folder, 'lesson.html') },
      options,
    )
    await writeNotebookPage({ notebook: join(folder, 'hostile.ipynb'), page: join(folder, 'hostile.html') }, options)
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    writeFileSync(join(folder, 'control.html'), `<!DOCTYPE html><img src="${url}/control.png" alt="">`)
    writeFileSync(join(folder, 'curious.ipynb'), JSON.stringify(curiousNotebook(url)))
    await writeNotebookPage({ notebook: join(folder, 'curious.ipynb'), page: join(folder, 'curious.html') }, options)
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Pictures of a notebook stand in its page as data. */
  function open(name: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    return openWatched(browser, join(folder, name), { ...options, mayReadData: true })
  }

  test('has each chart of lesson 1 live, asks for nothing and says nothing on the console', async () => {
    const { page, complaints } = await open('lesson.html')
    await page.waitForFunction(() => document.querySelectorAll('figure svg, figure canvas').length >= 4)
    expect(await visiblePictures(page)).toBe(4)
    expect(await page.locator('h1').textContent()).toBe('1 · What if we gave customers 15 more days?')
    mkdirSync(join(root, 'out/screenshots'), { recursive: true })
    await page.screenshot({ path: join(root, 'out/screenshots/notebook.png'), fullPage: true })
    expect(complaints).toEqual([])
    await page.close()
  })

  test('has sliders that move a chart without a kernel', async () => {
    const { page, complaints } = await open('lesson.html')
    const slider = page.locator('input[type=range]').first()
    await slider.waitFor()
    const figure = page.locator('figure').filter({ has: page.locator('input[type=range]') })
    const said = async () =>
      (await figure.locator('svg text').allTextContents()).find((text) => text.includes('against the baseline'))
    const before = await said()
    expect(before).toMatch(/^\d+\.\d days \(/)
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(said).not.toBe(before)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('without scripts shows pictures with their sentences, and whole tables', async () => {
    const { page } = await open('lesson.html', { javaScriptEnabled: false })
    expect(await visiblePictures(page)).toBe(4)
    const sentences = await page
      .locator('figure img')
      .evaluateAll((images) => images.map((image) => image.getAttribute('alt') ?? ''))
    expect(sentences).toHaveLength(4)
    for (const sentence of sentences) expect(sentence.length).toBeGreaterThan(60)
    await page.close()
    const { page: other } = await open('hostile.html', { javaScriptEnabled: false })
    expect(await other.locator('tbody tr:visible').count()).toBe(45)
    await other.close()
  })

  test('sorts a table by click and by keyboard, page by page, and prints it whole', async () => {
    const { page, complaints } = await open('hostile.html')
    const rows = page.locator('tbody tr:visible')
    const column = async (place: number) => await rows.locator(`td:nth-child(${place})`).allTextContents()
    expect(await rows.count()).toBe(20)
    await page.getByRole('button', { name: 'open' }).click()
    expect(await column(2)).toEqual(Array.from({ length: 20 }, (_, index) => String(index)))
    expect(await page.locator('th').nth(1).getAttribute('aria-sort')).toBe('ascending')
    await page.getByRole('button', { name: 'open' }).focus()
    await page.keyboard.press('Enter')
    expect((await column(2))[0]).toBe('44')
    expect(await page.locator('th').nth(1).getAttribute('aria-sort')).toBe('descending')
    await page.getByRole('button', { name: 'Next' }).click()
    expect((await column(2))[0]).toBe('24')
    await page.emulateMedia({ media: 'print' })
    expect(await rows.count()).toBe(45)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('shows hostile text as text', async () => {
    const { page, complaints } = await open('hostile.html')
    await page.waitForFunction(() => document.querySelectorAll('.chart.is-live svg').length === 1)
    expect(await page.locator('.live svg').getByText("document.title = 'broken'").count()).toBeGreaterThan(0)
    expect(await page.title()).toBe(`Title ${hostile}`)
    expect(await page.locator('caption').first().textContent()).toBe(hostile)
    expect(await page.locator('main img[src="x"]').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('asks a server for nothing, whatever its chart and its HTML want', async () => {
    // Chromium does reach the server from a page in a file: else nothing below would say anything.
    const { page: control } = await open('control.html')
    await expect.poll(() => asked).toEqual(['/control.png'])
    await control.close()
    asked.length = 0

    const { page, complaints } = await open('curious.html')
    // The browser refuses what the charts try to load, and says so; the HTML and the pictures have nothing left to try.
    const refused = () => {
      const refusals = complaints.filter((text) => /^console error: .*Content Security Policy/.test(text))
      return [...new Set(refusals.map((text) => /http:[^'" ]*\/(\w+\.\w+)/.exec(text)?.[1] ?? text))].sort()
    }
    await expect.poll(refused).toEqual(['data.json', 'mark.png'])
    await page.waitForTimeout(300)
    expect(asked).toEqual([])
    expect(refused()).toEqual(['data.json', 'mark.png'])
    // A picture's request is announced before it is refused; Vega warns of data that it did not get.
    const known =
      /Content Security Policy|^request: \S+\/mark\.png$|^console warning: WARN Loading failed \S+\/data\.json /
    expect(complaints.filter((text) => !known.test(text))).toEqual([])
    await page.close()
  })

  test('gives paper the pictures of its charts', async () => {
    const { page } = await open('lesson.html')
    await page.waitForFunction(() => document.querySelectorAll('.chart.is-live').length >= 4)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.live:visible').count()).toBe(0)
    expect(await page.locator('.still img:visible').count()).toBe(4)
    await page.close()
  })

  test('has a target for each link within it, and no id twice', async () => {
    for (const name of ['lesson.html', 'hostile.html']) {
      const { page } = await open(name)
      const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id))
      expect(new Set(ids).size).toBe(ids.length)
      const links = await page
        .locator('a[href^="#"]')
        .evaluateAll((anchors) => anchors.map((anchor) => decodeURIComponent(anchor.getAttribute('href')!.slice(1))))
      expect(links.length).toBeGreaterThan(1)
      expect(links.filter((link) => !ids.includes(link))).toEqual([])
      await page.close()
    }
  })
})
