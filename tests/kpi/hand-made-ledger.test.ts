import { describe, expect, test } from 'vitest'
import { type FactName, factNames } from '../../src/facts/columns.js'
import type { Group } from '../../src/facts/fact-table.js'
import { FactWindow } from '../../src/facts/fact-window.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { kpiCatalogue } from '../../src/kpi/catalogue.js'
import { noCostOfCapital } from '../../src/kpi/contribution.js'
import { type KpiSettings, usualSettings } from '../../src/kpi/kpi-settings.js'
import { type KpiRow, kpiTable } from '../../src/kpi/kpi-table.js'
import type { Ledger } from '../../src/ledger/ledger.js'
import { ledgerFrom, type Row, type Tables } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { monthlyFacts } from './fact-table-of.js'
import { bareTables, handMadeTables } from './hand-made-ledger.js'

/**
 * March 2024 of the hand-made ledger, worked out from the rows of hand-made-ledger.ts by the rules of the canonical
 * ledger and the formulas of the catalogue. In dollars; February has 29 days.
 *
 * Balances
 *   31 Jan  N1 1000 + N2 500 + S1 600 + S2 700 + S3 450                                                    = 3250
 *   29 Feb  N1 600 + N2 500 + N4 1200 + N6 900 + S1 100 + S2 0 + S3 450 + S4 1000                          = 4750
 *   31 Mar  N5 −120 + N6 720 + S1 100 + S2 700 + S5 975.50 + S6 −50                                        = 2325.50
 *   Roll-forward: 4750 + 2100.25 sales − 3364.25 cash − 16 discount − 1420 credit memos − 450 write-offs
 *     + 700 reversals + 25.50 revaluation − 0 credit notes applied                                         = 2325.50
 *   Past due on 31 March: N6 since 06 Mar 25 days, S2 since 09 Feb 51, S1 since 16 Jan 75; S5 (18 Apr) is current:
 *     current 975.50, 1–30 720, 31–60 700, 61–90 100; credit balances 120 + 50 = 170; 2495.50 − 170        = 2325.50
 *   Open invoices N6, S1, S2, S5: 4, of which 3 past due. Disputed: N6 720 (D2) and S2 700 (flag)          = 1420
 *   Unapplied: S 500 − 80 refunded; N’s 50 went to N1 on 15 March                                          = 420
 *   Terms weight: N5 −120 × 0, N6 720 × 30, S1 100 × 14, S2 700 × 30, S5 975.50 × 45, S6 −50 × 45
 *     = 21,600 + 1,400 + 21,000 + 43,897.50 − 2,250                                                        = 85,647.50
 *
 * Flows
 *   Sales N3 800 + S5 950 + S6 350.25 = 2100.25, 3 invoices; weight of their terms 800 × 30 + 950 × 45 + 350.25 × 45
 *     = 24,000 + 42,750 + 15,761.25                                                                        = 82,511.25
 *   Cash N1 50 + 550, N2 380, N3 784, N4 1200, S6 100 + 300.25 (the 100 from 15 March on, S6’s own date)    = 3364.25
 *   Credit memos N2 120 + S4 1000 + the credit note N5 300                                                 = 1420
 *   Credit notes applied +180 on N6, −180 on N5                                                            = 0
 *   Settled, own amounts: N1 on 15 Mar, after 70 days, 40 late; N2 on 12 Mar, after 52 days, 22 late; N3 on 10 Mar, after
 *     9 days, 21 early; N4 on 11 Mar, after 15 days, the due day; S6 on 28 Mar, after 13 days, 32 early. S4 was credited
 *     and S3 written off: neither is settled. 1000 + 500 + 800 + 1200 + 350.25                             = 3850.25
 *     early N3 800 + S6 350.25 = 1150.25 (2); on time with N4 2350.25 (3); late N1 1000 + N2 500 = 1500 (2)
 *     days 1000 × 70 + 500 × 52 + 800 × 9 + 1200 × 15 + 350.25 × 13
 *       = 70,000 + 26,000 + 7,200 + 18,000 + 4,553.25                                                      = 125,753.25
 *     late 1000 × 40 + 500 × 22 = 40,000 + 11,000                                                          = 51,000
 *     signed 51,000 − 800 × 21 − 350.25 × 32 = 51,000 − 16,800 − 11,208                                    = 22,992
 *   Fell due N3 800 (31 Mar), N4 1200, N6 900, S4 1000 (24 Mar, though credited by then)                   = 3900
 *     of it collected in March N3 784 + N4 1200                                                            = 1984
 *     on all that is due by the later of payment and due date: N1 600 + N2 380 + N3 784 + N4 1200          = 2964
 *   Disputes opened: D2, 250. Resolved: D1 after 24 days (10 Feb to 05 Mar). For the first time disputed or credited: N6
 *     and S4; N2 was in February, S2 in January.
 *   Contacts A05 to A18: copies A08 A09; e-mails A10 A11 A12 A18; calls A05 A06 A16; sales calls A07 A13; right party in
 *     A05 A07 A16, of which A05 and A07 brought promises. Due in March: A04 broken, A05 kept, A15 (a visit) kept.
 *     cost 5.25 + 4 + 20 + 0.75 + 0.75 + 1.50 + 1.50 + 1.50 + 18 + 3.20 + 75 + 5 + 3.20, A18 unknown       = 139.65
 *     settled late after a contact since the due date: N1 (A02, A03, A05, A10), N2 (A10 on the very day; A01 is before)
 *   Margins N3 200 + S5 300 + S6 70.05                                                                     = 570.05
 *   Billing lag N3 28 Feb to 01 Mar 2 days + S5 06 Feb to 04 Mar 27 days                                   = 29
 *   Surveys 8 and 5.5.
 */
