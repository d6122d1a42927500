import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, isoFromDay } from '../../src/calendar/day.js'
import { parseCalendar } from '../../src/calendar/parse-calendar.js'
import { type PostingKind, postingKinds } from '../../src/ledger/ledger-data.js'
import { chanceText, comparisonText, findingText, pText, verdictOf } from '../../src/survival/comparison-words.js'
import { survivalAt } from '../../src/survival/curve-readings.js'
import { durationsBy, durationsByPeriod } from '../../src/survival/duration-groups.js'
import { outcomeCode } from '../../src/survival/durations.js'
import { daysLate, daysToPay } from '../../src/survival/ledger-durations.js'
import { type PaymentSurvivalOptions, paymentSurvival } from '../../src/survival/payment-survival.js'
import { ledgerFrom } from '../ledger/ledger-folder.js'
import { iso } from '../ledger/ledger-reading.js'
import { openRandom, randomLedger } from '../properties/random-ledger.js'

const invoice = (id: string, customer: string, issued: string, due: string, amount: string, salesperson = '') => ({
  invoice_id: id,
  customer_id: customer,
  invoice_date: issued,
  due_date: due,
  amount,
  salesperson,
})
const payment = (id: string, customer: string, day: string, amount: string) => ({
  payment_id: id,
  customer_id: customer,
  payment_date: day,
  amount,
})

/** Known through 31 March 2024, the day of the last payment. */
const { data } = await ledgerFrom({
  customers: [
    { customer_id: 'C1', segment: 'small', salesperson: 'Eva' },
    { customer_id: 'C2', segment: 'large', salesperson: 'Eva' },
    { customer_id: 'C3', segment: 'large', salesperson: '' },
  ],
  invoices: [
    invoice('I1', 'C1', '2024-01-10', '2024-02-09', '100.00'),
    invoice('I2', 'C1', '2024-02-01', '2024-02-16', '50.00', 'Abe'),
    invoice('I3', 'C2', '2024-01-31', '2024-03-01', '70.00'),
    invoice('I4', 'C2', '2024-03-01', '2024-03-31', '30.00'),
    invoice('I5', 'C3', '2024-01-01', '2024-01-31', '20.00'),
    invoice('I6', 'C3', '2024-01-05', '2024-02-04', '-20.00'),
    invoice('I7', 'C3', '2023-12-20', '2024-01-19', '10.00'),
  ],
  payments: [
    payment('P1', 'C1', '2024-01-20', '40.00'),
    payment('P2', 'C1', '2024-02-19', '60.00'),
    payment('P3', 'C1', '2024-02-11', '50.00'),
    payment('P4', 'C3', '2024-03-31', '5.00'),
  ],
  applications: [
    { payment_id: 'P1', invoice_id: 'I1', amount: '40.00' },
    { payment_id: 'P2', invoice_id: 'I1', amount: '60.00' },
    { payment_id: 'P3', invoice_id: 'I2', amount: '50.00' },
    { payment_id: 'P4', invoice_id: 'I5', amount: '5.00' },
  ],
  adjustments: [
    { adjustment_id: 'A1', invoice_id: 'I3', date: '2024-03-05', amount: '70.00', kind: 'write_off' },
    { adjustment_id: 'A2', invoice_id: 'I7', date: '2024-01-09', amount: '10.00', kind: 'credit_memo' },
  ],
})

const rowsOf = ({ invoice: rows, entered, time, outcome, customer }: ReturnType<typeof daysToPay>) =>
  Array.from(rows, (row, index) => [
    data.invoices.ids.at(row),
    data.customers.ids.at(customer[index]!),
    entered[index],
    time[index],
    outcome[index],
  ])
const { open, paid, credited } = outcomeCode

