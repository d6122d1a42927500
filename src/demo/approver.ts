import type { DemoAdjustment } from './demo-rows.js'

/** Up to here, in cents, a salesperson may grant a credit memo and a rule may write off a small balance. */
const salespersonsLimit = 1_000_00
const managersLimit = 25_000_00

/** Who approved an adjustment, by its kind and size. */
export function approver(
  { kind, amount, reason }: Pick<DemoAdjustment, 'kind' | 'amount' | 'reason'>,
  salesperson: string,
) {
  if (kind === 'recovery') return 'collection agency'
  if (reason.startsWith('small balance')) return 'small-balance rule'
  if (kind === 'credit_memo' && amount <= salespersonsLimit) return salesperson
  return amount <= managersLimit ? 'credit manager' : 'controller'
}
