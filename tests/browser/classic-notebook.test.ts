/// <reference lib="dom" />
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../cli/run-arlab.js'
import { type JupyterHome, jupyterHome, jupyterRequirement } from '../notebook/jupyter-home.js'
import { chromiumRequirement, launchChromium } from './chromium.js'

const { skip, note } = jupyterRequirement.skip ? jupyterRequirement : chromiumRequirement
const token = 'a-token-for-this-test'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await condition()) return
    await sleep(200)
  }
  throw new Error(`${what}: not within a minute`)
}

/** The processes that a process started, and those that they started. */
function descendants(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  const children = existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : []
  return children.flatMap((child) => [child, ...descendants(child)])
}

/** A dead process may wait for a new parent to notice. */
function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
}

describe.skipIf(skip)(`the classic Notebook in Chromium${note}`, () => {
  let home: JupyterHome
  let server: ChildProcess
  let browser: Browser
  let address: string
  let log = ''

  beforeAll(async () => {
    home = jupyterHome()
    const port = await freePort()
    address = `http://127.0.0.1:${port}`
    const options = ['--no-browser', '--ip=127.0.0.1', `--port=${port}`, '--port-retries=0', '--allow-root']
    const folder = `--notebook-dir=${dirname(home.notebooks)}`
    server = spawn('jupyter', ['notebook', ...options, folder, `--NotebookApp.token=${token}`], {
      env: home.environment,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    })
    server.stderr!.on('data', (text) => {
      log += String(text)
    })
    await until(`the server: ${log}`, () =>
      fetch(`${address}/api`)
        .then((answer) => answer.ok)
        .catch(() => false),
    )
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    if (server?.exitCode === null) process.kill(-server.pid!, 'SIGKILL')
    home?.remove()
  })

  test('runs lesson 1 with Run All: every chart is to be seen, and nothing went wrong', async () => {
    const page = await browser.newPage({ viewport: { width: 1100, height: 5200 } })
    await page.goto(`${address}/notebooks/notebooks/01-what-if.ipynb?token=${token}`)
    await page.waitForFunction(
      () => document.querySelector('.kernel_indicator_name')?.textContent === 'TypeScript (AR Lab)',
    )
    await page.waitForSelector('.kernel_idle_icon', { state: 'attached' })
    await page.click('#celllink')
    await page.click('#run_all_cells a')
    await page.waitForSelector('.kernel_busy_icon', { state: 'attached' })
    // A cell that is not over has an asterisk for its number.
    await page.waitForFunction(
      () => {
        const prompts = [...document.querySelectorAll('.code_cell .input_prompt')].map(
          (prompt) => prompt.textContent ?? '',
        )
        return prompts.every((text) => /\[\d+\]/.test(text)) && document.querySelector('.kernel_idle_icon') !== null
      },
      undefined,
      { timeout: 180_000 },
    )

    const faults = await page.locator('.output_error, .output_stderr').allTextContents()
    expect(faults).toEqual([])
    const boxes = await page.locator('.output_svg svg').evaluateAll((all) =>
      all.map((svg) => {
        const { width, height } = svg.getBoundingClientRect()
        return { width, height, alt: svg.getAttribute('aria-label') ?? '', lines: svg.querySelectorAll('path').length }
      }),
    )
    expect(boxes).toHaveLength(4)
    for (const { width, height, alt, lines } of boxes) {
      expect(width).toBeGreaterThan(500)
      expect(height).toBeGreaterThan(200)
      expect(alt.length).toBeGreaterThan(40)
      expect(lines).toBeGreaterThan(3)
    }
    expect(await page.locator('.output_svg svg').last().isVisible()).toBe(true)
    // For people to look at after a run of all tests.
    await page.screenshot({ path: join(root, 'out/screenshots/classic-notebook.png') })
    await page.close()
  })

  test('the kernel ends with the server', async () => {
    const kernels = descendants(server.pid!)
    expect(kernels.length).toBeGreaterThan(0)
    const stopped = await fetch(`${address}/api/shutdown`, {
      method: 'POST',
      headers: { authorization: `token ${token}` },
    })
    expect(stopped.status).toBe(200)
    await until('the server ends', () => server.exitCode !== null)
    await until('the kernel ends', () => !kernels.some(isRunning))
    expect(kernels.filter(isRunning)).toEqual([])
  })
})