describe('The durations of a ledger', () => {
  test('run from the invoice date to settlement, to a write-off or credit memo, or to the as-of day', () => {
    expect(rowsOf(daysToPay(data))).toEqual([
      ['I1', 'C1', 0, 40, paid],
      ['I2', 'C1', 0, 10, paid],
      ['I3', 'C2', 0, 34, credited],
      ['I4', 'C2', 0, 30, open],
      ['I5', 'C3', 0, 90, open],
      ['I7', 'C3', 0, 20, credited],
    ])
  })

  test('are counted from the due day for days late, and entry is on the invoice date', () => {
    expect(rowsOf(daysLate(data))).toEqual([
      ['I1', 'C1', -30, 10, paid],
      ['I2', 'C1', -15, -5, paid],
      ['I3', 'C2', -30, 4, credited],
      ['I4', 'C2', -30, 0, open],
      ['I5', 'C3', -30, 60, open],
      ['I7', 'C3', -30, -10, credited],
    ])
  })

  test.each<[string, PaymentSurvivalOptions, string[]]>([
    ['a customer’s attribute', { where: { segment: 'large' } }, ['I3', 'I4', 'I5', 'I7']],
    ['an invoice’s own before its customer’s', { where: { salesperson: 'Eva' } }, ['I1', 'I3', 'I4']],
    ['an empty attribute', { where: { salesperson: '(none)' } }, ['I5', 'I7']],
    ['two attributes', { where: { salesperson: 'Eva', segment: 'large' } }, ['I3', 'I4']],
    ['a customer', { where: { customer_id: 'C1' } }, ['I1', 'I2']],
    ['the first day', { from: iso('2024-01-31') }, ['I2', 'I3', 'I4']],
    ['the last day', { to: iso('2024-01-10') }, ['I1', 'I5', 'I7']],
    ['both', { from: iso('2024-01-01'), to: iso('2024-01-10'), where: { segment: 'large' } }, ['I5']],
  ])('are of the invoices chosen by %s', (_, choice, ids) => {
    expect(rowsOf(daysToPay(data, choice)).map(([id]) => id)).toEqual(ids)
  })

  test('are split by attributes and by periods', () => {
    const durations = daysToPay(data)
    const shown = (groups: ReturnType<typeof durationsBy>) =>
      groups.map((group) => [group.name, rowsOf(group.durations).map(([id]) => id)])
    expect(shown(durationsBy(data, durations, ['salesperson']))).toEqual([
      ['(none)', ['I5', 'I7']],
      ['Abe', ['I2']],
      ['Eva', ['I1', 'I3', 'I4']],
    ])
    expect(shown(durationsBy(data, durations, ['segment', 'salesperson'])).map(([name]) => name)).toEqual([
      'large, (none)',
      'large, Eva',
      'small, Abe',
      'small, Eva',
    ])
    expect(shown(durationsBy(data, durations, []))).toEqual([['all', ['I1', 'I2', 'I3', 'I4', 'I5', 'I7']]])
    expect(shown(durationsByPeriod(data, durations, ['2024-02', '2023', '2024-01']))).toEqual([
      ['2024-02', ['I2']],
      ['2023', ['I7']],
      ['2024-01', ['I1', 'I3', 'I5']],
    ])
    expect(shown(durationsByPeriod(data, durations, ['2024-Q1', '2023-Q4'])).map(([, ids]) => ids!.length)).toEqual([
      5, 1,
    ])
    const fiscal = durationsByPeriod(data, durations, ['FY2024-Q2', 'FY2024-Q3'], parseCalendar('july')!)
    expect(shown(fiscal).map(([, ids]) => ids!.length)).toEqual([1, 5])
  })

  test('on random ledgers, are what following each invoice day by day finds', async () => {
    await fc.assert(
      fc.asyncProperty(randomLedger, async (tables) => {
        const { data: random } = await openRandom(tables)
        const { invoices, postings, asOf } = random
        fc.pre(invoices.amount.some((amount) => amount > 0))
        const durations = daysToPay(random)
        const late = daysLate(random)
        let index = 0
        for (let row = 0; row < invoices.count; row++) {
          if (invoices.amount[row]! <= 0) continue
          const issued = invoices.issued[row]!
          const own = Array.from(
            { length: postings.start[row + 1]! - postings.start[row]! },
            (_, place) => postings.start[row]! + place,
          )
          const effect = (posting: number) => {
            const kind = postingKinds[postings.kind[posting]!] as PostingKind
            if (kind === 'recovery') return 0
            return kind === 'write_off_reversal' || kind === 'revaluation' ? 1 : -1
          }
          let [day, outcome, amount] = [issued, open as number, invoices.amount[row]!]
          for (; day <= asOf; day++) {
            const today = own.filter((posting) => postings.day[posting] === day)
            const change = (some: readonly number[]) =>
              some.reduce((sum, posting) => sum + effect(posting) * postings.amount[posting]!, 0)
            const isCash = (posting: number) => /cash|discount/.test(postingKinds[postings.kind[posting]!]!)
            const withoutCash = amount + change(today.filter((posting) => !isCash(posting)))
            amount += change(today)
            if (today.length === 0 || amount > 0) continue
            outcome = withoutCash > 0 ? paid : credited
            break
          }
          const end = Math.min(day, asOf)
          expect([durations.time[index], durations.outcome[index]]).toEqual([end - issued, outcome])
          expect(late.time[index]).toBe(end - invoices.due[row]!)
          expect(late.entered[index]).toBe(issued - invoices.due[row]!)
          index++
        }
        expect(durations.time.length).toBe(index)
      }),
      { seed: 5, numRuns: 30 },
    )
  })
})

