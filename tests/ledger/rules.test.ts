import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { factAt } from '../../src/facts/fact-table.js'
import { ledgerFacts } from '../../src/facts/ledger-facts.js'
import { rollForwardBreaks } from '../../src/facts/roll-forward.js'
import { noDay } from '../../src/ledger/no-day.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { invoiceClosings } from '../../src/ledger/settlement.js'
import { checkLedger } from '../../src/quality/check-ledger.js'
import { application, invoice, ledgerFrom, newFolder, payment, type Row, writeFile } from './ledger-folder.js'
import { factsOn, iso, openOn } from './ledger-reading.js'
import { texts } from './plain-data.js'

/**
 * The rules that every reader and KPI shares, one test each, named by the rule. Each is shown once by a small example;
 * the files that are named pin its corners.
 */

const adjustment = (kind: string, date: string, amount: string): Row => ({
  adjustment_id: kind,
  invoice_id: 'I1',
  date,
  amount,
  kind,
})
const amounts = (...values: string[]): Row[] =>
  values.map((amount, row) => ({ ...invoice, invoice_id: `I${row + 1}`, amount }))

/** A mapping that reads `export.csv` beside it, with more about the invoices. */
function mapped(rows: readonly Row[], more: string) {
  const columns = ['invoice_id', 'customer_id', 'invoice_date', 'due_date', 'amount']
  const content = [columns, ...rows.map((row) => columns.map((column) => row[column]))].map((line) => line.join(';'))
  const folder = newFolder()
  writeFile('export.csv', `${content.join('\n')}\n`, folder)
  const pairs = columns.map((column) => `${column}: ${column}`).join(', ')
  const yaml = `tables:\n  invoices:\n    file: export.csv\n    ${more}\n    columns: { ${pairs} }\n`
  return openLedger(writeFile('mapping.yaml', yaml, folder))
}

// tests/money/parse-amount.test.ts, tests/ledger/read/plain-values.test.ts
describe('An amount', () => {
  test('is parsed exactly as decimal text: 1,234.50, (12.00) and -12 are understood', async () => {
    const { data } = await ledgerFrom({ invoices: amounts('1,234.50', '(12.00)', '-12', '0.29', '70368744177663.99') })
    expect([...data.invoices.amount]).toEqual([123450, -1200, -1200, 29, 7036874417766399])
  })

  test('is 1.234,50 where the mapping declares it', async () => {
    const { data } = await mapped(amounts('1.234,50', '(12,00)', '-12'), 'decimals: comma')
    expect([...data.invoices.amount]).toEqual([123450, -1200, -1200])
    expect((await ledgerFrom({ invoices: amounts('1', '1.234,50') })).data.rejects).toMatchObject([
      { value: '1.234,50', code: 'not-an-amount' },
    ])
  })

  test('with more decimals than the currency has is an error, never a silent rounding', async () => {
    const { data } = await ledgerFrom({ invoices: amounts('1.00', '1.005', '1.000') })
    expect([...data.invoices.amount]).toEqual([100])
    expect(data.rejects.map(({ value, code }) => [value, code])).toEqual([
      ['1.005', 'too-many-decimals'],
      ['1.000', 'too-many-decimals'],
    ])
  })
})

// tests/ledger/parse-date.test.ts, tests/ledger/reading-values.test.ts
describe('Dates', () => {
  const dated = (...dates: string[]): Row[] =>
    dates.map((date, row) => ({ ...invoice, invoice_id: `I${row}`, invoice_date: date, due_date: '2024-12-31' }))

  test('are calendar days, no time zone', async () => {
    const before = process.env.TZ
    try {
      for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
        process.env.TZ = zone
        const { data } = await ledgerFrom({
          invoices: dated('2024-03-10', '2024-03-31 00:00:00', '2024-10-27T00:00:00Z'),
        })
        expect([...data.invoices.issued]).toEqual([iso('2024-03-10'), iso('2024-03-31'), iso('2024-10-27')])
      }
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })

  test('like 03/04/2024 are ambiguous: the mapping must say day-first or month-first', async () => {
    const issued = async (style: string) => [
      ...(await mapped(dated('03/04/2024'), `dates: ${style}`)).data.invoices.issued,
    ]
    expect(await issued('day-first')).toEqual([iso('2024-04-03')])
    expect(await issued('month-first')).toEqual([iso('2024-03-04')])
  })

  test('or the file must prove it', async () => {
    const issued = async (...dates: string[]) => [
      ...(await ledgerFrom({ invoices: dated(...dates) })).data.invoices.issued,
    ]
    expect(await issued('03/04/2024', '13/04/2024')).toEqual([iso('2024-04-03'), iso('2024-04-13')])
    expect(await issued('03/04/2024', '04/13/2024')).toEqual([iso('2024-03-04'), iso('2024-04-13')])
  })

  test('otherwise are an error that shows two such rows', async () => {
    const open = ledgerFrom({ invoices: dated('03/04/2024', '2024-01-01', '05/06/2024', '07/08/2024') })
    await expect(open).rejects.toThrow(InputError)
    await expect(open).rejects.toThrow(/line 2 has 03\/04\/2024, line 4 has 05\/06\/2024\)/)
  })
})

