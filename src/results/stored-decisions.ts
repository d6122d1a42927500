import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Decision, decisionSchemas } from '../decision/decision.js'
import { InputError } from '../document/input-error.js'
import { readText } from '../document/read-document.js'
import { writeWhole } from '../document/write-whole.js'
import { contentHash } from '../scenario/content-hash.js'
import { readSimulation } from './result-folder.js'

/** Where a results folder keeps the answers to questions about it, a JSON file for each. */
const decisionsFolder = 'decisions'

/** Whether a path is a folder that `arlab simulate -o` wrote. */
export function isResultsFolder(path: string): boolean {
  return existsSync(join(path, 'simulation.json'))
}

/** Keeps an answer in a results folder, in the place of an earlier one to the same question; its report shows it then. Returns the file. */
export function keepDecision(folder: string, decision: Decision): string {
  refuseForeign(folder, decision)
  const kind = decision.schema.split('/')[1]!
  // Questions that read alike in a file's name are told apart by their hash.
  const hash = contentHash(questionOf(decision)).slice(0, 6)
  const file = join(folder, decisionsFolder, `${kind}-${plainName(subjectOf(decision))}-${hash}.json`)
  writeWhole(file, `${JSON.stringify(decision, null, 1)}\n`)
  return file
}

/** The answers that a results folder keeps, in the order in which a reader asks. An InputError for a file that is none. */
export function storedDecisions(folder: string): Decision[] {
  const path = join(folder, decisionsFolder)
  if (!existsSync(path)) return []
  const decisions = readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => decisionIn(join(path, name)))
  return decisions.sort((a, b) => decisionSchemas.indexOf(a.schema) - decisionSchemas.indexOf(b.schema))
}

function decisionIn(file: string): Decision {
  try {
    const value = JSON.parse(
      readText(file, 'the answer (kept by arlab waterfall, sensitivity, seek, frontier or goal)'),
    ) as Decision
    if (decisionSchemas.includes(value.schema) && subjectOf(value) !== '') return value
  } catch (error) {
    if (error instanceof InputError) throw error
    // Falls through to the same sentence: it is not a file that these commands wrote.
  }
  throw new InputError(
    `${file}: this is no answer of arlab waterfall, sensitivity, seek, frontier or goal; remove it, or ask again with -o.`,
  )
}

/** What an answer is about, for its file's name; a TypeError for what is no answer. */
function subjectOf(decision: Decision): string {
  switch (decision.schema) {
    case 'arlab/waterfall/1':
      return decision.scenario
    case 'arlab/sensitivity/1':
      return `${decision.scenario} ${decision.outcome.id}`
    case 'arlab/seek/1':
      return `${decision.setting} ${decision.target.outcome.id}`
    case 'arlab/frontier/1':
      return decision.outcomes.map(({ id }) => id).join(' ')
    case 'arlab/goal/1':
      return decision.name
    default:
      return decision satisfies never
  }
}

/** An answer to another company's question would be shown as one to this one's. */
function refuseForeign(folder: string, { provenance }: Decision): void {
  const { ledgerHash, asOf } = readSimulation(folder)
  if (ledgerHash === provenance.ledgerHash && asOf === provenance.asOf) return
  throw new InputError(
    `${folder}: these results are of another ledger, or of another day, than the answer; give the folder of a simulation of the same ledger and --as-of.`,
  )
}

/** What was asked, without what came of it. */
function questionOf(decision: Decision): unknown {
  switch (decision.schema) {
    case 'arlab/waterfall/1':
      return [decision.scenario, decision.levers, decision.outcomes.map(({ outcome }) => outcome.id)]
    case 'arlab/sensitivity/1':
      return [decision.scenario, decision.outcome.id, decision.decision.by.id]
    case 'arlab/seek/1':
      return [decision.scenario, decision.setting, decision.between, decision.target, decision.confidence]
    case 'arlab/frontier/1':
      return [decision.points.map(({ name }) => name), decision.outcomes.map(({ id }) => id)]
    case 'arlab/goal/1':
      return [decision.name, decision.metric.id, decision.target, decision.per, decision.period]
    default:
      return decision satisfies never
  }
}

/** Letters, digits and hyphens, so that it is a file's name anywhere. */
function plainName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
  return name.slice(0, 60) || 'answer'
}
