import { type Command, Option } from 'commander'
import { readBehavior } from '../../behavior/behavior.js'
import { fitBehavior } from '../../behavior/fit/fit-behavior.js'
import { InputError } from '../../document/input-error.js'
import { headlineKpis, kpisNamed } from '../../kpi/catalogue.js'
import { checkLedger } from '../../quality/check-ledger.js'
import { readScenario } from '../../scenario/scenario-file.js'
import { companyTitle } from '../company-title.js'
import { comparisonTable } from '../comparison-table.js'
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
import { Progress } from '../progress.js'
import { writeResults } from '../result-folder.js'
import { simulateWithProgress } from '../simulate-with-progress.js'

/** Options of the simulation, shared with `what-if`. */
export interface SimulationOptions extends LedgerOptions {
  readonly scenario: string[]
  readonly months: number
  readonly replicates: number
  readonly seed: string
  readonly threads?: number
  readonly parameters: 'drawn' | 'fixed'
}

interface SimulateCommandOptions extends SimulationOptions {
  readonly behavior?: string
  readonly by: string[]
  readonly kpi?: string[]
  readonly settings?: string
  readonly output?: string
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
    .option('--replicates <n>', 'how many futures per scenario', wholeNumber(2), 1000)
    .option('--seed <text>', 'the same text gives the same futures', 'arlab')
    .addOption(
      new Option(
        '--parameters <mode>',
        'draw what is not surely known of the behaviour anew in every future, or take it as it stands',
      )
        .choices(['drawn', 'fixed'])
        .default('drawn'),
    )
    .option('--threads <n>', 'worker threads; all cores if left out (the result is the same)', wholeNumber(1))
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
    .option('-o, --output <dir>', 'folder for simulation.json, behavior.json and check.json')
    .option('--json', 'print one JSON document (arlab/simulate/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab simulate data/demo --scenario scenarios/net-45.yaml -o out\n' +
        '  arlab simulate data/demo --scenario scenarios/*.yaml --months 6 --replicates 500 --by region --json',
    )
    .action(async (path: string | undefined, options: SimulateCommandOptions) => {
      const asked = kpisNamed(options.kpi ?? [])
      const { settings } = profileOf(options)
      const scenarios = options.scenario.map(readScenario)
      const ledger = path === undefined ? undefined : await ledgerToSimulate(path, options)
      const stated = options.behavior === undefined ? undefined : readBehavior(options.behavior)
      if (!ledger && (!stated || options.asOf === undefined)) {
        throw new InputError('Without LEDGER the simulation needs --behavior FILE and --as-of DATE to begin from.')
      }
      const behavior = stated ?? fitBehavior(ledger!.data)
      const { months, replicates, seed, by, threads, parameters } = options
      const result = await simulateWithProgress(
        {
          behavior,
          ...(ledger ? { ledger } : { asOf: options.asOf! }),
          scenarios,
          months,
          replicates,
          seed,
          by,
          settings,
          parameters,
          kpis: [...new Set([...headlineKpis, ...asked])],
          ...(threads === undefined ? {} : { threads }),
        },
        new Progress(scenarios.length + 1),
      )
      if (options.output !== undefined) {
        const check = ledger ? { check: checkLedger(ledger) } : {}
        writeResults(options.output, {
          title: companyTitle(path ?? options.behavior!),
          simulation: result,
          behavior,
          ...check,
        })
      }
      if (options.json) printJson(result)
      else {
        printText(comparisonTable(result, asked))
        if (options.output !== undefined) {
          printText(
            `\nWritten to ${options.output}. Next: arlab report ${options.output} -o ${options.output}/report.html`,
          )
        }
      }
    })
}
