import { findingGroups } from './catalogue.js'
import type { FindingDefinition } from './finding.js'

const introduction = `# Data quality: what \`arlab check\` finds

\`arlab check LEDGER\` reads a ledger and says, the most important first: how many rows and how much money were read, accepted and
rejected; whether the books add up (the roll-forward, and with \`--control FILE\` the general ledger) to the cent; and what is odd. Each
finding has a code that stays the same, how much money it touches, and what to do. \`arlab explain CODE\` shows on the terminal what
stands here. This page is made from the catalogue of findings in \`src/quality\`; a test holds the two equal.

| severity | means | exit code |
| --- | --- | --- |
| error | rows or money are missing from the figures, or they do not add up | 1 (rejected rows: unless \`--allow-rejects N\` covers them) |
| warning | every row was used, but something contradicts itself or is unlikely | 0 |
| note | nothing is wrong as such; good to know when you read a KPI | 0 |

\`arlab check LEDGER --roll-forward [--by region,salesperson] [--every month|quarter|year]\` prints the statement from opening to closing
receivables. \`--aging-edges 30,60,90\` sets the aging buckets. \`--control FILE\` takes a file with the columns \`month\` (\`2024-03\`, or any day
of the month as \`2024-03-31\`) and \`balance\`, and any group columns such as \`division\`; it is compared with receivables and with
receivables less unapplied cash, which a control account often holds too, and ties if every balance does on one and the same basis.
\`--html FILE\` writes the report as one page, \`--json\` gives it to other programs.
`

/** The catalogue of findings as the page `docs/data-quality.md`. */
export function catalogueMarkdown(): string {
  const sections = findingGroups.map(
    ({ heading, definitions }) =>
      `## ${heading}\n\n| code | severity | means | effect | what to do |\n| --- | --- | --- | --- | --- |\n${definitions.map(row).join('\n')}\n`,
  )
  return [introduction, ...sections].join('\n')
}

function row({ code, severity, meaning, effect, whatToDo, threshold }: FindingDefinition): string {
  const limit = threshold === undefined ? '' : ` Limit: ${threshold}`
  return `| ${[`\`${code}\``, severity, meaning + limit, effect, whatToDo].map(cell).join(' | ')} |`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
