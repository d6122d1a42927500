import { noCostOfCapital } from './contribution.js'
import { noSales } from './dso.js'
import { goals } from './goals.js'
import { defineKpi, type Kpi, notDefined, ratio, withNumber } from './kpi.js'
import { daysInWindow, flow, given, kpiTerm } from './terms.js'

const cashPerDsoDay = defineKpi({
  id: 'cash_per_dso_day',
  name: 'Cash per day of DSO',
  shortName: 'cash per day',
  unit: 'money',
  better: 'neither',
  formula: '{credit sales} ÷ {days in the window}',
  terms: { 'credit sales': flow('credit_sales'), 'days in the window': daysInWindow },
  meaning: 'How much cash one day less of DSO frees, once.',
  source: 'Working-capital practice: a day of sales.',
  pitfall: 'It is freed once, not every year; see dso_day_yearly_cost for what a day costs each year.',
  goal: goals.finance,
  compute(window) {
    const sales = window.flow('credit_sales')
    return sales > 0 ? ratio(sales, window.days, 1, noSales) : notDefined(noSales)
  },
})

const dsoDayYearlyCost = defineKpi({
  id: 'dso_day_yearly_cost',
  name: 'Yearly cost of a day of DSO',
  shortName: 'cost per day',
  unit: 'money',
  better: 'neither',
  formula: '{cash per day of DSO} × {cost of capital}',
  terms: {
    'cash per day of DSO': kpiTerm(cashPerDsoDay),
    'cost of capital': given('number', (_, settings) => settings.costOfCapital),
  },
  meaning: 'What it costs a year to wait one day longer for the money.',
  source: 'Working-capital practice: a day of sales × the yearly cost of capital.',
  pitfall: 'It is as good as the cost of capital that is put in.',
  goal: goals.finance,
  compute(window, settings) {
    const rate = settings.costOfCapital
    if (rate === null) return notDefined(noCostOfCapital)
    return withNumber(cashPerDsoDay.compute(window, settings), (cash) => cash * rate)
  },
})

/** What one day of DSO is worth. */
export const dsoDayKpis: readonly Kpi[] = [cashPerDsoDay, dsoDayYearlyCost]
