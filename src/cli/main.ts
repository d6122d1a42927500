#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { InputError } from '../document/input-error.js'
import { addAlertsCommand } from './commands/alerts.js'
import { addBacktestCommand } from './commands/backtest.js'
import { addChanceCommand } from './commands/chance.js'
import { addChartCommand } from './commands/chart.js'
import { addCheckCommand } from './commands/check.js'
import { addCompareCommand } from './commands/compare.js'
import { addDemoCommand } from './commands/demo.js'
import { addExplainCommand } from './commands/explain.js'
import { addExportCommand } from './commands/export.js'
import { addFitCommand } from './commands/fit.js'
import { addFrontierCommand } from './commands/frontier.js'
import { addGoalCommand } from './commands/goal.js'
import { addImportCommand } from './commands/import.js'
import { addKernelCommand } from './commands/kernel.js'
import { addKpiCommand } from './commands/kpi.js'
import { addLessonCommand } from './commands/lesson.js'
import { addMonthEndCommand } from './commands/month-end.js'
import { addNotebookCommand } from './commands/notebook.js'
import { addProvisionCommand } from './commands/provision.js'
import { addReportCommand } from './commands/report.js'
import { addRollRatesCommand } from './commands/roll-rates.js'
import { addSchemaCommand } from './commands/schema.js'
import { addSeekCommand } from './commands/seek.js'
import { addSensitivityCommand } from './commands/sensitivity.js'
import { addSimulateCommand } from './commands/simulate.js'
import { addSurvivalCommand } from './commands/survival.js'
import { addWaterfallCommand } from './commands/waterfall.js'
import { addWhatIfCommand } from './commands/what-if.js'
import { addWorklistCommand } from './commands/worklist.js'
import { interruptSentence, stopInOrder } from './interrupt.js'
import { RejectedRows } from './rejected-rows.js'

/** Exit codes: 0 done; 1 a check failed or data was rejected; 2 wrong usage or unreadable input; 130 interrupted. */
const exitCode = { rejected: 1, usage: 2, interrupted: 130 } as const

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

async function main(): Promise<void> {
  const program = new Command('arlab')
    .description('AR Lab: exact receivables KPIs, learnt payment behaviour, and what-if simulation.')
    .version(version)
    .showHelpAfterError('(add --help for all options)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'arlab: ')) })
    .exitOverride()
  const add = [
    addWhatIfCommand,
    addImportCommand,
    addCheckCommand,
    addKpiCommand,
    addExplainCommand,
    addChartCommand,
    addAlertsCommand,
    addWorklistCommand,
    addMonthEndCommand,
    addSurvivalCommand,
    addRollRatesCommand,
    addProvisionCommand,
    addExportCommand,
    addFitCommand,
    addBacktestCommand,
    addSimulateCommand,
    addCompareCommand,
    addWaterfallCommand,
    addChanceCommand,
    addSeekCommand,
    addSensitivityCommand,
    addFrontierCommand,
    addGoalCommand,
    addReportCommand,
    addNotebookCommand,
    addKernelCommand,
    addLessonCommand,
    addDemoCommand,
    addSchemaCommand,
  ]
  for (const addCommand of add) addCommand(program)
  program.addHelpText(
    'after',
    '\nExit codes: 0 done, 1 a check failed or rows were rejected, 2 wrong usage or unreadable input, 130 interrupted.',
  )
  for (const command of program.commands) command.exitOverride()
  // A reader such as head that has seen enough is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      process.exitCode = exitCode.interrupted
      if (stopInOrder()) return
      process.stderr.write(`\n${interruptSentence()}\n`)
      process.exit(exitCode.interrupted)
    })
  }
  await program.parseAsync()
}

main().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCode.usage
    return
  }
  const known = error instanceof InputError || error instanceof RejectedRows
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(
    known ? `arlab: ${message}\n` : `arlab: an unexpected error: ${message} (ARLAB_DEBUG=1 shows more)\n`,
  )
  if (process.env.ARLAB_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exitCode = error instanceof RejectedRows ? exitCode.rejected : exitCode.usage
})
