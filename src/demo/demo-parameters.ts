import type { DemoTruth } from './demo-truth.js'

/** The demo company's true parameters, the same for every seed. */
export const demoParameters = {
  hazardEdges: [-20, -10, -3, 0, 1, 4, 8, 15, 31, 61, 91, 181],
  hazardCap: 0.95,
  // Quarter ends are a little busier, as they are where salespeople have quarterly goals.
  seasonalFactors: [0.94, 0.95, 1.08, 0.96, 0.97, 1.08, 0.95, 0.93, 1.07, 0.98, 1.0, 1.09],
  yearlyGrowth: 0.06,
  ordersStopDaysAfterDefault: 30,
  writeOffDaysPastDue: 180,
  recovery: { probability: 0.2, daysAfterWriteOff: [20, 150], share: [0.1, 0.5] },
  overPayment: { probability: 0.003, share: [0.01, 0.1] },
  segments: {
    small: {
      share: 0.6,
      lateOnboardingShare: 0.08,
      terms: [
        { net: 15, share: 0.2 },
        { net: 30, share: 0.8 },
      ],
      dailyHazards: [0.0005, 0.002, 0.008, 0.07, 0.34, 0.06, 0.04, 0.036, 0.04, 0.1, 0.07, 0.025],
      frailtyVariance: 0.25,
      dispute: {
        probability: 0.03,
        openWithinDays: 5,
        meanDays: 20,
        concededShare: 0.4,
        wholeAmountShare: 0.4,
        partFraction: [0.1, 0.6],
      },
      partialPayment: { probability: 0.06, fraction: { distribution: 'beta', a: 2, b: 2 } },
      yearlyDefaultHazard: 0.06,
      orders: {
        invoicesPerDay: [0.02, 0.065],
        batchShare: 0,
        logAmountMean: 7.09,
        logAmountSpread: 0.4,
        logAmountSigma: 0.6,
      },
    },
    mid: {
      share: 0.3,
      lateOnboardingShare: 0.05,
      terms: [
        { net: 30, share: 0.8 },
        { net: 45, share: 0.2 },
      ],
      dailyHazards: [0.0005, 0.001, 0.006, 0.08, 0.43, 0.06, 0.04, 0.034, 0.038, 0.11, 0.08, 0.03],
      frailtyVariance: 0.15,
      dispute: {
        probability: 0.04,
        openWithinDays: 5,
        meanDays: 30,
        concededShare: 0.35,
        wholeAmountShare: 0.4,
        partFraction: [0.1, 0.6],
      },
      partialPayment: { probability: 0.04, fraction: { distribution: 'beta', a: 2, b: 2 } },
      yearlyDefaultHazard: 0.045,
      orders: {
        invoicesPerDay: [0.08, 0.16],
        batchShare: 0.15,
        logAmountMean: 8.29,
        logAmountSpread: 0.35,
        logAmountSigma: 0.6,
      },
    },
    enterprise: {
      share: 0.1,
      lateOnboardingShare: 0,
      terms: [
        { net: 30, share: 0.4 },
        { net: 45, share: 0.6 },
      ],
      dailyHazards: [0.0002, 0.001, 0.004, 0.08, 0.48, 0.06, 0.04, 0.032, 0.038, 0.12, 0.09, 0.035],
      frailtyVariance: 0.1,
      dispute: {
        probability: 0.05,
        openWithinDays: 5,
        meanDays: 35,
        concededShare: 0.3,
        wholeAmountShare: 0.4,
        partFraction: [0.1, 0.6],
      },
      partialPayment: { probability: 0.03, fraction: { distribution: 'beta', a: 2, b: 2 } },
      yearlyDefaultHazard: 0.025,
      orders: {
        invoicesPerDay: [0.2, 0.4],
        batchShare: 0.3,
        logAmountMean: 8.7,
        logAmountSpread: 0.3,
        logAmountSigma: 0.6,
      },
    },
  },
} as const satisfies Omit<DemoTruth, 'schema' | 'note' | 'seed' | 'start' | 'end' | 'customers'>
