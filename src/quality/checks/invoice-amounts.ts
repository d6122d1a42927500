import { median, medianAbsoluteDeviation } from 'simple-statistics'
import { listByCell } from '../../facts/cell-lists.js'
import { textAt } from '../../ledger/text-at.js'
import type { Check } from '../check.js'
import { Tally } from '../check-context.js'
import { foundInvoices } from './invoice-balances.js'

export const creditNote: Check = {
  definition: {
    code: 'credit-note',
    unit: 'invoice',
    severity: 'note',
    title: 'Invoices with a negative amount are credit notes',
    meaning: 'An invoice’s amount is negative. The money is the sum of these amounts, without their sign.',
    effect:
      'They count as credit memos, not as negative sales: credit sales stay gross. Until they are applied they are credit balances, which lower receivables and DSO.',
    whatToDo:
      'Nothing, if they are credit notes; apply those that are still open. If the export writes debits as negative, turn the sign in a mapping.',
  },
  run(context) {
    const { count, amount } = context.ledger.invoices
    const tally = new Tally()
    let open = 0
    for (let row = 0; row < count; row++) {
      if (amount[row]! >= 0) continue
      tally.add(row, -amount[row]!)
      if (context.open[row]! < 0) open -= context.open[row]!
    }
    const detail = open > 0 ? `${context.money(open)} of them are not applied yet` : 'all of them are applied'
    return foundInvoices(context, tally, (row) => context.invoice(row), { detail })
  },
}

export const zeroAmount: Check = {
  definition: {
    code: 'zero-amount',
    unit: 'invoice',
    severity: 'note',
    title: 'Invoices over nothing',
    meaning: 'An invoice’s amount is zero.',
    effect:
      'No figure in money moves, and they are no sale; a count of invoices in the source system will differ by them.',
    whatToDo:
      'Look whether they are cancelled invoices whose amount was overwritten: then the history of receivables is too low.',
  },
  run(context) {
    const { count, amount } = context.ledger.invoices
    const tally = new Tally()
    for (let row = 0; row < count; row++) if (amount[row] === 0) tally.add(row, 0, 0)
    return foundInvoices(context, tally, (row) => context.invoice(row), { amount: 0 })
  },
}

/** A customer needs this many positive invoices before one of them can be odd among them. */
const fewestInvoices = 12
/** How many times larger or smaller than usual; a slipped decimal point makes ten. */
const factor = 10
/** And how many robust standard deviations of the logarithm. */
const deviations = 5
/** Turns a median absolute deviation into the standard deviation of a normal distribution that has it. */
const normalScale = 1.4826

export const amountOutlier: Check = {
  definition: {
    code: 'amount-outlier',
    unit: 'invoice',
    severity: 'warning',
    title: 'Amounts far from what the customer is usually invoiced',
    meaning:
      'An invoice is at least ten times the customer’s median invoice, or at most a tenth. The money is the invoices’ own amounts.',
    effect:
      'One misplaced decimal point can move DSO and aging of a whole group; a true large order moves them too, and honestly.',
    whatToDo:
      'Compare the largest with their orders; correct what has a slipped decimal point, a wrong currency or a total in place of a line.',
    threshold:
      'Customers with at least 12 positive invoices; a factor of 10 (a slipped decimal point) and 5 robust standard deviations of the logarithm (1.4826 × the median absolute deviation), so that customers whose amounts vary widely are left alone.',
  },
  run(context) {
    const { invoices, customers } = context.ledger
    const { start, rows } = listByCell(invoices.count, customers.count, (row) =>
      invoices.amount[row]! > 0 ? invoices.customer[row]! : -1,
    )
    const tally = new Tally()
    const usual = new Float64Array(customers.count)
    for (let customer = 0; customer < customers.count; customer++) {
      const [first, end] = [start[customer]!, start[customer + 1]!]
      if (end - first < fewestInvoices) continue
      const logs = Array.from(rows.subarray(first, end), (row) => Math.log(invoices.amount[row]!))
      const middle = median(logs)
      const reach = Math.max(Math.log(factor), deviations * normalScale * medianAbsoluteDeviation(logs))
      usual[customer] = Math.round(Math.exp(middle))
      for (let place = first; place < end; place++) {
        // A hair of slack, so that exactly ten times is found whatever the logarithms round to.
        if (Math.abs(logs[place - first]! - middle) >= reach - 1e-9)
          tally.add(rows[place]!, invoices.amount[rows[place]!]!)
      }
    }
    return foundInvoices(
      context,
      tally,
      (row) => `${context.invoice(row)}: the customer’s median is ${context.money(usual[invoices.customer[row]!]!)}`,
    )
  },
}

export const currencyMix: Check = {
  definition: {
    code: 'currency-mix',
    unit: 'invoice',
    severity: 'note',
    title: 'Invoices in other currencies than the ledger’s',
    meaning: 'Invoices state another currency. The money is theirs, converted; the share that of all invoices.',
    effect: 'Receivables and KPIs move with exchange rates as well as with customers; revaluations show how much.',
    whatToDo:
      'Read DSO and aging by currency before you judge a group; see that the rates of the table fx cover every date.',
  },
  run(context) {
    const { invoices, currency } = context.ledger
    const column = invoices.attributes.get('currency')
    if (!column) return null
    const tally = new Tally()
    const byCurrency = new Map<number, number>()
    let total = 0
    for (let row = 0; row < invoices.count; row++) {
      const amount = Math.abs(invoices.amount[row]!)
      total += amount
      const code = column.codes[row]!
      if (code < 0 || column.values.at(code) === currency.code) continue
      tally.add(row, amount)
      byCurrency.set(code, (byCurrency.get(code) ?? 0) + amount)
    }
    const parts = [...byCurrency].sort((a, b) => b[1] - a[1])
    return foundInvoices(context, tally, (row) => `${context.invoice(row)}, invoiced in ${textAt(column, row)}`, {
      detail: parts.map(([code, amount]) => `${column.values.at(code)} ${context.money(amount)}`).join(', '),
      ...(total > 0 ? { share: tally.amount / total } : {}),
    })
  },
}
