import { basename, join } from 'node:path'
import type { Command } from 'commander'
import { fitBehavior } from '../../behavior/fit/fit-behavior.js'
import { ledgerFacts } from '../../facts/ledger-facts.js'
import { headlineKpis } from '../../kpi/catalogue.js'
import { kpiTable } from '../../kpi/kpi-table.js'
import { checkLedger } from '../../quality/check-ledger.js'
import { rejectedCount } from '../../quality/verdict.js'
import { unfinishedResults } from '../../results/result-folder.js'
import { readScenarios } from '../../scenario/file/scenario-file.js'
import { companyTitle } from '../company-title.js'
import { comparisonTable } from '../comparison-table.js'
import { formatKpi } from '../format-kpi.js'
import { withHolidays } from '../holidays-option.js'
import { keepResults } from '../keep-results.js'
import { ledgerHelp, ledgerToSimulate } from '../ledger-argument.js'
import { failureText } from '../notebook-failure-text.js'
import { notebookStep } from '../notebook-step.js'
import { printJson, printText } from '../print.js'
import { Progress } from '../progress.js'
import { simulateWithProgress } from '../simulate-with-progress.js'
import { writeReport } from './report.js'
import { type SimulationOptions, simulationOptions, simulationSteps, withSimulationOptions } from './simulate.js'

interface WhatIfOptions extends SimulationOptions {
  readonly notebook?: string
  readonly output: string
  readonly json?: true
}

export function addWhatIfCommand(program: Command): void {
  withSimulationOptions(program.command('what-if'))
    .summary('the whole road: check, KPIs, fit, simulate, notebook, report')
    .description(
      'Does everything in one go for a ledger and some scenarios, and leaves a report. This is what npm start runs.',
    )
    .argument('<ledger>', ledgerHelp)
    .option('--notebook <file>', 'a notebook to run as well')
    .option('-o, --output <dir>', 'folder for the report, the results and the executed notebook', 'out')
    .option('--json', 'print one JSON document (arlab/simulate/1) instead of the table')
    .addHelpText('after', '\nExample:\n  arlab what-if my-ledger --scenario scenarios/net-45.yaml -o out')
    .action(whatIf)
}

async function whatIf(path: string, options: WhatIfOptions): Promise<void> {
  const scenarios = options.scenario.flatMap(readScenarios)
  const progress = new Progress(4 + simulationSteps(options) + (options.notebook === undefined ? 0 : 1))

  const reading = progress.start(`check ${path}`)
  const ledger = await ledgerToSimulate(path, options)
  const check = checkLedger(ledger)
  reading.finish(
    `${check.tables.invoices?.accepted} invoices, ${rejectedCount(check)} rows rejected, roll-forward ` +
      (check.rollForward.holds ? 'ties to the cent' : `is off by ${check.rollForward.difference}`),
  )

  const computing = progress.start('compute KPIs')
  const today = kpiTable(ledgerFacts(ledger.data), { kpis: headlineKpis }).at(-1)!
  const [dso, cei] = ['dso', 'cei'].map((id) => headlineKpis.find((kpi) => kpi.id === id)!)
  computing.finish(
    `${today.period}: DSO ${formatKpi(dso!, today.kpis.dso ?? null)}, CEI ${formatKpi(cei!, today.kpis.cei ?? null)}`,
  )

  const fitting = progress.start('learn how customers pay')
  const behavior = withHolidays(fitBehavior(ledger.data), options.holidays)
  fitting.finish(`${behavior.segments.length} segments, ${behavior.customers.length} customers`)

  const store = unfinishedResults(options.output)
  const result = await simulateWithProgress(
    { ...simulationOptions(options), behavior, ledger, scenarios, store },
    progress,
  )
  const results = { title: companyTitle(path), simulation: result, behavior, check }
  await keepResults(options.output, results, store)

  const executed = options.notebook === undefined ? undefined : join(options.output, basename(options.notebook))
  if (options.notebook !== undefined && executed !== undefined) {
    const run = await notebookStep(options.notebook, executed, progress)
    if (!run.ok) {
      process.stderr.write(`${failureText(run)}\n\nThe notebook as far as it ran is in ${run.output}.\n`)
      process.exitCode = 1
    }
  }

  const report = join(options.output, 'report.html')
  const writing = progress.start('write the report')
  await writeReport(results, report)
  writing.finish(report)

  if (options.json) printJson(result)
  else {
    const files = [
      `Report:   ${report}`,
      ...(executed === undefined ? [] : [`Notebook: ${executed}`]),
      `Results:  ${options.output}`,
    ]
    printText(`\n${comparisonTable(result)}\n\n${files.join('\n')}`)
  }
}
