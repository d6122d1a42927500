/** A row of a prompt's table by the heads of its columns, as a learner reads it. */
export type PromptRow = Readonly<Record<string, string>>

/** Reads the table of a prompt back from its text: the rule under the head says where columns begin and end. */
export function promptTable(prompt: string): PromptRow[] {
  const lines = prompt.split('\n')
  const rule = lines.findIndex((line) => line.startsWith('─'))
  const spans = [...lines[rule]!.matchAll(/─+/g)].map((match) => [match.index, match.index + match[0].length] as const)
  const cells = (line: string) => spans.map(([from, to]) => line.slice(from, to).trim())
  const head = cells(lines[rule - 1]!)
  const end = lines.indexOf('', rule)
  return lines
    .slice(rule + 1, end < 0 ? undefined : end)
    .map((line) => Object.fromEntries(cells(line).map((cell, column) => [head[column]!, cell])))
}
