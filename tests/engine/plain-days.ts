import { decision, purpose } from '../../src/engine/random/purpose.js'
import { decisionWord } from '../../src/engine/random/random-stream.js'
import { exponentialOf } from '../../src/engine/random/word-draws.js'
import { type Beliefs, beliefsOf, streamOf } from './plain-beliefs.js'
import { horizonOf, type PlainCompany, type PlainOpeningInvoice, policyOn } from './plain-company.js'
import { followUp, type PlainContactCounts, PlainPeople } from './plain-contacts.js'
import { type PlainAccount, PlainCredit, type PlainHeldCounts } from './plain-credit.js'
import { enter, liveDay, type PlainBill, type PlainInvoice, type PlainLuck, type PlainPayer } from './plain-invoice.js'
import { billingDay, billOf, ordersOf } from './plain-orders.js'
import { newcomers, payerOf } from './plain-payers.js'

/** All that happened in a replicate. */
export interface PlainLife {
  readonly invoices: readonly PlainInvoice[]
  readonly orders: PlainHeldCounts
  readonly contacts: PlainContactCounts
}

/**
 * Lives the whole company day by day. A day has four parts: something happens to invoices, and what has been delivered is
 * billed; held orders are let through or lost; new orders come; people make contacts. What is billed lives its first day at
 * once.
 */
export function liveCompany(company: PlainCompany, replicate: number): PlainLife {
  const beliefs = beliefsOf(company, replicate)
  const contacts: PlainContactCounts = { asked: 0, worked: 0, lapsed: 0 }
  const { work } = company
  const people = [
    new PlainPeople('collectors', work.collectors),
    ...work.salespeople.map((minutes, number) => new PlainPeople(number, minutes)),
  ]
  const live = (invoice: PlainInvoice, day: number) => {
    if (invoice.open > 0) liveDay(company, beliefs, invoice, day)
    followUp(company, beliefs, contacts, invoice, day)
  }
  const bill = (account: PlainAccount, entering: PlainBill, day: number) => {
    const invoice = enter(entering)
    account.invoices.push(invoice)
    live(invoice, day)
    if (invoice.open > 0) account.open.push(invoice)
  }
  const credit = new PlainCredit(company, (account, order, day) => {
    const billedOn = billingDay(account.payer, order, day)
    if (billedOn === day) bill(account, billOf(beliefs, account.payer, order, day), day)
    else account.unbilled.push({ order, deliveredOn: day, billedOn })
  })
  const accounts = openAccounts(company, beliefs, replicate)
  // What was ordered before the first day has been delivered.
  for (const account of accounts) {
    for (const order of account.orders.filter(({ day }) => day < 1)) credit.deliver(account, order, order.day)
    account.orders = account.orders.filter(({ day }) => day >= 1)
  }
  for (let day = 1; day <= horizonOf(company); day++) {
    for (const account of accounts) {
      for (const invoice of account.open) live(invoice, day)
      account.open = account.open.filter(({ open }) => open > 0)
      const due = account.unbilled.filter(({ billedOn }) => billedOn === day)
      account.unbilled = account.unbilled.filter(({ billedOn }) => billedOn !== day)
      for (const { order, deliveredOn } of due) bill(account, billOf(beliefs, account.payer, order, deliveredOn), day)
    }
    for (const account of accounts) credit.release(account, day)
    for (const account of accounts) {
      while (account.orders[0]?.day === day) credit.order(account, account.orders.shift()!)
    }
    const asked = accounts.flatMap(({ open }) => open.filter(({ request }) => request !== null))
    for (const pool of people) pool.work(beliefs, contacts, asked, day)
  }
  return { invoices: accounts.flatMap(({ invoices }) => invoices), orders: credit.counts, contacts }
}

/** The customers that are there, with the invoices that they owe, and those that come. */
function openAccounts(company: PlainCompany, beliefs: Beliefs, replicate: number): PlainAccount[] {
  const there = company.customers.map((customer) => payerOf(company, beliefs, replicate, customer))
  return [...there, ...newcomers(company, beliefs, replicate)].map((payer, row) => {
    const owed = company.opening.filter(({ customer }) => customer === row)
    const invoices = owed.map((invoice) => enter(openingBill(company, beliefs, replicate, payer, invoice)))
    // What is invoiced before a customer's first day is in the ledger, or nobody's.
    const orders = ordersOf(company, beliefs, replicate, payer).filter(
      (order) => billingDay(payer, order, order.day) >= payer.firstDay,
    )
    // A credit balance stays as it is.
    return { payer, orders, held: [], unbilled: [], invoices, open: invoices.filter(({ open }) => open > 0) }
  })
}

function openingBill(
  company: PlainCompany,
  beliefs: Beliefs,
  replicate: number,
  payer: PlainPayer,
  { key: ownKey, group, issued, due, amount, open, disputed, disputeAge, partlyPaid }: PlainOpeningInvoice,
): PlainBill {
  const stream = streamOf(company, replicate, ownKey, purpose.opening)
  const threshold = exponentialOf(stream.nextWord())
  const [key, salt] = [stream.nextWord(), stream.nextWord()]
  const luck: PlainLuck = { threshold, key, word: (decided) => decisionWord(key, salt, decided) }
  const { disputeDaysFactor } = policyOn(payer.customer, issued)
  const mean = payer.segment.disputeDays * beliefs.respond(disputeDaysFactor)
  const daysLeft = Math.max(1, Math.ceil(exponentialOf(luck.word(decision.disputeDays)) * mean))
  return {
    payer,
    luck,
    group,
    issued,
    due,
    clockDue: due,
    amount,
    margin: 0,
    openAtStart: open,
    deposit: 0,
    billingDays: null,
    slowness: 1,
    isPartlyPaid: partlyPaid,
    dispute: disputed && open > 0 ? { openedOn: -disputeAge, from: 1, through: daysLeft } : null,
  }
}
