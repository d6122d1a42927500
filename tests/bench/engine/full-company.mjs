import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fitBehavior, openLedger, readScenario } from 'arlab'
import { compilePlan } from '../../../dist/scenario/plan/compile-plan.js'

const arlab = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url))
const everyMechanism = fileURLToPath(new URL('../../engine/every-mechanism.yaml', import.meta.url))

/** A demo company and what is learnt from it; made once for a size and kept among the temporary files. */
export async function company(customers) {
  const folder = join(tmpdir(), `arlab-bench-company-${customers}`)
  if (!existsSync(folder)) {
    execFileSync(process.execPath, [
      arlab,
      'demo',
      '--seed',
      'bench',
      '--customers',
      customers,
      '--months',
      '24',
      '-o',
      folder,
    ])
  }
  const ledger = await openLedger(folder)
  return { ledger, behavior: fitBehavior(ledger.data) }
}

/** All levers at once. */
const everyLever = readScenario(everyMechanism)

/** The plan of a company's future, with all levers at once or none. */
export function planOf({ ledger, behavior }, { months, by = [], allMechanisms = true }) {
  const scenario = allMechanisms ? everyLever : null
  const asOf = ledger.knownThrough
  return compilePlan({ behavior, ledger: ledger.data, asOf, months, seed: 'bench', by }, scenario).plan
}
