import { type Command, Option } from 'commander'
import { readBehavior } from '../behavior/behavior.js'
import { fitBehavior } from '../behavior/fit/fit-behavior.js'
import { thinSentences } from '../behavior/fit-sentences.js'
import type { HolidayPlace } from '../calendar/public-holidays.js'
import type { FuturesInput } from '../decision/outcome-runs.js'
import { InputError } from '../document/input-error.js'
import type { Scenario } from '../scenario/file/scenario.js'
import { readScenarios } from '../scenario/file/scenario-file.js'
import { holidaysOption, withHolidays } from './holidays-option.js'
import { profileOf } from './kpi-options.js'
import { type LedgerOptions, ledgerToSimulate, wholeNumber, withLedgerOptions } from './ledger-argument.js'
import { Progress, type ProgressStep } from './progress.js'

/** Options of the commands that try decisions on simulated futures. */
export interface DecisionOptions extends LedgerOptions {
  readonly behavior?: string
  readonly months: number
  readonly replicates: number
  readonly seed: string
  readonly threads?: number
  readonly parameters: 'drawn' | 'fixed'
  readonly settings?: string
  readonly holidays?: HolidayPlace
}

/** Adds the options of DecisionOptions to a command. */
export function withDecisionOptions(command: Command, replicates: number): Command {
  return withLedgerOptions(command)
    .option('--behavior <file>', 'behaviour file to use; learnt from the ledger if left out')
    .option('--months <n>', 'how many calendar months to simulate', wholeNumber(1), 12)
    .option('--replicates <n>', 'how many futures', wholeNumber(2), replicates)
    .option('--seed <text>', 'the same text gives the same futures', 'arlab')
    .addOption(
      new Option('--parameters <mode>', 'how futures take what is not surely known: anew in each, or as it stands')
        .choices(['drawn', 'fixed'])
        .default('drawn'),
    )
    .option('--settings <file>', 'targets, loss rates and cost of capital of the KPIs (YAML; see arlab schema kpi)')
    .addOption(holidaysOption())
    .option('--threads <n>', 'worker threads; all cores if left out (the result is the same)', wholeNumber(1))
}

/** Does a command's work on the company and the futures that its options mean, with progress on stderr. */
export async function onFutures<T>(
  path: string,
  options: DecisionOptions,
  what: string,
  work: (input: FuturesInput) => Promise<T>,
): Promise<T> {
  const { settings } = profileOf(options.settings === undefined ? {} : { settings: options.settings })
  const ledger = await ledgerToSimulate(path, options)
  const stated = options.behavior === undefined ? undefined : readBehavior(options.behavior)
  const behavior = withHolidays(stated ?? fitBehavior(ledger.data), options.holidays)
  for (const sentence of thinSentences(behavior)) process.stderr.write(`${sentence}\n`)
  const { months, replicates, seed, threads, parameters } = options
  const progress = progressOf(what)
  const result = await work({
    behavior,
    ledger,
    months,
    replicates,
    seed,
    parameters,
    settings,
    ...(threads === undefined ? {} : { threads }),
    onProgress: progress.update,
  })
  progress.finish()
  return result
}

/** One bar for all that is run: a search may find on its way that there is more to do. */
function progressOf(what: string) {
  const progress = new Progress(1)
  let step: ProgressStep | undefined
  let futures = 0
  return {
    update: (_: string, done: number, total: number) => {
      step ??= progress.start(what)
      step.update(done, total)
      futures = done
    },
    finish: () => step?.finish(`${futures.toLocaleString('en-US')} futures`),
  }
}

/** The one scenario of a file; refuses a file of variants, by the option's name. */
export function oneScenario(file: string): Scenario {
  const scenarios = readScenarios(file)
  if (scenarios.length === 1) return scenarios[0]!
  throw new InputError(`${file} holds ${scenarios.length} variants; give a file of one scenario.`)
}
