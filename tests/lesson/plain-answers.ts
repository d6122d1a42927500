import { Decimal } from 'decimal.js'
import { type PromptRow, promptTable } from './prompt-table.js'

/*
 * The answer of each exercise, worked out in decimal.js from nothing but the words and figures that the learner sees. No code of
 * src is used: if a figure were missing in a prompt, or the question meant another KPI than its answer, this would show it.
 */

const number = (text: string | undefined) => new Decimal(text!.replace(/,/g, '').replace(/ %$/, ''))
const sum = (numbers: readonly Decimal[]) => numbers.reduce((total, own) => total.plus(own), new Decimal(0))
const column = (rows: readonly PromptRow[], name: string) => rows.map((row) => number(row[name]))
const time = (day: string) => Date.parse(`${day} UTC`) / 86_400_000
const isoTime = (day: string) => Date.parse(day) / 86_400_000

/** The figure beside the words that begin so. */
function labelled(rows: readonly PromptRow[], beginning: string): Decimal {
  const found = rows.filter((row) => Object.values(row)[0]!.startsWith(beginning))
  if (found.length !== 1) throw new Error(`${found.length} rows begin with ${beginning}`)
  return number(Object.values(found[0]!)[1])
}

/** The days of `from 1 April 2024 through 30 June 2024`. */
function daysOfSpan(prompt: string): number {
  const [, from, through] = /from (\d+ \w+ \d+) through (\d+ \w+ \d+)/.exec(prompt)!
  return time(through!) - time(from!) + 1
}

/** The first number after some words. */
function stated(prompt: string, pattern: RegExp): Decimal {
  return number(pattern.exec(prompt)![1])
}

type Reckoner = (rows: readonly PromptRow[], prompt: string) => Decimal

