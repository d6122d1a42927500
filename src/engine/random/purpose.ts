/** What a stream's draws decide. A new purpose takes a new number, so that the old streams keep their draws. */
export const purpose = {
  /** Four words for each order: gap, amount, payment and the order's own key. */
  orders: 1,
  /** The same for orders that a lever adds. */
  addedOrders: 2,
  /** The key of an invoice that is there on the as-of day. */
  opening: 3,
  default: 4,
  arrival: 5,
  economy: 6,
  orderNoise: 7,
  /** Whether the owner of a goal plays with the books. */
  goal: 8,
  // What is not luck but ignorance: the parameters that a replicate believes in.
  hazardParameter: 20,
  multiplierParameter: 21,
  orderParameter: 22,
  amountParameter: 23,
  disputeParameter: 24,
  partialParameter: 25,
  defaultParameter: 26,
  arrivalParameter: 27,
  seasonParameter: 28,
  growthParameter: 29,
  economyParameter: 30,
  disputeDaysParameter: 31,
  concededParameter: 32,
  recoveryParameter: 33,
  recoveryDaysParameter: 34,
  hurdle: 35,
  response: 36,
} as const
export type Purpose = (typeof purpose)[keyof typeof purpose]

/** What is decided of one order or invoice beyond its day, amount and payment. Each takes a word mixed from the order's key. */
export const decision = {
  payment: 1,
  dispute: 2,
  disputeDays: 3,
  conceded: 4,
  partial: 5,
  fraction: 6,
  rest: 7,
  discountDay: 8,
  recovery: 9,
  billingLag: 10,
  lift: 11,
  /** Of the n-th contact: this + n × `decisionsPerContact`, and the two after it. */
  rightParty: 64,
  promise: 65,
  kept: 66,
} as const
export type Decision = number
export const decisionsPerContact = 3
