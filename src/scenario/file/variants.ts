import { z } from 'zod'
import { InputError } from '../../document/input-error.js'
import { placeInDocument } from '../../document/read-document.js'
import { noLevers, withSetting } from './lever-setting.js'
import type { Scenario } from './scenario.js'

const value = z.union([z.number(), z.string(), z.boolean(), z.record(z.string(), z.unknown())])
const range = z
  .strictObject({ from: z.number(), to: z.number(), step: z.number().gt(0, 'it must be above 0') })
  .refine(({ from, to }) => from <= to, 'from must not lie above to')
  .describe('All values from one to another, step by step.')

/** Variants are compared side by side; beyond so many nobody does. */
const mostVariants = 100

export const variantsSchema = z
  .record(z.string(), z.union([z.array(value).min(1), range]))
  .refine((axes) => Object.keys(axes).length > 0, 'it must name a setting and its values')
  .describe(
    'The scenario once for each value of a setting, such as terms.net: [30, 45, 60]; with several settings once for each combination. Where there are several ' +
      'levers of a kind a number says which, from 1: terms.2.net.',
  )

type Variants = z.output<typeof variantsSchema>

/**
 * The scenarios that the variants make of one, those of the first setting's first value first. Throws an InputError for a value that cannot be, with its place if the
 * variants are written in the scenario's file.
 */
export function variantsOf(scenario: Scenario, variants: Variants, isWritten = true): Scenario[] {
  const axes = Object.entries(variants).map(([setting, values]) => ({
    setting,
    values: Array.isArray(values) ? values : steps(values),
  }))
  const place = (setting?: string) => {
    if (!isWritten || scenario.file === '') return setting === undefined ? 'The settings' : `The setting ${setting}`
    return placeInDocument(scenario.file, setting === undefined ? ['variants'] : ['variants', setting])
  }
  const count = axes.reduce((product, { values }) => product * values.length, 1)
  if (count > mostVariants) {
    throw new InputError(`${place()}: these are ${count} variants; at most ${mostVariants} can be compared.`)
  }
  let made: { readonly scenario: Scenario; readonly words: readonly string[] }[] = [{ scenario, words: [] }]
  for (const { setting, values } of axes) {
    const word = shortName(
      setting,
      axes.map((axis) => axis.setting),
    )
    made = made.flatMap(({ scenario, words }) =>
      values.map((value) => {
        const changed = withSetting(scenario, setting, value)
        if ('fault' in changed) throw new InputError(`${place(setting)}: ${changed.fault}`)
        return { scenario: changed.scenario, words: [...words, `${word} ${valueText(value)}`] }
      }),
    )
  }
  // What pulls nothing else is called by its settings alone.
  const before = scenario.name === noLevers.name ? '' : `${scenario.name}: `
  return made.map(({ scenario, words }) => ({ ...scenario, name: before + words.join(', ') }))
}

function steps({ from, to, step }: z.output<typeof range>): number[] {
  const count = Math.floor((to - from) / step + 1e-9) + 1
  // More are refused anyway, with their number.
  const length = Math.min(count, mostVariants + 1)
  return Array.from({ length }, (_, index) => Number((from + index * step).toPrecision(12)))
}

/** The last step of a setting's way, if no other setting ends alike: `net` for `terms.net`. */
function shortName(setting: string, all: readonly string[]): string {
  const last = (text: string) => text.split('.').at(-1)!
  const isAlone = all.filter((other) => last(other) === last(setting)).length === 1
  return (isAlone ? last(setting) : setting).replaceAll('_', ' ')
}

/** A value as a name shows it: `45`, `pert 0.6 0.9 1`. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(' ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, own]) => `${key.replaceAll('_', ' ')} ${valueText(own)}`)
    .join(' ')
}
