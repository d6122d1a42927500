/// <reference lib="dom" />
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportPage } from '../../src/report/report-page.js'
import { attribution, cash, choices, dso, figures, goalTest, hangs, sought } from '../chart/sample-decisions.js'
import { sampleResult, sampleScenarios } from '../chart/sample-result.js'
import { root } from '../cli/run-arlab.js'
import { sampleReport } from '../report/sample-report.js'
import { chromiumRequirement, launchChromium } from './chromium.js'
import { openWatched, visiblePictures, type WatchedPage } from './watched-page.js'

const hostileName = '<script>alert(1)</script> "\'\\ & {{x}}'
const tradeOff = {
  scenario: hostileName,
  against: 'baseline',
  group: {},
  dso: figures(7.9),
  receivables: figures(1_000_000),
  sales: figures(0),
  cash: figures(-1_000_000),
  badDebt: figures(100),
  contribution: figures(-9_000_000),
  contributionPerDsoDay: null,
}
const decisions = [
  attribution(hostileName),
  hangs(hostileName),
  sought([0.2, 0.9], 1),
  choices(hostileName, [dso, cash]),
  goalTest(hostileName),
]
/** Twenty of KPIs, the trade-off, two waterfalls and one of each other answer. */
const figureCount = 27

describe.skipIf(chromiumRequirement.skip)(`the report in Chromium${chromiumRequirement.note}`, () => {
  let browser: Browser
  let folder: string
  let file: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'arlab-report-'))
    const scenarios = [{ ...sampleScenarios[0]!, name: hostileName }, ...sampleScenarios.slice(1)]
    file = join(folder, 'report.html')
    const result = { ...sampleResult({ scenarios }), tradeOffs: [tradeOff] }
    await writeFile(file, await reportPage({ ...sampleReport(result), decisions }))
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  function open(options: BrowserContextOptions = {}): Promise<WatchedPage> {
    return openWatched(browser, file, options)
  }

  test('every chart comes alive, with no complaint and no request', async () => {
    const { page, complaints } = await open()
    const figures = await page.locator('figure').count()
    expect(figures).toBe(figureCount)
    await page.waitForFunction((count) => document.querySelectorAll('.chart.is-live').length === count, figures)
    expect(await visiblePictures(page)).toBe(figures)
    expect(complaints).toEqual([])
    // For people to look at after a run of all tests.
    await page.screenshot({ path: join(root, 'out/screenshots/report.png'), fullPage: true })
    await page.close()
  })

  test('a live chart shows its numbers under the pointer', async () => {
    const { page, complaints } = await open()
    const chart = page.locator('section:has(#kpi-1) .chart.is-live').nth(1)
    await chart.scrollIntoViewIfNeeded()
    const box = (await chart.locator('.live svg').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.6)
    const tooltip = page.locator('#vg-tooltip-element.visible')
    await tooltip.waitFor()
    expect(await tooltip.textContent()).toMatch(/Month\s*\w{3} 201\d[\s\S]*Middle 90 %\s*[\d.]+ to [\d.]+ days/)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('without scripts every chart is there as a picture', async () => {
    const { page, complaints } = await open({ javaScriptEnabled: false })
    expect(await page.locator('.chart .still svg').count()).toBe(figureCount)
    const box = await page.locator('.chart .still svg').first().boundingBox()
    expect(box!.width).toBeGreaterThan(300)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('on paper the pictures stand in for the live charts and nothing runs over the edge', async () => {
    const { page } = await open()
    await page.waitForFunction(() => document.querySelectorAll('.chart.is-live').length === 27)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 672, height: 950 })
    expect(await visiblePictures(page)).toBe(figureCount)
    expect(await page.locator('.live').first().isVisible()).toBe(false)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(672)
    await page.close()
  })

  test('on a phone the page does not scroll sideways', async () => {
    const { page } = await open({ viewport: { width: 360, height: 700 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.close()
  })

  test('a hostile scenario name is shown as it is', async () => {
    const { page } = await open()
    await page.waitForFunction(() => document.querySelectorAll('.chart.is-live').length === 27)
    expect(await page.locator('.findings h3').allTextContents()).toContain(hostileName)
    const legend = page.locator('section:has(#kpi-1) .chart.is-live .live').nth(1)
    expect(await legend.innerHTML()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    await page.close()
  })

  test('headings go down by one level, every picture has its words, and the skip link comes first', async () => {
    const { page } = await open()
    const levels = await page
      .locator('h1, h2, h3')
      .evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])))
    expect(levels[0]).toBe(1)
    for (const [index, level] of levels.slice(1).entries()) expect(level - levels[index]!).toBeLessThanOrEqual(1)
    const labels = await page
      .locator('figure [role=img]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
    expect(labels.every((label) => label.length > 40)).toBe(true)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the report')
    await page.close()
  })
})
