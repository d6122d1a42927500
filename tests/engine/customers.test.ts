import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import { describe, expect, it } from 'vitest'
import type { InvoiceTrace } from '../../src/engine/invoices/invoice.js'
import { normalQuantile } from '../../src/engine/random/normal-quantile.js'
import { dayOf, drawnInvoices, eachReplicate } from './drawn-invoices.js'
import type { PlainCompany, PlainCustomer } from './plain-company.js'
import {
  chiSquareTail,
  falseAlarmRate,
  logGamma,
  meanPValue,
  pearsonPValue,
  poissonPValue,
  quantilePValue,
  twoSidedNormalTail,
  variancePValue,
} from './statistics.js'
import {
  always,
  known,
  steadyCompany,
  steadyCustomer,
  steadyOrders,
  steadyPolicy,
  steadySegment,
} from './steady-company.js'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const counts = (values: readonly number[], cells: number) => {
  const found = new Array<number>(cells).fill(0)
  for (const value of values) found[Math.min(value, cells - 1)]! += 1
  return found
}

/** A company of customers alike but for their keys. */
function alike(count: number, customer: Partial<PlainCustomer>, horizon: number): PlainCompany {
  const customers = Array.from({ length: count }, (_, row) => ({ ...steadyCustomer, ...customer, key: 1000 + row }))
  return { ...steadyCompany([horizon]), customers }
}

