import { beforeAll, describe, expect, test } from 'vitest'
import { runArlab } from './run-arlab.js'

interface TraceDocument {
  readonly schema: string
  readonly replicate: number
  readonly events: readonly {
    readonly date: string
    readonly scenario: string
    readonly customer: string
    readonly invoice: number
    readonly isOpening: boolean
    readonly issued: string
    readonly invoiceAmount: number
    readonly event: string
    readonly amount: number
  }[]
}

interface SimulationDocument {
  readonly scenarios: readonly { readonly facts: readonly { fact: string; month: string; mean: number }[] }[]
}

describe('arlab simulate --replicate', () => {
  const options = ['simulate', 'data/demo', '--months', '2', '--scenario', 'scenarios/net-45.yaml']
  let trace: TraceDocument
  beforeAll(() => {
    trace = JSON.parse(runArlab(...options, '--replicate', '1', '--json').stdout)
  })

  test('tells one future of the baseline and of each scenario, in order of days', () => {
    expect(trace).toMatchObject({ schema: 'arlab/trace/1', replicate: 1 })
    for (const scenario of ['baseline', 'Net 45']) {
      const days = trace.events.filter((event) => event.scenario === scenario).map(({ date }) => date)
      expect(days.length).toBeGreaterThan(1000)
      expect(days).toEqual([...days].sort())
    }
  })

  /** Of two replicates the mean is half their sum, so that the other one's part is known too. */
  test('its cash and sales are those of that replicate’s facts', () => {
    const other: TraceDocument = JSON.parse(runArlab(...options, '--replicate', '0', '--json').stdout)
    const { scenarios }: SimulationDocument = JSON.parse(runArlab(...options, '--replicates', '2', '--json').stdout)
    const sum = (of: TraceDocument, name: string, month: string, event: string) =>
      of.events
        .filter((one) => one.scenario === name && one.event === event && one.date.startsWith(month))
        .reduce((total, { amount }) => total + amount, 0)
    for (const [index, name] of ['baseline', 'Net 45'].entries()) {
      for (const [fact, event] of [
        ['cash_collected', 'paid'],
        ['credit_sales', 'issued'],
      ] as const) {
        const known = scenarios[index]!.facts.find((entry) => entry.fact === fact && entry.month === '2025-02')!
        expect(sum(trace, name, '2025-02', event) + sum(other, name, '2025-02', event), fact).toBe(2 * known.mean)
      }
    }
  })

  test('numbers the invoices of a customer, those of the ledger first, and tells of each that it is issued once', () => {
    const ofBaseline = trace.events.filter(({ scenario }) => scenario === 'baseline')
    const invoices = new Map(ofBaseline.map((event) => [`${event.customer} ${event.invoice}`, event]))
    const issued = ofBaseline.filter(({ event }) => event === 'issued')
    expect(new Set(issued.map((event) => `${event.customer} ${event.invoice}`)).size).toBe(issued.length)
    expect([...invoices.values()].filter(({ isOpening }) => !isOpening).length).toBe(issued.length)
    for (const { isOpening, issued: day } of ofBaseline) expect(isOpening).toBe(day <= '2024-12-31')
  })

  test('prints CSV with a row for each event', () => {
    const { stdout } = runArlab(...options, '--replicate', '1')
    const [header, ...rows] = stdout.trimEnd().split('\n')
    expect(header).toBe('date,scenario,customer_id,invoice,in_ledger,issued,due,invoice_amount,event,amount')
    expect(rows).toHaveLength(trace.events.length)
  })
})
