import { expect, test } from 'vitest'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { OutcomeRuns } from '../../src/decision/outcome-runs.js'
import { runPlan } from '../../src/engine/run-plan.js'
import { factColumn, factCount } from '../../src/facts/columns.js'
import { demoLedger } from './demo-ledger.js'

test('totals of futures that begin in mid-month are of what is simulated, and not of the days before', async () => {
  const ledger = (await demoLedger()).asOf(dayFromIso('2024-09-13')!)
  const behavior = fitBehavior(ledger.data)
  const runs = new OutcomeRuns({ behavior, ledger, months: 2, replicates: 10, threads: 1 }, ['sales', 'cash'])
  const [sales, cash] = await runs.of(null)
  const { values } = runPlan(runs.compiled(null).plan, 0, 10)
  await runs.close()
  const total = (replicate: number, column: number) =>
    [0, 1].reduce((sum, month) => sum + values[(replicate * 2 + month) * factCount + column]!, 0)
  for (let replicate = 0; replicate < 10; replicate++) {
    expect(sales![replicate]).toBe(total(replicate, factColumn.credit_sales))
    expect(cash![replicate]).toBe(total(replicate, factColumn.cash_collected))
  }
})