// Each p-value is asked to be at least 1e-6: 17 of them, so a right engine fails any in one of 58,000 seeds.
describe('orders of a customer', () => {
  const [rate, days, shape, replicates] = [0.5, 40, 4, 20_000] as const
  const mean = rate * days
  const numbers = drawnInvoices(alike(1, { ordersPerDay: { value: rate, shape } }, days), replicates).map(
    (invoices) => invoices.length,
  )
  /** P(N = n) where N is Poisson with a gamma distributed mean: negative binomial. */
  const probability = (n: number, size: number) =>
    Math.exp(
      logGamma(n + size) -
        logGamma(size) -
        logGamma(n + 1) +
        size * Math.log(size / (size + mean)) +
        n * Math.log(mean / (size + mean)),
    )
  const pValue = (size: number) => {
    // 0 to 54 one by one, the rest together.
    const cells = Array.from({ length: 55 }, (_, n) => replicates * probability(n, size))
    return pearsonPValue(counts(numbers, 56), [...cells, replicates - sum(cells)])
  }

  it('at an uncertain rate are as many as Poisson numbers of gamma means', () => {
    expect(pValue(shape)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(shape * 1.15)).toBeLessThan(falseAlarmRate)
    expect(meanPValue(numbers, mean, Math.sqrt(mean + mean ** 2 / shape))).toBeGreaterThan(falseAlarmRate)
    // Teeth: the Poisson variance alone.
    expect(variancePValue(numbers, mean, mean, 3 + 1 / mean)).toBeLessThan(falseAlarmRate)
  })

  it('in noisy months keep their mean; their variance has the months’ as well', () => {
    const sigma = 0.4
    const monthEnds = [10, 20, 30, 40]
    const noisy = {
      ...alike(1, { ordersPerDay: known(rate) }, days),
      monthEnds,
      orders: { ...steadyOrders(4), monthlyDeviation: sigma },
    }
    const own = drawnInvoices(noisy, replicates).map((invoices) => invoices.length)
    const variance = mean + 4 * (rate * 10) ** 2 * (Math.exp(sigma ** 2) - 1)
    expect(meanPValue(own, mean, Math.sqrt(variance))).toBeGreaterThan(falseAlarmRate)
    // Its kurtosis is above 3 by less than 1; 4 widens the test by a fifth.
    expect(variancePValue(own, mean, variance, 4)).toBeGreaterThan(falseAlarmRate)
    expect(variancePValue(own, mean, mean, 4)).toBeLessThan(falseAlarmRate)
  })

  it('follow the months: twice as many where the factor is 2, evenly over days', () => {
    const months = steadyOrders(2).months.map((month, index) => ({ ...month, logFactor: index * Math.log(2) }))
    const company = {
      ...alike(1, { ordersPerDay: known(5) }, 40),
      monthEnds: [15, 40],
      orders: { ...steadyOrders(2), months },
    }
    const issued = drawnInvoices(company, 500).flatMap((invoices) => invoices.map((invoice) => invoice.issued))
    const expected = (jump: number) => Array.from({ length: 40 }, (_, day) => (day < jump ? 2500 : 5000))
    const byDay = counts(issued, 41).slice(1)
    expect(pearsonPValue(byDay, expected(15))).toBeGreaterThan(falseAlarmRate)
    expect(pearsonPValue(byDay, expected(16))).toBeLessThan(falseAlarmRate)
  })

  it('have amounts whose uncertain level is drawn once for each customer and replicate and keeps the mean', () => {
    const error = 0.3
    const customer = { ordersPerDay: known(1), logAmountMean: 14, logAmountMeanError: error }
    const drawn = drawnInvoices(alike(1, customer, 30), 5000).filter((invoices) => invoices.length > 0)
    for (const invoices of drawn) expect(new Set(invoices.map(({ amount }) => amount)).size).toBe(1)
    const levels = drawn.map(([first]) => (Math.log(first!.amount) - 14 + error ** 2 / 2) / error)
    expect(quantilePValue(levels, normalQuantile)).toBeGreaterThan(falseAlarmRate)
    const amounts = drawn.map(([first]) => first!.amount / Math.exp(14))
    const deviation = Math.sqrt(Math.exp(error ** 2) - 1)
    expect(meanPValue(amounts, 1, deviation)).toBeGreaterThan(falseAlarmRate)
    expect(meanPValue(amounts, Math.exp(error ** 2 / 2), deviation)).toBeLessThan(falseAlarmRate)
  })

  it('are paid at a multiplier that is drawn once for each customer and replicate', () => {
    // One piece of hazard h: unpaid through k days with probability E[(1 − h·m)^k], here by the gamma's quantiles.
    const [hazard, size, steps] = [0.02, 3, 20_000]
    // Orders come in the first ten days alone; then there is time to see when they are paid.
    const months = steadyOrders(2).months.map((month, index) => ({ ...month, logFactor: index === 0 ? 0 : -30 }))
    const company = {
      ...alike(1, { ordersPerDay: known(0.5), multiplier: { value: 1, shape: size } }, 10),
      monthEnds: [10, 210],
      orders: { ...steadyOrders(2), months },
      segments: [steadySegment(hazard, 0)],
    }
    const first = drawnInvoices(company, replicates).flatMap((invoices) => invoices.slice(0, 1))
    const ages = [5, 10, 20, 40, 80, 160]
    const pValue = (own: number) => {
      const multipliers = Array.from({ length: steps }, (_, step) => gammaQuantile((step + 0.5) / steps, own, own))
      const unpaid = (age: number) =>
        multipliers.reduce((total, multiplier) => total + (1 - hazard * multiplier) ** (age + 1), 0) / steps
      const left = [1, ...ages.map(unpaid), 0]
      const seen = counts(
        first
          .map((invoice) => dayOf(invoice, 'paid') - invoice.due)
          .map((late) => ages.findIndex((age) => late <= age))
          .map((cell) => (cell < 0 ? 6 : cell)),
        7,
      )
      return pearsonPValue(
        seen,
        left.slice(1).map((after, cell) => first.length * (left[cell]! - after)),
      )
    }
    expect(pValue(size)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(size * 1.3)).toBeLessThan(falseAlarmRate)
  })
})

