/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import type { Plan } from '../../src/engine/plan.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { readScenario } from '../../src/scenario/file/scenario-file.js'
import { compilePlan } from '../../src/scenario/plan/compile-plan.js'
import { planOf } from '../engine/plan-of.js'
import { sampleCompany } from '../engine/sample-company.js'
import { arMiniBehavior } from '../oracles/ar-mini-behavior.js'
import { chromiumRequirement, launchChromium } from './chromium.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bundle = readFileSync(`${root}dist/browser/engine-worker.js`, 'utf8')

/** The page's side of the test: it starts the bundle as a worker and lets it run a plan. */
declare global {
  interface Window {
    runInWorker(plan: string, first: number, count: number): Promise<string>
  }
}

/** A plan as text: each of its typed arrays by its name and its bytes. */
function planText(plan: Plan): string {
  return JSON.stringify(plan, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? {
          columns: value.constructor.name,
          bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
        }
      : value === Number.POSITIVE_INFINITY
        ? { infinite: true }
        : value,
  )
}

const pageScript = `
  const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(bundle)}], { type: 'text/javascript' })))
  let failure = null
  worker.onerror = (event) => (failure = event.message ?? 'the worker does not start')
  const toBytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const toText = (bytes) => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(text)
  }
  let id = 0
  window.runInWorker = (planText, first, count) => new Promise((resolve, reject) => {
    const plan = JSON.parse(planText, (_, value) =>
      value?.columns ? new globalThis[value.columns](toBytes(value.bytes).buffer) : value?.infinite ? Infinity : value)
    if (failure) reject(new Error(failure))
    worker.onmessage = ({ data }) => data.error === undefined
      ? resolve(data.invoices + ' ' + data.events + ' ' + toText(new Uint8Array(data.values.buffer)))
      : reject(new Error(data.error))
    worker.postMessage({ id: ++id, plan, first, count })
  })
`

describe.skipIf(chromiumRequirement.skip)(
  `the engine’s bundle in a worker of Chromium${chromiumRequirement.note}`,
  () => {
    let browser: Browser
    let page: Page

    beforeAll(async () => {
      browser = await launchChromium()
      page = await browser.newPage()
      await page.goto('about:blank')
      await page.addScriptTag({ content: pageScript })
    })

    afterAll(async () => {
      await browser?.close()
    })

    const inChromium = (plan: Plan, first: number, count: number) =>
      page.evaluate(([text, from, size]) => window.runInWorker(text, from, size), [
        planText(plan),
        first,
        count,
      ] as const)

    function inNode(plan: Plan, first: number, count: number): string {
      const { values, invoices, events } = runPlan(plan, first, count)
      return `${invoices} ${events} ${Buffer.from(values.buffer).toString('base64')}`
    }

    test('a company with everything in it gives the same bytes as in Node', async () => {
      const plan = planOf(sampleCompany)
      expect(await inChromium(plan, 3, 12)).toBe(inNode(plan, 3, 12))
    })

    test('AR-mini gives the same bytes', async () => {
      const asOf = dayFromIso('2024-12-31')!
      const { plan } = compilePlan(
        { behavior: arMiniBehavior(), ledger: null, asOf, months: 24, seed: 'a', by: [] },
        null,
      )
      expect(await inChromium(plan, 0, 4)).toBe(inNode(plan, 0, 4))
    })

    test('the demo company under contacts, limits, holds and uncertain responses gives the same bytes', async () => {
      const ledger = await openLedger(`${root}data/demo`)
      const scenario = readScenario(`${root}tests/engine/every-mechanism.yaml`)
      const behavior = fitBehavior(ledger.data)
      const input = { behavior, ledger: ledger.data, asOf: ledger.knownThrough, months: 12, seed: 'b', by: ['region'] }
      const { plan } = compilePlan(input, scenario)
      expect(await inChromium(plan, 0, 3)).toBe(inNode(plan, 0, 3))
      // Another seed is another future: the comparison can fail.
      expect(await inChromium(plan, 0, 1)).not.toBe(inNode({ ...plan, keyLow: plan.keyLow ^ 1 }, 0, 1))
    })
  },
)
