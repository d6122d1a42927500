import { plural } from '../document/plural.js'
import type { Showable } from '../notebook/display/display-bundle.js'
import { cardHtml, paragraphHtml, showable } from './card.js'
import { hitsByChance } from './hits-by-chance.js'
import { shortNumber } from './short-number.js'

/** A range that was revealed. */
export interface RevealedRange {
  /** In per cent. */
  readonly confidence: number
  readonly unit: string
  readonly isHit: boolean
  /** The interval score, in the unit. */
  readonly score: number
}

/** How well a learner's ranges hold what they promise. */
export interface Calibration extends Showable {
  readonly questions: number
  readonly hits: number
  /** How many hits the stated confidence promises; 0 without questions. */
  readonly expected: number
  /** The chance of so few hits or fewer, and of so many or more, if every range held as often as it says; null without questions. */
  readonly chanceOfSoFew: number | null
  readonly chanceOfSoMany: number | null
  /** Mean interval score by unit: days and dollars have no mean. */
  readonly meanScores: Readonly<Record<string, number>>
  readonly message: string
}

/** With fewer questions than this, even poor ranges mostly look right. */
const enoughQuestions = 20

/** Sums up ranges that were revealed, ready to be shown. */
export function calibrationOf(ranges: readonly RevealedRange[]): Calibration {
  const questions = ranges.length
  const hits = ranges.filter(({ isHit }) => isHit).length
  if (questions === 0) {
    const message = 'Nothing was predicted and revealed yet: predict("dso", 38, 46), then reveal("dso", …).'
    return shown({ questions, hits, expected: 0, chanceOfSoFew: null, chanceOfSoMany: null, meanScores: {}, message })
  }
  const chance = hitsByChance(
    ranges.map(({ confidence }) => confidence / 100),
    hits,
  )
  const meanScores = meanScoresOf(ranges)
  const [low, high] = chance.usual
  const scores = Object.entries(meanScores).map(
    ([unit, score]) => `${shortNumber(score)}${unit === '' ? '' : ` ${unit}`}`,
  )
  const message = [
    `${hits} of ${plural(questions, 'range')} held the truth; by your own confidence it would be ${chance.expected.toFixed(1)}.`,
    judgement(chance.soFew, chance.soMany),
    questions < enoughQuestions
      ? `${plural(questions, 'question')} cannot tell much: even perfectly honest ranges hold ${low === high ? low : `${low} to ${high}`} of ${questions} nine times in ten.`
      : '',
    `Mean interval score: ${scores.join('; ')} (less is better).`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
  return shown({
    questions,
    hits,
    expected: chance.expected,
    chanceOfSoFew: chance.soFew,
    chanceOfSoMany: chance.soMany,
    meanScores,
    message,
  })
}

function judgement(soFew: number, soMany: number): string {
  const percent = (share: number) => (share < 0.01 ? 'less than 1 %' : `${(100 * share).toFixed(0)} %`)
  if (soFew <= 0.05) {
    return `Were the ranges as sure as you said, so few hits would come up in ${percent(soFew)} of such rounds: they are probably too narrow.`
  }
  if (soMany <= 0.05) {
    return `Were the ranges as sure as you said, so many hits would come up in ${percent(soMany)} of such rounds: they are probably too wide.`
  }
  return `So few hits or fewer come up by chance in ${percent(soFew)} of such rounds, so many or more in ${percent(soMany)}: nothing speaks against your ranges.`
}

function meanScoresOf(ranges: readonly RevealedRange[]): Record<string, number> {
  const byUnit = new Map<string, number[]>()
  for (const { unit, score } of ranges) byUnit.set(unit, [...(byUnit.get(unit) ?? []), score])
  return Object.fromEntries(
    [...byUnit].map(([unit, scores]) => [unit, scores.reduce((sum, score) => sum + score, 0) / scores.length]),
  )
}

function shown(fields: Omit<Calibration, 'bundle'>): Calibration {
  const heading = 'Your calibration'
  return showable(fields, `${heading}\n${fields.message}`, cardHtml('plain', heading, paragraphHtml(fields.message)))
}
