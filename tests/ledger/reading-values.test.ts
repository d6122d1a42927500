import { describe, expect, test } from 'vitest'
import { type Day, isoFromDay } from '../../src/calendar/day.js'
import { InputError } from '../../src/document/input-error.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { ledgerFrom, newFolder, writeFile, writeLedger } from './ledger-folder.js'
import { factsOn, iso } from './ledger-reading.js'
import { texts } from './plain-data.js'

const header = 'invoice_id,customer_id,invoice_date,due_date,amount'

/** A ledger of one invoice file, given as its rows without the header. */
function invoices(...rows: string[]) {
  return ledgerFrom({ invoices: `${header}\n${rows.join('\n')}\n` })
}

/** A mapping that reads `export.csv` beside it. */
function mapped(content: string, mapping: string) {
  const folder = newFolder()
  writeFile('export.csv', content, folder)
  return openLedger(writeFile('mapping.yaml', mapping, folder))
}

describe('identifiers stay text', () => {
  test('0000611365 and 611365 are two invoices, and 007 and 7 two customers', async () => {
    const { data } = await invoices(
      '0000611365,007,2024-01-01,2024-01-31,1.00',
      '611365,7,2024-01-01,2024-01-31,2.00',
      '1e5,007,2024-01-01,2024-01-31,4.00',
    )
    expect(texts(data.invoices.ids)).toEqual(['0000611365', '611365', '1e5'])
    expect(texts(data.customers.ids)).toEqual(['007', '7'])
    expect(data.rejects).toEqual([])
  })

  test('a payment finds its invoice by text and not by number', async () => {
    const ledger = await ledgerFrom({
      invoices: `${header}\n0001,C,2024-01-01,2024-01-31,1.00\n1,C,2024-01-01,2024-01-31,2.00\n`,
      payments: 'payment_id,customer_id,payment_date,amount\n01,C,2024-01-05,1.00\n',
      applications: 'payment_id,invoice_id,amount\n01,0001,1.00\n1,1,2.00\n',
    })
    expect(factsOn(ledger, '2024-01-31').receivables).toBe(200)
    expect(ledger.data.rejects.map(({ column, value }) => [column, value])).toEqual([['payment_id', '1']])
  })
})

describe('dates', () => {
  test('of ISO form need no proof', async () => {
    const { data } = await invoices('A,C,2024-03-04,2024/04/03,1.00', 'B,C,2024.03.04,2024-04-03 00:00:00,1.00')
    expect([...data.invoices.issued]).toEqual([iso('2024-03-04'), iso('2024-03-04')])
    expect([...data.invoices.due]).toEqual([iso('2024-04-03'), iso('2024-04-03')])
  })

  test('are day-first if one of the file’s dates can only be that', async () => {
    const { data } = await invoices('A,C,03/04/2024,05/04/2024,1.00', 'B,C,01.02.2024,25.12.2024,1.00')
    expect([...data.invoices.issued]).toEqual([iso('2024-04-03'), iso('2024-02-01')])
  })

  test('are month-first if one of the file’s dates can only be that', async () => {
    const { data } = await invoices('A,C,03/04/2024,05/04/2024,1.00', 'B,C,01/02/2024,12/25/2024,1.00')
    expect([...data.invoices.issued]).toEqual([iso('2024-03-04'), iso('2024-01-02')])
  })

  test('that prove both orders are an error that shows a row of each', async () => {
    const mixed = invoices(
      'A,C,2024-01-01,2024-02-01,1.00',
      'B,C,12/25/2024,26/12/2024,1.00',
      'D,C,25/12/2024,2024-12-31,1.00',
    )
    await expect(mixed).rejects.toThrow(InputError)
    await expect(mixed).rejects.toThrow(
      /invoices\.csv: some dates can only be day-first and others only month-first \(line 3 has 26\/12\/2024, line 3 has 12\/25\/2024\); write dates as 2024-03-04, or read the file through a mapping that says which it is, so that the others are rejected\.$/,
    )
  })

  test('that prove both orders are rejected where they contradict the mapping', async () => {
    const { data } = await mapped(
      `${header}\nA,C,25/12/2024,26/12/2024,1.00\nB,C,12/25/2024,26/12/2024,1.00\n`,
      `tables:
  invoices:
    file: export.csv
    dates: day-first
    columns: { invoice_id: invoice_id, customer_id: customer_id, invoice_date: invoice_date, due_date: due_date, amount: amount }
`,
    )
    expect(texts(data.invoices.ids)).toEqual(['A'])
    expect(data.rejects).toMatchObject([{ line: 3, column: 'invoice_date', value: '12/25/2024' }])
  })

  test('that leave the order open are an error that shows two such rows', async () => {
    const open = invoices(
      'A,C,05/05/2024,05/05/2024,1.00',
      'B,C,03/04/2024,2024-06-01,1.00',
      'D,C,2024-01-01,6/7/2024,1.00',
    )
    await expect(open).rejects.toThrow(InputError)
    await expect(open).rejects.toThrow(
      /invoices\.csv: the dates could be day-first or month-first \(line 3 has 03\/04\/2024, line 4 has 6\/7\/2024\); write dates as 2024-03-04, or read the file through a mapping that says dates: day-first or month-first\.$/,
    )
  })

  test('of which both orders give the same day are not ambiguous', async () => {
    const { data } = await invoices('A,C,05/05/2024,6/06/2024,1.00')
    expect([...data.invoices.issued]).toEqual([iso('2024-05-05')])
  })

  test.each([
    ['day-first', '2024-04-03'],
    ['month-first', '2024-03-04'],
  ])('are read as a mapping states them: %s', async (dates, expected) => {
    const ledger = await mapped(
      `${header}\nA,C,03/04/2024,05/06/2024,1.00\n`,
      `tables:
  invoices:
    file: export.csv
    dates: ${dates}
    columns: { invoice_id: invoice_id, customer_id: customer_id, invoice_date: invoice_date, due_date: due_date, amount: amount }
`,
    )
    expect([...ledger.data.invoices.issued]).toEqual([iso(expected)])
  })

  test.each(['2024-02-30', '30/02/2024', '2024-13-01', '2023-02-29', '31/12/24', 'yesterday', '2024-01-01T12:30:00'])(
    '%s is rejected and never moved to a near day',
    async (text) => {
      const { data } = await invoices('A,C,25/12/2023,26/12/2023,1.00', `B,C,${text},2024-12-31,1.00`)
      expect(data.rejects).toMatchObject([
        {
          line: 3,
          column: 'invoice_date',
          value: text,
          reason: 'it is not a date of the calendar; expected one like 31/03/2024',
        },
      ])
    },
  )
})