describe('The report', () => {
  test('counts invoices, customers and how they ended', () => {
    const { groups, comparison, compares } = paymentSurvival(data)
    expect(compares).toBe('nothing')
    expect(comparison).toBeNull()
    expect(groups).toHaveLength(1)
    expect(groups[0]).toMatchObject({ name: 'all', invoices: 6, customers: 3, paid: 2, open: 2, credited: 2 })
  })

  test('of days late is the share of all invoices', () => {
    const { curve } = paymentSurvival(data, { clock: 'due', byCustomer: false }).groups[0]!
    // I7 leaves on day −10 unpaid; I2 is paid on day −5, one of the other five.
    expect(curve.firstDay).toBe(-30)
    expect([...curve.atRisk.slice(0, 1)]).toEqual([6])
    expect(survivalAt(curve, -5)!.survival).toBeCloseTo(4 / 5, 14)
  })

  test('goes by customer, but not where a group has only one', () => {
    expect(paymentSurvival(data).byCustomer).toBe(true)
    expect(paymentSurvival(data, { byCustomer: false }).byCustomer).toBe(false)
    const report = paymentSurvival(data, { by: ['segment'] })
    expect(report.groups.map(({ name, customers }) => [name, customers])).toEqual([
      ['large', 2],
      ['small', 1],
    ])
    expect(report.byCustomer).toBe(false)
    expect(report.comparison!.byCustomer).toBeNull()
    expect(report.comparison!.byInvoice.degreesOfFreedom).toBe(1)
  })
})

/** A company of customers of two segments, each paying its invoices of 60 days after a number of days of its own. */
async function company(small: readonly number[], large: readonly number[]) {
  const start = iso('2024-01-01')
  const customers = [...small, ...large].map((_, index) => ({
    customer_id: `C${index}`,
    segment: index < small.length ? 'small' : 'large',
  }))
  const invoices = [...small, ...large].flatMap((days, customer) =>
    Array.from({ length: 60 }, (_, number) => ({
      invoice_id: `I${customer}-${number}`,
      customer_id: `C${customer}`,
      invoice_date: isoFromDay(addDays(start, number)),
      due_date: isoFromDay(addDays(start, number + 30)),
      amount: '10.00',
      settled_date: number + days < 70 ? isoFromDay(addDays(start, number + days)) : '',
    })),
  )
  return (await ledgerFrom({ customers, invoices })).data
}

