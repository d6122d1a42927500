import { type Command, InvalidArgumentError, Option } from 'commander'
import { agingStates } from '../../roll-rates/aging-states.js'
import { type LossRateMethod, lossRateMethods } from '../../roll-rates/loss-rates.js'
import { provision } from '../../roll-rates/provision.js'
import { companyTitle } from '../company-title.js'
import { profileOf } from '../kpi-options.js'
import {
  commaList,
  type LedgerOptions,
  ledgerHelp,
  ledgerOf,
  wholeNumber,
  withLedgerOptions,
} from '../ledger-argument.js'
import { printCsv, printJson, printText } from '../print.js'
import { printedTables, tableFormats } from '../printed-table.js'
import { provisionExport, provisionJson, provisionTables } from '../provision-text.js'
import { refuseIdleOptions } from '../refuse-idle-options.js'

const formats = [...tableFormats, 'csv', 'json'] as const

interface ProvisionCommandOptions extends LedgerOptions {
  readonly rates?: number[]
  readonly method?: LossRateMethod
  readonly settings?: string
  readonly forward?: number[]
  readonly months?: number
  readonly by: string[]
  readonly format: (typeof formats)[number]
  readonly json?: true
}

export function addProvisionCommand(program: Command): void {
  withLedgerOptions(program.command('provision'))
    .summary('the provision for expected losses, by a provision matrix')
    .description(
      'Provides for expected credit losses by days past due (the simplified approach of IFRS 9): loss rates stated or from the ledger, ' +
        'a multiplier for what lies ahead, by segment; and says whether the same method would have been enough a year ago.',
    )
    .argument('<ledger>', ledgerHelp)
    .addOption(
      new Option(
        '--rates <rates>',
        'loss rates in per cent, from current to over 120 days; of five the last is for all over 90 days',
      )
        .argParser(parseRates)
        .conflicts(['method', 'settings']),
    )
    .addOption(
      new Option('--settings <file>', 'a settings file with loss_rates (YAML; see arlab schema kpi)').conflicts(
        'method',
      ),
    )
    .addOption(
      new Option(
        '--method <method>',
        "the ledger's own rates: flow rates (as the KPI allowance; usual), or its absorbing chain",
      ).choices(lossRateMethods),
    )
    .addOption(
      new Option(
        '--forward <multipliers>',
        'what rates are multiplied by for what lies ahead: one for all, or one for each',
      ).argParser(parseMultipliers),
    )
    .addOption(
      new Option('--months <n>', 'whole months that the chain looks back over; 12 if left out').argParser(
        wholeNumber(1),
      ),
    )
    .addOption(
      new Option('--by <attributes>', 'segments with rates of their own, by customer or invoice attributes')
        .argParser(commaList)
        .default([], 'none'),
    )
    .addOption(new Option('--format <format>', 'how the tables are written').choices(formats).default('text'))
    .option('--json', 'print one JSON document (arlab/provision/1), as --format json')
    .addHelpText(
      'after',
      `
Examples:
  arlab provision data/demo
  arlab provision data/demo --rates 0.3%,1.6%,3.6%,6.6%,10.6% --forward 1.15
  arlab provision data/demo --method chain --months 24 --by segment
  arlab provision data/demo --settings data/kpi-settings.yaml --as-of 2024-06-30`,
    )
    .action(async (path: string, options: ProvisionCommandOptions, command: Command) => {
      refuseIdleOptions(command, options.method === 'chain' ? '--method chain' : 'other loss rates', {
        '--method chain': ['months'],
      })
      // --method refuses both.
      const rates = options.rates ?? profileOf(options).settings.lossRates
      const { by, method, months, forward } = options
      const ledger = await ledgerOf(path, options)
      const found = provision(ledger.data, {
        by,
        ...(rates === null ? {} : { rates }),
        ...(method === undefined ? {} : { method }),
        ...(months === undefined ? {} : { months }),
        ...(forward === undefined ? {} : { forward: forward.length === 1 ? forward[0]! : forward }),
      })
      const format = options.json ? 'json' : options.format
      if (format === 'json') printJson(provisionJson(found, by, ledger.currency))
      else if (format === 'csv') {
        printCsv(provisionExport(found, by, ledger.currency))
      } else {
        const title = `${companyTitle(path)}: provision`
        printText(printedTables(provisionTables(found, companyTitle(path), ledger.currency), format, title))
      }
    })
}

/** Reads `0.3%,1.6%,…` as fractions, exactly: 0.003. */
function parseRates(text: string): number[] {
  const rates = commaList(text).map((part) => {
    const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(part)
    // 0.3e-2 is the number nearest to 0.003; 0.3 / 100 may not be.
    const rate = match ? Number(`${match[1]}e-2`) : Number.NaN
    if (!(rate <= 1)) {
      throw new InvalidArgumentError(
        `"${part}" is no rate from 0% to 100%; write per cent with the sign, such as 1.6%.`,
      )
    }
    return rate
  })
  return perBucket(rates, 'rates')
}

function parseMultipliers(text: string): number[] {
  const multipliers = commaList(text).map((part) => {
    if (!/^\d+(\.\d+)?$/.test(part)) {
      throw new InvalidArgumentError(`"${part}" is no multiplier such as 1.15.`)
    }
    return Number(part)
  })
  return multipliers.length === 1 ? multipliers : perBucket(multipliers, 'multipliers')
}

/** Of five the last goes for both buckets over 90 days. */
function perBucket(values: number[], what: string): number[] {
  const count = agingStates.length
  if (values.length === count) return values
  if (values.length === count - 1) return [...values, values.at(-1)!]
  throw new InvalidArgumentError(
    `There must be ${count} ${what}, from current to over 120 days, or ${count - 1} with the last for all over 90 days.`,
  )
}
