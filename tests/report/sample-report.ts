import type { ReportInput } from '../../src/report/report-page.js'
import type { SimulationResult } from '../../src/scenario/result.js'
import { sampleResult } from '../chart/sample-result.js'

/** A report on the sample company; its 4 KPIs under 3 scenarios make 20 figures. */
export function sampleReport(result: SimulationResult = sampleResult()): ReportInput {
  return {
    title: 'Northwind Trading & Co.',
    result,
    kpis: [
      { id: 'dso', name: 'DSO', unit: 'days', better: 'lower' },
      { id: 'cei', name: 'CEI', unit: 'percent', better: 'higher' },
      { id: 'bad_debt_to_sales', name: 'Bad debt to sales', unit: 'percent', better: 'band' },
      { id: 'total_past_due', name: 'Past due', unit: 'money', better: 'lower' },
    ],
    ledgerCheck: ['2,466 invoices of 100 customers were read; 2 rows were rejected.'],
    behaviorFit: ['Learnt from 2,382 settled invoices.'],
  }
}
