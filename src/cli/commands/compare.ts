import { type Command, Option } from 'commander'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { isTotal } from '../../facts/fact-table.js'
import { comparedKpis, kpiById, kpisNamed } from '../../kpi/catalogue.js'
import { tradeOffTable } from '../../report/decisions/trade-off-table.js'
import { readResults } from '../../results/result-folder.js'
import type { SimulationResult } from '../../scenario/result.js'
import { type CompareView, compareTables, monthsOf, viewedDifferences } from '../compare-text.js'
import { commaList } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { printedTables, type TableFormat, tableFormats } from '../printed-table.js'

interface CompareOptions {
  readonly kpi?: string[]
  readonly month?: string
  readonly everyMonth?: true
  readonly groups?: true
  readonly format: TableFormat
  readonly json?: true
}

export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .summary('scenarios against the baseline once more, from stored results')
    .description(
      'Shows the paired differences that arlab simulate -o has stored: by KPI, month and group, with ranges and the probability of being ' +
        'better; and what each scenario gains and gives up: DSO, receivables, sales, cash, bad debt, contribution, and what a day of DSO costs.',
    )
    .argument('<dir>', 'results folder that arlab simulate -o wrote')
    .addOption(new Option('--kpi <ids>', 'KPIs to compare; DSO, CEI and bad debt if left out').argParser(commaList))
    .option('--month <month>', 'the month to look at, such as 2025-06; the last one if left out')
    .option('--every-month', 'all months')
    .option('--groups', 'also each group of arlab simulate --by')
    .addOption(new Option('--format <format>', 'how the tables are written').choices(tableFormats).default('text'))
    .option('--json', 'print one JSON document (arlab/compare/1)')
    .addHelpText(
      'after',
      `
Contribution needs margins and a cost of capital: simulate with --settings, or with economics: in a scenario.

Examples:
  arlab compare out
  arlab compare out --every-month --kpi dso,past_due_share
  arlab compare out --groups --format html > compare.html`,
    )
    .action((folder: string, options: CompareOptions) => {
      const { title, simulation } = readResults(folder)
      if (simulation.scenarios.length < 2) {
        throw new InputError(
          `${folder}: these results hold the baseline alone; simulate with --scenario FILE to compare it with something.`,
        )
      }
      const view = viewOf(simulation, options)
      if (options.json) {
        const groups = ({ group }: { readonly group: Readonly<Record<string, string>> }) =>
          view.groups === 'all' || isTotal(group)
        printJson({
          schema: 'arlab/compare/1',
          currency: simulation.currency,
          replicates: simulation.replicates,
          differences: viewedDifferences(simulation, view),
          tradeOffs: simulation.tradeOffs.filter(groups),
        })
        return
      }
      const groups = simulation.tradeOffs
        .map(({ group }) => group)
        .filter((group) => view.groups === 'all' || isTotal(group))
      const distinct = [...new Map(groups.map((group) => [JSON.stringify(group), group])).values()]
      const tables = [...compareTables(simulation, view), ...distinct.map((group) => tradeOffTable(simulation, group))]
      printText(printedTables(tables, view.format, `${title}: scenarios against the baseline`))
    })
}

function viewOf(simulation: SimulationResult, options: CompareOptions): CompareView {
  const known = monthsOf(simulation)
  const { month } = options
  if (month !== undefined && options.everyMonth)
    throw new InputError('--month and --every-month exclude each other; give one.')
  if (month !== undefined && !known.includes(month)) {
    throw new InputError(`The results have no month "${month}".${didYouMean(month, known)}`)
  }
  const asked = kpisNamed(options.kpi ?? [])
  const stored = new Set(simulation.differences.map(({ kpi }) => kpi))
  const missing = asked.find(({ id }) => !stored.has(id))
  if (missing) throw new InputError(`The results do not hold ${missing.id}; simulate again with --kpi ${missing.id}.`)
  return {
    kpis: asked.length > 0 ? asked : comparedKpis.map(kpiById),
    months: options.everyMonth ? known : [month ?? known.at(-1)!],
    groups: options.groups ? 'all' : 'total',
    format: options.format,
  }
}
