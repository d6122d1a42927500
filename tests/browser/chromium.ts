import { type Browser, chromium } from 'playwright-core'
import { onPath, type Requirement, requirement } from '../requirements.js'

const executablePath = process.env.ARLAB_CHROMIUM ?? '/usr/bin/chromium'

/** Debian's Chromium, which the browser tests drive; ARLAB_CHROMIUM names another one. */
export const chromiumRequirement: Requirement = requirement(`Chromium (${executablePath})`, onPath(executablePath))

/** Starts a headless Chromium that does not call home. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
