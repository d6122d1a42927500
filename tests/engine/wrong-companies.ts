import { withCustomers, withPolicies, withSegments } from './change-company.js'
import type { PlainCompany, PlainCustomer, PlainPolicy, PlainResponse, PlainSegment } from './plain-company.js'
import { sampleCompany } from './sample-company.js'

const customersAs = (change: (customer: PlainCustomer) => Partial<PlainCustomer>) =>
  withCustomers(sampleCompany, change)
const segmentsAs = (change: (segment: PlainSegment) => Partial<PlainSegment>) => withSegments(sampleCompany, change)
const policiesAs = (change: (policy: PlainPolicy) => Partial<PlainPolicy>) => withPolicies(sampleCompany, change)
const economyAs = (change: Partial<PlainCompany['economy']>): PlainCompany => ({
  ...sampleCompany,
  economy: { ...sampleCompany.economy, ...change },
})
const ordersAs = (change: Partial<PlainCompany['orders']>): PlainCompany => ({
  ...sampleCompany,
  orders: { ...sampleCompany.orders, ...change },
})
const openingAs = (change: Partial<PlainCompany['opening'][number]>): PlainCompany => ({
  ...sampleCompany,
  opening: sampleCompany.opening.map((invoice) => ({ ...invoice, ...change })),
})
/** A response that is a little greater, with the luck that it had. */
const greater = (response: PlainResponse, by: number): PlainResponse =>
  typeof response === 'number'
    ? response * by
    : { ...response, least: response.least * by, greatest: response.greatest * by }

