import { groupValues, isTotal } from '../facts/fact-table.js'
import { measureName } from './measures.js'
import type { Coverage, LossScore, MeasureScore } from './result.js'
import { signedPercent, wholePercent } from './share-words.js'

/** What share of outcomes the 90 % intervals may hold to be called right. */
const [fewestHeld, mostHeld] = [0.8, 0.97]

/** With a greater standard error than this the outcomes are too few to trust a share that looks right. */
const unsureError = 0.1

/** The scores in words: whether to believe the ranges, where forecasts lean, and whether they beat the simple ways. */
export function verdictOf(scores: readonly MeasureScore[], losses: readonly LossScore[] | null): string[] {
  const all = scores.filter(({ group }) => isTotal(group))
  return [
    ...rangesSentence(all),
    ...all.map(measureSentence),
    ...horizonSentence(all),
    ...groupSentences(scores),
    ...lossSentence(losses),
  ]
}

function rangesSentence(all: readonly MeasureScore[]): string[] {
  const narrow = all.filter((score) => widthOf(score) === 'narrow')
  const wide = all.filter((score) => widthOf(score) === 'wide')
  if (narrow.length === 0 && wide.length === 0) {
    const isSure = all.every((score) => held90(score).error <= unsureError)
    const held = 'of all four figures, the 90 % intervals held about as many outcomes as they should'
    return [
      isSure
        ? `Believe how wide the ranges are: ${held}.`
        : `Nothing speaks against how wide the ranges are: ${held}; but the outcomes are few, and a wrong range could have passed.`,
    ]
  }
  const list = (some: readonly MeasureScore[]) =>
    some.map((score) => `${measureName(score.measure)} (${wholePercent(held90(score).share)})`).join(', ')
  return [
    ...(narrow.length > 0
      ? [
          `Do not believe the ranges of ${list(narrow)}: their 90 % intervals held fewer outcomes than they should; read them wider.`,
        ]
      : []),
    ...(wide.length > 0
      ? [`The 90 % intervals of ${list(wide)} held more outcomes than they should: the truth is surer than they say.`]
      : []),
  ]
}

function measureSentence(score: MeasureScore): string {
  const lean =
    Math.abs(score.bias) < 0.02
      ? 'forecasts lean neither way'
      : `forecasts were ${wholePercent(Math.abs(score.bias))} too ${score.bias > 0 ? 'high' : 'low'} on average`
  const against = (['naive', 'rollRate'] as const).flatMap((baseline) => {
    const skill = score[baseline]
    if (skill === null) return []
    const name = baseline === 'naive' ? 'the naive forecast' : 'the roll-rate forecast'
    return [
      `${comparedWith(skill.ofNumber)} ${name}, ${comparedWith(skill.ofRange)} it with the range of its past errors`,
    ]
  })
  const compared = against.length > 0 ? ` By CRPS they were ${against.join('; ')}.` : ''
  return `${measureName(score.measure)}: ${wholePercent(held90(score).share)} of ${score.outcomes} outcomes lay in the 90 % intervals; ${lean}.${compared}`
}

function comparedWith(skill: number): string {
  if (Math.abs(skill) < 0.005) return 'as good as'
  return `${wholePercent(Math.abs(skill))} ${skill > 0 ? 'better' : 'worse'} than`
}

function horizonSentence(all: readonly MeasureScore[]): string[] {
  const found = all.flatMap((score) => {
    const first = score.byHorizon[0]
    const last = score.byHorizon[score.byHorizon.length - 1]
    if (!first || !last || first.horizon === last.horizon) return []
    return Math.abs(last.bias) > 0.05 && Math.abs(last.bias) > 2 * Math.abs(first.bias)
      ? [
          `${measureName(score.measure)} (${signedPercent(first.bias)} after one month, ${signedPercent(last.bias)} after ${last.horizon})`,
        ]
      : []
  })
  return found.length === 0 ? [] : [`The further ahead, the more the forecasts lean: ${found.join(', ')}.`]
}

function groupSentences(scores: readonly MeasureScore[]): string[] {
  const groups = scores.filter(({ group }) => !isTotal(group))
  const wrong = groups.filter((score) => widthOf(score) === 'narrow')
  if (groups.length === 0) return []
  if (wrong.length === 0) return ['In no group did the ranges hold clearly fewer outcomes than they should.']
  const list = wrong
    .slice(0, 5)
    .map(
      (score) => `${measureName(score.measure)} of ${groupValues(score.group)} (${wholePercent(held90(score).share)})`,
    )
  const more = wrong.length > 5 ? `, and ${wrong.length - 5} more` : ''
  return [`In groups the ranges are too narrow for ${list.join(', ')}${more}.`]
}

function lossSentence(losses: readonly LossScore[] | null): string[] {
  if (losses === null || losses.length === 0) return []
  const held = losses.filter(({ actual, q05, q95 }) => actual >= q05 && actual <= q95).length
  const mean = (of: (loss: LossScore) => number) => losses.reduce((sum, loss) => sum + of(loss), 0) / losses.length
  const ours = mean(({ crps }) => crps)
  const against = (['provision', 'naive'] as const).flatMap((baseline) => {
    const own = losses.filter((loss) => loss[baseline] !== null)
    if (own.length < losses.length) return []
    const theirs = mean((loss) => loss[baseline]!.crps)
    const name = baseline === 'provision' ? 'the provision matrix' : 'the naive loss rate'
    return theirs > 0
      ? [`${wholePercent(Math.abs(1 - ours / theirs))} ${ours < theirs ? 'better' : 'worse'} than ${name}`]
      : []
  })
  const compared = against.length > 0 ? `; ${against.join(', ')}` : ''
  return [
    `Losses of the open book: ${held} of ${losses.length} outcomes lay in the 90 % intervals${compared}. Books a month apart share most of their invoices, so this is less evidence than it looks.`,
  ]
}

function held90({ coverage }: MeasureScore): Coverage {
  return coverage.find(({ nominal }) => nominal === 0.9)!
}

/** Whether the 90 % intervals held fewer or more outcomes than they may, and by more than chance: two standard errors. */
function widthOf(score: MeasureScore): 'narrow' | 'wide' | 'right' {
  const { share, nominal, error } = held90(score)
  if (Math.abs(share - nominal) <= 2 * error) return 'right'
  return share < fewestHeld ? 'narrow' : share > mostHeld ? 'wide' : 'right'
}