describe('default', () => {
  // A customer orders 20 times a day until it has defaulted, and each order is paid at once: the first day without cash is
  // the day of default, but for a chance of e^−20.
  const [rate, horizon, customers, replicates] = [0.03, 40, 100, 40]
  const stops = 7
  const dueAtOnce = always({ terms: { net: 0, every: 1 } })
  const company = (segment: object, customer: Partial<PlainCustomer> = {}): PlainCompany => ({
    ...alike(customers, { ordersPerDay: known(20), phases: dueAtOnce, ...customer }, horizon),
    segments: [{ ...steadySegment(1, 0), defaultsPerDay: known(rate), ...segment }],
    ordersStopAfterDefault: stops,
  })
  /** Day of default and last day of orders of every customer in every replicate; horizon + 1 where there is none. */
  function endings(own: PlainCompany) {
    const grouped = {
      ...own,
      groups: customers + 1,
      unappliedCash: new Array<number>(customers + 1).fill(0),
      customers: own.customers.map((customer, row) => ({ ...customer, group: row + 1 })),
    }
    const listen = () => {
      const [lastPaid, lastOrder] = [new Array<number>(customers).fill(0), new Array<number>(customers).fill(0)]
      const trace: InvoiceTrace = (day, event, _, { group, issued }) => {
        if (event === 'issued') lastOrder[group - 1] = day
        if (event === 'paid' && day === issued) lastPaid[group - 1] = day
      }
      return Object.assign(trace, { lastPaid, lastOrder })
    }
    return eachReplicate(grouped, replicates, listen, ({ lastPaid, lastOrder }) =>
      lastPaid.map((day, row) => ({ defaulted: day + 1, lastOrder: lastOrder[row]! })),
    ).flat()
  }
  const ends = endings(company({}))
  const dayPValue = (days: readonly number[], daily: (day: number) => number) => {
    const cells = Array.from({ length: horizon }, (_, day) => daily(day + 1) * days.length)
    return pearsonPValue(counts(days, horizon + 2).slice(1), [...cells, days.length - sum(cells)])
  }
  const exponential = (own: number) => (day: number) => Math.exp(-own * (day - 1)) - Math.exp(-own * day)

  it('comes on exponentially distributed days', () => {
    const days = ends.map(({ defaulted }) => defaulted)
    expect(dayPValue(days, exponential(rate))).toBeGreaterThan(falseAlarmRate)
    expect(dayPValue(days, exponential(rate * 1.25))).toBeLessThan(falseAlarmRate)
    expect(
      dayPValue(
        days.map((day) => Math.max(1, day - 1)),
        exponential(rate),
      ),
    ).toBeLessThan(falseAlarmRate)
  })

  it('ends orders exactly so many days later', () => {
    for (const { defaulted, lastOrder } of ends) expect(lastOrder).toBe(Math.min(horizon, defaulted + stops - 1))
    const atOnce = endings({ ...company({}), ordersStopAfterDefault: 0 })
    for (const { defaulted, lastOrder } of atOnce) expect(lastOrder).toBe(Math.min(horizon, defaulted - 1))
  })

  it('is more frequent in bad months, by the economy’s factor', () => {
    // The factor stays at −1: rates are e^0.7 times as high in both months as in a usual one, which has e^(−0.7² ÷ 2) of the mean.
    const usual = -(0.7 ** 2) / 2
    const bad = {
      ...company({}),
      monthEnds: [13, horizon],
      economy: { ...company({}).economy, persistence: 1, now: -1, defaultLoading: 0.7 },
      orders: steadyOrders(2),
    }
    const days = endings(bad).map(({ defaulted }) => defaulted)
    expect(dayPValue(days, exponential(rate * Math.exp(0.7 + usual)))).toBeGreaterThan(falseAlarmRate)
    expect(dayPValue(days, exponential(rate * Math.exp(0.5 + usual)))).toBeLessThan(falseAlarmRate)
  })

  it('before the first day has its probability, and then nothing is ever paid', () => {
    const days = endings(company({ defaultsPerDay: known(0) }, { defaulted: 0.3 })).map(({ defaulted }) => defaulted)
    const before = days.filter((day) => day === 1).length
    expect(days.every((day) => day === 1 || day === horizon + 1)).toBe(true)
    const pValue = (share: number) =>
      twoSidedNormalTail((before - days.length * share) / Math.sqrt(days.length * share * (1 - share)))
    expect(pValue(0.3)).toBeGreaterThan(falseAlarmRate)
    expect(pValue(0.25)).toBeLessThan(falseAlarmRate)
  })
})

