import { didYouMean } from '../document/did-you-mean.js'
import { InputError } from '../document/input-error.js'
import { averageDaysDelinquent } from './average-days-delinquent.js'
import { badDebtToSales } from './bad-debt-to-sales.js'
import { cei } from './cei.js'
import { dso } from './dso.js'
import { dsoBestPossible } from './dso-best-possible.js'
import { dsoCountback } from './dso-countback.js'
import type { Kpi } from './kpi.js'
import { paidOnTime } from './paid-on-time.js'
import { pastDueOver30 } from './past-due-over-30.js'

/** Every KPI, in the order in which tables show them. */
export const kpiCatalogue: readonly Kpi[] = [
  dso,
  dsoCountback,
  dsoBestPossible,
  averageDaysDelinquent,
  cei,
  paidOnTime,
  pastDueOver30,
  badDebtToSales,
]

/** The KPI of an id; an InputError names the nearest one that exists. */
export function kpiById(id: string): Kpi {
  const kpi = kpiCatalogue.find((entry) => entry.id === id)
  if (kpi) return kpi
  const known = kpiCatalogue.map((entry) => entry.id)
  throw new InputError(`"${id}" is no KPI of the catalogue.${didYouMean(id, known)}`)
}
