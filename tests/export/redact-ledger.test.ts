import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NameFinder } from '../../src/export/name-finder.js'
import { pseudonymsOf, shortestDistinct } from '../../src/export/pseudonyms.js'
import { redactLedger } from '../../src/export/redact-ledger.js'
import type { LedgerData } from '../../src/ledger/ledger-data.js'
import type { Reject } from '../../src/ledger/ledger-problem.js'
import { tableView, type ViewTable } from '../../src/ledger/table-view.js'
import { handMadeLedger, texts } from './hand-made-ledger.js'

const key = 'a secret'

function columnOf(ledger: LedgerData, table: ViewTable, name: string): unknown[] {
  const view = tableView(ledger, table)
  const column = view.columns.find((entry) => entry.name === name)!
  return Array.from({ length: view.rows }, (_, row) => column.at(row))
}

describe('Pseudonyms', () => {
  test('are the same in every run: the keyed hash of the identifier, in digits that are not mixed up', () => {
    // Worked out with Python's hmac and hashlib.
    expect(pseudonymsOf(['007', '7'], key)).toEqual(
      new Map([
        ['007', 'XDS7-KGRR'],
        ['7', 'VD0Z-BGHX'],
      ]),
    )
  })

  test('depend on the key and on the identifier alone, not on its neighbours or their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 40 }), (ids) => {
        const pseudonyms = pseudonymsOf(ids, key)
        expect(new Set(pseudonyms.values()).size).toBe(ids.length)
        for (const [id, pseudonym] of pseudonyms) {
          expect(pseudonym).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
          expect(pseudonymsOf([id], key).get(id)).toBe(pseudonym)
          expect(pseudonymsOf([id], 'another').get(id)).not.toBe(pseudonym)
        }
        expect(new Map([...pseudonymsOf([...ids].reverse(), key)].reverse())).toEqual(pseudonyms)
      }),
    )
  })

  test('100,000 customers have 100,000 pseudonyms', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => String(index))
    expect(new Set(pseudonymsOf(ids, key).values()).size).toBe(ids.length)
  })

  test('where two would be alike both get more digits, and no other changes', () => {
    const hashed = [
      ['a', 'AAAABBBBCCCC0000'],
      ['b', 'AAAABBBBCCCC1111'],
      ['c', 'AAAABBBBDDDD0000'],
      ['d', '0000BBBBCCCC0000'],
    ] as const
    const expected = new Map([
      ['a', 'AAAA-BBBB-CCCC-0000'],
      ['b', 'AAAA-BBBB-CCCC-1111'],
      ['c', 'AAAA-BBBB-DDDD'],
      ['d', '0000-BBBB'],
    ])
    for (const order of [hashed, [...hashed].reverse()]) {
      expect(new Map([...shortestDistinct(order)].sort(([one], [other]) => (one < other ? -1 : 1)))).toEqual(expected)
    }
  })
})

describe('Names in texts', () => {
  const finder = new NameFinder()
  finder.add('Acme Ltd', '[1]')
  finder.add('Acme Ltd Europe', '[2]')
  finder.add('Art', '[3]')
  finder.add("O'Brien & Sons", '[4]')
  finder.add('Ærø Færge', '[5]')
  finder.add('***', '[6]')
  finder.add('ACME  LTD.', '[never]')

  test.each([
    ['call Acme Ltd today', 'call [1] today'],
    ['ACME LTD.', '[1].'],
    ['acme, ltd; Acme Ltd Europe', '[1]; [2]'],
    ['Acme Limited', 'Acme Limited'],
    ['Article of Art', 'Article of [3]'],
    ["O’Brien and O'Brien & Sons, ærø   FÆRGE", 'O’Brien and [4], [5]'],
    ['Ａｃｍｅ Ｌｔｄ', '[1]'],
    ['*** ', '*** '],
    ['', ''],
  ])('%j becomes %j', (text, redacted) => {
    expect(finder.replaceIn(text)).toBe(redacted)
  })
})

