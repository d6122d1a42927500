import type { GoalMetric } from '../../scenario/file/lever-schemas.js'
import type { Advice, GoalCandidate, GoalOwner } from './goal-result.js'

/** Above this an observer tells effort from none in three futures of four. */
const toldWell = 0.75
/** Below this it is hardly better than tossing a coin. */
const toldBadly = 0.6
/** By less than this effort hardly raises the probability of a hit. */
const raisedAtLeast = 0.05
/** What of hits and misses may be misread where money hangs on it. */
const misreadAtMost = 0.4
/** A metric is named in place of the goal's where it tells so much more. */
const tellsMore = 0.05

/**
 * Assign a goal that effort decides; share as a dashboard what effort moves but luck, misreading or play would pay for; drop what effort does not move. The limits are judgement,
 * stated here and in the docs, not science.
 */
export function adviceOn(
  metric: GoalMetric,
  owners: readonly GoalOwner[],
  candidates: readonly GoalCandidate[],
  /** The target that luck hits half the time, in words. */
  evenTarget: string,
): Advice {
  const mean = (of: (owner: GoalOwner) => number) => owners.reduce((sum, owner) => sum + of(owner), 0) / owners.length
  const [luck, effort, gaming, told] = [
    mean(({ byLuck }) => byLuck),
    mean(({ byEffort }) => byEffort),
    mean(({ byGaming }) => byGaming),
    mean((owner) => owner.told),
  ]
  const figures = `hit by ${percent(luck)} with no effort, ${percent(effort)} with full effort, ${percent(gaming)} by playing with the books`
  const best = candidates.find((candidate) => candidate.metric !== metric && candidate.told > told + tellsMore)
  const other = best ? `; ${best.name} would tell effort from luck better` : ''
  if (told >= toldWell && effort - luck < raisedAtLeast) {
    const fault = luck > 0.5 ? 'it is hit anyway' : 'it is out of reach'
    return {
      verdict: 'dashboard',
      sentence: `Set another target before you assign it: effort shows, but ${fault} (${figures}); luck hits ${evenTarget} half the time${other}.`,
    }
  }
  if (told < toldBadly || effort - luck < raisedAtLeast) {
    return {
      verdict: 'drop',
      sentence: `Drop it as a goal: effort hardly moves it (${figures}), so that it would pay for luck${other}.`,
    }
  }
  const gained = gaming - luck > effort - luck
  if (told < toldWell || luck > misreadAtMost || 1 - effort > misreadAtMost || gained) {
    const why = gained
      ? 'playing with the books moves it more than effort does'
      : luck > misreadAtMost
        ? 'too many would hit it without any effort'
        : 1 - effort > misreadAtMost
          ? 'too many would miss it in spite of full effort'
          : 'effort shows too seldom in a single period'
    return {
      verdict: 'dashboard',
      sentence: `Share it as a dashboard, and pay nobody by it: ${why} (${figures})${other}.`,
    }
  }
  return { verdict: 'assign', sentence: `Assign it: effort decides it for most (${figures})${other}.` }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
