import { decision, purpose } from '../../src/engine/random/purpose.js'
import { decisionWord } from '../../src/engine/random/random-stream.js'
import { exponentialOf } from '../../src/engine/random/word-draws.js'
import { type FactName, factColumn, factCount } from '../../src/facts/columns.js'
import { type Beliefs, beliefsOf, streamOf } from './plain-beliefs.js'
import { type PlainCompany, policyOn } from './plain-company.js'
import { monthFacts } from './plain-facts.js'
import { live, type PlainEvent, type PlainInvoice, type PlainLuck, type PlainPayer } from './plain-invoice.js'
import { newInvoices } from './plain-orders.js'
import { newcomers, payerOf } from './plain-payers.js'

export interface PlainFacts {
  /** In the order of SimulatedFacts.values, for one replicate. */
  readonly values: number[]
  readonly invoices: number
  readonly events: number
}

/**
 * The slow engine that anybody can check by reading: one object per invoice, one step per day, every fact a sum over all
 * invoices. It shares with the fast engine the streams of random numbers and the list of facts, and nothing else.
 */
export function runPlainReplicate(company: PlainCompany, replicate: number): PlainFacts {
  const invoices = plainInvoices(company, replicate)
  const { groups, monthEnds } = company
  const values: number[] = []
  for (let group = 0; group < groups; group++) {
    const own = group === 0 ? invoices : invoices.filter((invoice) => invoice.group === group)
    monthEnds.forEach((end, month) => {
      const facts = monthFacts(own, month === 0 ? company.firstMonthStart : monthEnds[month - 1]! + 1, end)
      for (const { due, amount, inMonth } of company.paidAhead.filter((paid) => group === 0 || paid.group === group)) {
        if (due < (monthEnds[month - 1] ?? 0) + 1 || due > end) continue
        const paid = {
          fell_due_value: amount,
          collected_of_due_value: amount,
          collected_on_due_value: inMonth ? amount : 0,
        }
        for (const [fact, value] of Object.entries(paid) as [FactName, number][]) {
          facts.set(fact, (facts.get(fact) ?? 0) + value)
        }
      }
      facts.set('unapplied_cash', company.unappliedCash[group]!)
      const row = new Array<number>(factCount).fill(0)
      for (const [fact, value] of facts) row[factColumn[fact]] = value
      values.push(...row)
    })
  }
  const events = invoices.flatMap((invoice) => invoice.events).filter(isWork).length
  return { values, invoices: invoices.length, events }
}

/** What the engine counts as an event; the others follow from these. */
function isWork({ kind }: PlainEvent): boolean {
  return ['issue', 'cash', 'dispute ends', 'write off'].includes(kind)
}

/** Every invoice of a replicate with all that happens to it: those that are there, and those that are ordered. */
export function plainInvoices(company: PlainCompany, replicate: number): PlainInvoice[] {
  const beliefs = beliefsOf(company, replicate)
  const there = company.customers.map((customer) => payerOf(company, beliefs, replicate, customer))
  return [
    ...openingInvoices(company, beliefs, replicate, there),
    ...[...there, ...newcomers(company, beliefs, replicate)].flatMap((payer) =>
      newInvoices(company, beliefs, replicate, payer),
    ),
  ]
}

function openingInvoices(
  company: PlainCompany,
  beliefs: Beliefs,
  replicate: number,
  payers: readonly PlainPayer[],
): PlainInvoice[] {
  return company.opening.map((opening) => {
    const { group, issued, due, amount, open, disputed, disputeAge, partlyPaid } = opening
    const invoice = { group, issued, due, amount, margin: 0, openAtStart: open, billingDays: null }
    // A credit balance stays as it is.
    if (open < 0) return { ...invoice, dispute: null, events: [] }
    const payer = payers[opening.customer]!
    const stream = streamOf(company, replicate, opening.key, purpose.opening)
    const threshold = exponentialOf(stream.nextWord())
    const [key, salt] = [stream.nextWord(), stream.nextWord()]
    const luck: PlainLuck = { threshold, word: (decided) => decisionWord(key, salt, decided) }
    const { disputeDaysFactor } = policyOn(payer.customer, issued)
    const mean = payer.segment.disputeDays * beliefs.respond(disputeDaysFactor)
    const daysLeft = Math.max(1, Math.ceil(exponentialOf(luck.word(decision.disputeDays)) * mean))
    const dispute = disputed ? { openedOn: -disputeAge, from: 1, through: daysLeft } : null
    const events = live(company, beliefs, payer, luck, {
      issued,
      due,
      clockDue: due,
      firstDay: 1,
      open,
      deposit: 0,
      isPartlyPaid: partlyPaid,
      slowness: 1,
      dispute,
    })
    return { ...invoice, dispute, events }
  })
}
