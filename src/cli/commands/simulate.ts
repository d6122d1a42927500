import { type Command, InvalidArgumentError, Option } from 'commander'
import { readBehavior } from '../../behavior/behavior.js'
import { fitBehavior } from '../../behavior/fit/fit-behavior.js'
import type { HolidayPlace } from '../../calendar/public-holidays.js'
import { InputError } from '../../document/input-error.js'
import { comparedKpis, headlineKpis, kpiById, kpisNamed } from '../../kpi/catalogue.js'
import type { Kpi } from '../../kpi/kpi.js'
import { checkLedger } from '../../quality/check-ledger.js'
import { unfinishedResults } from '../../results/result-folder.js'
import { readScenarios } from '../../scenario/file/scenario-file.js'
import { type ParameterMode, parameterModes } from '../../scenario/plan/segment-columns.js'
import type { SimulateOptions } from '../../scenario/simulate.js'
import { traceFuture } from '../../scenario/trace-future.js'
import { companyTitle } from '../company-title.js'
import { comparisonTable } from '../comparison-table.js'
import { holidaysOption, withHolidays } from '../holidays-option.js'
import { keepResults } from '../keep-results.js'
import { profileOf } from '../kpi-options.js'
import {
  commaList,
  type LedgerOptions,
  ledgerHelp,
  ledgerToSimulate,
  wholeNumber,
  withLedgerOptions,
} from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printTrace } from '../print-trace.js'
import { Progress } from '../progress.js'
import { simulateWithProgress } from '../simulate-with-progress.js'
import { typedPath } from '../typed-path.js'

/** Options of the simulation, shared with `what-if`. */
export interface SimulationOptions extends LedgerOptions {
  readonly scenario: string[]
  readonly months: number
  readonly replicates?: number
  readonly precision?: number
  readonly seed: string
  readonly threads?: number
  readonly parameters: ParameterMode
  readonly memory: number
  readonly holidays?: HolidayPlace
}

interface SimulateCommandOptions extends SimulationOptions {
  readonly behavior?: string
  readonly by: string[]
  readonly kpi?: string[]
  readonly settings?: string
  readonly output?: string
  readonly replicate?: number
  readonly json?: true
}

/** Adds the options of SimulationOptions to a command. */
export function withSimulationOptions(command: Command): Command {
  return withLedgerOptions(command)
    .addOption(
      new Option('--scenario <file...>', 'scenario files; each is compared with the baseline').default([], 'none'),
    )
    .option(
      '--months <n>',
      'how many calendar months to simulate; a part month after --as-of counts as one',
      wholeNumber(1),
      12,
    )
    .addOption(
      new Option(
        '--replicates <n>',
        'how many futures per scenario (default: 1000); with --precision the most there may be (default: 10000)',
      ).argParser(wholeNumber(2)),
    )
    .addOption(
      new Option(
        '--precision <percent>',
        'run futures until DSO, CEI and bad debt in the last month (or the KPIs of --kpi) are known to ± so many per cent; ' +
          'with scenarios, until their changes are, as per cent of the baseline; e.g. 1%',
      ).argParser(percentage),
    )
    .option('--seed <text>', 'the same text gives the same futures', 'arlab')
    .addOption(
      new Option(
        '--parameters <mode>',
        'how futures take what is not surely known of the behaviour: anew in each (drawn), anew in every other one, which tells luck from ignorance (nested), or as it stands (fixed)',
      )
        .choices(parameterModes)
        .default('drawn'),
    )
    .addOption(holidaysOption())
    .option('--threads <n>', 'worker threads; all cores if left out (the result is the same)', wholeNumber(1))
    .option(
      '--memory <MB>',
      'without -o: keep at most so much of the futures in memory, the rest in temporary files',
      wholeNumber(1),
      1024,
    )
}

/** What SimulationOptions say to `simulate`; a precision is asked of `asked`, or of the KPIs that the table shows. */
export function simulationOptions(
  options: SimulationOptions,
  asked: readonly Kpi[] = [],
): Pick<SimulateOptions, 'months' | 'replicates' | 'precision' | 'seed' | 'threads' | 'parameters' | 'memoryCeiling'> {
  const { months, replicates, precision, seed, threads, parameters, memory } = options
  return {
    months,
    seed,
    parameters,
    memoryCeiling: memory * 1024 * 1024,
    ...(replicates === undefined ? {} : { replicates }),
    ...(precision === undefined
      ? {}
      : { precision: { tolerance: precision, kpis: asked.length > 0 ? asked : comparedKpis.map(kpiById) } }),
    ...(threads === undefined ? {} : { threads }),
  }
}