describe('In words', () => {
  const spread = (middle: number, count: number) =>
    Array.from({ length: count }, (_, index) => middle - 3 + (index % 7))

  test('one group is described by when half is paid', async () => {
    const ledger = await company(spread(20, 7), [])
    expect(findingText(paymentSurvival(ledger))).toBe('Half of the invoices are paid by day 20')
    expect(findingText(paymentSurvival(ledger, { clock: 'due' }))).toBe(
      'Half of the invoices are paid by 10 days before due',
    )
    expect(comparisonText(paymentSurvival(ledger))).toBeNull()
  })

  test('a clear difference names the later group, by customer', async () => {
    const report = paymentSurvival(await company(spread(20, 14), spread(30, 14)), { by: ['segment'] })
    expect(findingText(report)).toBe(
      'Invoices of large are paid later than those of small: half by day 30 against day 20',
    )
    expect(verdictOf(report)).toMatchObject({ isClear: true, latest: { name: 'large' }, earliest: { name: 'small' } })
    expect(verdictOf(report)!.test.byCustomer).toBe(true)
    expect(comparisonText(report)).toMatch(
      /^Such a difference or a larger one would arise by chance once in [\d,]+ ledgers if they were paid alike \(p = 0\.0\d+\)\.$/,
    )
  })

  test('a difference within what customers differ by is none, though invoices as independent would show one', async () => {
    const report = paymentSurvival(await company([10, 35, 20, 25, 12], [22, 30, 34, 11, 30]), { by: ['segment'] })
    expect(findingText(report)).toMatch(/^No clear difference between large and small: half by day \d+ and day \d+$/)
    expect(report.comparison!.byInvoice.pValue).toBeLessThan(0.01)
  })

  test('more than two groups are described by the earliest and the latest', async () => {
    const ledger = await company(spread(20, 14), spread(30, 14))
    const report = paymentSurvival(ledger, { by: ['customer_id'], byCustomer: false })
    expect(findingText(report)).toMatch(
      /^Invoices of C\d+ are paid earliest, those of C\d+ latest: half by day 17 and day 33$/,
    )
    const months = paymentSurvival(ledger, { periods: ['2024-01', '2024-02'] })
    expect(months.compares).toBe('periods')
    expect(findingText(months)).toMatch(/2024-0\d.* 2024-0\d/)
  })

  test('where half is paid on one day, later shares tell', async () => {
    const report = paymentSurvival(await company([20, 20, 20, 20, 22, 22], [20, 20, 20, 20, 33, 33]), {
      by: ['segment'],
      byCustomer: false,
    })
    expect(findingText(report)).toBe(
      'Invoices of large are paid later than those of small: three quarters by day 33 against day 22',
    )
  })

  test('little paid is said', async () => {
    const early = paymentSurvival(await company([60, 60, 90, 90], [90, 90]))
    expect(findingText(early)).toBe('Less than half of the invoices are paid so far')
  })

  test('groups of which nothing was paid at the same age cannot be compared, but are shown', async () => {
    const ledger = await company([40, 41], [40, 41])
    const periods = { periods: ['2024-01', '2024-02'], from: iso('2024-01-20') }
    const report = paymentSurvival(ledger, { ...periods, byCustomer: false })
    expect(report.comparison).toBeNull()
    expect(report.groups.map(({ name }) => name)).toEqual(periods.periods)
    expect(findingText(report)).toBe('The periods cannot be compared: nothing was paid while two of them were open')
  })

  test.each([
    [4e-7, 'less than once in a million ledgers', 'p < 0.000001'],
    [0.0000123, 'once in 81,000 ledgers', 'p = 0.000012'],
    [0.002, 'once in 500 ledgers', 'p = 0.002'],
    [0.0499, 'once in 20 ledgers', 'p = 0.05'],
    [0.31, 'in 31 of 100 ledgers', 'p = 0.31'],
    [0.999, 'in nearly every ledger', 'p > 0.99'],
  ])('p of %f is %s', (p, chance, text) => {
    expect(chanceText(p)).toBe(chance)
    expect(pText(p)).toBe(text)
  })
})
