import { monthEnd, monthOf } from '../../src/calendar/month.js'
import type { LedgerData, PostingKind } from '../../src/ledger/ledger-data.js'
import { postingKinds } from '../../src/ledger/ledger-data.js'

/**
 * The aging transitions once more, slowly: every open amount is added up from the invoice's first posting at every month end,
 * and write-offs are kept as a pile of which a reversal takes the uppermost.
 */
export interface PlainTransitions {
  /** `from` → `to` → amount or number. */
  readonly moved: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly reopened: ReadonlyMap<string, number>
}

const buckets: readonly (readonly [string, number])[] = [
  ['current', 0],
  ['1–30 days', 30],
  ['31–60 days', 60],
  ['61–90 days', 90],
  ['91–120 days', 120],
  ['over 120 days', 1e9],
]
const ageName = (daysPastDue: number) => buckets.find(([, through]) => daysPastDue <= through)![0]

interface PlainPosting {
  readonly day: number
  readonly kind: PostingKind
  readonly amount: number
}

const lowers: readonly PostingKind[] = ['cash', 'discount', 'credit_application', 'credit_memo', 'write_off']
const raises: readonly PostingKind[] = ['write_off_reversal', 'revaluation']

export function plainMonthEnds(ledger: LedgerData, months: number, through: number): number[] {
  const first = Math.min(...ledger.invoices.issued)
  const ends: number[] = []
  for (let day = first; day <= through; day++) if (monthEnd(monthOf(day as never)) === day) ends.push(day)
  return ends.slice(-months - 1)
}

export function plainTransitions(
  ledger: LedgerData,
  ends: readonly number[],
  weight: 'money' | 'count',
  isAsked: (invoice: number) => boolean = () => true,
): PlainTransitions {
  const moved = new Map<string, Map<string, number>>()
  const reopened = new Map<string, number>()
  const move = (from: string, to: string, amount: number) => {
    const row = moved.get(from) ?? new Map<string, number>()
    moved.set(from, row.set(to, (row.get(to) ?? 0) + amount))
  }
  for (let invoice = 0; invoice < ledger.invoices.count; invoice++) {
    if (!isAsked(invoice)) continue
    const issued = ledger.invoices.issued[invoice]!
    const due = ledger.invoices.due[invoice]!
    const amount = ledger.invoices.amount[invoice]!
    const postings: PlainPosting[] = []
    for (let at = ledger.postings.start[invoice]!; at < ledger.postings.start[invoice + 1]!; at++) {
      postings.push({
        day: ledger.postings.day[at]!,
        kind: postingKinds[ledger.postings.kind[at]!]!,
        amount: ledger.postings.amount[at]!,
      })
    }
    const openAt = (day: number) =>
      issued > day
        ? 0
        : postings
            .filter((posting) => posting.day <= day)
            .reduce(
              (open, { kind, amount: posted }) =>
                open - (lowers.includes(kind) ? posted : 0) + (raises.includes(kind) ? posted : 0),
              amount,
            )
    /** Where what was written off came from, the latest on top. */
    let pile: { from: string; amount: number }[] = []
    let wholeGone: string | null = null
    for (let index = 1; index < ends.length; index++) {
      const [start, end] = [ends[index - 1]!, ends[index]!]
      if (issued > end) continue
      const isNew = issued > start
      const before = isNew ? amount : openAt(start)
      const held = Math.max(0, before)
      const after = openAt(end)
      const net = (...kinds: PostingKind[]) =>
        postings
          .filter((posting) => kinds.includes(posting.kind) && posting.day <= end && (isNew || posting.day > start))
          .reduce((sum, posting) => sum + posting.amount, 0)
      const writtenOff = net('write_off') - net('write_off_reversal')
      const memos = net('credit_memo') - net('revaluation')

      const back: { from: string; amount: number }[] = []
      for (let left = Math.max(0, -writtenOff); left > 0 && pile.length > 0; ) {
        const top = pile.at(-1)!
        const part = Math.min(left, top.amount)
        back.push({ from: top.from, amount: part })
        pile = [...pile.slice(0, -1), ...(part < top.amount ? [{ from: top.from, amount: top.amount - part }] : [])]
        left -= part
      }
      const from = isNew ? 'new sales' : ageName(start - due)
      const pieces = [...(held > 0 ? [{ from, amount: held }] : []), ...back]
      const pool = pieces.reduce((sum, piece) => sum + piece.amount, 0)
      const stays = Math.max(0, Math.min(pool, after))
      const lost = Math.max(0, Math.min(pool - stays, writtenOff))
      const credited = Math.max(0, Math.min(pool - stays - lost, memos))
      const fates = [
        { to: 'written off', amount: lost },
        { to: 'credited', amount: credited },
        { to: 'paid', amount: pool - stays - lost - credited },
        { to: ageName(end - due), amount: stays },
      ]
      if (lost > 0) pile.push({ from, amount: lost })

      if (weight === 'money') {
        if (after > stays) reopened.set(ageName(end - due), (reopened.get(ageName(end - due)) ?? 0) + after - stays)
        for (const piece of back) move(piece.from, 'written off', -piece.amount)
        const left = fates.map((fate) => ({ ...fate }))
        for (const piece of pieces) {
          for (let rest = piece.amount; rest > 0; ) {
            const next = left.find((fate) => fate.amount > 0)!
            const part = Math.min(rest, next.amount)
            move(piece.from, next.to, part)
            next.amount -= part
            rest -= part
          }
        }
        continue
      }
      const most = Math.max(...fates.slice(0, 3).map((fate) => fate.amount))
      const whole = stays > 0 ? ageName(end - due) : fates.find((fate) => fate.amount === most)!.to
      if (held > 0) {
        move(from, whole, 1)
        wholeGone = whole === 'written off' ? from : null
      } else if (back.length > 0 && wholeGone !== null) {
        move(wholeGone, 'written off', -1)
        move(wholeGone, whole, 1)
        wholeGone = null
      } else if (after > 0) reopened.set(ageName(end - due), (reopened.get(ageName(end - due)) ?? 0) + 1)
    }
  }
  return { moved, reopened }
}