const march: Readonly<Record<FactName | 'opening_receivables', number>> = {
  opening_receivables: 475_000,
  receivables: 232_550,
  current_receivables: 97_550,
  past_due_1_30: 72_000,
  past_due_31_60: 70_000,
  past_due_61_90: 10_000,
  past_due_91_120: 0,
  past_due_over_120: 0,
  credit_balances: 17_000,
  disputed_receivables: 142_000,
  unapplied_cash: 42_000,
  open_invoices: 4,
  past_due_invoices: 3,
  terms_weight: 8_564_750,
  credit_sales: 210_025,
  invoices: 3,
  cash_collected: 336_425,
  discounts_taken: 1_600,
  credit_memos: 142_000,
  write_offs: 45_000,
  write_off_reversals: 70_000,
  credit_notes_applied: 0,
  revaluations: 2_550,
  recoveries: 9_000,
  settled_value: 385_025,
  settled_count: 5,
  settled_early_value: 115_025,
  settled_early_count: 2,
  settled_on_time_value: 235_025,
  settled_on_time_count: 3,
  settled_late_value: 150_000,
  settled_late_count: 2,
  settle_days_weight: 12_575_325,
  late_days_weight: 5_100_000,
  signed_late_days_weight: 2_299_200,
  terms_sales_weight: 8_251_125,
  fell_due_value: 390_000,
  collected_on_due_value: 198_400,
  collected_of_due_value: 296_400,
  disputes_opened: 1,
  disputed_value: 25_000,
  invoices_disputed_or_credited: 2,
  disputes_resolved: 1,
  dispute_days: 24,
  invoice_copies: 2,
  emails: 4,
  calls: 3,
  sales_calls: 2,
  right_party_contacts: 3,
  promises: 2,
  promises_due: 3,
  promises_kept: 2,
  collections: 2,
  collection_cost: 13_965,
  gross_margin: 57_005,
  bill_lag_invoices: 2,
  bill_lag_weight: 29,
  surveys: 2,
  survey_scores: 13.5,
}

/** Loss rates from current to over 120 days; the cost of capital is 9 % a year. */
const settings: KpiSettings = { ...usualSettings, costOfCapital: 0.09, lossRates: [0.005, 0.02, 0.06, 0.15, 0.3, 0.6] }

