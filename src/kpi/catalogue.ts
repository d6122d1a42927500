import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { agingKpis } from './aging-kpis.js'
import { allowance } from './allowance.js'
import { averageDaysDelinquent } from './average-days-delinquent.js'
import { badDebtToReceivables, badDebtToSales } from './bad-debt.js'
import { billingLag } from './billing-lag.js'
import { dsoDayKpis } from './cash-per-dso-day.js'
import { cei } from './cei.js'
import { ceiCash } from './cei-cash.js'
import { collectionCostKpis } from './collection-cost.js'
import { collectionEffectiveness } from './collection-effectiveness.js'
import { contactKpis } from './contact-kpis.js'
import { economicsKpis } from './contribution.js'
import { customerSatisfaction } from './customer-satisfaction.js'
import { customersPayingEarly } from './customers-paying-early.js'
import { daysLate, daysLateSigned } from './days-late.js'
import { daysToPay } from './days-to-pay.js'
import { disputeKpis } from './dispute-kpis.js'
import { dso } from './dso.js'
import { dsoBestPossible } from './dso-best-possible.js'
import { dsoCountback } from './dso-countback.js'
import { dsoGapToTarget, dsoTarget } from './dso-target.js'
import { dsoTrue } from './dso-true.js'
import type { Kpi } from './kpi.js'
import { paidOnTimeKpis } from './paid-on-time.js'
import { pastDueOverKpis, pastDueShare, totalPastDue } from './past-due.js'
import { profitPerAccount } from './profit-per-account.js'
import { arTurnover, turnoverDays } from './receivables-turnover.js'
import { weightedTerms } from './weighted-terms.js'

/** Every KPI by what it is about, in the order in which tables show them. */
export const kpiGroups: readonly { readonly heading: string; readonly kpis: readonly Kpi[] }[] = [
  {
    heading: 'Days sales outstanding',
    kpis: [
      dso,
      dsoCountback,
      dsoBestPossible,
      averageDaysDelinquent,
      dsoTrue,
      dsoTarget,
      dsoGapToTarget,
      ...dsoDayKpis,
    ],
  },
  { heading: 'Effectiveness', kpis: [cei, ceiCash, collectionEffectiveness, arTurnover, turnoverDays] },
  {
    heading: 'Payment',
    kpis: [daysToPay, daysLate, daysLateSigned, ...paidOnTimeKpis, customersPayingEarly, weightedTerms],
  },
  { heading: 'Past due and aging', kpis: [pastDueShare, ...pastDueOverKpis, totalPastDue, ...agingKpis] },
  { heading: 'Bad debt', kpis: [badDebtToSales, badDebtToReceivables, allowance] },
  { heading: 'Invoices and disputes', kpis: [...disputeKpis, billingLag] },
  {
    heading: 'Collecting',
    kpis: [...contactKpis, ...collectionCostKpis, customerSatisfaction],
  },
  { heading: 'Profit', kpis: [...economicsKpis, profitPerAccount] },
]

export const kpiCatalogue: readonly Kpi[] = kpiGroups.flatMap(({ kpis }) => kpis)

/** Names that stand for several KPIs. */
const families: Readonly<Record<string, readonly Kpi[]>> = {
  aging: agingKpis,
  paid_shares: paidOnTimeKpis,
}

/** The handful that is shown where nobody asks for others: more of them would hide what matters. */
export const headlineKpis: readonly Kpi[] = [
  'dso',
  'dso_countback',
  'dso_best_possible',
  'average_days_delinquent',
  'cei',
  'paid_on_time',
  'past_due_over_30',
  'bad_debt_to_sales',
].map(kpiById)

/** The KPIs of a short comparison of scenarios where nobody asks for others: days outstanding, effectiveness, losses. */
export const comparedKpis = ['dso', 'cei', 'bad_debt_to_sales'] as const

/** The KPI of an id; an InputError names the nearest one that exists. */
export function kpiById(id: string): Kpi {
  const kpi = kpiCatalogue.find((entry) => entry.id === id)
  if (kpi) return kpi
  const known = [...kpiCatalogue.map((entry) => entry.id), ...Object.keys(families)]
  throw new InputError(`"${id}" is no KPI of the catalogue.${didYouMean(id, known)}`)
}

/** The KPIs of ids, in their order and each once; `aging` stands for all aging buckets. */
export function kpisNamed(ids: readonly string[]): Kpi[] {
  return [...new Set(ids.flatMap((id) => families[id] ?? [kpiById(id)]))]
}
