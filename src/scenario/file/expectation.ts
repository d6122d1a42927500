import { z } from 'zod'
import { kpiCatalogue } from '../../kpi/catalogue.js'

/** What somebody may expect of a KPI, in words. */
const expectations = ['rises', 'falls', 'does not rise', 'does not fall', 'hardly moves'] as const
export type Expectation = (typeof expectations)[number]

const kpiIds = kpiCatalogue.map(({ id }) => id) as [string, ...string[]]

export const expectationsSchema = z
  .partialRecord(z.enum(kpiIds), z.enum(expectations))
  .describe(
    'What its writer expects of KPIs in the last month, against the baseline. Results say whether it comes so, by the 95 % interval of ' +
      'the mean change: it rises or falls where the interval leaves 0 out; it does not where the interval does not show that it does; it hardly moves by less than 2 % of the baseline’s, or by ' +
      'nothing that is surely more than chance.',
  )
