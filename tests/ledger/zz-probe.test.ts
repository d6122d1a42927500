import { expect, test } from 'vitest'
import { ledgerFrom, writeLedger, newFolder, writeFile } from './ledger-folder.js'
import { openLedger } from '../../src/ledger/open-ledger.js'
import { parseDocumentText } from '../../src/document/read-document.js'
import { scenarioSchema } from '../../src/scenario/scenario-file.js'
import { mappingSchema } from '../../src/ledger/mapping.js'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const H = 'invoice_id,customer_id,invoice_date,due_date,amount\n'
async function show(name: string, f: () => Promise<unknown>) {
  try { console.log(name, '=>', JSON.stringify(await f())) } catch (e) { console.log(name, '=> THROW', (e as Error).name, (e as Error).message) }
}
test('probe', async () => {
  const csvs: Record<string, string> = {
    headerOnly: H,
    headerOnlyNoNewline: H.trimEnd(),
    bom: '\uFEFF' + H + 'A,C,2024-01-01,2024-01-31,1x\n',
    crlf: (H + 'A,C,2024-01-01,2024-01-31,1\nB,C,2024-01-01,2024-01-31,1x\n').replaceAll('\n', '\r\n'),
    cr: (H + 'A,C,2024-01-01,2024-01-31,1\nB,C,2024-01-01,2024-01-31,1x\n').replaceAll('\n', '\r'),
    blank: H + '\n\nA,C,2024-01-01,2024-01-31,1\n\n\nB,C,2024-01-01,2024-01-31,1x\n\n',
    blankfew: H + '\nA,C,2024-01-01,2024-01-31,1\n\nZ,C\nB,C,2024-01-01,2024-01-31,1x\n\nY,C,1,1,1,1,1\nC,C,2024-01-01,2024-01-31,2x',
    quotednl: H + '"A\n1",C,2024-01-01,2024-01-31,1\nB,C,2024-01-01,2024-01-31,1x\nZ,C\nD,C,2024-01-01,2024-01-31,1y\n',
    inner: H + 'A,5" pipe,2024-01-01,2024-01-31,1\nB,C,2024-01-01,2024-01-31,1x\nD,C,2024-01-01,2024-01-31,1y\n',
    openq: H + 'A,C,2024-01-01,2024-01-31,1\n"B,C,2024-01-01,2024-01-31,1\nD,C,2024-01-01,2024-01-31,1y\n',
    badq: H + 'A,C,2024-01-01,2024-01-31,1\n"B"x,C,2024-01-01,2024-01-31,1\nD,C,2024-01-01,2024-01-31,1y\n',
    spaces: H + '   \nB,C,2024-01-01,2024-01-31,1x\n',
    semicolon: (H + 'A,C,2024-01-01,2024-01-31,1\nB,C,2024-01-01,2024-01-31,1x\n').replaceAll(',', ';'),
    tab: (H + 'A,C,2024-01-01,2024-01-31,1\nB,C,2024-01-01,2024-01-31,1x\n').replaceAll(',', '\t'),
    leadingBlank: '\n' + H + 'A,C,2024-01-01,2024-01-31,1\n',
    allRejected: H + 'A,C,2024-01-01,2024-01-31,1x\n',
    fewer: H + 'A,C,2024-01-01\nB,C,2024-01-01,2024-01-31,1\n',
    emptyFieldsRow: H + ',,,,\nB,C,2024-01-01,2024-01-31,1\n',
    amb1: H + 'A,C,03/04/2024,05/04/2024,1\n',
    amb2: H + 'A,C,05/05/2024,03/04/2024,1\nB,C,05/05/2024,03/06/2024,1\n',
  }
  for (const [name, text] of Object.entries(csvs)) {
    await show(name, async () => { const l = await ledgerFrom({ invoices: text }); return { n: l.data.invoices.ids, c: l.data.customers.ids, r: l.data.rejects.map((r) => [r.line, r.column, r.value, r.reason]), t: l.data.tables } })
  }
  await show('latin1', async () => { const d = newFolder(); writeFile('invoices.csv', Buffer.from(H + 'A,M\xfcller,2024-01-01,2024-01-31,1\nB,C,2024-01-01,2024-01-31,1x\n', 'latin1'), d); const l = await openLedger(d); return [l.data.invoices.ids, l.data.rejects] })
  await show('glob', async () => { const d = join(newFolder(), 'a [2024]'); mkdirSync(d); writeLedger({ invoices: H + 'A,C,2024-01-01,2024-01-31,1\n' }, d); const l = await openLedger(d); return l.data.invoices.ids })
  await show('badparquet', async () => { const d = newFolder(); writeFile('invoices.parquet', 'hello', d); const l = await openLedger(d); return l.data.invoices.ids })
  await show('xlsx', async () => { const d = writeLedger({ invoices: H + 'A,C,2024-01-01,2024-01-31,1\n' }); writeFile('payments.xlsx', 'hello', d); const l = await openLedger(d); return l.data.warnings })
  const docs: Record<string, string> = {
    empty: '', list: '- 1', scalar: 'hi', alias: 'note: *bold* text\n', alias2: 'note: *bold\n', multi: 'name: a\n---\nname: b\n', dup: 'name: a\nname: b\n', tab: 'levers:\n\tterms: []\n', colon: 'name: a: b\n', unclosed: 'name: "a\n', neg: 'levers:\n  terms:\n    - net: -1\n', str: 'levers:\n  terms:\n    - net: abc\n', miss: 'levers:\n  terms:\n    - where: {}\n', wherenum: 'levers:\n  terms:\n    - net: 3\n      where: { region: 4 }\n', wherelist: 'levers:\n  terms:\n    - net: 3\n      where: { region: [4] }\n', wherel: 'levers:\n  terms:\n    - net: 3\n      where: { region: [] }\n', unk: 'levers:\n  terms:\n    - net: 3\n      wher: { region: [] }\n', termsmap: 'levers:\n  terms:\n    net: 3\n', from: 'from: 2024-02-30\n', fromnum: 'from: 2024\n', longname: 'name: ""\n', pass: 'levers:\n  terms:\n    - net: 3\n      pass_through: 2\n', pert: 'levers:\n  terms:\n    - net: 3\n      pass_through: { pert: [1,2,3] }\n', two: 'nam: x\nlever: y\n', null: 'levers:\n', frac: 'levers:\n  write_off:\n    days_past_due: 1.5\n',
  }
  for (const [name, text] of Object.entries(docs)) await show('S ' + name, async () => parseDocumentText(text, 'f.yaml', scenarioSchema, 'the scenario'))
  const maps: Record<string, string> = { enum: 'tables:\n  invoices:\n    file: a\n    dates: dmy\n    columns: {}\n', notables: 'currency: EUR\n', unk: 'tables:\n  invoice:\n    file: a\n', colnum: 'tables:\n  invoices:\n    file: a\n    columns: { amount: 3 }\n' }
  for (const [name, text] of Object.entries(maps)) await show('M ' + name, async () => parseDocumentText(text, 'm.yaml', mappingSchema, 'the mapping'))
  expect(1).toBe(1)
}, 60000)
