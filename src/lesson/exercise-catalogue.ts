import type { Exercise } from './exercise.js'
import { averageDaysDelinquentOfAQuarter } from './exercises/average-days-delinquent.js'
import { badDebtOfAQuarter } from './exercises/bad-debt-to-sales.js'
import { breakEvenDefaultRate } from './exercises/break-even-default-rate.js'
import { cashByRollForward } from './exercises/cash-by-roll-forward.js'
import { cashTiedUpByTerms } from './exercises/cash-tied-up-by-terms.js'
import { ceiAfterCredits } from './exercises/cei-after-credits.js'
import { ceiOfAQuarter } from './exercises/cei-of-a-quarter.js'
import { contactBacklog } from './exercises/contact-backlog.js'
import { countBackDso } from './exercises/count-back-dso.js'
import { discountAsYearlyRate } from './exercises/discount-as-yearly-rate.js'
import { dsoOfAQuarter } from './exercises/dso-of-a-quarter.js'
import { dsoOfThreeCustomers } from './exercises/dso-of-three-customers.js'
import { longestTermsForATarget } from './exercises/longest-terms-for-a-target.js'
import { paidOnTimeByValue } from './exercises/paid-on-time-by-value.js'
import { provisionMatrixAllowance } from './exercises/provision-matrix-allowance.js'
import { rangeCoverage } from './exercises/range-coverage.js'
import { receivablesTurnover } from './exercises/receivables-turnover.js'
import { shareOpenAfter30Days } from './exercises/share-open-after-30-days.js'
import { sharePastDueOver30 } from './exercises/share-past-due-over-30.js'

/** All exercises, by lesson and then from plain to harder. */
export const exerciseCatalogue: readonly Exercise[] = [
  cashTiedUpByTerms,
  cashByRollForward,
  dsoOfAQuarter,
  dsoOfThreeCustomers,
  ceiOfAQuarter,
  sharePastDueOver30,
  averageDaysDelinquentOfAQuarter,
  receivablesTurnover,
  countBackDso,
  paidOnTimeByValue,
  shareOpenAfter30Days,
  discountAsYearlyRate,
  breakEvenDefaultRate,
  contactBacklog,
  ceiAfterCredits,
  badDebtOfAQuarter,
  provisionMatrixAllowance,
  rangeCoverage,
  longestTermsForATarget,
]
