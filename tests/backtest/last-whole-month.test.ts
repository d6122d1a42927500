import { describe, expect, it } from 'vitest'
import { lastWholeMonth } from '../../src/backtest/last-whole-month.js'
import { dayFromIso } from '../../src/calendar/day.js'
import { monthLabel } from '../../src/calendar/month.js'
import { ledgerOf } from '../behavior/plain-ledger.js'

/** The last whole month of a ledger with invoices on these days. */
function lastOf(days: readonly string[], asOf: string): string {
  const invoices = days.map((iso) => ({
    customer: 0,
    issued: dayFromIso(iso)!,
    due: dayFromIso(iso)! + 30,
    amount: 100,
    postings: [],
    disputes: [],
  }))
  return monthLabel(lastWholeMonth(ledgerOf([{}], invoices, dayFromIso(asOf)!)))
}

describe('lastWholeMonth', () => {
  it.each([
    [
      'a month whose invoices stop on its second day is cut',
      ['2013-11-20', '2013-11-29', '2013-12-02'],
      '2014-01-09',
      '2013-11',
    ],
    [
      'a month that ends with a gap as long as others is whole',
      ['2013-11-10', '2013-11-29', '2013-12-14'],
      '2014-01-09',
      '2013-12',
    ],
    ['a month that the as-of day cuts is not', ['2013-11-10', '2013-11-29', '2013-12-14'], '2013-12-20', '2013-11'],
    ['an invoice on the last day makes the month whole', ['2013-12-30', '2013-12-31'], '2013-12-31', '2013-12'],
  ])('%s', (_, days, asOf, expected) => {
    expect(lastOf(days, asOf)).toBe(expected)
  })
})