/**
 * The KPIs of the same month: B = 4750, S = 2100.25, E = 2325.50, C = 975.50, 31 days. Money in cents.
 *
 *   count-back: 2325.50 − 2100.25 of March = 225.25 of February’s 3100, so 31 days and 225.25 ÷ 3100 of 29.
 *   true DSO: age × open ÷ sales of the own month: N6 55 days of 720 in 3100, S1 89 of 100 and S2 81 of 700 in 3250,
 *     S5 27 of 975.50 in 2100.25; credit balances have no age.
 *   CEI: 4750 + 2100.25 = 6850.25 opened; − 2325.50 = 4524.75 no longer open; − 975.50 = 5874.75 collectable;
 *     for cash only, 4524.75 − 1420 credit memos − 450 write-offs = 2654.75.
 *   collection effectiveness: due by 31 March S1 600 in January, N1 1000 + N2 500 + S2 700 + S3 450 in February, 3900 in
 *     March = 7150; received for them N1 400 in February and 2964 in March = 3364.
 *   turnover: sales 2100.25 − credit memos 1420 = 680.25, over the mean balance (4750 + 2325.50) ÷ 2 = 3537.75,
 *     × 365 ÷ 31.
 *   customers: N settled 3500, early 800; S settled 350.25, all of it early: 1 of 2.
 *   allowance: 975.50 × 0.5 % + 720 × 2 % + 700 × 6 % + 100 × 15 % = 4.8775 + 14.40 + 42 + 15 = 76.2775.
 *   profit: 570.05 margin − 450 + 90 − 139.65 = 70.40, less 3537.75 × 9 % × 31 ÷ 365 of carrying, over N and S.
 */
const marchKpis: Readonly<Record<string, number>> = {
  dso: (2325.5 / 2100.25) * 31,
  dso_countback: 31 + (29 * 225.25) / 3100,
  dso_best_possible: (975.5 / 2100.25) * 31,
  average_days_delinquent: (1350 / 2100.25) * 31,
  dso_true: (55 * 720) / 3100 + (89 * 100) / 3250 + (81 * 700) / 3250 + (27 * 975.5) / 2100.25,
  dso_target: (1.5 * 82_511.25) / 2100.25,
  dso_gap_to_target: (2325.5 * 31 - 1.5 * 82_511.25) / 2100.25,
  cash_per_dso_day: 210_025 / 31,
  dso_day_yearly_cost: (0.09 * 210_025) / 31,
  cei: (100 * 4524.75) / 5874.75,
  cei_cash: (100 * 2654.75) / 5874.75,
  collection_effectiveness: (100 * 3364) / 7150,
  ar_turnover: (680.25 * 365) / (3537.75 * 31),
  turnover_days: (31 * 3537.75) / 680.25,
  days_to_pay: 125_753.25 / 3850.25,
  days_late: 51_000 / 3850.25,
  days_late_signed: 22_992 / 3850.25,
  paid_on_time: (100 * 2350.25) / 3850.25,
  paid_on_time_count: 60,
  paid_early: (100 * 1150.25) / 3850.25,
  paid_early_count: 40,
  paid_late: (100 * 1500) / 3850.25,
  paid_late_count: 40,
  customers_paying_early: 50,
  weighted_terms: 82_511.25 / 2100.25,
  past_due_share: (100 * 1520) / 2325.5,
  past_due_over_30: (100 * 800) / 2325.5,
  past_due_over_60: (100 * 100) / 2325.5,
  past_due_over_90: 0,
  total_past_due: 152_000,
  aging_current_share: (100 * 975.5) / 2495.5,
  aging_1_30_share: (100 * 720) / 2495.5,
  aging_31_60_share: (100 * 700) / 2495.5,
  aging_61_90_share: (100 * 100) / 2495.5,
  aging_91_120_share: 0,
  aging_over_120_share: 0,
  aging_current_amount: 97_550,
  aging_1_30_amount: 72_000,
  aging_31_60_amount: 70_000,
  aging_61_90_amount: 10_000,
  aging_91_120_amount: 0,
  aging_over_120_amount: 0,
  bad_debt_to_sales: (100 * 360) / 2100.25,
  bad_debt_to_receivables: (100 * 360) / 2325.5,
  allowance: 7627.75,
  dispute_rate: 100 / 3,
  dispute_rate_value: (100 * 250) / 2100.25,
  dispute_days: 24,
  invoice_accuracy: 100 / 3,
  billing_lag: 14.5,
  right_party_contact_rate: 60,
  promise_to_pay_rate: 200 / 3,
  promise_kept_rate: 200 / 3,
  invoice_copies: 2,
  emails: 4,
  calls: 3,
  sales_calls: 2,
  cost_per_collection: 6982.5,
  cost_per_unit_collected: 139.65 / 3364.25,
  customer_satisfaction: 6.75,
  carrying_cost: (353_775 * 0.09 * 31) / 365,
  // Discount 16 on N3; credits of 120 on N2, of 300 as N5 and of 1000 on S4; 700 of S2 reversed.
  contribution: 7040 - 1600 - 142_000 + 70_000 - (353_775 * 0.09 * 31) / 365,
  profit_per_account: (7040 - (353_775 * 0.09 * 31) / 365) / 2,
}

