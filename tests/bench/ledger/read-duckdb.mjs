import { DuckDBInstance } from '@duckdb/node-api'
import { report } from './report.mjs'

// The same CSV and the bare sums: sales and cash by month and salesperson, typed columns, no check of anything. Cash has its
// month from the payment and its salesperson from the invoice's customer, so it needs the joins that a ledger needs.
const folder = process.argv[2]
const withJoins = process.argv[3] !== 'no-joins'
const done = report()
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
const csv = (table, columns) => `read_csv('${folder}/${table}.csv', header = true, columns = ${columns})`
const customers = csv(
  'customers',
  `{'customer_id': 'VARCHAR', 'name': 'VARCHAR', 'segment': 'VARCHAR', 'salesperson': 'VARCHAR', 'terms': 'VARCHAR'}`,
)
const invoices = csv(
  'invoices',
  `{'invoice_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'invoice_date': 'DATE', 'due_date': 'DATE', 'amount': 'DECIMAL(18,2)'}`,
)
const payments = csv(
  'payments',
  `{'payment_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'payment_date': 'DATE', 'amount': 'DECIMAL(18,2)'}`,
)
const applications = csv(
  'applications',
  `{'payment_id': 'VARCHAR', 'invoice_id': 'VARCHAR', 'amount': 'DECIMAL(18,2)'}`,
)
const rows = async (query) => (await connection.runAndReadAll(query)).currentRowCount
let cells = await rows(
  `SELECT date_trunc('month', invoice_date) AS month, salesperson, sum(amount)
     FROM ${invoices} JOIN ${customers} USING (customer_id) GROUP BY ALL`,
)
cells += withJoins
  ? await rows(
      `SELECT date_trunc('month', payment_date) AS month, salesperson, sum(a.amount)
         FROM ${applications} a
         JOIN (SELECT payment_id, payment_date FROM ${payments}) USING (payment_id)
         JOIN (SELECT invoice_id, customer_id FROM ${invoices}) USING (invoice_id)
         JOIN ${customers} USING (customer_id) GROUP BY ALL`,
    )
  : (await rows(
      `SELECT date_trunc('month', payment_date) AS month, salesperson, sum(amount)
         FROM ${payments} JOIN ${customers} USING (customer_id) GROUP BY ALL`,
    )) + (await rows(`SELECT sum(amount) FROM ${applications}`))
done({ cells })
