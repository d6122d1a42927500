import { expect, test } from 'vitest'
import { rejectSentence } from '../../src/ledger/ledger-problem.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { type Files, folderOf, soundInvoices } from './ledger-files.js'

const invoices = (columns: string, ...rows: string[]): Files => ({
  'invoices.csv': `invoice_id,customer_id,invoice_date,${columns}\n${rows.join('\n')}\n`,
})
const beside = (files: Readonly<Record<string, string>>): Files => ({ 'invoices.csv': soundInvoices, ...files })
const payments = 'payment_id,customer_id,payment_date,amount\nP1,C1,2024-02-05,10.00\n'
const applied = (...rows: string[]) => `payment_id,invoice_id,amount,discount,applied_date\n${rows.join('\n')}\n`

/** Each: what is wrong, the tables, and what is said of every row that is rejected. */
const cases: [what: string, files: Files, ...sentences: string[]][] = [
  // Records that are no rows.
  [
    'too many fields',
    invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', 'I2,C1,2024-01-10,2024-02-09,1,234.00'),
    'invoices.csv, line 3: "I2,C1,2024-01-10,2024-02-09,1,234.00": the row has more than the 5 fields of the header; a field that holds the delimiter must be quoted.',
  ],
  [
    'a quote that is not closed in its field',
    invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', '"I2"x,C1,2024-01-10,2024-02-09,1.00'),
    'invoices.csv, line 3: ""I2"x,C1,2024-01-10,2024-02-09,1.00": a quoted field is not closed properly; double a quote inside it, or close it.',
  ],
  [
    'a row of more than 2 MB',
    invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', `${'x'.repeat(2.2e6)},C1,2024-01-10,2024-02-09,1`),
    `invoices.csv, line 3: "${'x'.repeat(57)}...": the row is longer than 2 MB.`,
  ],
  [
    'bytes that are no text',
    {
      'invoices.csv': Buffer.from(
        'invoice_id,customer_id,invoice_date,due_date,amount\nIé,C1,2024-01-10,2024-02-09,10.00\nI\xe9,C1,2024-01-10,2024-02-09,10.00\n'.replace(
          'é',
          '\xc3\xa9',
        ),
        'latin1',
      ),
    },
    'invoices.csv, line 3, column invoice_id: "Ié,C1,2024-01-10,2024-02-09,10.00": the row is not UTF-8 text; save the file as UTF-8, or say encoding: latin-1 in a mapping.',
  ],
  [
    'a line that is not JSON',
    {
      'invoices.jsonl':
        '{"invoice_id":"I1","customer_id":"C1","invoice_date":"2024-01-10","due_date":"2024-02-09","amount":1}\n' +
        '{"invoice_id":}\n[1]\n' +
        `${'{"a":'.repeat(101)}1${'}'.repeat(101)}\n{"a":{"b":1},"a.b":2}\n{"a":"\\uE000","b":1234567890123456}\n`,
    },
    'invoices.jsonl, line 2: "{"invoice_id":}": the row is not sound JSON; expected one object in {braces}.',
    'invoices.jsonl, line 3: "[1]": the row is not a JSON object; expected names and values in {braces}.',
    `invoices.jsonl, line 4: "${'{"a":'.repeat(11)}{"...": the row has values nested more than 100 deep, as no table has.`,
    'invoices.jsonl, line 5, column a.b: "{"a":{"b":1},"a.b":2}": the row has two values under this name.',
    'invoices.jsonl, line 6: "{"a":"\\uE000","b":1234567890123456}": the row has characters without a meaning (U+E000) beside long numbers; take them out.',
  ],

  // Values.
  [
    'an empty value that every row needs',
    invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', 'I2,,2024-01-10,2024-02-09,10.00'),
    'invoices.csv, line 3, column customer_id: "": it is empty, but every row needs it.',
  ],
  [
    'amounts that cannot be read',
    invoices(
      'due_date,amount',
      'I1,C1,2024-01-10,2024-02-09,10.00',
      'I2,C1,2024-01-10,2024-02-09,"1.234,50"',
      'I3,C1,2024-01-10,2024-02-09,99999999999999999',
      'I4,C1,2024-01-10,2024-02-09,ten',
    ),
    'invoices.csv, line 3, column amount: "1.234,50": it looks like a decimal comma; a mapping can say decimals: comma.',
    'invoices.csv, line 4, column amount: "99999999999999999": it is too large to be held exactly.',
    'invoices.csv, line 5, column amount: "ten": it is not an amount; expected one like 1,234.50, -12 or (12.00).',
  ],
  [
    'dates that cannot be read',
    invoices(
      'due_date,amount',
      'I1,C1,2024-01-10,2024-02-09,10.00',
      'I2,C1,45292,2024-02-09,1',
      'I3,C1,1024-01-10,2024-02-09,1',
    ),
    'invoices.csv, line 3, column invoice_date: "45292": it looks like a spreadsheet’s number for a day; write dates as 2024-03-31.',
    'invoices.csv, line 4, column invoice_date: "1024-01-10": only dates from 1900 to 2199 are read.',
  ],
  [
    'a control character',
    invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', 'I\u00002,C1,2024-01-10,2024-02-09,10.00'),
    'invoices.csv, line 3, column invoice_id: "I\\u00002": it holds a control character, such as NUL, which no text has.',
  ],
  [
    'terms, a currency and a flag that are none',
    {
      ...invoices(
        'terms,currency,amount',
        'I1,C1,2024-01-10,net 30,USD,10.00',
        'I2,C1,2024-01-10,soon,USD,1',
        'I3,C1,2024-01-10,net 30,DOLLAR,1',
      ),
      'activities.csv': 'activity_id,customer_id,date,kind,right_party\nA1,C1,2024-01-20,call,maybe\n',
    },
    'invoices.csv, line 3, column terms: "soon": these are not payment terms; expected "net 30" or "2/10 net 30".',
    'invoices.csv, line 4, column currency: "DOLLAR": it is not the ISO 4217 code of a currency, such as EUR.',
    'activities.csv, line 2, column right_party: "maybe": it is neither yes nor no.',
  ],
  [
    'a score that is no number',
    beside({ 'surveys.csv': 'customer_id,date,score\nC1,2024-01-20,good\n' }),
    'surveys.csv, line 2, column score: "good": it is not a number; expected one like 12 or 0.5.',
  ],

  // Invoices.
  [
    'no due date and no terms',
    invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', 'I2,C1,2024-01-10,,10.00'),
    'invoices.csv, line 3, column due_date: "": the invoice has neither due_date nor terms, and its customer has no terms.',
  ],
  [
    'due before issue',
    invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', 'I2,C1,2024-01-10,2024-01-09,10.00'),
    'invoices.csv, line 3, column due_date: "2024-01-09": the invoice would be due before its own date.',
  ],
  [
    'settled before issue',
    invoices(
      'due_date,amount,settled_date',
      'I1,C1,2024-01-10,2024-02-09,10.00,',
      'I2,C1,2024-01-10,2024-02-09,1,2024-01-09',
    ),
    'invoices.csv, line 3, column settled_date: "2024-01-09": the invoice would be settled before its own date.',
  ],
  [
    'identifiers that are there twice',
    {
      'customers.csv': 'customer_id\nC1\nC1\n',
      ...invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', 'I1,C1,2024-01-10,2024-02-09,5.00'),
      'payments.csv': `${payments}P1,C1,2024-02-06,1.00\n`,
      'applications.csv': applied('P1,I1,10.00,,'),
      'adjustments.csv':
        'adjustment_id,invoice_id,date,kind,amount\nA1,I1,2024-02-01,credit_memo,1\nA1,I1,2024-02-01,credit_memo,1\n',
      'disputes.csv': 'dispute_id,invoice_id,opened_on,amount\nD1,I1,2024-02-01,1\nD1,I1,2024-02-01,1\n',
      'activities.csv': 'activity_id,customer_id,date,kind\nT1,C1,2024-02-01,call\nT1,C1,2024-02-01,call\n',
    },
    'customers.csv, line 3, column customer_id: "C1": the customer is there twice; identifiers must be unique.',
    'invoices.csv, line 3, column invoice_id: "I1": the invoice is there twice; identifiers must be unique.',
    'payments.csv, line 3, column payment_id: "P1": the payment is there twice; identifiers must be unique.',
    'adjustments.csv, line 3, column adjustment_id: "A1": the adjustment is there twice; identifiers must be unique.',
    'disputes.csv, line 3, column dispute_id: "D1": the dispute is there twice; identifiers must be unique.',
    'activities.csv, line 3, column activity_id: "T1": the activity is there twice; identifiers must be unique.',
  ],
  [
    'a customer whom no invoice has, without a customer table',
    beside({ 'payments.csv': `${payments}P2,C9,2024-02-06,1.00\n` }),
    'payments.csv, line 3, column customer_id: "C9": this customer is not in the ledger: no invoice names it.',
  ],

  // What refers to invoices and payments.
  [
    'applications that name what is not there, or come too early',
    beside({
      'payments.csv': payments,
      'applications.csv': applied('P1,I9,1,,', 'P9,I1,1,,', 'P1,I1,1,,2024-02-04', 'I1,I1,1,,'),
    }),
    'applications.csv, line 2, column invoice_id: "I9": this invoice is not in the invoices table, or was rejected there.',
    'applications.csv, line 3, column payment_id: "P9": this payment is not in the payments table, or was rejected there.',
    'applications.csv, line 4, column applied_date: "2024-02-04": the payment would be applied before it came in.',
    'applications.csv, line 5, column payment_id: "I1": this names an invoice that is no credit note; only a payment or a credit note can be applied.',
  ],
  [
    'credit notes that are applied wrongly',
    {
      ...invoices('due_date,amount', 'I1,C1,2024-01-10,2024-02-09,10.00', 'N1,C1,2024-01-20,2024-01-20,-5.00'),
      'payments.csv': payments,
      'applications.csv': applied('N1,I1,-1,,', 'N1,I1,1,1,', 'N1,I1,1,,2024-01-19'),
    },
    'applications.csv, line 2, column amount: "-1.00": a credit note is applied with a positive amount and without a discount.',
    'applications.csv, line 3, column discount: "1.00": a credit note is applied with a positive amount and without a discount.',
    'applications.csv, line 4, column applied_date: "2024-01-19": the credit note would be applied before its own date.',
  ],
  [
    'money that is applied across currencies',
    {
      ...invoices(
        'due_date,currency,amount',
        'I1,C1,2024-01-10,2024-02-09,USD,10.00',
        'N1,C1,2024-01-20,2024-01-20,EUR,-5.00',
      ),
      'payments.csv': 'payment_id,customer_id,payment_date,currency,amount\nP1,C1,2024-01-22,EUR,10.00\n',
      'applications.csv': applied('N1,I1,1,,', 'P1,I1,1,,'),
      'fx.csv': 'date,currency,rate\n2024-01-20,EUR,1.09\n2024-01-20,EUR,1.08\n2024-01-21,EUR,about one\n',
    },
    'fx.csv, line 3, column date: "2024-01-20": there is a rate of EUR for this day already.',
    'fx.csv, line 4, column rate: "about one": it is not an exchange rate; expected USD for 1 EUR, like 1.0873.',
    'applications.csv, line 2, column payment_id: "N1": the credit note and the invoice are in different currencies.',
    'applications.csv, line 3, column payment_id: "P1": the payment and the invoice are in different currencies.',
  ],
  [
    'adjustments of a wrong sign, kind or day',
    beside({
      'adjustments.csv':
        'adjustment_id,invoice_id,date,kind,amount\nA1,I1,2024-02-01,write_off,-1\nA2,I1,2024-01-09,write_off,1\nA3,I1,2024-02-01,gift,1\n',
    }),
    'adjustments.csv, line 2, column amount: "-1.00": only an fx_revaluation may be negative; take a write_off back with a write_off_reversal.',
    'adjustments.csv, line 3, column date: "2024-01-09": the adjustment is dated before its invoice.',
    'adjustments.csv, line 4, column kind: "gift": the kind must be one of credit_memo, write_off, write_off_reversal, recovery, fx_revaluation.',
  ],
  [
    'disputes and promises that end before they begin',
    beside({
      'disputes.csv': 'dispute_id,invoice_id,opened_on,resolved_on,amount\nD1,I1,2024-02-01,2024-01-31,1\n',
      'activities.csv': 'activity_id,customer_id,date,kind,promised_on\nT1,C1,2024-02-01,call,2024-01-31\n',
    }),
    'disputes.csv, line 2, column resolved_on: "2024-01-31": the dispute is resolved before it was opened.',
    'activities.csv, line 2, column promised_on: "2024-01-31": the promise would fall due before it was made.',
  ],
]

test.each(cases)('%s', async (_, files, ...sentences) => {
  const folder = folderOf(files)
  const { data } = await openLedger(folder)
  expect(data.rejects.map((reject) => rejectSentence(reject).replaceAll(`${folder}/`, ''))).toEqual(sentences)
})