/**
 * Ana’s March: N1 to N5, and N’s contacts but those about N6. She opens with N1 600 + N2 500 + N4 1200 = 2300, sells N3
 * for 800, and ends with the credit note’s −120: 2300 + 800 − 2964 − 16 − (120 + 300) + 180 = −120, where the 180 is what
 * her credit note gave to Ben’s N6. What the total has and she has not is Ben’s.
 */
const marchOfAna: typeof march = {
  opening_receivables: 230_000,
  receivables: -12_000,
  current_receivables: 0,
  past_due_1_30: 0,
  past_due_31_60: 0,
  past_due_61_90: 0,
  past_due_91_120: 0,
  past_due_over_120: 0,
  credit_balances: 12_000,
  disputed_receivables: 0,
  unapplied_cash: 0,
  open_invoices: 0,
  past_due_invoices: 0,
  terms_weight: 0,
  credit_sales: 80_000,
  invoices: 1,
  cash_collected: 296_400,
  discounts_taken: 1_600,
  credit_memos: 42_000,
  write_offs: 0,
  write_off_reversals: 0,
  credit_notes_applied: -18_000,
  revaluations: 0,
  recoveries: 0,
  settled_value: 350_000,
  settled_count: 4,
  settled_early_value: 80_000,
  settled_early_count: 1,
  settled_on_time_value: 200_000,
  settled_on_time_count: 2,
  settled_late_value: 150_000,
  settled_late_count: 2,
  settle_days_weight: 12_120_000,
  late_days_weight: 5_100_000,
  signed_late_days_weight: 3_420_000,
  terms_sales_weight: 2_400_000,
  fell_due_value: 200_000,
  collected_on_due_value: 198_400,
  collected_of_due_value: 296_400,
  disputes_opened: 0,
  disputed_value: 0,
  invoices_disputed_or_credited: 0,
  disputes_resolved: 1,
  dispute_days: 24,
  invoice_copies: 0,
  emails: 1,
  calls: 1,
  sales_calls: 0,
  right_party_contacts: 1,
  promises: 1,
  promises_due: 1,
  promises_kept: 1,
  collections: 2,
  collection_cost: 675,
  gross_margin: 20_000,
  bill_lag_invoices: 1,
  bill_lag_weight: 2,
  surveys: 1,
  survey_scores: 8,
}

const opened = new Map<Tables, Promise<Ledger>>()

/** The ledger of some tables; the same tables are opened once. */
function ledgerOf(tables: Tables): Promise<Ledger> {
  const ledger = opened.get(tables) ?? ledgerFrom(tables)
  opened.set(tables, ledger)
  return ledger
}

/** The last month of a ledger as it was known at the end of a day. */
async function lastMonth(
  tables: Tables,
  { day = '2024-03-31', by = [] as string[], group = {} as Group, with: chosen = usualSettings } = {},
): Promise<KpiRow> {
  const rows = kpiTable(ledgerFacts((await ledgerOf(tables)).asOf(iso(day)).data, by), { settings: chosen })
  const found = rows.filter((row) => JSON.stringify(row.group) === JSON.stringify(group)).at(-1)
  if (found === undefined) throw new Error(`there is no group ${JSON.stringify(group)}`)
  return found
}

/** Equal to 12 digits; what is 0 is 0. */
function expectTwelveDigits(actual: number | null | undefined, expected: number, what: string): void {
  expect(actual, what).toBeTypeOf('number')
  expect(Math.abs(actual! - expected), `${what}: ${actual}, by hand ${expected}`).toBeLessThanOrEqual(
    1e-12 * Math.abs(expected),
  )
}

const ids = kpiCatalogue.map(({ id }) => id)
const changed = (table: readonly Row[], id: string, change: Row) =>
  table.map((row) => (Object.values(row).includes(id) ? { ...row, ...change } : row))