describe('A redacted ledger', () => {
  const ledger = handMadeLedger()
  const codes = pseudonymsOf(['007', '7', '-5'], key)
  const [first, second, third] = [...codes.values()]

  test('has a pseudonym for each name, in the customers and in other texts, and everything else as it was', () => {
    const redacted = redactLedger(ledger, { key })
    expect(columnOf(redacted, 'customers', 'name')).toEqual([first, second, third].map((code) => `Customer ${code}`))
    expect(columnOf(redacted, 'customers', 'customer_id')).toEqual(['007', '7', '-5'])
    expect(columnOf(redacted, 'adjustments', 'reason')).toEqual([`written off for Customer ${first}., says Acme`])
    expect(columnOf(redacted, 'activities', 'outcome')).toEqual([`Customer ${third} promised`])
    for (const table of ['invoices', 'payments', 'applications', 'disputes', 'surveys', 'postings'] as const) {
      const [before, after] = [tableView(ledger, table), tableView(redacted, table)]
      for (const { name } of before.columns) {
        expect(columnOf(redacted, table, name), `${table}.${name}`).toEqual(columnOf(ledger, table, name))
      }
      expect(after.rows).toBe(before.rows)
    }
  })

  test('no table of it has a name left', () => {
    const redacted = redactLedger(ledger, { key })
    const names = ['Acme, "Tools" Ltd', '=HYPERLINK("http://x")', 'Müller & Söhne']
    const all = (data: LedgerData) =>
      (['customers', 'invoices', 'payments', 'adjustments', 'disputes', 'activities'] as const).flatMap((table) =>
        tableView(data, table).columns.flatMap(({ name }) => columnOf(data, table, name).map(String)),
      )
    expect(all(ledger).filter((text) => names.some((name) => text.includes(name))).length).toBeGreaterThan(3)
    expect(all(redacted).filter((text) => names.some((name) => text.includes(name)))).toEqual([])
  })

  test('with ids, identifiers of customers go too, the same in every table, and long ones in texts', () => {
    const named = {
      ...ledger,
      customers: { ...ledger.customers, ids: ['ACME-01', '7', '-5'] },
      disputes: { ...ledger.disputes, attributes: new Map([['reason', texts(['see acme-01, 7 days'])]]) },
    }
    const redacted = redactLedger(named, { key, ids: true })
    const code = pseudonymsOf(['ACME-01'], key).get('ACME-01')
    expect(columnOf(redacted, 'customers', 'customer_id')).toEqual([`C-${code}`, `C-${second}`, `C-${third}`])
    expect(columnOf(redacted, 'invoices', 'customer_id')).toEqual([`C-${code}`, `C-${second}`, `C-${code}`])
    expect(columnOf(redacted, 'payments', 'customer_id')).toEqual([`C-${code}`])
    expect(columnOf(redacted, 'disputes', 'reason')).toEqual([`see C-${code}, 7 days`])
    expect(columnOf(redacted, 'invoices', 'invoice_id')).toEqual(['0001', '1', 'CN-1'])
  })

  test('values from a list stay, even if a customer is called like one', () => {
    const call = texts(['call', 'Net', 'Yes'])
    const named = {
      ...ledger,
      customers: {
        ...ledger.customers,
        attributes: new Map([
          ['name', call],
          ['terms', texts(['net 30', null, null])],
        ]),
      },
    }
    const redacted = redactLedger(named, { key })
    expect(columnOf(redacted, 'activities', 'kind')).toEqual(['call'])
    expect(columnOf(redacted, 'customers', 'terms')).toEqual(['net 30', null, null])
  })

  test('two customers with one name are told apart, and in texts the name is that of the lesser identifier', () => {
    const same = texts(['Acme', 'Acme', null])
    const named = { ...ledger, customers: { ...ledger.customers, attributes: new Map([['name', same]]) } }
    const redacted = redactLedger(named, { key })
    expect(columnOf(redacted, 'customers', 'name')).toEqual([`Customer ${first}`, `Customer ${second}`, null])
    expect(columnOf(redacted, 'adjustments', 'reason')).toEqual([
      `written off for Customer ${first}  tools LTD., says Customer ${first}`,
    ])
  })

  test('rejected rows, which quote the files, are not passed on', () => {
    const reject: Reject = {
      file: 'customers.csv',
      line: 2,
      column: 'name',
      value: 'Acme',
      code: 'malformed-row',
      reason: 'x',
      amount: null,
    }
    expect(redactLedger({ ...ledger, rejects: [reject] }, { key }).rejects).toEqual([])
  })
})
