import { createRequire } from 'node:module'
import { report } from './report.mjs'

// danfo's own reader on the invoices, and sales by month: what a notebook would do without arlab. Loading danfo is not timed.
const danfo = createRequire(import.meta.url)('danfojs-node')
const done = report()
const frame = await danfo.readCSV(`${process.argv[2]}/invoices.csv`)
frame.addColumn('month', frame.column('invoice_date').str.substring(0, 7), { inplace: true })
const sums = frame.groupby(['month']).col(['amount']).sum()
done({ invoices: frame.shape[0], cells: sums.shape[0] })
