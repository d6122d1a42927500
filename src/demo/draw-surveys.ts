import { addDays } from '../calendar/day.js'
import type { DemoDispute, DemoSurvey } from './demo-rows.js'
import type { DemoSetting } from './demo-setting.js'
import type { DrawnCustomer } from './draw-customer.js'
import { drawsOf, happens, normal, uniformWhole } from './draws.js'

/** A customer's answers to surveys: it is less satisfied after disputes. */
export function drawSurveys(
  { seed, end, parameters }: DemoSetting,
  { number, row, truth }: DrawnCustomer,
  disputes: readonly Pick<DemoDispute, 'openedOn'>[],
): DemoSurvey[] {
  const { firstAfterDays, everyDays, responseShare, noise, perDispute, rememberedDays } = parameters.survey
  const draws = drawsOf(seed, number, 'survey')
  const surveys: DemoSurvey[] = []
  const lastDay = Math.min(end, (truth.defaultDay ?? end + 1) - 1)
  for (
    let date = addDays(row.onboardedOn, uniformWhole(draws, firstAfterDays));
    date <= lastDay;
    date = addDays(date, everyDays)
  ) {
    const isAnswered = happens(draws, responseShare)
    const mood = truth.satisfaction + noise * normal(draws)
    const recent = disputes.filter(({ openedOn }) => openedOn < date && openedOn >= date - rememberedDays).length
    const score = Math.min(10, Math.max(0, Math.round(mood - perDispute * recent)))
    if (isAnswered) surveys.push({ customerId: row.customerId, date, score })
  }
  return surveys
}
