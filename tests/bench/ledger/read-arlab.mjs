import { ledgerFacts, openLedger, rollForwardBreaks } from 'arlab'
import { report } from './report.mjs'

// Everything that `arlab kpi --by salesperson` needs: read, validate, link, facts by month and salesperson, roll-forward.
const done = report()
const ledger = await openLedger(process.argv[2])
const facts = ledgerFacts(ledger.data, ['salesperson'])
if (rollForwardBreaks(facts).length > 0) throw new Error('the roll-forward does not hold')
const { invoices, applications } = ledger.data.tables
done({ invoices: invoices.accepted, applications: applications.accepted, cells: facts.values.length })
