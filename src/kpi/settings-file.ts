import { z } from 'zod'
import { calendarYear, type FiscalCalendar } from '../calendar/fiscal-calendar.js'
import { parseCalendar } from '../calendar/parse-calendar.js'
import { readDocument } from '../document/read-document.js'
import { agingBuckets } from '../facts/columns.js'
import { type Benchmark, publishedBenchmarks } from './benchmarks.js'
import { headlineKpis, kpiCatalogue, kpisNamed } from './catalogue.js'
import type { Kpi } from './kpi.js'
import { type KpiSettings, usualSettings } from './kpi-settings.js'

/** All that a company decides about its KPIs. */
export interface KpiProfile {
  readonly settings: KpiSettings
  readonly calendar: FiscalCalendar
  /** The handful that is shown where nobody asks for others. */
  readonly shown: readonly Kpi[]
  /** Those that come with AR Lab, then the company's own, which go before them. */
  readonly benchmarks: readonly Benchmark[]
}

export const usualProfile: KpiProfile = {
  settings: usualSettings,
  calendar: calendarYear,
  shown: headlineKpis,
  benchmarks: publishedBenchmarks,
}

const kpiId = z.enum(kpiCatalogue.map(({ id }) => id))
const range = z
  .strictObject({ from: z.number().optional(), to: z.number().optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, 'from must not be above to')

export const kpiSettingsSchema = z.strictObject({
  calendar: z
    .string()
    .refine((text) => parseCalendar(text) !== null, 'a calendar reads like "july" or "4-4-5 last saturday of january"')
    .optional()
    .meta({
      description: 'When the fiscal year begins ("july"), or how its weeks are cut ("4-4-5 last friday of june").',
    }),
  kpis: z
    .array(z.enum([...kpiCatalogue.map(({ id }) => id), 'aging', 'paid_shares']))
    .min(1)
    .optional()
    .meta({ description: 'The KPIs that arlab kpi shows where --kpi does not say which.' }),
  target_dso: z.number().positive().optional().meta({ description: 'The DSO aimed at, in days.' }),
  target_factor: z.number().positive().optional().meta({ description: 'Target DSO ÷ terms; 1.5 if left out.' }),
  loss_rates: z
    .array(z.number().min(0).max(1))
    .length(agingBuckets.length, `there must be ${agingBuckets.length} rates, from current to over 120 days`)
    .optional()
    .meta({ description: 'Share lost of each aging bucket, from current to over 120 days, as fractions.' }),
  cost_of_capital: z.number().min(0).max(1).optional().meta({ description: 'Yearly, as a fraction: 0.09 is 9 %.' }),
  collection: z
    .strictObject({
      overdue: z.enum(['include', 'exclude']).optional(),
      partial: z.enum(['count', 'full-only']).optional(),
      contracts: z.enum(['include', 'exclude', 'only']).optional(),
    })
    .optional()
    .meta({ description: 'What collection_effectiveness counts.' }),
  benchmarks: z
    .array(
      z.strictObject({
        kpi: kpiId,
        green: range,
        amber: range.optional(),
        text: z.string().min(1),
        source: z.string().min(1),
        window_months: z.number().int().min(1).optional(),
      }),
    )
    .optional()
    .meta({ description: 'Your own benchmarks; they go before those that come with AR Lab.' }),
})

/** Reads a file of KPI settings. An InputError names the line of a fault and what is wrong. */
export function readKpiSettings(file: string): KpiProfile {
  const stated = readDocument(file, kpiSettingsSchema, 'the KPI settings file')
  const own = (stated.benchmarks ?? []).map(
    ({ amber, window_months, ...benchmark }): Benchmark =>
      ({
        ...benchmark,
        amber: amber ?? benchmark.green,
        ...(window_months === undefined ? {} : { windowMonths: window_months }),
      }) as Benchmark,
  )
  return {
    settings: {
      targetDso: stated.target_dso ?? usualSettings.targetDso,
      targetFactor: stated.target_factor ?? usualSettings.targetFactor,
      lossRates: stated.loss_rates ?? usualSettings.lossRates,
      costOfCapital: stated.cost_of_capital ?? usualSettings.costOfCapital,
      collection: {
        overdue: stated.collection?.overdue ?? usualSettings.collection.overdue,
        partial: stated.collection?.partial ?? usualSettings.collection.partial,
        contracts: stated.collection?.contracts ?? usualSettings.collection.contracts,
      },
    },
    calendar: stated.calendar === undefined ? calendarYear : parseCalendar(stated.calendar)!,
    shown: stated.kpis ? kpisNamed(stated.kpis) : headlineKpis,
    benchmarks: [...publishedBenchmarks, ...own],
  }
}