const reckoners: Readonly<Record<string, Reckoner>> = {
  'roll-forward-1': (rows) =>
    labelled(rows, 'Receivables at the start')
      .plus(labelled(rows, 'Credit sales'))
      .minus(labelled(rows, 'Credit memos'))
      .minus(labelled(rows, 'Write-offs'))
      .minus(labelled(rows, 'Receivables at the end')),
  'dso-1': (rows, prompt) =>
    number(rows.at(-1)!['Receivables at month end'])
      .dividedBy(sum(column(rows.slice(1), 'Credit sales')))
      .times(daysOfSpan(prompt)),
  'dso-2': (rows, prompt) =>
    sum(column(rows, 'Receivables at the end'))
      .dividedBy(sum(column(rows, 'Credit sales')))
      .times(daysOfSpan(prompt)),
  'cei-1': (rows) => {
    const opened = labelled(rows, 'Receivables at the start').plus(labelled(rows, 'Credit sales'))
    const gone = opened.minus(labelled(rows, 'Receivables at the end'))
    return gone.dividedBy(opened.minus(labelled(rows, 'of these not yet due'))).times(100)
  },
  'aging-1': (rows, prompt) => {
    const asOf = time(/at the end of (\d+ \w+ \d+)/.exec(prompt)![1]!)
    const late = rows.filter((row) => asOf - isoTime(row['Due date']!) > 30)
    return sum(column(late, 'Open USD'))
      .dividedBy(sum(column(rows, 'Open USD')))
      .times(100)
  },
  'add-1': (rows, prompt) => {
    const late = labelled(rows, 'Receivables at its end').minus(labelled(rows, 'of these not yet due'))
    return late.dividedBy(labelled(rows, 'Credit sales')).times(daysOfSpan(prompt))
  },
  'turnover-1': (rows, prompt) => {
    const mean = labelled(rows, 'Receivables at the start').plus(labelled(rows, 'Receivables at the end')).dividedBy(2)
    const net = labelled(rows, 'Credit sales').minus(labelled(rows, 'Credit memos'))
    return net.dividedBy(mean).times(365).dividedBy(daysOfSpan(prompt))
  },
  'countback-1': (rows, prompt) => {
    let left = stated(prompt, /, ([\d,]+) USD of the receivables/)
    let days = new Decimal(0)
    for (const row of [...rows].reverse()) {
      const sales = number(row['Credit sales'])
      const used = Decimal.min(left, sales)
      days = days.plus(used.dividedBy(sales).times(number(row.Days)))
      left = left.minus(used)
    }
    if (!left.isZero()) throw new Error('the months of the prompt do not suffice')
    return days
  },
  'on-time-1': (rows) => {
    const paid = rows.filter((row) => row['Paid on'] !== '–')
    const onTime = paid.filter((row) => row['Paid on']! <= row['Due date']!)
    return sum(column(onTime, 'USD'))
      .dividedBy(sum(column(paid, 'USD')))
      .times(100)
  },
  'survival-1': (rows) => {
    let share = new Decimal(100)
    for (let day = 0; day <= 30; day++) {
      const watched = rows.filter((row) => Number(row.Days) >= day).length
      const paid = rows.filter((row) => Number(row.Days) === day && row['What happened']!.startsWith('paid')).length
      share = share.times(watched - paid).dividedBy(watched)
    }
    return share
  },
  'discount-1': (rows) => {
    const discount = labelled(rows, 'Discount in per cent')
    const gained = labelled(rows, 'Due day').minus(labelled(rows, 'Discount day'))
    return discount.dividedBy(new Decimal(100).minus(discount)).times(365).dividedBy(gained).times(100)
  },
  'terms-1': (rows, prompt) => {
    const [, before, after] = /from net (\d+) to net (\d+)/.exec(prompt)!
    return sum(
      rows.map((row) =>
        number(row['Credit sales a year, USD'])
          .dividedBy(365)
          .times(Number(after) - Number(before))
          .times(number(row['Pass-through']))
          .dividedBy(100),
      ),
    )
  },
  // Found by trying: the rate at which what payers earn is what the others lose.
  'credit-1': (rows) => {
    const [margin, recovery] = [labelled(rows, 'Margin'), labelled(rows, 'Recovered')]
    const lost = labelled(rows, 'Cost of the goods').minus(recovery)
    let [low, high] = [new Decimal(0), new Decimal(100)]
    for (let step = 0; step < 80; step++) {
      const rate = low.plus(high).dividedBy(2)
      const profit = new Decimal(100).minus(rate).times(margin).minus(rate.times(lost))
      if (profit.greaterThan(0)) low = rate
      else high = rate
    }
    return low
  },
  // Day by day.
  'capacity-1': (rows, prompt) => {
    let waiting = labelled(rows, 'Contacts that wait today')
    const capacity = labelled(rows, 'Collectors').times(labelled(rows, 'Contacts that a collector'))
    for (let day = 0; day < 5 * stated(prompt, /after (\d+) weeks/).toNumber(); day++) {
      waiting = Decimal.max(0, waiting.plus(labelled(rows, 'Contacts asked for')).minus(capacity))
    }
    return waiting
  },
  'goal-1': (rows) => {
    const opened = labelled(rows, 'Receivables at the start').plus(labelled(rows, 'Credit sales'))
    const below = opened.minus(labelled(rows, 'of these not yet due'))
    const closing = labelled(rows, 'Receivables at the end')
    const addedBack = closing.plus(labelled(rows, 'Credit memos')).plus(labelled(rows, 'Write-offs'))
    const reported = opened.minus(closing).dividedBy(below)
    return reported.minus(opened.minus(addedBack).dividedBy(below)).times(100)
  },
  'bad-debt-1': (rows) =>
    labelled(rows, 'Written off')
      .minus(labelled(rows, 'Cash recovered'))
      .dividedBy(labelled(rows, 'Credit sales'))
      .times(100),
  'allowance-1': (rows) =>
    sum(rows.map((row) => number(row['Open USD']).times(number(row['Loss rate'])).dividedBy(100))),
  'backtest-1': (rows) =>
    new Decimal(
      rows.filter((row) => {
        const came = number(row['What came'])
        return came.greaterThanOrEqualTo(number(row['Low end'])) && came.lessThanOrEqualTo(number(row['High end']))
      }).length,
    ),
  'seek-1': (rows, prompt) => {
    const asked = stated(prompt, /at least (\d+) % of futures/)
    const enough = rows.filter((row) => number(Object.values(row)[2]).greaterThanOrEqualTo(asked))
    return Decimal.max(...column(enough, 'Net days'))
  },
}

/** The answer of an exercise by its prompt alone. */
export function plainAnswer(id: string, prompt: string): Decimal {
  return reckoners[id]!(promptTable(prompt), prompt)
}
