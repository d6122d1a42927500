import { groupValues } from '../facts/fact-table.js'
import { measureName } from './measures.js'
import type { MeasureScore, Skill } from './result.js'
import { signedPercent, wholePercent } from './share-words.js'

/** A figure's scores as plain text: name, outcomes, what each range held, bias, and skill against each baseline's number and range. */
export function scoreCells({ measure, outcomes, coverage, bias, naive, rollRate }: MeasureScore): string[] {
  const skills = [naive, rollRate].flatMap((skill) => [skill?.ofNumber, skill?.ofRange])
  return [
    measureName(measure),
    String(outcomes),
    ...coverage.map(({ share }) => wholePercent(share)),
    signedPercent(bias),
    ...skills.map(skillCell),
  ]
}

/** The scores of a figure in a group: group, figure, outcomes, what the widest range held, bias, and skill against the naive number. */
export function groupScoreCells({ group, measure, outcomes, coverage, bias, naive }: MeasureScore): string[] {
  return [
    groupValues(group),
    measureName(measure),
    String(outcomes),
    wholePercent(coverage.at(-1)!.share),
    signedPercent(bias),
    skillCell(naive?.ofNumber),
  ]
}

function skillCell(skill: Skill['ofNumber'] | undefined): string {
  return skill === undefined ? '–' : signedPercent(skill)
}