describe('March 2024 of a dozen invoices with one of everything, worked out by hand', () => {
  test('is of exactly twelve invoices, and no row is rejected', async () => {
    const { data } = await ledgerOf(handMadeTables)
    expect(data.invoices.count).toBe(12)
    expect(data.rejects).toEqual([])
  })

  test('every fact and every KPI there is has been worked out', () => {
    expect(Object.keys(march).sort()).toEqual(['opening_receivables', ...factNames].sort())
    expect(Object.keys(marchKpis)).toEqual(ids)
  })

  test('has all facts, none of them unknown', async () => {
    const row = await lastMonth(handMadeTables)
    expect([row.period, row.partial]).toEqual(['2024-03', false])
    expect(row.facts).toEqual(march)
  })

  test.each(ids)('%s agrees to 12 digits', async (id) => {
    const { kpis } = await lastMonth(handMadeTables, { with: settings })
    expectTwelveDigits(kpis[id], marchKpis[id] ?? Number.NaN, id)
  })

  test('has notes only where a reader must know something', async () => {
    expect((await lastMonth(handMadeTables, { with: settings })).notes).toEqual({
      ar_turnover: 'annualised from 31 days',
      turnover_days: 'annualised from 31 days',
      days_to_pay: 'of settled invoices only: biased low while slow payers are still open',
    })
  })

  test('a target that is stated goes before 1.5 × the terms: 34.3247 days of DSO less 40', async () => {
    const { kpis } = await lastMonth(handMadeTables, { with: { ...settings, targetDso: 40 } })
    expect(kpis.dso_target).toBe(40)
    expectTwelveDigits(kpis.dso_gap_to_target, (2325.5 / 2100.25) * 31 - 40, 'dso_gap_to_target')
  })

  /**
   * If nothing happens after 31 March, S2’s payment of 2 April left out, then on 31 May N6 is 86 days past due, S1 136,
   * S2 112 and S5, due 18 April, 43.
   */
  test('by the end of May its open invoices have grown older', async () => {
    const payments = handMadeTables.payments.filter(({ payment_id }) => payment_id !== 'P10')
    const applications = handMadeTables.applications.filter(({ payment_id }) => payment_id !== 'P10')
    const { facts, kpis } = await lastMonth({ ...handMadeTables, payments, applications }, { day: '2024-05-31' })
    expect(facts).toMatchObject({
      receivables: 232_550,
      current_receivables: 0,
      past_due_1_30: 0,
      past_due_31_60: 97_550,
      past_due_61_90: 72_000,
      past_due_91_120: 70_000,
      past_due_over_120: 10_000,
      past_due_invoices: 4,
    })
    expectTwelveDigits(kpis.past_due_over_60, (100 * 1520) / 2325.5, 'past_due_over_60')
    expectTwelveDigits(kpis.past_due_over_90, (100 * 800) / 2325.5, 'past_due_over_90')
    expectTwelveDigits(kpis.aging_91_120_share, (100 * 700) / 2495.5, 'aging_91_120_share')
    expectTwelveDigits(kpis.aging_over_120_share, (100 * 100) / 2495.5, 'aging_over_120_share')
    expect([kpis.aging_91_120_amount, kpis.aging_over_120_amount]).toEqual([70_000, 10_000])
  })
})

