import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A library's browser build and its licence, which must go wherever the build goes. */
export interface BrowserScript {
  readonly name: string
  readonly code: string
  readonly license: string
}

/** Vega, Vega-Lite and Vega-Embed for the browser, in the order in which a page has to load them; read from the installed packages. */
export async function readLiveChartScripts(): Promise<BrowserScript[]> {
  const { resolve } = createRequire(import.meta.url)
  return await Promise.all(
    ['vega', 'vega-lite', 'vega-embed'].map(async (name) => {
      const folder = dirname(resolve(name))
      const [code, license] = await Promise.all([
        readFile(join(folder, `${name}.min.js`), 'utf8'),
        readFile(join(folder, '..', 'LICENSE'), 'utf8'),
      ])
      return { name, code, license }
    }),
  )
}
