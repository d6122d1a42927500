import type { Command } from 'commander'
import { InputError } from '../document/input-error.js'

const oneOf = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/**
 * Refuses an option that was given and would be ignored. `uses` names, for each thing that a command can be asked, the
 * options that only some of them use; an option in none of the lists goes with everything. Throws an InputError that says
 * what the option goes with.
 */
export function refuseIdleOptions(
  command: Command,
  asked: string,
  uses: Readonly<Record<string, readonly string[]>>,
): void {
  for (const option of command.options) {
    const name = option.attributeName()
    const users = Object.keys(uses).filter((one) => uses[one]!.includes(name))
    if (users.length === 0 || users.includes(asked) || command.getOptionValueSource(name) !== 'cli') continue
    throw new InputError(`${option.long} goes with ${oneOf.format(users)}, not with ${asked}; leave it out.`)
  }
}
