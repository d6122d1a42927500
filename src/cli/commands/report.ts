import { join } from 'node:path'
import type { Command } from 'commander'
import { fitSentences } from '../../behavior/fit-sentences.js'
import type { Decision } from '../../decision/decision.js'
import { writeWhole } from '../../document/write-whole.js'
import { kpiById } from '../../kpi/catalogue.js'
import { currencyOf } from '../../money/currency.js'
import { reportPage } from '../../report/report-page.js'
import { type ResultFolder, readResults } from '../../results/result-folder.js'
import { storedDecisions } from '../../results/stored-decisions.js'
import { checkSentences } from '../check-text.js'
import { printJson, printText } from '../print.js'

/** The KPIs that a report draws, the most important first. */
const reportedKpis = ['dso', 'cei', 'bad_debt_to_sales', 'average_days_delinquent', 'paid_on_time', 'past_due_over_30']

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .summary('one self-contained HTML page of a simulation’s results')
    .description('Writes a page with the findings in words, tables and charts. It needs no network and prints well.')
    .argument('<dir>', 'results folder that arlab simulate -o wrote')
    .option('-o, --output <file>', 'the HTML file to write; report.html in DIR if left out')
    .option('--json', 'print one JSON document (arlab/report/1)')
    .addHelpText('after', '\nExample:\n  arlab report out -o out/report.html')
    .action(async (folder: string, options: { output?: string; json?: true }) => {
      const output = options.output ?? join(folder, 'report.html')
      await writeReport(readResults(folder), output, storedDecisions(folder))
      if (options.json) printJson({ schema: 'arlab/report/1', file: output })
      else printText(`Written to ${output}; open it in a browser.`)
    })
}

/** Renders and writes the report of results. */
export async function writeReport(
  results: ResultFolder,
  file: string,
  decisions: readonly Decision[] = [],
): Promise<void> {
  const { title, simulation, behavior, check } = results
  const page = await reportPage({
    title,
    result: simulation,
    kpis: reportedKpis.map(kpiById).map(({ id, name, unit, better }) => ({ id, name, unit, better })),
    ...(check ? { ledgerCheck: checkSentences(check, currencyOf(check.currency)!) } : {}),
    decisions,
    behaviorFit: fitSentences(behavior),
  })
  writeWhole(file, page)
}
