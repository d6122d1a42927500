import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentDay } from '../../../src/engine/payment/payment-habit.js'
import { never } from '../../../src/engine/plan.js'
import {
  awaited,
  type Boost,
  boost,
  curveOfDays,
  daily,
  engineDay,
  firstDay,
  habitOf,
  horizonOf,
  lastDay,
  length,
  type Months,
  type Phase,
  rounding,
  type Situation,
  situation,
  threshold,
  walkDays,
} from './situation.js'

describe('paymentDay', () => {
  it('is the first day on which a plain day-by-day sum of −ln(1 − h) reaches the threshold', () => {
    const met = { compared: 0, paid: 0, phases: 0, boosted: 0, onPayDay: 0, beyond: 0 }
    fc.assert(
      fc.property(situation, (given) => {
        const { day, nearest } = walkDays(given)
        fc.pre(nearest > rounding)
        met.compared++
        if (day !== never) met.paid++
        if (day !== never && given.phases.some(({ from }) => from > given.start && from <= day)) met.phases++
        if (day !== never && given.boost !== null && given.boost.through >= given.start) met.boosted++
        if (day !== never && given.payDays !== null) met.onPayDay++
        if (given.start > horizonOf(given.months)) met.beyond++
        expect(engineDay(given)).toBe(day)
      }),
      { seed: 1, numRuns: 5000 },
    )
    expect(met.compared).toBe(5000)
    // None of the things that matter is rare.
    expect(Math.min(...Object.values(met))).toBeGreaterThan(100)
  })

  it('teeth: a walk that starts a day late, or reads the curve a day off, is told apart', () => {
    const cases = fc.sample(situation, { seed: 1, numRuns: 5000 }).map((given) => ({ given, day: engineDay(given) }))
    const disagree = (wrong: (given: Situation) => Situation) =>
      cases.filter(({ given, day }) => day !== walkDays(wrong(given)).day)
    expect(disagree((given) => ({ ...given, start: given.start + 1 })).length).toBeGreaterThan(50)
    expect(disagree((given) => ({ ...given, clockDue: given.clockDue + 1 })).length).toBeGreaterThan(50)
    const phasesADayLater = (list: readonly Phase[]) => list.map((phase) => ({ ...phase, from: phase.from + 1 }))
    expect(disagree((given) => ({ ...given, phases: phasesADayLater(given.phases) })).length).toBeGreaterThan(5)
    expect(disagree((given) => ({ ...given, phases: given.phases.slice(0, 1) })).length).toBeGreaterThan(20)
    expect(disagree((given) => ({ ...given, isSteady: !given.isSteady })).length).toBeGreaterThan(20)
    expect(disagree((given) => ({ ...given, boost: null })).length).toBeGreaterThan(20)
    const boostADayLonger = (own: Boost | null) => own && { ...own, through: own.through + 1 }
    expect(disagree((given) => ({ ...given, boost: boostADayLonger(given.boost) })).length).toBeGreaterThan(2)
    expect(disagree((given) => ({ ...given, payDays: null })).length).toBeGreaterThan(50)
    expect(disagree((given) => ({ ...given, defaultDay: given.defaultDay + 10 })).length).toBeGreaterThan(5)
    const monthsADayLater = ([first, ...others]: Months) => [{ ...first!, days: first!.days + 1 }, ...others]
    expect(disagree((given) => ({ ...given, months: monthsADayLater(given.months) })).length).toBeGreaterThan(3)
  })

  it('does not notice how a curve is held: one piece a day or few, with tables or without', () => {
    let paid = 0
    fc.assert(
      fc.property(situation, (given) => {
        const { day, nearest } = walkDays(given)
        fc.pre(nearest > rounding)
        if (day !== never) paid++
        for (const servesMany of [false, true]) {
          for (const isByDay of [false, true]) expect(engineDay({ ...given, servesMany, isByDay })).toBe(day)
        }
      }),
      { seed: 12, numRuns: 2000 },
    )
    expect(paid).toBeGreaterThan(250)
  })

  it('never pays later when a hazard of any phase is higher on any day', () => {
    fc.assert(
      fc.property(situation, fc.array(daily, { minLength: 4, maxLength: 4 }), (given, more) => {
        const raised = {
          ...given,
          phases: given.phases.map((phase, index) => ({
            ...phase,
            daily: phase.daily.map((value, day) => Math.max(value, more[index]![day]!)),
          })),
        }
        fc.pre(walkDays(given).nearest > rounding && walkDays(raised).nearest > rounding)
        expect(engineDay(raised)).toBeLessThanOrEqual(engineDay(given))
      }),
      { seed: 2, numRuns: 3000 },
    )
  })

  it('never pays later for a smaller threshold, nor before its start', () => {
    fc.assert(
      fc.property(situation, threshold, (given, other) => {
        const [small, large] = [Math.min(given.threshold, other), Math.max(given.threshold, other)]
        const day = engineDay({ ...given, threshold: small })
        expect(day).toBeLessThanOrEqual(engineDay({ ...given, threshold: large }))
        expect(day).toBeGreaterThanOrEqual(given.start)
      }),
      { seed: 3, numRuns: 2000 },
    )
  })

  it('does not notice the days of changes between equal curves', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const same = { ...given, phases: given.phases.map((phase) => ({ ...phase, daily: given.phases[0]!.daily })) }
        fc.pre(walkDays(same).nearest > rounding)
        expect(engineDay(same)).toBe(engineDay({ ...given, phases: given.phases.slice(0, 1) }))
      }),
      { seed: 4, numRuns: 3000 },
    )
  })

  it('does not notice months whose factors are all 1, nor where they end', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const plain = { ...given, isSteady: true }
        const even = { ...given, isSteady: false, months: given.months.map(({ days }) => ({ days, factor: 1 })) }
        fc.pre(walkDays(plain).nearest > rounding)
        expect(engineDay(even)).toBe(engineDay(plain))
      }),
      { seed: 5, numRuns: 3000 },
    )
  })

  it('never pays later in better months, nor at all on or after the day of default', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const months = given.months.map(({ days, factor }, index) => ({ days, factor: factor * (1 + (index % 2)) }))
        fc.pre(walkDays(given).nearest > rounding && walkDays({ ...given, months }).nearest > rounding)
        const day = engineDay(given)
        expect(engineDay({ ...given, months })).toBeLessThanOrEqual(day)
        expect(day === never || day < given.defaultDay).toBe(true)
        // A default that comes later than the payment changes nothing.
        if (day !== never) expect(engineDay({ ...given, defaultDay: day + 1 })).toBe(day)
        if (day !== never) expect(engineDay({ ...given, defaultDay: day })).toBe(never)
      }),
      { seed: 6, numRuns: 2000 },
    )
  })

  it('does not notice a boost of 1, nor one that ends before the start', () => {
    fc.assert(
      fc.property(situation, boost, (given, own) => {
        const none = { ...given, boost: null }
        fc.pre(walkDays(none).nearest > rounding)
        expect(engineDay({ ...given, boost: { ...own, factor: 1 } })).toBe(engineDay(none))
        expect(engineDay({ ...given, boost: { ...own, through: given.start - 1 } })).toBe(engineDay(none))
      }),
      { seed: 7, numRuns: 2000 },
    )
  })

  it('never pays later for a greater boost, nor for one above 1 that lasts longer', () => {
    fc.assert(
      fc.property(situation, boost, fc.integer({ min: 1, max: 100 }), (given, own, more) => {
        const greater = { ...own, factor: own.factor + more / 50 }
        const longer = { factor: 1 + own.factor, through: own.through + more }
        for (const [less, most] of [
          [own, greater],
          [{ ...longer, through: own.through }, longer],
        ]) {
          fc.pre(walkDays({ ...given, boost: less! }).nearest > rounding)
          fc.pre(walkDays({ ...given, boost: most! }).nearest > rounding)
          expect(engineDay({ ...given, boost: most! })).toBeLessThanOrEqual(engineDay({ ...given, boost: less! }))
        }
      }),
      { seed: 8, numRuns: 2000 },
    )
  })

  it('takes a boost through the end of a month for better months until then', () => {
    fc.assert(
      fc.property(situation, boost, fc.nat(5), (given, { factor }, count) => {
        const boosted = Math.min(count, given.months.length - 1)
        const own = given.months.map((month) => (given.isSteady ? { ...month, factor: 1 } : month))
        const through = horizonOf(own.slice(0, boosted + 1))
        const better = own.map((month, index) =>
          index <= boosted ? { ...month, factor: month.factor * factor } : month,
        )
        const inMonths = { ...given, isSteady: false, months: better, boost: null }
        fc.pre(walkDays(inMonths).nearest > rounding)
        expect(engineDay({ ...given, boost: { factor, through } })).toBe(engineDay(inMonths))
      }),
      { seed: 9, numRuns: 2000 },
    )
  })

  const largest = -Math.log(0.5 * 2 ** -32)

  it('is certain on a day of hazard 1, whatever the threshold, in whatever month, and with whatever boost', () => {
    const curve = curveOfDays(Array.from({ length }, (_, index) => (firstDay + index === 0 ? 1 : 0)))
    expect(paymentDay(habitOf([curve]), awaited(7, largest), 1)).toBe(7)
    for (const factor of [0.03, 0.2, 0.45, 1, 3, 20]) {
      const months = [{ days: 200, factor }]
      expect(paymentDay(habitOf([curve], { months, isSteady: false }), awaited(7, largest), 1)).toBe(7)
      expect(paymentDay(habitOf([curve]), awaited(7, largest, { factor, through: 7 }), 1)).toBe(7)
    }
  })

  it('never comes while nothing accumulates, before, in and after the curve', () => {
    const [nothing, always] = [0, 0.5].map((own) => curveOfDays(new Array<number>(length).fill(own)))
    expect(paymentDay(habitOf([nothing!]), awaited(0, 1e-9), 1)).toBe(never)
    const steadily = habitOf([always!])
    expect(paymentDay(steadily, awaited(0, 1e-9), lastDay + 1)).toBe(never)
    expect(paymentDay(steadily, awaited(0, 1e-9), lastDay)).toBe(lastDay)
    expect(paymentDay(steadily, awaited(100, 1e-9), 1)).toBe(100 + firstDay)
  })

  it('never comes before its start, though next to nothing is left of its threshold and much has accumulated', () => {
    // 10^−12 more than 30,000 is 30,000.
    const hazards = Array.from({ length }, (_, index) => (firstDay + index < 0 ? 1 : 0.5))
    for (const servesMany of [false, true]) {
      for (const isByDay of [false, true]) {
        const habit = habitOf([curveOfDays(hazards, { servesMany, isByDay })])
        expect([1, 2, 40].map((start) => paymentDay(habit, awaited(0, 1e-12), start))).toEqual([1, 2, 40])
      }
    }
  })

  it('of a threshold that rounding swallows is the next day that has a hazard at all, or never', () => {
    // 20,000 has accumulated by day 0, and is not changed by so little.
    const certainUntil = (hazards: (day: number) => number) =>
      curveOfDays(Array.from({ length }, (_, index) => (firstDay + index < 0 ? 1 : hazards(firstDay + index))))
    for (const months of [
      [{ days: 200, factor: 1 }],
      [
        { days: 8, factor: 1 },
        { days: 192, factor: 20 },
      ],
    ]) {
      const on = (hazards: (day: number) => number, start: number) =>
        paymentDay(habitOf([certainUntil(hazards)], { months, isSteady: false }), awaited(0, 1e-12), start)
      expect(on(() => 0, 5)).toBe(never)
      expect(on((day) => (day < 10 ? 0 : 0.1), 5)).toBe(10)
      expect(on((day) => (day < 10 ? 0 : 0.1), 12)).toBe(12)
      expect(on((day) => (day < 10 ? 1e-320 : 0.1), 5)).toBe(5)
    }
  })

  it('never comes where it would begin beyond the horizon, nor under a boost of 0 that lasts', () => {
    const always = curveOfDays(new Array<number>(length).fill(0.5))
    const habit = habitOf([always], { months: [{ days: 40, factor: 1 }] })
    expect([39, 40].map((start) => paymentDay(habit, awaited(0, 1e-9), start))).toEqual([39, 40])
    expect([41, 60, 5000].map((start) => paymentDay(habit, awaited(0, 1e-9), start))).toEqual([never, never, never])
    expect(paymentDay(habit, awaited(0, 1e-9, { factor: 0, through: 40 }), 1)).toBe(never)
    expect(paymentDay(habit, awaited(0, 1e-9, { factor: 0, through: 39 }), 1)).toBe(40)
  })

  it('goes by the curve of the phase in which each day lies, from its first day on', () => {
    const [nothing, always] = [0, 1].map((own) => curveOfDays(new Array<number>(length).fill(own)))
    const on = (curveFrom: readonly number[], start: number) =>
      paymentDay(habitOf([nothing!, always!, nothing!, always!], { curveFrom }), awaited(0, 1), start)
    expect(on([10, 12, 20], 1)).toBe(10)
    expect(on([10, 12, 20], 11)).toBe(11)
    expect(on([10, 12, 20], 12)).toBe(20)
    expect(on([10, 12, 20], 25)).toBe(25)
  })
})

describe('pay days', () => {
  const always = curveOfDays(new Array<number>(length).fill(0.5))

  it('are waited for: the next one on or after the day, none where the customer defaults on it or before', () => {
    const habit = habitOf([always], { payDays: [5, 20], months: [{ days: 30, factor: 1 }] })
    expect([1, 5, 6, 20, 21].map((day) => habit.onPayDay(day))).toEqual([5, 5, 20, 20, never])
    habit.defaultDay = 20
    expect([1, 6, 20].map((day) => habit.onPayDay(day))).toEqual([5, never, never])
  })

  it('are any where there is no calendar, and leave alone what is beyond the horizon or never', () => {
    expect([1, 17, never].map((day) => habitOf([always]).onPayDay(day))).toEqual([1, 17, never])
    const habit = habitOf([always], { payDays: [5], months: [{ days: 30, factor: 1 }] })
    expect([31, 5000, never].map((day) => habit.onPayDay(day))).toEqual([31, 5000, never])
  })
})