interface Came {
  readonly amount: number
  readonly group: number
  readonly issued: number[]
  readonly net: number[]
}

describe('newcomers', () => {
  // A customer has one amount for all its orders, its own; and orders 25 times a day, so that the day of its first order is
  // its first day, but for a chance of e^−25.
  const [perDay, horizon, replicates] = [0.08, 30, 600]
  const customer = { ...steadyCustomer, ordersPerDay: known(25), logAmountMeanError: 0.01 }
  const longerFrom = 11
  const longer = { from: longerFrom, policy: { ...steadyPolicy, terms: { net: 60, every: 1 } } }
  const company: PlainCompany = {
    ...steadyCompany([10, horizon]),
    groups: 4,
    unappliedCash: [0, 0, 0, 0],
    segments: [
      { ...steadySegment(0.1, 0), arrivalsPerDay: known(perDay) },
      { ...steadySegment(0.1, 0), key: 8 },
      // Nobody is there whom they could be like.
      { ...steadySegment(0.1, 0), key: 9, arrivalsPerDay: known(1) },
    ],
    customers: [
      { ...customer, key: 1, group: 1, logAmountMean: 18 },
      { ...customer, key: 2, group: 2, logAmountMean: 19, phases: [...always(), longer] },
      { ...customer, key: 3, group: 3, logAmountMean: 20, segment: 1 },
    ],
  }
  /** Every customer of every replicate by its amount: its group, first day, and the days and terms of its orders. */
  function newcomersOf(own: PlainCompany) {
    const listen = () => {
      const byAmount = new Map<number, Came>()
      const trace: InvoiceTrace = (day, event, amount, { group, due }) => {
        if (event !== 'issued') return
        const customer = byAmount.get(amount) ?? { amount, group, issued: [], net: [] }
        customer.issued.push(day)
        customer.net.push(due - day)
        byAmount.set(amount, customer)
      }
      return Object.assign(trace, { byAmount })
    }
    return eachReplicate(own, replicates, listen, ({ byAmount }) =>
      [...byAmount.values()].map((customer) => ({ ...customer, firstDay: Math.min(...customer.issued) })),
    )
  }
  const came = newcomersOf(company)
  const all = came.flat()
  // The three that were there order on day 1 too; a newcomer of day 1 is told from them by number.
  const firstDays = counts(
    all.map(({ firstDay }) => firstDay),
    horizon + 1,
  ).slice(1)
  firstDays[0]! -= 3 * replicates

  it('come as a Poisson process, from the first day to the last', () => {
    const expected = new Array<number>(horizon).fill(replicates * perDay)
    expect(pearsonPValue(firstDays, expected)).toBeGreaterThan(falseAlarmRate)
    const total = sum(firstDays)
    expect(poissonPValue(total, replicates * perDay * horizon)).toBeGreaterThan(falseAlarmRate)
    expect(poissonPValue(total, replicates * perDay * horizon * 1.15)).toBeLessThan(falseAlarmRate)
    const mean = perDay * horizon
    let probability = Math.exp(-mean)
    const cells = Array.from({ length: 6 }, (_, n) => {
      if (n > 0) probability *= mean / n
      return replicates * probability
    })
    const numbers = came.map((customers) => customers.length - 3)
    expect(pearsonPValue(counts(numbers, 7), [...cells, replicates - sum(cells)])).toBeGreaterThan(falseAlarmRate)
  })

  it('are like one of the segment’s customers, each as likely, and of no other segment', () => {
    const byGroup = [1, 2, 3].map((group) => all.filter((own) => own.group === group).length - replicates)
    expect(byGroup[2]).toBe(0)
    const statistic = (byGroup[0]! - byGroup[1]!) ** 2 / (byGroup[0]! + byGroup[1]!)
    expect(chiSquareTail(statistic, 1)).toBeGreaterThan(falseAlarmRate)
    expect(byGroup[0]).toBeGreaterThan(500)
    for (const { group, amount, issued, net } of all) {
      expect(Math.round(Math.log(amount))).toBe(17 + group)
      // Levers act on them as on those they are like.
      expect(net).toEqual(issued.map((day) => (group === 2 && day >= longerFrom ? 60 : 30)))
    }
  })

  it('order from their first day on as often as those they are like, but by their own luck', () => {
    const late = all.filter(({ firstDay }) => firstDay > 1)
    const orders = sum(late.map((own) => own.issued.length))
    const days = sum(late.map(({ firstDay }) => horizon - firstDay + 1))
    // The first day is known to have an order; without that e^−25 is nothing.
    expect(poissonPValue(orders, 25 * days)).toBeGreaterThan(falseAlarmRate)
    expect(poissonPValue(orders, 25 * (days - late.length / 4))).toBeLessThan(falseAlarmRate)
    // Two in one replicate do not share their days.
    const pairs = came.map((own) => own.filter(({ firstDay }) => firstDay > 1)).filter((own) => own.length >= 2)
    for (const [one, other] of pairs) {
      expect(one!.issued).not.toEqual(other!.issued)
    }
  })

  it('come by season and growth, as orders do: twice as many where there are twice as many orders', () => {
    const months = steadyOrders(2).months.map((month, index) => ({ ...month, logFactor: index * Math.log(2) }))
    const growing = { ...company, orders: { ...steadyOrders(2), months } }
    const days = newcomersOf(growing).flatMap((own) => own.map(({ firstDay }) => firstDay))
    const byDay = counts(days, horizon + 1).slice(1)
    byDay[0]! -= 3 * replicates
    const expected = (jump: number) =>
      Array.from({ length: horizon }, (_, day) => replicates * perDay * (day < jump ? 1 : 2))
    expect(pearsonPValue(byDay, expected(10))).toBeGreaterThan(falseAlarmRate)
    expect(pearsonPValue(byDay, expected(14))).toBeLessThan(falseAlarmRate)
  })

  it('that are refused stay away, from the day on which nobody like them is taken; the others come as they would', () => {
    const closed = { from: 16, policy: { ...steadyPolicy, admitsNew: false } }
    const refusing = {
      ...company,
      customers: company.customers.map((customer) =>
        customer.group === 1 ? { ...customer, phases: [...always(), closed] } : customer,
      ),
    }
    const isTaken = ({ group, firstDay }: { group: number; firstDay: number }) => group !== 1 || firstDay < 16
    const nameOf = (own: Came) => `${own.group} ${own.amount} ${own.issued}`
    newcomersOf(refusing).forEach((own, replicate) => {
      expect(own.map(nameOf)).toEqual(came[replicate]!.filter(isTaken).map(nameOf))
    })
    expect(all.filter((own) => !isTaken(own)).length).toBeGreaterThan(100)
  })

  it('are the same, each by its number, when more of them come', () => {
    const more = {
      ...company,
      segments: company.segments.map((segment) => ({
        ...segment,
        arrivalsPerDay: known(segment.arrivalsPerDay.value * 2),
      })),
    }
    const amounts = (of: PlainCompany) => drawnInvoices(of, 30).map((list) => new Set(list.map(({ amount }) => amount)))
    const [few, many] = [amounts(company), amounts(more)]
    few.forEach((own, replicate) => {
      expect([...own].every((amount) => many[replicate]!.has(amount))).toBe(true)
    })
    expect(sum(many.map((own) => own.size))).toBeGreaterThan(sum(few.map((own) => own.size)))
  })
})