describe('the same month by salesperson and region', () => {
  test('Ana’s facts are worked out too, and Ben’s are what she lacks of the total', async () => {
    const by = ['salesperson']
    const ana = await lastMonth(handMadeTables, { by, group: { salesperson: 'Ana' } })
    const ben = await lastMonth(handMadeTables, { by, group: { salesperson: 'Ben' } })
    expect(ana.facts).toEqual(marchOfAna)
    for (const [fact, all] of Object.entries(march)) {
      expect(ben.facts[fact], fact).toBe(all - marchOfAna[fact as FactName])
    }
    expect((await lastMonth(handMadeTables, { by })).facts).toEqual(march)
  })

  test.each([[['salesperson']], [['region', 'salesperson']], [['customer_id']]])(
    'the total beside groups by %j has the same KPIs as the total alone',
    async (by) => {
      const { kpis } = await lastMonth(handMadeTables, { by, with: settings })
      for (const id of ids) expectTwelveDigits(kpis[id], marchKpis[id]!, id)
    },
  )

  /** Ana has a credit balance: 2300 + 800 + 120 = 3220 of 2300 + 800 = 3100 is no longer open. Mean balance 1090. */
  test('Ana’s KPIs', async () => {
    const { kpis, notes } = await lastMonth(handMadeTables, {
      by: ['salesperson'],
      group: { salesperson: 'Ana' },
      with: settings,
    })
    expectTwelveDigits(kpis.dso, (-120 / 800) * 31, 'dso')
    expectTwelveDigits(kpis.cei, (100 * 3220) / 3100, 'cei')
    expectTwelveDigits(kpis.cei_cash, (100 * (3220 - 420)) / 3100, 'cei_cash')
    expectTwelveDigits(kpis.collection_effectiveness, (100 * 3364) / 3500, 'collection_effectiveness')
    expectTwelveDigits(kpis.ar_turnover, (380 * 365) / (1090 * 31), 'ar_turnover')
    expectTwelveDigits(kpis.days_to_pay, 121_200 / 3500, 'days_to_pay')
    expectTwelveDigits(kpis.carrying_cost, (109_000 * 0.09 * 31) / 365, 'carrying_cost')
    expectTwelveDigits(kpis.profit_per_account, 19_325 - (109_000 * 0.09 * 31) / 365, 'profit_per_account')
    expect(kpis).toMatchObject({ dso_best_possible: 0, customers_paying_early: 0, billing_lag: 2, dispute_rate: 0 })
    expect(notes).toMatchObject({
      dso_countback: 'receivables are negative: customers have credit balances',
      dso_true: 'no invoice is open',
      past_due_share: 'there are no receivables',
      bad_debt_to_receivables: 'there are no receivables',
      aging_current_share: 'nothing is open',
    })
  })

  /**
   * Ben opens with 2450, sells S5 and S6 for 1300.25, ends with 2445.50 of which 975.50 is current. His own sales were
   * 1750 in January (S1, S2, S3) and 1900 in February (N6, S4). Nothing of the 3650 due was paid.
   */
  test('Ben’s KPIs, with true DSO by his own sales', async () => {
    const { kpis } = await lastMonth(handMadeTables, { by: ['salesperson'], group: { salesperson: 'Ben' } })
    expectTwelveDigits(kpis.dso, (2445.5 / 1300.25) * 31, 'dso')
    expectTwelveDigits(kpis.dso_countback, 31 + (29 * 1145.25) / 1900, 'dso_countback')
    expectTwelveDigits(
      kpis.dso_true,
      (55 * 720) / 1900 + (89 * 100) / 1750 + (81 * 700) / 1750 + (27 * 975.5) / 1300.25,
      'dso_true',
    )
    expectTwelveDigits(kpis.cei, (100 * 1304.75) / 2774.75, 'cei')
    expect(kpis).toMatchObject({ collection_effectiveness: 0, customers_paying_early: 100, paid_on_time: 100 })
  })

  /** Ben in EMEA is N6 alone: 900 of February, 180 of it paid by Ana’s credit note; no sales and no cash in March. */
  test('Ben in EMEA is one invoice that no cash was paid for', async () => {
    const { facts, kpis, notes } = await lastMonth(handMadeTables, {
      by: ['salesperson', 'region'],
      group: { salesperson: 'Ben', region: 'EMEA' },
    })
    expect(facts).toMatchObject({
      opening_receivables: 90_000,
      receivables: 72_000,
      credit_notes_applied: 18_000,
      cash_collected: 0,
      disputed_receivables: 72_000,
      calls: 1,
      sales_calls: 1,
      collection_cost: 75 + 150 + 1800 + 500 + 320,
      surveys: 0,
    })
    expect([kpis.dso, notes.dso]).toEqual([null, 'no credit sales in the window'])
    expect(notes.dso_countback).toBe('no credit sales in 2024-03, where the count-back needs them')
    expectTwelveDigits(kpis.cei, (100 * 180) / 900, 'cei')
  })
})