/** Steps of progress that a simulation takes. */
export function simulationSteps({ scenario, precision }: SimulationOptions): number {
  return precision === undefined ? scenario.length + 1 : 1
}

/** `1%`, `0.5 %` or `1` as a fraction. */
function percentage(text: string): number {
  const value = Number(text.replace(/\s*%$/, ''))
  if (text.trim() === '' || !(value > 0 && value <= 50)) {
    throw new InvalidArgumentError('It must be a percentage above 0 and at most 50, like 1%.')
  }
  return value / 100
}

export function addSimulateCommand(program: Command): void {
  withSimulationOptions(program.command('simulate'))
    .summary('run what-if scenarios against the baseline, on the same luck')
    .description(
      'Simulates the coming months from the ledger’s open invoices, once as things are and once per scenario, on the same ' +
        'random draws, and compares KPIs. Without LEDGER, a company described by --behavior alone starts with no receivables.',
    )
    .argument('[ledger]', ledgerHelp)
    .option('--behavior <file>', 'behaviour file to use; learnt from the ledger if left out')
    .addOption(
      new Option('--by <attributes>', 'group results by customer attributes').argParser(commaList).default([], 'none'),
    )
    .addOption(
      new Option('--kpi <ids>', 'KPIs to compare by, beside the usual ones, e.g. cei_cash,allowance').argParser(
        commaList,
      ),
    )
    .option('--settings <file>', 'targets, loss rates and cost of capital of the KPIs (YAML; see arlab schema kpi)')
    .option(
      '-o, --output <dir>',
      'folder for the results; keeps finished futures, so that a killed run goes on where it was',
    )
    .option(
      '--replicate <n>',
      'tell that one future alone, event by event, as CSV; with --json as arlab/trace/1',
      wholeNumber(0),
    )
    .option('--json', 'print one JSON document (arlab/simulate/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab simulate data/demo --scenario scenarios/net-45.yaml -o out\n' +
        '  arlab simulate data/demo --scenario scenarios/*.yaml --months 6 --replicates 500 --by region --json\n' +
        '  arlab simulate data/demo --scenario scenarios/net-45.yaml --precision 1%\n' +
        '\nThe folder of -o: simulation.json (all figures), facts/*.parquet (every future by month and group), manifest.json\n' +
        '(what those are of), behavior.json and check.json. Interrupted, it keeps what is finished: run the same command again.\n',
    )
    .action(async (path: string | undefined, options: SimulateCommandOptions) => {
      const asked = kpisNamed(options.kpi ?? [])
      const { settings } = profileOf(options)
      const scenarios = options.scenario.flatMap(readScenarios)
      const ledger = path === undefined ? undefined : await ledgerToSimulate(path, options)
      const stated = options.behavior === undefined ? undefined : readBehavior(options.behavior)
      if (!ledger && (!stated || options.asOf === undefined)) {
        throw new InputError('Without LEDGER the simulation needs --behavior FILE and --as-of DATE to begin from.')
      }
      const behavior = withHolidays(stated ?? fitBehavior(ledger!.data), options.holidays)
      if (options.replicate !== undefined) {
        if (options.output !== undefined)
          throw new InputError('--replicate prints one future and writes no results: leave out -o.')
        const { months, seed, by, parameters, replicate } = options
        const asOf = ledger?.knownThrough ?? options.asOf!
        const input = { behavior, ledger: ledger?.data ?? null, asOf, months, seed, by, parameters }
        printTrace(traceFuture(input, scenarios, replicate), replicate, behavior.currency, options.json === true)
        return
      }
      const store = options.output === undefined ? undefined : unfinishedResults(options.output)
      const result = await simulateWithProgress(
        {
          ...simulationOptions(options, asked),
          behavior,
          ...(ledger ? { ledger } : { asOf: options.asOf! }),
          scenarios,
          by: options.by,
          settings,
          kpis: [...new Set([...headlineKpis, ...asked])],
          ...(store ? { store } : {}),
        },
        new Progress(simulationSteps(options)),
      )
      if (options.output !== undefined) {
        const check = ledger ? { check: checkLedger(ledger) } : {}
        const title = companyTitle(path ?? options.behavior!)
        await keepResults(options.output, { title, simulation: result, behavior, ...check }, store)
      }
      if (options.json) printJson(result)
      else {
        printText(comparisonTable(result, asked))
        if (options.output !== undefined) {
          printText(
            `\nWritten to ${options.output}. Next: arlab report ${typedPath(options.output)} -o ${typedPath(`${options.output}/report.html`)}`,
          )
        }
      }
    })
}