/** The sample company with one wrong number in each mechanism. */
export const wrongCompanies: Readonly<Record<string, PlainCompany>> = {
  'a hazard 1 % higher': segmentsAs(({ pieces }) => ({
    pieces: pieces.map((piece) => ({ ...piece, value: piece.value * 1.01 })),
  })),
  'a hazard less sure': segmentsAs(({ pieces }) => ({
    pieces: pieces.map((piece) => ({ ...piece, shape: piece.shape * 0.99 })),
  })),
  'written off a day later': policiesAs(({ writeOffAge }) => ({ writeOffAge: writeOffAge + 1 })),
  'a greater part recovered': {
    ...sampleCompany,
    recovery: { ...sampleCompany.recovery, share: { value: 0.41, cases: 20 } },
  },
  'recovered later': { ...sampleCompany, recovery: { ...sampleCompany.recovery, days: { value: 16, shape: 6 } } },
  'levers a day later': customersAs(({ phases }) => ({
    phases: phases.map((phase) => ({ ...phase, from: phase.from + 1 })),
  })),
  'a lever on other days': policiesAs(({ levers }) => ({
    levers: levers.map((lever) => ({ ...lever, from: lever.from + 1 })),
  })),
  'a stronger lever': policiesAs(({ levers }) => ({
    levers: levers.map((lever) => ({ ...lever, factor: greater(lever.factor, 1.02) })),
  })),
  'a lever of other luck': policiesAs(({ levers }) => ({
    levers: levers.map(({ from, factor }) => ({
      from,
      factor: typeof factor === 'number' ? factor : { ...factor, key: factor.key + 1 },
    })),
  })),
  'a clock that moves less': policiesAs(({ passThrough }) => ({ passThrough: greater(passThrough, 0.95) })),
  'a clock moved by a day': policiesAs(({ deliveryDaysSaved }) => ({ deliveryDaysSaved: deliveryDaysSaved + 1 })),
  'due a day later': policiesAs(({ terms }) => ({ terms: { ...terms, net: terms.net + 1 } })),
  'due at other month ends': policiesAs(({ terms }) => ({ terms: { ...terms, every: terms.every === 1 ? 1 : 11 } })),
  'another share credited': segmentsAs(({ creditedShare }) => ({ creditedShare: creditedShare * 0.99 })),
  'fewer disputes': segmentsAs(({ disputes }) => ({ disputes: { ...disputes, value: disputes.value * 0.9 } })),
  'fewer disputes by a lever': policiesAs(({ disputeFactor }) => ({ disputeFactor: greater(disputeFactor, 0.9) })),
  'another accuracy': policiesAs(({ accuracy }) => ({ accuracy: accuracy && accuracy - 0.05 })),
  'longer disputes': segmentsAs(({ disputeDays }) => ({ disputeDays: { ...disputeDays, value: 26 } })),
  'longer disputes by a lever': policiesAs(({ disputeDaysFactor }) => ({
    disputeDaysFactor: greater(disputeDaysFactor, 1.1),
  })),
  'disputes a day older': openingAs({ disputeAge: 13 }),
  'less conceded': segmentsAs(({ conceded }) => ({ conceded: { ...conceded, value: conceded.value * 0.9 } })),
  'fewer parts': segmentsAs(({ partial }) => ({ partial: { ...partial, value: partial.value * 0.8 } })),
  'smaller parts': segmentsAs(({ partialFraction }) => ({
    partialFraction: partialFraction.map((share) => share * 0.99),
  })),
  'more defaults': segmentsAs(({ defaultsPerDay }) => ({
    defaultsPerDay: { ...defaultsPerDay, value: defaultsPerDay.value * 1.5 },
  })),
  'more newcomers': segmentsAs(({ arrivalsPerDay }) => ({
    arrivalsPerDay: { ...arrivalsPerDay, value: arrivalsPerDay.value * 1.5 },
  })),
  'newcomers refused': policiesAs(() => ({ admitsNew: false })),
  'orders stop a day later': { ...sampleCompany, ordersStopAfterDefault: sampleCompany.ordersStopAfterDefault + 1 },
  'another multiplier': customersAs(({ multiplier }) => ({ multiplier: { ...multiplier, value: 1.05 } })),
  'fewer that have defaulted': customersAs(() => ({ defaulted: 0 })),
  'more orders': customersAs(({ ordersPerDay }) => ({ ordersPerDay: { ...ordersPerDay, value: 1 } })),
  'more orders added': policiesAs(({ orderLift }) => ({ orderLift: greater(orderLift, 1.1) })),
  'added orders paid more slowly': policiesAs(({ adverseSelection }) => ({
    adverseSelection: greater(adverseSelection, 1.1),
  })),
  'amounts less sure': customersAs(() => ({ logAmountMeanError: 0.11 })),
  'another margin': customersAs(() => ({ marginRate: 0.21 })),
  'another discount': policiesAs(({ discount }) => ({ discount: discount && { ...discount, rate: 0.025 } })),
  'a discount a day longer': policiesAs(({ discount }) => ({ discount: discount && { ...discount, days: 11 } })),
  'a discount that yields more': policiesAs(({ discount }) => ({
    discount: discount && { ...discount, logReturn: 0 },
  })),
  'higher hurdles': segmentsAs(({ hurdle }) => ({ hurdle: { ...hurdle, logMedian: hurdle.logMedian + 0.3 } })),
  'hurdles further apart': segmentsAs(({ hurdle }) => ({ hurdle: { ...hurdle, logDeviation: 1.2 } })),
  'nothing known of hurdles': customersAs(() => ({ hurdleAbove: Number.NEGATIVE_INFINITY })),
  'a greater deposit': policiesAs(({ deposit }) => ({ deposit: deposit && 0.21 })),
  'billed more slowly': policiesAs(({ billingLag }) => ({ billingLag: billingLag * 1.1 })),
  'pay days a day later': {
    ...sampleCompany,
    payDays: sampleCompany.payDays.map((days) => days.map((day) => day + 1)),
  },
  'another economy today': economyAs({ now: -0.4 }),
  'today less sure': economyAs({ nowError: 0.5 }),
  'an economy that forgets sooner': economyAs({ persistence: 0.6 }),
  'a greater loading of payments': economyAs({ paymentLoading: 0.25 }),
  'a loading less sure': economyAs({ paymentLoadingError: 0.2 }),
  'a greater loading of defaults': economyAs({ defaultLoading: 1.5 }),
  'a lesser stress': economyAs({ stress: [0, -0.8] }),
  'a first month that is not cut': { ...sampleCompany, firstMonthStart: 1 },
  'another season': ordersAs({
    months: sampleCompany.orders.months.map((month) => ({ ...month, logFactor: month.logFactor + 0.02 })),
  }),
  'seasons less sure': ordersAs({ seasonError: sampleCompany.orders.seasonError.map((error) => error * 1.2) }),
  'growth less sure': ordersAs({ growthError: 0.4 }),
  'the level less sure': ordersAs({ levelError: 0.08 }),
  'rougher months': ordersAs({ monthlyDeviation: 0.15 }),
}
