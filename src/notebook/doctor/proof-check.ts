import { rmSync } from 'node:fs'
import { makeTemporaryFolder } from '../../document/temporary-folder.js'
import { type Kernel, startKernel } from '../kernel/kernel-client.js'
import type { Check } from './check.js'

const rightCell = "import { kpiById } from 'arlab'\nconsole.log(kpiById('dso').id)"
/** TypeScript must refuse it, and can only if it knows the types of `arlab`. */
const wrongCell = 'kpiById(45)'
const seconds = 60

/** Starts a kernel in an empty folder, and lets it run a cell that imports this package, and one that uses it wrongly. */
export async function proofCheck(): Promise<Check> {
  const base = { id: 'proof', title: 'A cell that imports arlab, in an empty folder', needed: true } as const
  const folder = makeTemporaryFolder('arlab-doctor-')
  const signal = AbortSignal.timeout(seconds * 1000)
  try {
    const kernel = await startKernel({ workingDirectory: folder, signal })
    try {
      const fault = await faultOf(kernel)
      if (fault === undefined) return { ...base, status: 'ok', found: 'runs, and TypeScript knows the types' }
      return { ...base, status: 'broken', found: fault, remedy }
    } finally {
      await kernel.close()
    }
  } catch (error) {
    const reason = signal.aborted ? `it took longer than ${seconds} seconds` : (error as Error).message
    return { ...base, status: 'broken', found: `the kernel did not start: ${reason}.`, remedy }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const remedy = 'Mend what is wrong above, if anything is; else install AR Lab again with `npm ci`.'

async function faultOf(kernel: Kernel): Promise<string | undefined> {
  const right = await run(kernel, rightCell)
  if (right.text !== 'dso\n') return `the cell did not run: ${right.text.trim() || right.status}.`
  const wrong = await run(kernel, wrongCell)
  return /not assignable/.test(wrong.text)
    ? undefined
    : 'the cell runs, but TypeScript does not know the types of arlab.'
}

/** Runs a cell and gives all that it printed; a kernel that dies ends it too. */
async function run(kernel: Kernel, source: string): Promise<{ readonly status: string; readonly text: string }> {
  let text = ''
  const replied = kernel.execute(source, ({ content }) => {
    text += String(content.text ?? '')
  })
  const status = await Promise.race([replied, kernel.ended.then((how) => `the kernel ${how}`)])
  return { status, text }
}
