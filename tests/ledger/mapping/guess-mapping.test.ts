import { dirname, join, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { openLedger } from '../../../src/ledger/open-ledger.js'
import { guessMapping } from '../../../src/ledger/read/mapping/guess/guess-mapping.js'
import type { GuessSample } from '../../../src/ledger/read/mapping/guess/guess-sample.js'
import { guessText } from '../../../src/ledger/read/mapping/guess/write-guess.js'
import { mappingSchema } from '../../../src/ledger/read/mapping/mapping-schema.js'
import { readMapping } from '../../../src/ledger/read/mapping.js'
import { root } from '../../cli/run-arlab.js'
import { newFolder, writeFile } from '../ledger-folder.js'
import { readSample, sampleRows } from './sample-sources.js'
import { shippedMappings } from './shipped-mappings.js'

/** The sample files of a shipped mapping, as they would be given to the guess. */
async function samplesOf(file: string): Promise<GuessSample[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const path = join(root, 'data/mappings', file)
  const files = new Set(
    [...readMapping(path).sources.values()].map((source) => resolve(dirname(path), source.file as string)),
  )
  const samples: GuessSample[] = []
  for (const entry of files) {
    const [columns, ...rows] = await sampleRows(connection, entry)
    samples.push({ file: entry, columns: columns as string[], rows })
  }
  connection.closeSync()
  instance.closeSync()
  return samples
}

/** A sample of one file, given as CSV without quotes. */
function sample(text: string, file = 'export.csv'): GuessSample {
  const [columns, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(';'))
  return { file, columns: columns!, rows }
}

const reasons = (guess: ReturnType<typeof guessMapping>) =>
  guess.unsure.map(({ path, reason }) => `${path.join('.')}: ${reason}`)

describe.each(shippedMappings)('the guess for the sample of $file', ({ file, rows, sums }) => {
  test('is a mapping that gives the same documents and money as the shipped one', async () => {
    const guess = guessMapping(await samplesOf(file))
    const map = writeFile('guess.yaml', guessText(guess), newFolder())
    expect((await openLedger(map)).data.rejects).toEqual([])
    const found = await readSample(map)
    const { adjustments, ...cash } = sums
    expect({
      invoices: found.sum('invoices'),
      payments: found.sum('payments'),
      applied: cash.payments === 0 ? cash.applied : found.sum('applications'),
      discounts: found.sum('applications', 'discount'),
    }).toEqual(cash)
    expect(found.rows('invoices').length).toBe(rows.invoices)
    expect(found.rows('customers').length).toBe(rows.customers)
    expect(found.rows('applications').length).toBe(rows.applications ?? 0)
    // That an uncollectible invoice is to be written off is said, not guessed.
    if (file === 'stripe.yaml') expect(reasons(guess).join('\n')).toMatch(/uncollectible may have to be written off/)
    else expect(found.sum('adjustments')).toBe(adjustments)
  })
})

describe('what the guess for a shipped sample is unsure of', () => {
  test.each([
    [
      'late-payments.yaml',
      [
        /^currency: no column says the currency$/,
        /settled_date: taken as the day on which the invoice was paid in full$/,
      ],
    ],
    [
      'quickbooks-online.yaml',
      [
        /amount: a line of a payment that names a credit memo is taken to use it up/,
        /the prefix CM- keeps credit memos apart/,
      ],
    ],
    [
      'xero.yaml',
      [
        /invoices\.where\.Type: ACCREC are sales invoices; ACCPAY is left out$/,
        /invoices\.where\.Status: left out are VOIDED, DRAFT, DELETED, SUBMITTED; kept are PAID, AUTHORISED$/,
        /payment_date: one payment per invoice.*part payments carry no day of their own$/,
      ],
    ],
    [
      'sap-fbl5n.yaml',
      [
        /Document Type: RV, DG, DR are taken for invoices and credit memos; SA is left out$/,
        /invoice_date: Posting Date is taken for the day of the invoice; it could be Document Date$/,
        /100000077 clear without being a payment/,
        /invoice_id: an open payment with Invoice reference is taken for a part payment$/,
      ],
    ],
    [
      'erpnext.yaml',
      [
        /docstatus: taken as 1 = submitted/,
        /reference_doctype: Purchase Invoice, Sales Order are left out$/,
        /return_against: taken as returns/,
      ],
    ],
    ['stripe.yaml', [/taken for minor units \(cents\)$/, /due_date is empty in \d of 12 rows/]],
  ])('%s', async (file, expected) => {
    const found = reasons(guessMapping(await samplesOf(file)))
    for (const reason of expected) expect(found).toContainEqual(expect.stringMatching(reason))
  })
})

const header = 'Rechnungsnummer;Kundennr;Rechnungsdatum;Fällig am;Rechnungsbetrag;Währung'

describe('the order of day and month', () => {
  test('is never decided where no value proves it', () => {
    const guess = guessMapping([
      sample(`${header}\n1;K1;03/04/2024;04/05/2024;1,50;EUR\n2;K2;05/04/2024;06/05/2024;2,50;EUR`),
    ])
    expect(guess.mapping.sources?.export).toEqual({ file: 'export.csv', decimals: 'comma' })
    expect(JSON.stringify(guess.mapping)).not.toMatch(/day-first|month-first/)
    expect(reasons(guess)).toContain(
      'sources.export: dates of Rechnungsdatum, Fällig am: 03/04/2024 can be read day-first or month-first, and no value proves which; state dates: day-first or dates: month-first',
    )
    const text = guessText(guess)
    expect(text).toMatch(/# unsure: dates of Rechnungsdatum, Fällig am: .*\n +export:\n/)
  })

  test('is taken from another column of the file that proves it, and this is said', () => {
    const guess = guessMapping([
      sample(`${header}\n1;K1;03/04/2024;14/05/2024;1,50;EUR\n2;K2;05/04/2024;06/05/2024;2,50;EUR`),
    ])
    expect(guess.mapping.sources?.export).toMatchObject({ dates: 'day-first' })
    expect(reasons(guess)).toContain(
      'sources.export: the order of Rechnungsdatum is taken from Fällig am, which proves day-first',
    )
  })

  test('is said to contradict itself where it does', () => {
    const guess = guessMapping([
      sample(`${header}\n1;K1;13/04/2024;05/14/2024;1,50;EUR\n2;K2;15/04/2024;06/15/2024;2,50;EUR`),
    ])
    expect(reasons(guess)).toContain('sources.export: some columns prove day-first and others month-first')
  })

  test.each([
    ['13.04.2024', 'd.M.yyyy'],
    ['2024-04-13', 'iso'],
    ['2024-04-13T10:11:12Z', 'iso-timestamp'],
    ['20240413', 'yyyyMMdd'],
    ['45395', 'excel-serial'],
    ['1713000000', 'unix-seconds'],
    ['4/13/2024', 'month-first'],
    ['4/13/24', 'M/d/yy'],
    ['13-Apr-24', 'd-MMM-yy'],
    ['April 13, 2024', 'MMMM d, yyyy'],
    ['13/4/2024 9:05', 'd/M/yyyy H:mm'],
  ])('%s is taken for %s', (text, style) => {
    const guess = guessMapping([
      sample(`Invoice No;Customer;Invoice Date;Due Date;Amount\n1;A;${text};${text};1.50\n2;A;${text};${text};2.50`),
    ])
    expect(guess.mapping.sources?.export).toMatchObject({ dates: style })
  })
})

describe('columns of other products and languages', () => {
  test.each([
    ['German', header, ['Rechnungsnummer', 'Kundennr', 'Rechnungsdatum', 'Fällig am', 'Rechnungsbetrag', 'Währung']],
    ['French', 'N° Facture;Code client;Date facture;Date échéance;Montant TTC;Devise', null],
    ['Spanish', 'Número factura;Código cliente;Fecha factura;Fecha vencimiento;Importe total;Moneda', null],
    ['SAP fields', 'BELNR;KUNNR;BUDAT;NETDT;DMBTR;WAERS', ['BELNR', 'KUNNR', 'BUDAT', 'NETDT', 'DMBTR', 'WAERS']],
  ])('%s', (_, names, expected) => {
    const guess = guessMapping([
      sample(`${names}\nR1;K1;13.04.2024;14.05.2024;1.234,50;EUR\nR2;K1;14.04.2024;15.05.2024;2,50;EUR`),
    ])
    expect(guess.files).toMatchObject([{ kind: 'invoices', unused: [] }])
    const columns = (guess.mapping.tables.invoices as { columns: Record<string, string> }).columns
    const keys = ['invoice_id', 'customer_id', 'invoice_date', 'due_date', 'amount', 'currency']
    expect(keys.map((key) => columns[key])).toEqual(expected ?? names.split(';'))
    expect(guess.mapping.currency).toBe('EUR')
    expect(guess.mapping.sources?.export).toMatchObject({ decimals: 'comma' })
  })
})

describe('doubts', () => {
  test('amounts that could have a decimal point or comma', () => {
    const guess = guessMapping([
      sample(
        'Invoice No;Customer;Invoice Date;Due Date;Amount\n1;A;2024-01-01;2024-01-31;1.234\n2;A;2024-01-01;2024-01-31;5.678',
      ),
    ])
    expect(reasons(guess)).toContain(
      'sources.export: decimals: Amount: 1.234 can be read with a decimal point or a decimal comma',
    )
  })

  test('several rows per invoice', () => {
    const guess = guessMapping([
      sample(
        'Invoice No;Customer;Invoice Date;Due Date;Amount\n1;A;2024-01-01;2024-01-31;1.50\n1;A;2024-01-01;2024-01-31;2.50',
      ),
    ])
    expect(reasons(guess)).toContain(
      'tables.invoices.columns.invoice_id: Invoice No does not name every row once; are there several rows per invoice?',
    )
  })

  test('terms that are keys', () => {
    const guess = guessMapping([
      sample('Invoice No;Customer;Invoice Date;Zterm;Amount\n1;A;2024-01-01;ZB30;1.50\n2;A;2024-01-01;ZB14;2.50'),
    ])
    expect(reasons(guess)).toContain(
      'tables.invoices.columns.terms: Zterm holds keys (ZB30, ZB14); say under values what they mean',
    )
  })

  test('a name that differs within a customer is left out of customers', () => {
    const guess = guessMapping([
      sample(
        'Invoice No;Customer ID;Customer Name;Invoice Date;Due Date;Amount\n1;A;Ann;2024-01-01;2024-01-31;1.5\n2;A;Anne;2024-01-01;2024-01-31;2.5\n3;A;Ann;2024-01-01;2024-01-31;2.5',
      ),
    ])
    expect(guess.mapping.tables.customers).toMatchObject({ columns: { customer_id: 'Customer ID' } })
    expect(reasons(guess)).toContain(
      'tables.customers.columns: Customer Name differs between rows of one customer, so it is left out',
    )
  })

  test('payments that are all negative have their sign turned', () => {
    const guess = guessMapping([
      sample('Invoice No;Customer;Invoice Date;Due Date;Amount\n1;A;2024-01-01;2024-01-31;1.50', 'invoices.csv'),
      sample('Payment No;Customer;Payment Date;Payment Method;Amount\n9;A;2024-01-20;wire;-1.50', 'payments.csv'),
    ])
    expect(guess.mapping.tables.payments).toMatchObject({ columns: { amount: { column: 'Amount', negate: true } } })
    expect(reasons(guess)).toContain(
      'tables.payments: no file says which invoices a payment pays; without it every invoice counts as unpaid',
    )
  })

  test('several currencies, and a needed column that is missing', () => {
    const guess = guessMapping([
      sample(
        'Invoice No;Customer;Due Date;Amount;Currency\n1;A;2024-01-31;1.50;EUR\n2;B;2024-01-31;1.50;USD\n3;B;2024-01-31;1.50;USD',
        'invoices.csv',
      ),
    ])
    expect(guess.mapping.currency).toBe('USD')
    expect(reasons(guess)).toEqual(
      expect.arrayContaining([
        'currency: the files have several currencies (EUR, USD)',
        'tables.invoices.columns.invoice_date: no column looks like invoice_date, which the table invoices needs',
      ]),
    )
  })

  test('a file of which nothing is known', () => {
    const guess = guessMapping([sample('a;b\n1;2')])
    expect(guess.files).toMatchObject([{ kind: null, used: [], unused: ['a', 'b'] }])
    expect(reasons(guess)).toContain('tables: no file looks like invoices; a ledger needs that table')
    expect(mappingSchema.safeParse(guess.mapping).success).toBe(true)
  })
})