// tests/ledger/text/text-dictionary.test.ts
test('Identifiers stay text: 0000611365 and 611365 are two invoices', async () => {
  const { data } = await ledgerFrom({
    invoices: ['0000611365', '611365'].map((id) => ({ ...invoice, invoice_id: id })),
    payments: [{ ...payment, payment_id: '007' }],
    applications: [{ payment_id: '007', invoice_id: '611365', amount: '60.00' }],
  })
  expect(texts(data.invoices.ids)).toEqual(['0000611365', '611365'])
  expect([...data.postings.start]).toEqual([0, 0, 1])
})

// tests/ledger/aging.test.ts
describe('An invoice is past due', () => {
  test('from the day after its due date', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice] })
    expect(factsOn(ledger, '2024-02-09')).toMatchObject({ current_receivables: 10000, past_due_invoices: 0 })
    expect(factsOn(ledger, '2024-02-10')).toMatchObject({ past_due_1_30: 10000, past_due_invoices: 1 })
  })

  test('in buckets of current, 1–30, 31–60, 61–90, 91–120, over 120 days, with configurable edges', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice] })
    const bucketOn = (day: string) =>
      Object.entries(factsOn(ledger, day)).flatMap(([fact, value]) =>
        /past_due_\d|past_due_over|current/.test(fact) && value ? [fact] : [],
      )
    expect(['2024-02-09', '2024-03-10', '2024-03-11', '2024-04-09', '2024-04-10'].flatMap(bucketOn)).toEqual([
      'current_receivables',
      'past_due_1_30',
      'past_due_31_60',
      'past_due_31_60',
      'past_due_61_90',
    ])
    expect(['2024-05-09', '2024-05-10', '2024-06-08', '2024-06-09'].flatMap(bucketOn)).toEqual([
      'past_due_61_90',
      'past_due_91_120',
      'past_due_91_120',
      'past_due_over_120',
    ])
    const check = checkLedger(ledger.asOf(iso('2024-02-20')), { agingEdges: [10, 11] })
    expect(check.agingBuckets.map(({ amount }) => amount)).toEqual([0, 0, 10000, 0])
  })
})