test.each([
  ['45323', 'it looks like a spreadsheet’s number for a day; write dates as 2024-03-31'],
  ['0024-01-01', 'it is not a date of the calendar; expected one like 2024-03-31'],
  ['1024-01-01', 'only dates from 1900 to 2199 are read'],
  ['2999-12-31', 'only dates from 1900 to 2199 are read'],
])('the date %s is rejected with its own reason', async (text, reason) => {
  const { data } = await invoices('A,C,2024-01-01,2024-01-31,1.00', `B,C,2024-01-01,${text},1.00`)
  expect(data.rejects).toMatchObject([{ line: 3, column: 'due_date', value: text, reason }])
})

describe('amounts', () => {
  test('with comma decimals are read where the mapping declares them', async () => {
    const ledger = await mapped(
      'Nr;Kunde;Datum;Fällig;Betrag\nA;C;2024-01-01;2024-01-31;1.234,50\nB;C;2024-01-01;2024-01-31;(12,00)\n',
      `currency: EUR
tables:
  invoices:
    file: export.csv
    decimals: comma
    columns: { invoice_id: Nr, customer_id: Kunde, invoice_date: Datum, due_date: Fällig, amount: Betrag }
`,
    )
    expect([...ledger.data.invoices.amount]).toEqual([123450, -1200])
    expect(ledger.currency).toEqual({ code: 'EUR', decimals: 2 })
  })

  test('have as many decimals as the ledger’s currency', async () => {
    const read = (currency: string) =>
      mapped(
        `${header}\nA,C,2024-01-01,2024-01-31,12\nB,C,2024-01-01,2024-01-31,12.345\n`,
        `currency: ${currency}
tables:
  invoices:
    file: export.csv
    columns: { invoice_id: invoice_id, customer_id: customer_id, invoice_date: invoice_date, due_date: due_date, amount: amount }
`,
      )
    expect([...(await read('KWD')).data.invoices.amount]).toEqual([12000, 12345])
    const yen = (await read('JPY')).data
    expect([...yen.invoices.amount]).toEqual([12])
    expect(yen.rejects).toMatchObject([{ line: 3, column: 'amount', value: '12.345' }])
  })

  test('of another currency are refused and never added up', async () => {
    const rows = (currency: string) =>
      `${header},currency\nA,C,2024-01-01,2024-01-31,1.00,USD\nB,C,2024-01-01,2024-01-31,1.00,${currency}\n`
    await expect(ledgerFrom({ invoices: rows('EUR') })).rejects.toThrow(
      /invoices\.csv, column currency: money is in EUR, the ledger's currency is USD, and there are no exchange rates of it;/,
    )
    expect((await ledgerFrom({ invoices: rows('USD') })).data.invoices.count).toBe(2)
  })
})

