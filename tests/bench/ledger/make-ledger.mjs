import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

/**
 * Writes a canonical ledger of so many invoices into a folder (unless it is there already), the same on every machine:
 * about 1.2 applications an invoice, 66 invoices a customer, 40 salespeople, two years.
 */
export async function makeLedger(folder, invoices) {
  if (existsSync(folder)) return
  const aside = `${folder}.tmp`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const customers = Math.max(100, Math.round(invoices / 66))
  const write = (table, query) => connection.run(`COPY (${query}) TO '${aside}/${table}.csv' (HEADER)`)
  const money = (cents) => `CAST(${cents} / 100.0 AS DECIMAL(18, 2)) AS amount`
  await write(
    'customers',
    `SELECT 'C' || lpad(CAST(i AS VARCHAR), 6, '0') AS customer_id, 'Customer ' || i AS name,
            ['small', 'mid', 'enterprise'][1 + CAST(hash(i) % 3 AS INTEGER)] AS segment,
            'Salesperson ' || (hash(i * 7) % 40) AS salesperson, 'net 30' AS terms
       FROM range(1, ${customers + 1}) t(i)`,
  )
  await connection.run(
    `CREATE TABLE invoice AS SELECT i, 'I' || lpad(CAST(i AS VARCHAR), 8, '0') AS invoice_id,
            'C' || lpad(CAST(1 + hash(i) % ${customers} AS VARCHAR), 6, '0') AS customer_id,
            DATE '2023-01-01' + CAST(i * 730 // ${invoices} AS INTEGER) AS day,
            CAST(100 + hash(i * 3) % 1000000 AS BIGINT) AS cents, hash(i * 5) % 100 < 24 AS in_two
       FROM range(${invoices}) t(i)`,
  )
  await write(
    'invoices',
    `SELECT invoice_id, customer_id, day AS invoice_date, day + 30 AS due_date, ${money('cents')} FROM invoice ORDER BY i`,
  )
  await connection.run(
    `CREATE TABLE application AS SELECT row_number() OVER (ORDER BY paid, i, part) AS n, * FROM (
       SELECT i, 1 AS part, invoice_id, customer_id, CASE WHEN in_two THEN cents // 2 ELSE cents END AS cents,
              day + 10 + CAST(hash(i * 11) % 60 AS INTEGER) AS paid FROM invoice WHERE hash(i * 13) % 1000 < 985
       UNION ALL
       SELECT i, 2, invoice_id, customer_id, cents - cents // 2, day + 75 + CAST(hash(i * 11) % 60 AS INTEGER)
         FROM invoice WHERE in_two AND hash(i * 13) % 1000 < 985)`,
  )
  const payment = `'P' || lpad(CAST(n AS VARCHAR), 8, '0') AS payment_id`
  await write(
    'payments',
    `SELECT ${payment}, customer_id, paid AS payment_date, ${money('cents')} FROM application ORDER BY n`,
  )
  await write('applications', `SELECT ${payment}, invoice_id, ${money('cents')} FROM application ORDER BY n`)
  connection.closeSync()
  instance.closeSync()
  renameSync(aside, folder)
}