describe('what changes a fact by one row only', () => {
  const { activities } = handMadeTables

  test('a contact after the settlement, or on the due date itself, brings no collection', async () => {
    const collections = async (day: string) =>
      (await lastMonth({ ...handMadeTables, activities: changed(activities, 'A10', { date: day }) })).facts.collections
    expect(await collections('2024-03-12')).toBe(2)
    expect(await collections('2024-03-13')).toBe(1)
    expect(await collections('2024-02-20')).toBe(2)
    expect(await collections('2024-02-19')).toBe(1)
  })

  test('nor does one that names the invoice', async () => {
    const withoutA10 = activities.filter(({ activity_id }) => activity_id !== 'A10')
    const collections = async (day: string) =>
      (await lastMonth({ ...handMadeTables, activities: changed(withoutA10, 'A01', { date: day }) })).facts.collections
    expect(await collections('2024-02-19')).toBe(1)
    expect(await collections('2024-02-20')).toBe(2)
    expect(await collections('2024-03-12')).toBe(2)
    expect(await collections('2024-03-13')).toBe(1)
  })

  test('a promise is kept in the month in which it falls due, though it was made in February', async () => {
    const tables = { ...handMadeTables, activities: changed(activities, 'A04', { kept: 'yes' }) }
    expect((await lastMonth(tables)).facts).toMatchObject({ promises: 2, promises_due: 3, promises_kept: 3 })
    expect((await lastMonth(tables, { day: '2024-02-29' })).facts).toMatchObject({
      promises: 1,
      promises_due: 0,
      promises_kept: 0,
    })
  })

  test('a dispute that is resolved on the last day is over; one of the day after is not', async () => {
    const resolvedOn = async (day: string) => {
      const tables = { ...handMadeTables, disputes: changed(handMadeTables.disputes, 'D2', { resolved_on: day }) }
      const { disputed_receivables, disputes_resolved, dispute_days } = (await lastMonth(tables)).facts
      return [disputed_receivables, disputes_resolved, dispute_days]
    }
    // D2 was opened on 18 March: 13 days.
    expect(await resolvedOn('2024-03-31')).toEqual([70_000, 2, 24 + 13])
    expect(await resolvedOn('2024-04-01')).toEqual([142_000, 1, 24])
  })

  test('a customer who settled exactly half of its value early is no early payer', async () => {
    // N settled 3500; with N3 of 2700 in place of 800 it is half of 5400, and a cent more is more than half.
    const withN3 = async (amount: string, cash: string) => {
      const tables = {
        ...handMadeTables,
        invoices: changed(handMadeTables.invoices, 'N3', { amount }),
        payments: changed(handMadeTables.payments, 'P3', { amount: cash }),
        applications: changed(handMadeTables.applications, 'P3', { amount: cash }),
      }
      return (await lastMonth(tables)).kpis.customers_paying_early
    }
    expect(await withN3('2700.00', '2684.00')).toBe(50)
    expect(await withN3('2700.01', '2684.01')).toBe(100)
  })
})

const nothingSettled = 'nothing was settled in the window'
const noActivities = 'the ledger has no table of activities'
const noDisputes = 'the ledger has no table of disputes and flags no invoice'

/** Which KPIs the bare ledger’s March lacks, and what it says. All others are defined. */
const bareReasons: Readonly<Record<string, string>> = {
  dso_day_yearly_cost: 'the cost of capital is not known: give cost_of_capital in the settings',
  days_to_pay: nothingSettled,
  days_late: nothingSettled,
  days_late_signed: nothingSettled,
  paid_on_time: nothingSettled,
  paid_on_time_count: nothingSettled,
  paid_early: nothingSettled,
  paid_early_count: nothingSettled,
  paid_late: nothingSettled,
  paid_late_count: nothingSettled,
  customers_paying_early: nothingSettled,
  allowance: 'roll rates need four periods of history; or give loss_rates in the settings',
  dispute_rate: noDisputes,
  dispute_rate_value: noDisputes,
  dispute_days: 'the ledger has no table of disputes',
  invoice_accuracy: 'the ledger has neither disputes nor adjustments',
  billing_lag: 'the invoices do not state both delivery and sending (columns delivered_on and sent_on)',
  right_party_contact_rate: noActivities,
  promise_to_pay_rate: noActivities,
  promise_kept_rate: noActivities,
  invoice_copies: noActivities,
  emails: noActivities,
  calls: noActivities,
  sales_calls: noActivities,
  cost_per_collection: noActivities,
  cost_per_unit_collected: noActivities,
  carrying_cost: noCostOfCapital,
  contribution: 'the invoices state no margin (column margin)',
  profit_per_account: 'the invoices state no margin (column margin)',
  customer_satisfaction: 'the ledger has no table of surveys',
}

const noSales = 'no credit sales in the window'
const noReceivables = 'there are no receivables'
const nothingOpen = 'nothing is open'
const ledgerOnly = (what: string) => `it needs ${what} one by one, which only a ledger has; a simulation keeps sums`