// tests/ledger/open-amount.test.ts, tests/facts/ledger-facts.test.ts (a plain oracle on random ledgers)
describe('Open amount of an invoice on a day', () => {
  test('is amount − applications − discounts − credit memos − write-offs + write-off reversals ± revaluations dated up to that day', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [payment],
      applications: [{ ...application, discount: '1.20' }],
      adjustments: [
        adjustment('credit_memo', '2024-02-06', '5.00'),
        adjustment('write_off', '2024-02-07', '30.00'),
        adjustment('write_off_reversal', '2024-02-08', '10.00'),
        adjustment('fx_revaluation', '2024-02-09', '-0.30'),
      ],
    })
    const days = ['04', '05', '06', '07', '08', '09']
    expect(days.map((day) => openOn(ledger, 'I1', `2024-02-${day}`))).toEqual([10000, 3880, 3380, 380, 1380, 1350])
  })

  test('counts an application from the later of its date (default: the payment’s) and the invoice’s date; before that its money is unapplied cash', async () => {
    const early = { ...payment, payment_date: '2024-01-05' }
    const applied = async (applied_date: string) => {
      const ledger = await ledgerFrom({
        invoices: [{ ...invoice, invoice_id: 'I0', invoice_date: '2024-01-01' }, invoice],
        payments: [early],
        applications: [{ ...application, applied_date }],
      })
      return ['2024-01-09', '2024-01-10', '2024-01-15'].map((day) => {
        const facts = factsOn(ledger, day)
        return [facts.unapplied_cash, facts.cash_collected]
      })
    }
    expect(await applied('')).toEqual([
      [6000, 0],
      [0, 6000],
      [0, 6000],
    ])
    expect(await applied('2024-01-15')).toEqual([
      [6000, 0],
      [6000, 0],
      [0, 6000],
    ])
  })

  test('is not touched by a recovery, which is not cash_collected either: it is its own fact', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      adjustments: [adjustment('write_off', '2024-02-20', '100.00'), adjustment('recovery', '2024-02-25', '40.00')],
    })
    expect(factsOn(ledger, '2024-02-29')).toMatchObject({ receivables: 0, cash_collected: 0, recoveries: 4000 })
  })

  test('is not touched by a payment’s money without an application, which is unapplied_cash; a negative payment is a refund and lowers it', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [payment, { ...payment, payment_id: 'P2', payment_date: '2024-02-06', amount: '-45.00' }],
    })
    expect(factsOn(ledger, '2024-02-05')).toMatchObject({ receivables: 10000, unapplied_cash: 6000 })
    expect(factsOn(ledger, '2024-02-06')).toMatchObject({ receivables: 10000, unapplied_cash: 1500, cash_collected: 0 })
  })
})

// tests/properties/ledger.properties.test.ts, tests/ledger/credit-notes.test.ts
describe('Receivables', () => {
  const note: Row = {
    ...invoice,
    invoice_id: 'N1',
    invoice_date: '2024-01-20',
    due_date: '2024-01-20',
    amount: '-30.00',
  }

  test('are Σ open amounts, negative ones included; the aging buckets hold the positive ones; the negative ones are credit_balances: receivables = Σ buckets − credit_balances', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice, note, { ...invoice, invoice_id: 'I2' }],
      payments: [{ ...payment, amount: '120.00' }],
      applications: [{ ...application, amount: '120.00' }],
    })
    expect(factsOn(ledger, '2024-02-09')).toMatchObject({
      receivables: 5000,
      current_receivables: 10000,
      credit_balances: 5000,
    })
  })

  test('have an invoice with a negative amount as a credit note: a credit_memo flow on its date and a credit balance until it is applied', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice, note] })
    expect(factsOn(ledger, '2024-01-19')).toMatchObject({ credit_memos: 0, credit_balances: 0 })
    expect(factsOn(ledger, '2024-01-31')).toMatchObject({
      credit_memos: 3000,
      credit_balances: 3000,
      credit_sales: 10000,
    })
  })

  test('are moved by an application that names a credit note where it would name a payment, which is no cash', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice, note],
      applications: [{ payment_id: 'N1', invoice_id: 'I1', amount: '30.00', applied_date: '2024-02-01' }],
    })
    expect(['I1', 'N1'].map((id) => openOn(ledger, id, '2024-02-01'))).toEqual([7000, 0])
    expect(factsOn(ledger, '2024-02-29')).toMatchObject({ receivables: 7000, cash_collected: 0, credit_balances: 0 })
  })

  test('over-applied are warned of', async () => {
    const ledger = await ledgerFrom({
      invoices: [invoice],
      payments: [{ ...payment, amount: '120.00' }],
      applications: [{ ...application, amount: '120.00' }],
    })
    expect(checkLedger(ledger).warnings).toMatchObject([{ code: 'over-applied', count: 1, amount: 2000 }])
  })

  test('have unapplied cash shown beside them, never netted in silence', async () => {
    const ledger = await ledgerFrom({ invoices: [invoice], payments: [payment] })
    const { receivables, unappliedCash } = checkLedger(ledger)
    expect({ receivables, unappliedCash }).toEqual({ receivables: 10000, unappliedCash: 6000 })
  })
})

