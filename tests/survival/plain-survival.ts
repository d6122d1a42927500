/** A row of durations as a plain object. */
export interface PlainRow {
  readonly entered: number
  readonly time: number
  readonly paid: boolean
  readonly customer: number
  readonly group: number
}

/** What a row counts for: 1, unless a derivative is wanted. */
type Weight = (row: PlainRow) => number
const one: Weight = () => 1

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const atRisk = (rows: readonly PlainRow[], day: number, weight: Weight) =>
  sum(rows.map((row) => (row.entered <= day && day <= row.time ? weight(row) : 0)))
const paidOn = (rows: readonly PlainRow[], day: number, weight: Weight) =>
  sum(rows.map((row) => (row.paid && row.time === day ? weight(row) : 0)))

/** The days from the first entry through a day. */
function daysThrough(rows: readonly PlainRow[], last: number): number[] {
  const first = Math.min(...rows.map(({ entered }) => entered))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

/** The share still unpaid after a day, by its definition: one loop over all rows for each day. */
export function plainSurvival(rows: readonly PlainRow[], day: number): number {
  let share = 1
  for (const on of daysThrough(rows, day)) {
    const count = atRisk(rows, on, one)
    if (count > 0) share *= 1 - paidOn(rows, on, one) / count
  }
  return share
}

export function plainHazard(rows: readonly PlainRow[], day: number): number {
  return sum(
    daysThrough(rows, day).map((on) => {
      const count = atRisk(rows, on, one)
      return count === 0 ? 0 : paidOn(rows, on, one) / count
    }),
  )
}

export function plainGreenwood(rows: readonly PlainRow[], day: number): number {
  return sum(
    daysThrough(rows, day).map((on) => {
      const [count, paid] = [atRisk(rows, on, one), paidOn(rows, on, one)]
      return count > paid ? paid / (count * (count - paid)) : 0
    }),
  )
}

export function plainHazardVariance(rows: readonly PlainRow[], day: number): number {
  return sum(
    daysThrough(rows, day).map((on) => {
      const [count, paid] = [atRisk(rows, on, one), paidOn(rows, on, one)]
      return count === 0 ? 0 : (paid * (count - paid)) / count ** 3
    }),
  )
}

/** The mean of the smaller of time and horizon, as the sum of the shares unpaid. */
export function plainMean(rows: readonly PlainRow[], horizon: number): number {
  const first = Math.min(...rows.map(({ entered }) => entered))
  return first + sum(daysThrough(rows, horizon - 1).map((day) => plainSurvival(rows, day)))
}

/** How a day's part of an estimate moves by a customer, found by weighing the customer's rows a little more and less. */
function moves(customer: number, part: (weight: Weight) => number): number {
  const step = 1e-5
  const weighed =
    (by: number): Weight =>
    (row) =>
      row.customer === customer ? 1 + by : 1
  return (part(weighed(step)) - part(weighed(-step))) / (2 * step)
}

const customersOf = (rows: readonly PlainRow[]) => [...new Set(rows.map(({ customer }) => customer))]

/** The jackknife over customers, with what each day adds to an estimate by its weights, each day's part times a factor. */
function jackknife(
  rows: readonly PlainRow[],
  last: number,
  partOf: (paid: number, count: number) => number,
  factorOf: (day: number) => number = () => 1,
): number {
  const customers = customersOf(rows)
  const squares = customers.map((customer) => {
    const own = rows.filter((row) => row.customer === customer)
    const moved = daysThrough(rows, last).map((day) => {
      const others = 1 - atRisk(own, day, one) / atRisk(rows, day, one)
      if (!(others > 0) || paidOn(rows, day, one) === atRisk(rows, day, one)) return 0
      const part = (weight: Weight) => partOf(paidOn(rows, day, weight), atRisk(rows, day, weight))
      return (moves(customer, part) * factorOf(day)) / others
    })
    return sum(moved) ** 2
  })
  return (sum(squares) * (customers.length - 1)) / customers.length
}

/** The variance of log survival by customer. */
export function plainLogVariance(rows: readonly PlainRow[], day: number): number {
  return jackknife(rows, day, (paid, count) => Math.log(1 - paid / count))
}

/** The variance of the mean by customer: each day's part moves all the area behind it. */
export function plainMeanVariance(rows: readonly PlainRow[], horizon: number): number {
  const areaFrom = (day: number) =>
    sum(
      daysThrough(rows, horizon - 1)
        .filter((on) => on >= day)
        .map((on) => plainSurvival(rows, on)),
    )
  const last = Math.max(...rows.map(({ time }) => time))
  return jackknife(rows, Math.min(last, horizon - 1), (paid, count) => Math.log(1 - paid / count), areaFrom)
}

/** The hazard's variance by customer: exactly what the hazard is without each of them, on days with others at risk. */
export function plainHazardByCustomer(rows: readonly PlainRow[], day: number): number {
  const customers = customersOf(rows)
  const squares = customers.map((customer) => {
    const others = rows.filter((row) => row.customer !== customer)
    const moved = daysThrough(rows, day).map((on) => {
      const count = atRisk(others, on, one)
      return count === 0 ? 0 : paidOn(others, on, one) / count - paidOn(rows, on, one) / atRisk(rows, on, one)
    })
    return sum(moved) ** 2
  })
  return (sum(squares) * (customers.length - 1)) / customers.length
}

const inGroup = (rows: readonly PlainRow[], group: number) => rows.filter((row) => row.group === group)

/** Observed − expected payments of a group. */
function difference(rows: readonly PlainRow[], group: number, weight: Weight = one): number {
  const own = inGroup(rows, group)
  const last = Math.max(...rows.map(({ time }) => time))
  return sum(
    daysThrough(rows, last).map((day) => {
      const count = atRisk(rows, day, weight)
      if (count === 0) return 0
      return paidOn(own, day, weight) - (paidOn(rows, day, weight) * atRisk(own, day, weight)) / count
    }),
  )
}

export interface PlainLogRank {
  readonly differences: readonly number[]
  /** Hypergeometric. */
  readonly variance: readonly (readonly number[])[]
  readonly varianceByCustomer: readonly (readonly number[])[]
}

/** The parts of the log-rank test for groups numbered from 0. */
export function plainLogRank(rows: readonly PlainRow[], groups: number): PlainLogRank {
  const all = Array.from({ length: groups }, (_, group) => group)
  const last = Math.max(...rows.map(({ time }) => time))
  const variance = all.map((a) =>
    all.map((b) =>
      sum(
        daysThrough(rows, last).map((day) => {
          const [count, paid] = [atRisk(rows, day, one), paidOn(rows, day, one)]
          if (count < 2) return 0
          const [inA, inB] = [a, b].map((group) => atRisk(inGroup(rows, group), day, one) / count)
          return ((paid * (count - paid)) / (count - 1)) * inA! * ((a === b ? 1 : 0) - inB!)
        }),
      ),
    ),
  )
  const customers = customersOf(rows)
  const added = customers.map((customer) =>
    all.map((group) => moves(customer, (weight) => difference(rows, group, weight))),
  )
  const factor = customers.length / (customers.length - 1)
  return {
    differences: all.map((group) => difference(rows, group)),
    variance,
    varianceByCustomer: all.map((a) => all.map((b) => factor * sum(added.map((sums) => sums[a]! * sums[b]!)))),
  }
}

/** The quadratic form of the inverse of a matrix without its last row and column, by elimination. */
export function plainStatistic(differences: readonly number[], variance: readonly (readonly number[])[]): number {
  const size = differences.length - 1
  const rows = variance.slice(0, size).map((row, index) => [...row.slice(0, size), differences[index]!])
  for (let pivot = 0; pivot < size; pivot++) {
    const best = rows.slice(pivot).reduce((a, b) => (Math.abs(b[pivot]!) > Math.abs(a[pivot]!) ? b : a))
    rows.splice(rows.indexOf(best), 1)
    rows.splice(pivot, 0, best)
    for (const row of rows) {
      if (row === best) continue
      const factor = row[pivot]! / best[pivot]!
      for (let column = 0; column <= size; column++) row[column]! -= factor * best[column]!
    }
  }
  return sum(rows.map((row, index) => (row[size]! / row[index]!) * differences[index]!))
}
