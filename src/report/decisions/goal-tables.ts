import type { GoalTest, GoalWay } from '../../decision/goal/goal-result.js'
import { outcomeChange, outcomeValue } from './outcome-text.js'
import { percentText } from './percent-text.js'
import type { WordTable } from './word-table.js'

const wayNames: Readonly<Record<GoalWay['way'], string>> = {
  none: 'no effort',
  effort: 'full honest effort',
  gaming: 'playing with the books alone',
  likely: 'effort, and as much play as stated',
}

/** What follows from a goal test, in sentences: the advice first. */
export function goalSentences({ advice, weight, ways, owners }: GoalTest): string[] {
  const none = ways.find(({ way }) => way === 'none')!
  const pay =
    weight === null
      ? []
      : [
          `Of the ${percentText(weight)} of variable pay that would hang on it, ${percentText(none.hit)} would be paid for no effort at all.`,
        ]
  const small = [...owners].sort((a, b) => a.accounts - b.accounts)[0]!
  const luck = `The smallest portfolio, ${small.owner}’s ${small.accounts} accounts, is ${percentText(small.shares.luck)} the luck of its own customers.`
  return [advice.sentence, ...pay, luck]
}

/** A goal test in three tables: by owner, by way of behaving, and by the metric that one could choose. */
export function goalTables(test: GoalTest): WordTable[] {
  return [ownersTable(test), waysTable(test), candidatesTable(test)]
}

function ownersTable({ owners, ownersWithout, per, metric, target, period, months, replicates }: GoalTest): WordTable {
  const hasLikely = owners.some(({ likely }) => likely !== null)
  return {
    title: `Who hits ${metric.name} ${targetText(metric, target)} at the end of a ${period}`,
    header: [
      per,
      'accounts',
      'by luck',
      'by effort',
      'by play',
      ...(hasLikely ? ['likely'] : []),
      'false blame',
      'effort controls',
      'company',
      'mix',
      'luck',
      'months to show',
    ],
    rows: owners.map((own) => [
      own.owner,
      String(own.accounts),
      percentText(own.byLuck),
      percentText(own.byEffort),
      percentText(own.byGaming),
      ...(hasLikely ? [own.likely === null ? '–' : percentText(own.likely)] : []),
      percentText(own.falseBlame),
      percentText(own.shares.effort),
      percentText(own.shares.company),
      percentText(own.shares.mix),
      percentText(own.shares.luck),
      own.monthsToShow === null ? `over ${months}` : String(own.monthsToShow),
    ]),
    notes: [
      `Means of ${replicates.toLocaleString('en-US')} futures and the periods in ${months} months. By luck is with no effort at all: such hits are false praise. False blame: misses in spite of full effort. The shares say what the metric’s ` +
        'variance comes of: effort or none, what moves others too, on which terms is ordered, and the luck of its own customers.',
      ...(ownersWithout.length === 0
        ? []
        : [`Left out, as no future defines ${metric.name} of theirs: ${ownersWithout.join(', ')}.`]),
    ],
  }
}

function waysTable({ ways, metric, currency }: GoalTest): WordTable {
  const money = { id: 'cash', unit: 'money' } as const
  const hasContribution = ways.some(({ contribution }) => contribution !== null)
  return {
    title: `${metric.name} of the company, and what each way costs`,
    header: [
      'way',
      'hit by',
      'as reported',
      'underlying',
      'cash',
      'credit memos',
      'write-offs',
      ...(hasContribution ? ['contribution'] : []),
    ],
    rows: ways.map(({ way, hit, reported, underlying, cash, creditMemos, writeOffs, contribution }) => [
      wayNames[way],
      percentText(hit),
      outcomeValue(metric, reported, currency),
      outcomeValue(metric, underlying, currency),
      outcomeChange(money, cash, currency),
      outcomeChange(money, creditMemos, currency),
      outcomeChange(money, writeOffs, currency),
      ...(hasContribution ? [contribution === null ? '–' : outcomeChange(money, contribution, currency)] : []),
    ]),
    notes: [
      `Money against no effort, over all months, in ${currency}: the mean change, with the range that holds 90 % of the futures. Underlying are the same payments and losses, each entered on its own day.`,
    ],
  }
}

function candidatesTable({ candidates, metric, currency }: GoalTest): WordTable {
  const money = { id: 'cash', unit: 'money' } as const
  const hasCost = candidates.some(({ cost }) => cost !== null)
  return {
    title: 'Which metric tells effort from luck',
    header: [
      'metric',
      'target',
      'effort told',
      'effort controls',
      'gained by play',
      ...(hasCost ? ['play costs'] : []),
    ],
    rows: candidates.map(({ metric: id, name, unit, target, told, controlled, gamed, cost }) => [
      id === metric.id ? `${name} (the goal)` : name,
      outcomeValue({ id, unit }, target, currency),
      percentText(told),
      percentText(controlled),
      `${gamed >= 0 ? '+' : '−'}${percentText(Math.abs(gamed)).replace(' %', ' points')}`,
      ...(hasCost ? [cost === null ? '–' : outcomeChange(money, cost, currency)] : []),
    ]),
    notes: [
      'Effort told: how often a future with effort looks better than one without; 50 % is a coin. The targets of the others are such that luck hits them half the time.',
    ],
  }
}

/** `at most 45.0 days`, `at least 80.0 %`. */
function targetText(metric: GoalTest['metric'], target: number): string {
  const bound = metric.better === 'lower' ? 'at most' : 'at least'
  return `${bound} ${outcomeValue(metric, target, '')}`
}
