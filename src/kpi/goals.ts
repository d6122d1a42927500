import type { AsGoal } from './kpi.js'

/** What speaks for and against families of KPIs as goals for Sales. Source: the published cases that KPI practice reports. */
export const goals = {
  dso: {
    pro: 'It is tied to working capital and to how healthy the customers are.',
    con: 'Big balances, one-off events and the timing of sales move it, and so do causes outside the control of Sales.',
    gaming: 'Invoices are held back or pulled forward around the period’s end; discounts buy cash in the last days.',
  },
  cei: {
    pro: 'It is plain to people outside finance, and tied to revenue that is realised.',
    con: 'The mix of accounts blurs it: easy customers lift it without any effort.',
    gaming: 'Credit memos and adjustments are pushed through, for they count like cash; cei_cash shows the distance.',
  },
  onTime: {
    pro: 'It is simple, and strengthens the terms where they are made: at the negotiation.',
    con: 'Invoices are paid late for operational causes too, such as a wrong invoice.',
    gaming: 'Longer terms are granted, so that the same day of payment is in time.',
  },
  pastDue: {
    pro: 'It makes clear who answers for what, by age.',
    con: 'One big late account hides the others, and old disputes stay in it whatever is done.',
    gaming: 'There is pressure to write off, or to credit and bill again, in place of solving the cause.',
  },
  delinquency: {
    pro: 'It is the part of DSO that collection can move, free of the terms that were agreed.',
    con: 'It swings with sales as DSO does, for it is divided by them.',
    gaming: 'Longer terms turn late money into current money and lower it at once.',
  },
  badDebt: {
    pro: 'It makes Sales answer for whom they sell to.',
    con: 'Write-offs come long after the sale, often after its salesperson has moved on; zero may mean that good business was refused.',
    gaming: 'Write-offs are put off past the period’s end.',
  },
  disputes: {
    pro: 'It goes to the cause: wrong prices, deliveries and orders are made before the invoice is.',
    con: 'Much of it is decided in billing and delivery, which Sales does not run.',
    gaming: 'Disputes are settled by quiet credits or not recorded.',
  },
  effort: {
    pro: 'It counts what people do, which they can decide.',
    con: 'Effort is not a result: it says nothing about money that came in.',
    gaming: 'Contacts are made, or only recorded, for their number’s sake.',
  },
  terms: {
    pro: 'It shows what was given away at the negotiation.',
    con: 'Longer terms may be the price of good business.',
    gaming: 'Early-payment discounts replace long terms at a higher price.',
  },
  finance: {
    pro: 'It puts a price on receivables, in money.',
    con: 'It is a figure for finance: Sales can move it only through sales.',
    gaming: 'It moves with the volume of sales alone, without anything being collected better.',
  },
  satisfaction: {
    pro: 'It guards against collecting at the price of the relation with the customer.',
    con: 'Few customers answer, and those who do are not the average.',
    gaming: 'Only happy customers are asked.',
  },
} as const satisfies Readonly<Record<string, AsGoal>>
