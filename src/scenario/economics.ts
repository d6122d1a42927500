import { InputError } from '../document/input-error.js'
import type { KpiSettings } from '../kpi/kpi-settings.js'
import type { Scenario } from './file/scenario.js'

/**
 * The company's own settings: where they say no cost of capital, what the scenarios state, so that each is compared with a
 * baseline that has one too. Throws an InputError where the scenarios disagree.
 */
export function companySettings(settings: KpiSettings, scenarios: readonly Scenario[]): KpiSettings {
  if (settings.costOfCapital !== null) return settings
  const stated = new Set(scenarios.flatMap(({ economics }) => economics?.cost_of_capital ?? []))
  if (stated.size > 1) {
    throw new InputError(
      `The scenarios state different costs of capital (${[...stated].join(' and ')}), and nobody says the company’s own: ` +
        'give cost_of_capital in a settings file (--settings).',
    )
  }
  return { ...settings, costOfCapital: [...stated][0] ?? null }
}

/** What holds in a scenario; null is the baseline. */
export function scenarioSettings(company: KpiSettings, scenario: Scenario | null): KpiSettings {
  return { ...company, costOfCapital: scenario?.economics?.cost_of_capital ?? company.costOfCapital }
}
