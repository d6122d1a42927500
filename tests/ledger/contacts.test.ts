import { describe, expect, test } from 'vitest'
import { invoice, ledgerFrom, type Row, type Tables } from './ledger-folder.js'
import { factsOn, iso } from './ledger-reading.js'
import { viewRows } from './plain-data.js'

const call: Row = { activity_id: 'T1', customer_id: 'C1', date: '2024-02-12', kind: 'call', invoice_id: '' }
const survey: Row = { customer_id: 'C1', date: '2024-02-01', score: '8' }
const sound = {
  customers: [{ customer_id: 'C1' }],
  invoices: [invoice],
  activities: [call],
  surveys: [survey],
} satisfies Tables

describe('an activity', () => {
  test('has its customer, its invoice if it names one, and every column with its own kind of value', async () => {
    const { data } = await ledgerFrom({
      ...sound,
      activities: [
        {
          ...call,
          invoice_id: 'I1',
          outcome: 'reached',
          right_party: 'TRUE',
          promised_on: '2024-02-20',
          promised_amount: '1,000.50',
          kept: '0',
          minutes: '4.5',
          cost: '3.20',
          by: 'Ana',
        },
        { ...call, activity_id: 'T2', kind: 'letter' },
      ],
    })
    expect(viewRows(data, 'activities')).toEqual([
      {
        activity_id: 'T1',
        customer_id: 'C1',
        date: iso('2024-02-12'),
        invoice_id: 'I1',
        kind: 'call',
        outcome: 'reached',
        right_party: 'yes',
        promised_on: iso('2024-02-20'),
        promised_amount: 100050,
        kept: 'no',
        minutes: 4.5,
        cost: 320,
        by: 'Ana',
      },
      { activity_id: 'T2', customer_id: 'C1', date: iso('2024-02-12'), kind: 'letter' },
    ])
    expect(data.rejects).toEqual([])
  })

  test('changes no figure of money, and is known on its day: the ledger reaches to the last contact', async () => {
    const [without, withContacts] = [await ledgerFrom({ invoices: [invoice] }), await ledgerFrom(sound)]
    const { calls, surveys, survey_scores, ...others } = factsOn(withContacts, '2024-02-29')
    expect({ calls, surveys, survey_scores }).toEqual({ calls: 1, surveys: 1, survey_scores: 8 })
    expect(factsOn(without, '2024-02-29')).toMatchObject(others)
    expect(withContacts.knownThrough).toBe(iso('2024-02-12'))
  })
})

const broken: [
  rule: string,
  table: 'activities' | 'surveys',
  row: Row,
  column: string,
  code: string,
  reason: string,
][] = [
  [
    'an activity of an unknown customer',
    'activities',
    { ...call, activity_id: 'X', customer_id: 'C9' },
    'customer_id',
    'orphan-customer',
    'this customer is not in the customer table, or was rejected there',
  ],
  [
    'an activity about an unknown invoice',
    'activities',
    { ...call, activity_id: 'X', invoice_id: 'I9' },
    'invoice_id',
    'orphan-invoice',
    'this invoice is not in the invoices table, or was rejected there',
  ],
  [
    'an activity of an unknown kind',
    'activities',
    { ...call, activity_id: 'X', kind: 'fax' },
    'kind',
    'unknown-kind',
    'the kind must be one of invoice_copy, email, call, sales_call, letter, visit',
  ],
  [
    'an activity for the second time',
    'activities',
    { ...call, date: '2024-02-13' },
    'activity_id',
    'duplicate-identifier',
    'the activity is there twice; identifiers must be unique',
  ],
  [
    'a promise for a day before it was made',
    'activities',
    { ...call, activity_id: 'X', promised_on: '2024-02-11' },
    'promised_on',
    'promised-before-contact',
    'the promise would fall due before it was made',
  ],
  [
    'a flag that is neither yes nor no',
    'activities',
    { ...call, activity_id: 'X', kept: 'partly' },
    'kept',
    'unknown-kind',
    'it is neither yes nor no',
  ],
  [
    'minutes that are no number',
    'activities',
    { ...call, activity_id: 'X', minutes: '1h' },
    'minutes',
    'not-an-amount',
    'it is not a number; expected one like 12 or 0.5',
  ],
  [
    'an activity without a day',
    'activities',
    { ...call, activity_id: 'X', date: '' },
    'date',
    'empty-required',
    'it is empty, but every row needs it',
  ],
  [
    'a survey of an unknown customer',
    'surveys',
    { ...survey, customer_id: 'C9' },
    'customer_id',
    'orphan-customer',
    'this customer is not in the customer table, or was rejected there',
  ],
  [
    'a survey without a score',
    'surveys',
    { ...survey, score: '' },
    'score',
    'empty-required',
    'it is empty, but every row needs it',
  ],
  [
    'a score that is no number',
    'surveys',
    { ...survey, score: 'good' },
    'score',
    'not-an-amount',
    'it is not a number; expected one like 12 or 0.5',
  ],
]

describe('a contact that cannot be used is a reject with file, line, column, value and reason', async () => {
  const before = await ledgerFrom(sound)

  test.each(broken)('%s', async (_, table, row, column, code, reason) => {
    const { data } = await ledgerFrom({ ...sound, [table]: [...sound[table], row] })
    const file = expect.stringMatching(new RegExp(`/${table}\\.csv$`))
    expect(data.rejects).toEqual([{ file, line: 3, column, value: row[column], code, reason, amount: null }])
    expect(data.tables[table]).toMatchObject({ read: 2, accepted: 1, rejected: 1, acceptedAmount: null })
    expect(viewRows(data, table)).toEqual(viewRows(before.data, table))
  })
})

test('surveys keep their order and scores; one customer may answer twice on one day', async () => {
  const { data } = await ledgerFrom({ ...sound, surveys: [survey, { ...survey, score: '-2.5' }, survey] })
  expect(viewRows(data, 'surveys').map(({ score }) => score)).toEqual([8, -2.5, 8])
})
