import { type DemoOptions, demoSetting } from './demo-setting.js'

/** How many customers give about so many invoices: what their orders are expected to be, without defaults. */
export function customersForInvoices(invoices: number, options: Omit<DemoOptions, 'customers'>): number {
  const { orderFactors, parameters } = demoSetting({ ...options, customers: 1 })
  const ordinaryDays = orderFactors.reduce((sum, factor) => sum + factor, 0)
  let perCustomer = 0
  for (const { share, lateOnboardingShare, orders } of Object.values(parameters.segments)) {
    const [low, high] = orders.invoicesPerDay
    // Whoever comes late comes on a uniform day of the first half: a quarter of the days are lost on average.
    perCustomer += share * ((low + high) / 2) * ordinaryDays * (1 - lateOnboardingShare / 4)
  }
  return Math.max(1, Math.round(invoices / perCustomer))
}
