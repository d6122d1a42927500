import { describe, expect, it } from 'vitest'
import { fitLedger } from '../../../src/behavior/fit/fit-behavior.js'
import { fitReport } from '../../../src/behavior/fit/fit-report.js'
import { calibrationChart } from '../../../src/chart/calibration-chart.js'
import { drawn } from '../../chart/drawn-chart.js'
import { ledgerOf } from '../plain-ledger.js'

describe('fitReport', () => {
  it('compares nothing with days on which nobody ever paid: they expect no payment', async () => {
    const day = 19_000
    const invoices = Array.from({ length: 40 }, (_, index) => {
      const issued = day + 10 * index
      const paid = issued + 32 + (index % 3)
      return {
        customer: 0,
        issued,
        due: issued + 30,
        amount: 1000,
        postings: [{ day: paid, kind: 'cash' as const, amount: 1000 }],
        disputes: [],
      }
    })
    const ledger = ledgerOf([{}], invoices, day + 500)
    const { calibration } = fitReport(ledger, fitLedger(ledger))
    expect(calibration.length).toBeGreaterThan(0)
    for (const bin of calibration) expect(bin.expected).toBeGreaterThan(0)
    expect(calibration.reduce((sum, { paid }) => sum + paid, 0)).toBe(40)
    expect(await drawn(calibrationChart(calibration))).toContain('</svg>')
  })
})
