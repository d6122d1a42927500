import type { Command } from 'commander'
import { Option } from 'commander'
import { parseTerms } from '../../calendar/terms.js'
import { didYouMean } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { benchmarkAbout } from '../../kpi/benchmarks.js'
import { kpiCatalogue, kpiGroups } from '../../kpi/catalogue.js'
import { formulaInWords } from '../../kpi/formula-text.js'
import type { Kpi } from '../../kpi/kpi.js'
import type { KpiProfile } from '../../kpi/settings-file.js'
import { findingCatalogue, findingGroups } from '../../quality/catalogue.js'
import { discountJson, discountText } from '../discount-text.js'
import { findingText, kpiText, overviewText } from '../explain-text.js'
import { kpiFigures } from '../kpi-figures-text.js'
import {
  everyOption,
  type FigureOptions,
  type ProfileOptions,
  parseGroup,
  profileOf,
  withProfileOptions,
} from '../kpi-options.js'
import { type LedgerOptions, withLedgerOptions } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'

interface ExplainOptions extends LedgerOptions, ProfileOptions, FigureOptions {
  readonly json?: true
}

export function addExplainCommand(program: Command): void {
  withProfileOptions(withLedgerOptions(program.command('explain')))
    .summary('what a KPI, a finding or payment terms mean')
    .description(
      'Prints a KPI’s definition: meaning, formula, source, pitfall, benchmark, and what speaks for and against it as a goal ' +
        'for Sales; with a ledger, the formula with the ledger’s own numbers put in. Or what a finding of arlab check means, ' +
        'or what an early-payment discount costs a year. Without a word it lists them all.',
    )
    .argument('[word]', 'a KPI such as cei, a finding such as over-applied, or terms such as "2/10 net 30"')
    .argument('[ledger]', 'a ledger whose numbers are put into the KPI’s formula')
    .addOption(everyOption())
    .option('--period <label>', 'the period of the numbers, e.g. 2024-06; the last whole one if left out')
    .addOption(new Option('--group <attribute=value>', 'the group of the numbers').argParser(parseGroup))
    .option('--json', 'print one JSON document (arlab/explain/1)')
    .addHelpText(
      'after',
      `
Examples:
  arlab explain
  arlab explain cei
  arlab explain dso data/demo --period 2024-06
  arlab explain over-applied
  arlab explain "2/10 net 30"`,
    )
    .action(async (word: string | undefined, path: string | undefined, options: ExplainOptions) => {
      const profile = profileOf(options)
      const kpi = kpiCatalogue.find(({ id }) => id === word)
      if (path !== undefined && kpi === undefined) {
        throw new InputError(`"${word}" is no KPI; only a KPI is explained with the numbers of a ledger.`)
      }
      if (word === undefined) {
        if (options.json)
          printJson({
            schema: 'arlab/explain/1',
            kpis: kpiCatalogue.map((each) => kpiJson(each, profile)),
            findings: findingGroups,
          })
        else printText(overviewText(kpiGroups, findingGroups))
      } else if (kpi) await explainKpi(kpi, path, profile, options)
      else explainOther(word, options)
    })
}

async function explainKpi(
  kpi: Kpi,
  path: string | undefined,
  profile: KpiProfile,
  options: ExplainOptions,
): Promise<void> {
  const figures = path === undefined ? null : await kpiFigures(kpi, path, profile, options)
  if (options.json) {
    printJson({ schema: 'arlab/explain/1', ...kpiJson(kpi, profile), ...(figures ? { figures: figures.json } : {}) })
  } else printText(kpiText(kpi, benchmarkAbout(kpi.id, profile.benchmarks), figures?.lines ?? []))
}

function explainOther(word: string, { json }: ExplainOptions): void {
  const finding = findingCatalogue.find(({ code }) => code === word)
  const terms = parseTerms(word)
  if (finding) {
    if (json) printJson({ schema: 'arlab/explain/1', ...finding })
    else printText(findingText(finding))
  } else if (terms) {
    if (json) printJson({ schema: 'arlab/explain/1', ...discountJson(word, terms) })
    else printText(discountText(word, terms))
  } else {
    const known = [...kpiCatalogue.map(({ id }) => id), ...findingCatalogue.map(({ code }) => code)]
    throw new InputError(
      `"${word}" is neither a KPI, nor the code of a finding, nor payment terms.${didYouMean(word, known)} arlab explain lists them all.`,
    )
  }
}

/** A definition as data: the functions that compute it are left out. */
function kpiJson(kpi: Kpi, profile: KpiProfile) {
  const { compute: _, terms, formula, ...definition } = kpi
  return {
    ...definition,
    formula: formulaInWords(kpi),
    terms: Object.fromEntries(Object.entries(terms).map(([name, { unit, facts }]) => [name, { unit, facts }])),
    benchmark: benchmarkAbout(kpi.id, profile.benchmarks),
  }
}