/** What an empty month says, in which all facts are known and are 0, of no ledger. What is not here is 0. */
const emptyReasons: Readonly<Record<string, string>> = {
  dso: noSales,
  dso_best_possible: noSales,
  average_days_delinquent: noSales,
  dso_true: ledgerOnly('open invoices'),
  dso_target: noSales,
  dso_gap_to_target: noSales,
  cash_per_dso_day: noSales,
  dso_day_yearly_cost: noSales,
  cei: 'nothing was due to be collected in the window',
  cei_cash: 'nothing was due to be collected in the window',
  collection_effectiveness: 'no invoice is due',
  ar_turnover: 'there are no receivables on average',
  turnover_days: 'there are no receivables on average',
  days_to_pay: nothingSettled,
  days_late: nothingSettled,
  days_late_signed: nothingSettled,
  paid_on_time: nothingSettled,
  paid_on_time_count: nothingSettled,
  paid_early: nothingSettled,
  paid_early_count: nothingSettled,
  paid_late: nothingSettled,
  paid_late_count: nothingSettled,
  customers_paying_early: ledgerOnly('customers'),
  weighted_terms: noSales,
  past_due_share: noReceivables,
  past_due_over_30: noReceivables,
  past_due_over_60: noReceivables,
  past_due_over_90: noReceivables,
  aging_current_share: nothingOpen,
  aging_1_30_share: nothingOpen,
  aging_31_60_share: nothingOpen,
  aging_61_90_share: nothingOpen,
  aging_91_120_share: nothingOpen,
  aging_over_120_share: nothingOpen,
  bad_debt_to_sales: noSales,
  bad_debt_to_receivables: noReceivables,
  dispute_rate: 'nothing was invoiced in the window',
  dispute_rate_value: noSales,
  dispute_days: 'no dispute was resolved in the window',
  invoice_accuracy: 'nothing was invoiced in the window',
  billing_lag: 'no invoice of the window states both delivery and sending',
  right_party_contact_rate: 'nobody was called in the window',
  promise_to_pay_rate: 'no call reached the right party',
  promise_kept_rate: 'no promise fell due in the window',
  cost_per_collection: 'no late invoice was settled after a contact',
  cost_per_unit_collected: 'no cash was collected in the window',
  profit_per_account: ledgerOnly('customers'),
  customer_satisfaction: 'nobody answered a survey in the window',
}

describe('a KPI that is not defined is null, with its reason', () => {
  test('in a ledger of invoices alone; the others are numbers', async () => {
    const { kpis, notes } = await lastMonth(bareTables)
    const missing = ids.filter((id) => kpis[id] === null)
    expect(Object.fromEntries(missing.map((id) => [id, notes[id]]))).toEqual(bareReasons)
    for (const id of ids) if (!missing.includes(id)) expect(Number.isFinite(kpis[id]), id).toBe(true)
  })

  /**
   * Nothing was paid: B = 3250 + 3100 = 6350 and E = 6350 + 2100.25 − 300 = 8150.25. All that is current are N3, due on
   * the very day, S5 and S6: the 2100.25 of March. The credit note’s 300 are all that is no longer open.
   */
  test('and what a ledger of invoices alone does say is right', async () => {
    const { facts, kpis } = await lastMonth(bareTables)
    expect(facts).toMatchObject({ open_invoices: 11, past_due_invoices: 8, credit_balances: 30_000 })
    expectTwelveDigits(kpis.dso, (8150.25 / 2100.25) * 31, 'dso')
    expectTwelveDigits(kpis.dso_best_possible, 31, 'dso_best_possible')
    expectTwelveDigits(kpis.cei, (100 * 300) / (8450.25 - 2100.25), 'cei')
    expectTwelveDigits(kpis.dso_countback, 31 + 29 + (31 * (8150.25 - 2100.25 - 3100)) / 3250, 'dso_countback')
    expect(kpis).toMatchObject({ collection_effectiveness: 0, cei_cash: 0, bad_debt_to_sales: 0 })
  })

  test.each(ids)('%s of a month in which nothing happened', (id) => {
    const window = FactWindow.of(monthlyFacts(2024, [{}]), 0, 0, 1)
    const value = kpiCatalogue.find((kpi) => kpi.id === id)!.compute(window, settings)
    const reason = emptyReasons[id]
    expect(value).toEqual(reason === undefined ? 0 : { notDefined: reason })
  })
})