// tests/properties/ledger.properties.test.ts, tests/quality/roll-forward-statement.test.ts
test('The roll-forward opening + sales − cash − discounts − credit memos − write-offs + reversals ± revaluation = closing holds to the cent for every period and group, or the check fails and names the invoices', async () => {
  const ledger = await ledgerFrom({
    customers: [
      { customer_id: 'C1', region: 'EMEA' },
      { customer_id: 'C2', region: 'APAC' },
    ],
    invoices: [invoice, { ...invoice, invoice_id: 'I2', customer_id: 'C2', amount: '0.10' }],
    payments: [payment],
    applications: [{ ...application, discount: '0.01' }],
    adjustments: [adjustment('write_off', '2024-02-07', '3.33'), adjustment('fx_revaluation', '2024-03-01', '-0.01')],
  })
  expect(rollForwardBreaks(ledgerFacts(ledger.data, ['region']))).toEqual([])
  expect(factAt(ledgerFacts(ledger.data), 0, 2, 'receivables')).toBe(10000 + 10 - 6000 - 1 - 333 - 1)

  // A posting dated before its invoice is what a sound reader never lets in: it is in a flow and not in the opening.
  const { data } = ledger
  const broken = { ...data, postings: { ...data.postings, day: data.postings.day.map(() => iso('2024-01-15')) } }
  const issued = {
    ...data.invoices,
    issued: data.invoices.issued.map((day, row) => (row === 0 ? iso('2024-02-10') : day)),
  }
  const check = checkLedger({ data: { ...broken, invoices: issued } })
  expect(check.rollForward.holds).toBe(false)
  expect(check.rollForward.breaks.flatMap(({ invoices }) => invoices)).toContain('I1')
})

// tests/ledger/settlement.test.ts
describe('An invoice settles', () => {
  const closings = async (more: Row[], applied: Row[] = [], paid: Row[] = []) =>
    invoiceClosings(
      (await ledgerFrom({ invoices: [invoice], adjustments: more, payments: paid, applications: applied })).data,
    )

  test('on the day its open amount first reaches zero or less by applications and discounts', async () => {
    const { settled } = await closings(
      [adjustment('credit_memo', '2024-02-01', '30.00')],
      [{ ...application, amount: '68.00', discount: '2.00' }],
      [{ ...payment, amount: '68.00' }],
    )
    expect([...settled]).toEqual([iso('2024-02-05')])
  })

  test('never if credit or write-off closes it', async () => {
    for (const kind of ['credit_memo', 'write_off']) {
      const { settled, closed } = await closings([adjustment(kind, '2024-02-01', '100.00')])
      expect([settled[0], closed[0]]).toEqual([noDay, iso('2024-02-01')])
    }
  })

  test('with late days = max(0, settled − due)', async () => {
    const lateDays = async (day: string) => {
      const ledger = await ledgerFrom({ invoices: [{ ...invoice, settled_date: day }] })
      return factsOn(ledger, '2024-02-29').late_days_weight / 10000
    }
    expect([await lateDays('2024-02-12'), await lateDays('2024-02-09'), await lateDays('2024-02-01')]).toEqual([
      3, 0, 0,
    ])
  })
})

// tests/ledger/rejects.test.ts, tests/cli/check.test.ts, tests/errors/wrong-input.test.ts
describe('A bad row is never dropped in silence', () => {
  test('it goes to the rejects list with file, line, column, value, reason', async () => {
    const { data } = await ledgerFrom({ invoices: amounts('1.00', '12,3x') })
    expect(data.rejects).toEqual([
      {
        file: expect.stringMatching(/\/invoices\.csv$/),
        line: 3,
        column: 'amount',
        value: '12,3x',
        code: 'not-an-amount',
        reason: 'it is not an amount; expected one like 1,234.50, -12 or (12.00)',
        amount: null,
      },
    ])
  })

  test('rows read = rows accepted + rows rejected, in count and in amount', async () => {
    const rows = amounts('1.00', '2.00', '4.00', 'oops')
    const { data } = await ledgerFrom({ invoices: [...rows, { ...invoice, invoice_id: 'I1', amount: '8.00' }] })
    expect(data.tables.invoices).toMatchObject({
      read: 5,
      accepted: 3,
      rejected: 2,
      readAmount: 1500,
      acceptedAmount: 700,
      rejectedAmount: 800,
      amountsUnread: 1,
      rejectedBy: { 'duplicate-identifier': { rows: 1, amount: 800 }, 'not-an-amount': { rows: 1, amount: null } },
    })
  })
})