describe('the due date', () => {
  const customers = 'customer_id,terms\nC,net 45\nD,\n'

  test('is the invoice’s own, else from the invoice’s terms, else from the customer’s', async () => {
    const { data } = await ledgerFrom({
      customers,
      invoices:
        'invoice_id,customer_id,invoice_date,due_date,terms,amount\nA,C,2024-01-01,2024-01-11,net 30,1\nB,C,2024-01-01,,net 30,1\nE,C,2024-01-01,,,1\n',
    })
    expect([...data.invoices.due]).toEqual([iso('2024-01-11'), iso('2024-01-31'), iso('2024-02-15')])
  })

  test('counts terms from terms_from where it is stated, else from the invoice’s date; a stated due date stands', async () => {
    const row = (id: string, due: string, terms: string, from: string) => `${id},C,2024-01-01,${due},${terms},${from},1`
    const { data } = await ledgerFrom({
      customers,
      invoices: [
        'invoice_id,customer_id,invoice_date,due_date,terms,terms_from,amount',
        row('A', '', 'net 30', '2024-01-11'),
        row('B', '', 'net 30', ''),
        row('E', '', '', '2024-01-11'),
        row('F', '2024-01-20', 'net 30', '2024-01-11'),
        row('G', '', 'net 10', '2023-12-25'),
      ].join('\n'),
    })
    expect([...data.invoices.due].map((day) => isoFromDay(day as Day))).toEqual([
      '2024-02-10',
      '2024-01-31',
      '2024-02-25',
      '2024-01-20',
      '2024-01-04',
    ])
    expect(data.rejects).toEqual([])
  })

  test('that terms put before the invoice’s own date is a reject', async () => {
    const { data } = await ledgerFrom({
      invoices:
        'invoice_id,customer_id,invoice_date,terms,terms_from,amount\nA,C,2024-01-11,net 10,2024-01-01,1\nB,C,2024-01-12,net 10,2024-01-01,1\n',
    })
    expect(data.rejects).toMatchObject([
      { line: 3, column: 'due_date', code: 'due-before-issue', reason: 'the invoice would be due before its own date' },
    ])
  })

  test('that cannot be known is a reject', async () => {
    const { data } = await ledgerFrom({
      customers,
      invoices: 'invoice_id,customer_id,invoice_date,due_date,amount\nA,C,2024-01-01,,1\nB,D,2024-01-01,,1\n',
    })
    expect(data.rejects).toMatchObject([
      {
        line: 3,
        column: 'due_date',
        reason: 'the invoice has neither due_date nor terms, and its customer has no terms',
      },
    ])
  })
})

test('a file that is named almost like a table, or is in a format that is not read, is warned of and not passed over in silence', async () => {
  const folder = writeLedger({ invoices: `${header}\nA,C,2024-01-01,2024-01-31,1.00\n` })
  for (const name of [
    'Payments.csv',
    'application.csv',
    'disputes.xls',
    'customers.csv.zip',
    'notes.txt',
    'a.csv',
    '.x',
  ]) {
    writeFile(name, 'x', folder)
  }
  const { warnings } = (await openLedger(folder)).data
  expect(warnings.map(({ code, message }) => `${code}: ${message.split(',')[0]}`).sort()).toEqual([
    'table-not-read: Payments.csv is not read; the table would be named "payments"',
    'table-not-read: application.csv is not read; the table would be named "applications"',
    'table-not-read: customers.csv.zip is not read: it is none of the formats of a table (CSV',
    'table-not-read: disputes.xls is not read: it is none of the formats of a table (CSV',
  ])
})

test('the same table in two formats is refused', async () => {
  const folder = writeLedger({ invoices: `${header}\nA,C,2024-01-01,2024-01-31,1.00\n` })
  writeFile('invoices.parquet', 'x', folder)
  await expect(openLedger(folder)).rejects.toThrow(
    /the table invoices is there twice \(invoices\.csv, invoices\.parquet\); keep one, or put files that belong together into a folder invoices\.$/,
  )
})
