import { expect, test } from 'vitest'
import { type Files, folderOf, refusal, soundInvoices } from './ledger-files.js'

const columns =
  'columns: { invoice_id: invoice_id, customer_id: customer_id, invoice_date: invoice_date, due_date: due_date, amount: amount }'
/** A mapping of invoices that looks customers up; `join` says how. */
const joined = (join: string, more = '') => `sources:
  export: { file: export.csv }
  people: { file: "people*.csv" }
tables:
  invoices:
    source: export
    join: { person: { source: people, ${join} } }
    ${columns}${more}
`
const twice = { 'export.csv': soundInvoices, 'people.csv': 'id,amount\nC1,1\nC1,2\n' }

/** Each: the fault, the files, and the whole message; DIR/mapping.yaml is opened. */
const cases: [what: string, files: Files, message: string, source?: string][] = [
  [
    'a join whose key is there twice',
    { ...twice, 'mapping.yaml': joined('match: customer_id, key: id') },
    'DIR/people.csv: the join "person" looks rows up by id, but "C1" is there 2 times; filter the rows (DIR/mapping.yaml, line 7, column 13), or say duplicates: first.',
  ],
  [
    'a join of keys of different lengths',
    { ...twice, 'mapping.yaml': joined('match: [customer_id, amount], key: id') },
    'DIR/mapping.yaml, line 7, column 69: match and key must name as many columns.',
  ],
  [
    'a join of files with different columns',
    { ...twice, 'people-2.csv': 'amount,id\n1,C2\n', 'mapping.yaml': joined('match: customer_id, key: id') },
    'DIR/mapping.yaml, line 7, column 23: the files DIR/people-2.csv and DIR/people.csv have different columns, so no row can be looked up in both.',
  ],
  [
    'a join by a column that its file lacks',
    { ...twice, 'mapping.yaml': joined('match: customer_id, key: ids') },
    'DIR/people.csv, line 1, column ids: the mapping (DIR/mapping.yaml, line 7, column 59) needs this column. Did you mean "id"?',
  ],
  [
    'a column that the file and the join both have',
    {
      'export.csv': soundInvoices.replace('amount', 'person.amount'),
      'people.csv': 'id,amount\nC1,1\n',
      'mapping.yaml': joined('match: customer_id, key: id').replace('amount: amount', 'amount: person.amount'),
    },
    'DIR/mapping.yaml, line 8, column 114: "person.amount" is a column of DIR/export.csv and of the join person; give the join another alias.',
  ],
  [
    'a source that is not named',
    { 'export.csv': soundInvoices, 'mapping.yaml': `tables:\n  invoices: { source: export, ${columns} }\n` },
    'DIR/mapping.yaml, line 2, column 15: there is no source "export". Name files under `sources` first, or say file.',
  ],
  [
    'a source that is misspelt',
    { ...twice, 'mapping.yaml': joined('match: customer_id, key: id').replace('source: people', 'source: poeple') },
    'DIR/mapping.yaml, line 7, column 23: there is no source "poeple". Did you mean "people"?',
  ],
  [
    'neither a source nor a file',
    { 'mapping.yaml': `tables:\n  invoices: { ${columns} }\n` },
    'DIR/mapping.yaml, line 2, column 3: "tables.invoices" is wrong: it must have either source (a name under `sources`) or file.',
  ],
  [
    'what belongs to the source',
    { 'export.csv': soundInvoices, 'mapping.yaml': joined('match: customer_id, key: id', '\n    delimiter: ";"') },
    'DIR/mapping.yaml, line 9, column 5: "tables.invoices.delimiter" is wrong: delimiter belongs to the source, under `sources`.',
  ],
  [
    'a condition that states nothing',
    { 'mapping.yaml': `tables:\n  invoices: { file: export.csv, where: { amount: {} }, ${columns} }\n` },
    'DIR/mapping.yaml, line 2, column 42: "tables.invoices.where.amount" is wrong: it must state a condition.',
  ],
  [
    'a way to write dates that is none',
    { 'mapping.yaml': `tables:\n  invoices: { file: export.csv, dates: sometimes, ${columns} }\n` },
    'DIR/mapping.yaml, line 2, column 33: "tables.invoices.dates" is wrong: "sometimes" is no way to write dates; it must be one of iso, day-first, month-first, iso-timestamp, excel-serial, unix-seconds, or a pattern like dd.MM.yyyy.',
  ],
  [
    'a filter that leaves out every invoice',
    {
      'export.csv': soundInvoices,
      'mapping.yaml': `tables:\n  invoices: { file: export.csv, where: { amount: { greater_than: 100 } }, ${columns} }\n`,
    },
    'DIR/export.csv: the mapping leaves out the only row; a ledger needs invoices.',
  ],
  [
    'a day that is none, in the order that the mapping says',
    {
      'export.csv': soundInvoices.replace('2024-01-10', '31/02/2024'),
      'mapping.yaml': `tables:\n  invoices: { file: export.csv, dates: day-first, ${columns} }\n`,
    },
    'the only row was rejected: DIR/export.csv, line 2, column invoice_date: "31/02/2024": it is not a date of the calendar; expected one like 31/03/2024.',
  ],
  [
    'a day that is none by the mapping’s pattern',
    {
      'export.csv': soundInvoices.replace('2024-01-10', '10/01/24'),
      'mapping.yaml': `tables:\n  invoices: { file: export.csv, dates: dd.MM.yyyy, ${columns} }\n`,
    },
    'the only row was rejected: DIR/export.csv, line 2, column invoice_date: "10/01/24": it is not a date of the calendar; expected one like dd.MM.yyyy.',
  ],
  [
    'an amount that has no decimal comma',
    {
      'export.csv': soundInvoices.replace('10.00', '1234.50'),
      'mapping.yaml': `tables:\n  invoices: { file: export.csv, decimals: comma, ${columns} }\n`,
    },
    'the only row was rejected: DIR/export.csv, line 2, column amount: "1234.50": it is not an amount; expected one like 1.234,50, -12 or (12,00).',
  ],
  [
    'an amount that is no count of cents',
    {
      'export.csv': soundInvoices,
      'mapping.yaml': `tables:\n  invoices: { file: export.csv, decimals: minor-units, ${columns} }\n`,
    },
    'the only row was rejected: DIR/export.csv, line 2, column amount: "10.00": it is not an amount; expected one like 123450, for 1,234.50.',
  ],
  [
    'one file for the --source of a mapping that reads several',
    { ...twice, 'mapping.yaml': joined('match: customer_id, key: id') },
    'DIR/mapping.yaml: the mapping reads 2 files, so --source must be the folder they are in.',
    'export.csv',
  ],
  // What YAML itself or the shape of the document rules out.
  [
    'a list where keys belong',
    { 'mapping.yaml': 'tables: []\n' },
    'DIR/mapping.yaml, line 1, column 1: "tables" is wrong: it must be keys with values, not a list.',
  ],
  [
    'a number where text belongs',
    { 'mapping.yaml': `currency: 840\ntables:\n  invoices: { file: export.csv, ${columns} }\n` },
    'DIR/mapping.yaml, line 1, column 1: "currency" is wrong: it must be text, not the number 840; put it in quotes.',
  ],
  [
    'text where yes or no belongs',
    { 'mapping.yaml': joined('match: customer_id, key: id, required: "maybe"') },
    'DIR/mapping.yaml, line 7, column 68: "tables.invoices.join.person.required" is wrong: it must be true or false, not the text "maybe".',
  ],
  [
    'nothing where text belongs',
    { 'mapping.yaml': 'sources:\n  export: { file: "" }\ntables: {}\n' },
    'DIR/mapping.yaml, line 2, column 13: "sources.export.file" is wrong: it must not be empty.',
  ],
  [
    'an empty list',
    { 'mapping.yaml': 'sources:\n  export: { file: [] }\ntables: {}\n' },
    'DIR/mapping.yaml, line 2, column 13: "sources.export.file" is wrong: it must not be empty.',
  ],
  [
    'a key without which nothing can be read',
    { 'mapping.yaml': 'currency: EUR\n' },
    'DIR/mapping.yaml, line 1, column 1: "tables" is wrong: it is missing and must be keys with values.',
  ],
  [
    'a value that fits nowhere',
    { 'mapping.yaml': `tables:\n  invoices: { file: export.csv, where: { amount: { is: true } }, ${columns} }\n` },
    'DIR/mapping.yaml, line 2, column 52: "tables.invoices.where.amount.is" is wrong: true does not fit here; if it is meant as text, put it in quotes.',
  ],
  [
    'two documents in one file',
    { 'mapping.yaml': 'tables: {}\n---\ntables: {}\n' },
    'DIR/mapping.yaml, line 2, column 1: the mapping is not valid YAML: a line --- begins a second document; keep one.',
  ],
  [
    'a pattern that YAML takes for an alias',
    { 'mapping.yaml': `tables:\n  invoices:\n    file: *.csv\n    ${columns}\n` },
    'DIR/mapping.yaml, line 3, column 11: the mapping is not valid YAML: "*.csv" would be an alias; put the text in quotes.',
  ],
]

test.each(cases)('%s', async (_, files, message, source) => {
  const folder = folderOf(files)
  const options = source === undefined ? {} : { source: `${folder}/${source}` }
  expect(await refusal(folder, 'mapping.yaml', options)).toBe(message)
})
