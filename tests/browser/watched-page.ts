/// <reference lib="dom" />
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export interface WatchedPage {
  readonly page: Page
  /** All that the page did and should not do: words on the console, errors, dialogs and requests. */
  readonly complaints: readonly string[]
}

export interface WatchOptions extends BrowserContextOptions {
  /** Whether the page may ask for data: URLs, which go nowhere; false by default. */
  readonly mayReadData?: boolean
}

/** Opens a file in a new page and collects its complaints. */
export async function openWatched(
  browser: Browser,
  file: string,
  { mayReadData = false, ...options }: WatchOptions = {},
): Promise<WatchedPage> {
  const page = await browser.newPage(options)
  const complaints: string[] = []
  const url = pathToFileURL(file).href
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    const isFine = request.url() === url || (mayReadData && request.url().startsWith('data:'))
    if (!isFine) complaints.push(`request: ${request.url()}`)
  })
  await page.goto(url)
  return { page, complaints }
}

/** How many figures show one picture, live or still, and not both. */
export async function visiblePictures(page: Page): Promise<number> {
  return await page.locator('figure').evaluateAll(
    (figures) =>
      figures.filter((figure) => {
        const drawn = [...figure.querySelectorAll('svg, canvas, img')].map((one) => one.getBoundingClientRect())
        return drawn.filter(({ width, height }) => width > 300 && height > 60).length === 1
      }).length,
  )
}
