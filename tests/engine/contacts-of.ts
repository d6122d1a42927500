import type { Plan } from '../../src/engine/plan.js'
import { horizonOf, type PlainCompany, type PlainResponse } from './plain-company.js'
import { type Rows, startsOf } from './plain-rows.js'
import { minutesOn, type PlainContactKind, type PlainStep } from './plain-work.js'

/** The facts that count contacts, as `kindFact` numbers them; it numbers all other kinds behind them. */
const counted = ['invoice_copies', 'emails', 'calls', 'sales_calls'] as const
/** The same for who makes them. */
const doers = ['nobody', 'collectors', 'salesperson'] as const
const orders = ['oldest', 'largest', 'riskiest'] as const

/** The contacts of a plain company as the engine's typed arrays. */
export function contactsOf(
  company: PlainCompany,
  plans: Rows<readonly PlainStep[]>,
  kinds: Rows<PlainContactKind>,
  responses: Rows<PlainResponse>,
): Plan['contacts'] {
  const steps = plans.list.flat()
  const whole = (of: (kind: PlainContactKind) => number) => Int32Array.from(kinds.list, of)
  const real = (of: (kind: PlainContactKind) => number) => Float64Array.from(kinds.list, of)
  const { work } = company
  const days = Array.from({ length: horizonOf(company) + 1 }, (_, day) => day)
  return {
    planStart: startsOf(plans.list),
    stepDay: Int32Array.from(steps, ({ day }) => day),
    stepKind: Int32Array.from(steps, ({ kind }) => kinds.row(kind)),
    stepEvery: Int32Array.from(steps, ({ every }) => every ?? 0),
    kindFact: Uint8Array.from(kinds.list, ({ fact }) => (fact === null ? counted.length : counted.indexOf(fact))),
    kindDoer: Uint8Array.from(kinds.list, ({ doer }) => doers.indexOf(doer)),
    kindMinutes: real(({ minutes }) => minutes),
    kindCost: real(({ cost }) => cost),
    kindMultiplier: whole(({ multiplier }) => responses.row(multiplier)),
    kindEffectDays: whole(({ effectDays }) => effectDays),
    kindRightParty: whole(({ rightParty }) => (rightParty === null ? -1 : responses.row(rightParty))),
    kindPromise: whole(({ promise }) => responses.row(promise)),
    kindPromiseDays: whole(({ promiseDays }) => promiseDays),
    kindKept: whole(({ kept }) => responses.row(kept)),
    orderOfWork: orders.indexOf(work.order) as Plan['contacts']['orderOfWork'],
    minutes: Float64Array.from(
      [work.collectors, ...work.salespeople].flatMap((own) => days.map((day) => minutesOn(own, day))),
    ),
  }
}
